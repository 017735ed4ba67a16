"""What the reader's own side of the desk shows: pages and forms about readers, none about what anybody wrote."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.interface import Submitted
from adapters.surfaces import LONGEST_OPTION, Block, Button, Choice, Choices, Form, Page, Quoted, Row, Say, Words
from bot.desks.reader_seat import Seat
from bot.lines.reader_view import TheirLine
from bot.rota.duty import Board
from bot.rota.handing import able_to_join, able_to_take
from storage.envelope import ID_BYTES
from storage.people import Person

OPEN_END: Final = "open"
PROMISED: Final = "yes"
_MOST_HOURS: Final = 12
_HOUR: Final = timedelta(hours=1)


def join_form(seat: Seat, me: Person, once: str, problem: str = "") -> Form:
    """What reading concerns means, limits first, and the promise word for word, to be ticked by themselves."""
    say = seat.say
    blocks: tuple[Block, ...] = (
        Say(say("rota-join-limits", production=seat.place.book.name), strong=True),
        Say(say("rota-join-see")),
        Say(say("rota-join-exceptions")),
        Say(say("rota-join-told")),
        *_of_themselves(seat, me),
    )
    promise = Choices("promise", say("rota-label-promise"), ((PROMISED, say("rota-join-promise")),), ())
    others = (Button("r-join-no", say("rota-press-decline")),)
    title, accept = say("rota-join-title"), say("rota-press-accept")
    return Form("r-join-yes", title, blocks, (promise,), accept, once, others=others, problem=problem)


def newcomer_page(seat: Seat, person: Person) -> Page:
    """Who is to read, and what a yes to it does."""
    say, token = seat.say, seat.token(bytes.fromhex(person.id))
    blocks: tuple[Block, ...] = (
        Say(say("rota-new-limits", reader=person.name), strong=True),
        *_of_themselves(seat, person),
        Say(say("rota-new-after", reader=person.name)),
    )
    buttons = (
        Button("r-new-yes", say("rota-press-say-yes"), token, say("rota-spoken-say-yes", reader=person.name)),
        Button("r-new-no", say("rota-press-say-no"), token, say("rota-spoken-say-no", reader=person.name)),
        to_desk(seat),
    )
    return Page(say("rota-new-title"), blocks, buttons)


def _of_themselves(seat: Seat, person: Person) -> tuple[Words, ...]:
    reading = person.reading
    told = ((reading.introduction, "rota-introduction"), (reading.knows, "rota-knows")) if reading else ()
    return tuple(Words(Quoted(words), seat.say(key)) for words, key in told if words)


def settled(seat: Seat, key: str, *, desk: bool = False) -> Page:
    """What accepting or not came to."""
    buttons = (to_desk(seat),) if desk else ()
    return Page(seat.say("rota-join-title"), (Say(seat.say(key)),), buttons)


def waits_page(seat: Seat) -> Page:
    """They accepted, and a reader has to say yes; they can take it back meanwhile."""
    buttons = (Button("r-join-no", seat.say("rota-press-decline")),)
    return Page(seat.say("rota-join-title"), (Say(seat.say("rota-join-waits")),), buttons)


def cover_form(seat: Seat, once: str, problem: str = "") -> Form:
    """In until when: the next full hours of the reader's day, or until they say so."""
    say = seat.say
    hours = tuple((str(int(at.timestamp())), _clock(seat, at)) for at in full_hours(seat.now, _zone(seat)))
    options = (*hours, (OPEN_END, say("rota-open-end")))
    chosen = Choice("until", say("rota-label-until"), options, options[0][0], say("rota-until-hint"))
    lead = (Say(say("rota-cover-lead")),)
    return Form("r-cover", say("rota-cover-title"), lead, (chosen,), say("rota-press-in"), once, problem=problem)


def full_hours(now: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The full hours that follow, up to the end of the day that it is in this zone; always one."""
    local = now.astimezone(zone)
    first = (now - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)) + _HOUR
    hours = [first + number * _HOUR for number in range(_MOST_HOURS)]
    today = [at for at in hours if (at - timedelta(seconds=1)).astimezone(zone).date() == local.date()]
    return tuple(today or hours[:1])


def give_button(seat: Seat, line: TheirLine) -> tuple[Button, ...]:
    """[Give it to ...], for whoever holds the line, where somebody can take it or the person can be asked."""
    if not _others(seat, line):
        return ()
    label = seat.say("rota-press-give")
    return (Button("r-give", label, seat.token(line.id), seat.say("rota-spoken-give", alias=line.line.alias)),)


def give_form(seat: Seat, line: TheirLine, once: str) -> Form | None:
    """To which of the line's other readers, or about which reader the person is asked; None where there is nobody."""
    say, options = seat.say, _others(seat, line)
    if not options:
        return None
    asks = any(is_outside(value) for value, _ in options)
    chosen = Choice("to", say("rota-label-give"), options, options[0][0])
    lead = (Say(say("rota-give-lead")), *((Say(say("rota-give-asks")),) if asks else ()))
    submit, token = say("rota-press-give-go"), seat.token(line.id)
    return Form("r-give", line.line.alias, lead, (chosen,), submit, once, token)


def _others(seat: Seat, line: TheirLine) -> tuple[tuple[str, str], ...]:
    """A reader of the line by their place among its readers, one who isn't by their id."""
    inside = able_to_take(line.line, line.me, seat.place.roster, seat.now)
    here = ((str(line.line.readers.index(one.id)), _cut(one.name)) for one in inside)
    room = LONGEST_OPTION - len(seat.say("rota-give-outside", reader=""))
    outside = (
        (one.id, seat.say("rota-give-outside", reader=_cut(one.name, room)))
        for one in able_to_join(line, seat.place.roster)
    )
    return (*here, *outside)


def _cut(name: str, most: int = LONGEST_OPTION) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def is_outside(value: str) -> bool:
    """Whether what was chosen is a reader's id, and not a place among the line's readers."""
    return len(value) == 2 * ID_BYTES


def given_to(sent: Submitted) -> int:
    """The place of the reader who was chosen; -1 for none."""
    raw = sent.values.get("to", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else -1


# --- on the desk ----------------------------------------------------------------------------------------------------


def channel(seat: Seat) -> tuple[Block, ...]:
    """What happened to the readers' channel, and what to do."""
    return (Say(seat.say("chat-channel-lost"), strong=True),) if seat.place.book.channel_lost else ()


def check(seat: Seat, board: Board) -> tuple[Block, ...]:
    """The question whether anybody is there, while a slot waits for this reader."""
    if not board.is_checked:
        return ()
    return (Say(seat.say("rota-check"), strong=True), Row((Button("r-here", seat.say("rota-press-here"), main=True),)))


def newcomers(seat: Seat, board: Board) -> tuple[Block, ...]:
    """Whoever waits for a yes."""
    return tuple(block for person in board.newcomers for block in _one_newcomer(seat, person))


def _one_newcomer(seat: Seat, person: Person) -> tuple[Block, ...]:
    say, token = seat.say, seat.token(bytes.fromhex(person.id))
    press = Button("r-new", say("rota-press-new"), token, say("rota-spoken-new", reader=person.name))
    return Say(say("rota-new-waits", reader=person.name)), Row((press,))


def cover(seat: Seat, board: Board) -> tuple[Block, ...]:
    """Until when this reader counts as on a closed set."""
    if board.cover is None:
        return ()
    until = board.cover.until
    return (Say(seat.say("rota-in-until", time=_clock(seat, until)) if until else seat.say("rota-in-open")),)


def ring(seat: Seat, board: Board) -> tuple[Block, ...]:
    """When the second way was last heard, and the question after a test."""
    if not board.has_ring:
        return ()
    say, heard = seat.say, board.heard_on
    blocks: list[Block] = []
    if board.was_rung:
        blocks += [Say(say("rota-rung")), Row((Button("r-heard", say("rota-press-heard")),))]
    blocks.append(Say(say("rota-heard-on", day=_day(seat, heard)) if heard else say("rota-never-heard"), quiet=True))
    return tuple(blocks)


def below(seat: Seat, board: Board) -> tuple[Button, ...]:
    """The presses below the lines."""
    say = seat.say
    cover = Button("r-out", say("rota-press-out")) if board.cover else Button("r-cover", say("rota-press-cover"))
    return (cover, Button("r-ring", say("rota-press-ring"))) if board.has_ring else (cover,)


def to_desk(seat: Seat) -> Button:
    """Back to all open lines."""
    return Button("r-desk", seat.say("desk-press-desk"))


def _zone(seat: Seat) -> ZoneInfo:
    me = seat.place.me
    return ZoneInfo((me.zone if me else "") or seat.place.book.zone)


def _clock(seat: Seat, at: datetime) -> str:
    return at.astimezone(_zone(seat)).strftime("%H:%M")


def _day(seat: Seat, day: date) -> str:
    weekday, month = seat.say("desk-weekday", day=day.isoweekday()), seat.say("desk-month", month=day.month)
    return seat.say("desk-date", weekday=weekday, day=day.day, month=month)
