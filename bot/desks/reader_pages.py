"""What a reader reads: one opened line with its acts, what an act means before it is done, help, and the one refusal.

Nothing here says who wrote, from which platform, in which language, by which way back, or at which minute.
"""

from __future__ import annotations

from adapters.surfaces import LONGEST_WORDS, Block, Button, Facts, Fold, Heading, Page, Quoted, Say, Words
from bot.desks.reader_rota_pages import give_button
from bot.desks.reader_seat import Seat, rows
from bot.lines import letting_in
from bot.lines.owning import OVER
from bot.lines.reader_view import TheirLine
from bot.text.catalog import language_name
from escalation.concern import Act, Basis, Follow, Side, State, TheyKnow, Urgency, Wish, possible
from escalation.rungs import Phase
from storage.lines import Line, Said, Voice
from storage.productions import Outside

Pair = tuple[str, str | Quoted]


def nothing_here(seat: Seat, typed: str = "") -> Page:
    """The one page for whatever isn't theirs, is over, or never was; what they typed stays to be copied."""
    return Page(seat.say("desk-nothing-title"), (Say(seat.say("desk-nothing")), *_typed(seat, typed)))


def not_just_now(seat: Seat, typed: str = "") -> Page:
    """Nothing can be opened or left on this line for a while; never why."""
    return Page(seat.say("desk-wait-title"), (Say(seat.say("desk-not-just-now")), *_typed(seat, typed)), _desk(seat))


def not_from_here(seat: Seat) -> Page:
    """Somebody is in the channel who doesn't read this line, or nobody can say who is: opened from one's own desk."""
    return Page(seat.say("desk-stranger-title"), (Say(seat.say("desk-stranger"), strong=True),), _desk(seat))


def not_kept(seat: Seat) -> Page:
    """A press that could not be kept."""
    return Page(seat.say("desk-failed-title"), (Say(seat.say("desk-press-not-kept"), strong=True),), _desk(seat))


def handed_on(seat: Seat) -> Page:
    """A line that this reader stepped back from."""
    return Page(seat.say("desk-handed-title"), (Say(seat.say("desk-handed-on")),), _desk(seat))


def line_page(seat: Seat, line: TheirLine, told: str = "") -> Page:
    """One line: how it stands, what was said, and what this reader can do. `told` says what just happened."""
    if line.line.is_withdrawing:
        return not_just_now(seat)
    above = (Say(told, strong=True),) if told else ()
    blocks: tuple[Block, ...] = (
        *above,
        Say(state(seat, line)),
        Facts((*_plain_pairs(seat, line), *_chosen_pairs(seat, line))),
        *thread(seat, line),
        *rows((*_acts(seat, line), *give_button(seat, line))),
        *_yes_meant(seat, line),
    )
    return Page(line.line.alias, blocks, _desk(seat))


def before(seat: Seat, line: TheirLine, act: str) -> Page:
    """What this act does, before it is done by one more press."""
    alias = line.line.alias
    buttons = (seat.press(f"{act}-go", line, main=True), seat.press("open", line))
    return Page(alias, (Say(seat.say(f"desk-before-{act}", alias=alias)),), buttons)


def from_here(seat: Seat, line: TheirLine) -> Page:
    """What a reader can do from where they are: numbers from the production's own file, and a sentence to say."""
    say, unit = seat.say, seat.place.unit_by_id(line.line.unit)
    numbers = ((say("desk-emergency"), unit.emergency), (say("desk-medic"), unit.medic), (say("desk-at"), unit.place))
    blocks: list[Block] = [Heading(unit.name), Facts(tuple(pair for pair in numbers if pair[1]))]
    if seat.place.book.outside:
        blocks.append(Heading(say("desk-outside")))
        blocks.append(Facts(tuple((one.name, _reach(seat, one)) for one in seat.place.book.outside)))
    blocks += [Heading(say("desk-to-say")), Say(say("desk-sentence")), Say(say("desk-sentence-more"))]
    blocks.append(Say(say("desk-no-promise"), quiet=True))
    return Page(line.line.alias, tuple(blocks), (seat.press("open", line, main=True),))


def state(seat: Seat, line: TheirLine) -> str:
    """How a line stands, as a sentence."""
    one, say = line.line, seat.say
    if line.is_held and line.due:
        time = seat.clock(line, line.due)
        if line.is_mine:
            return say("desk-state-mine", time=time)
        return say("desk-state-held", reader=seat.place.reader_name(one.taken_by), time=time)
    name = seat.place.reader_name(one.taken_by)
    if one.state in (State.taken, State.talking):
        return say("desk-state-talking", reader=name) if name else say("desk-state-talking-nobody")
    return say(f"desk-state-{one.state}")


def thread(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    """Everything said, in order; the person's words are counted among themselves, so that no gap tells of others."""
    if not line.is_open:
        return closed_words(seat, line)
    blocks, count = list[Block](), 0
    for _, said in line.said:
        count += said.voice is Voice.PERSON and not said.lets_in
        caption = _caption(seat, line, said, count)
        shows_words = said.words and not said.lets_in
        blocks.append(Words(Quoted(said.words), caption) if shows_words else Say(caption))
        if said.asks_yes:
            blocks.append(Facts(((seat.say("desk-to-whom"), Quoted(said.asks_yes)),)))
    return tuple(blocks) or (Say(seat.say("desk-no-words"), quiet=True),)


def last_words(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    """The person's last words under the line's name, above whatever is written to them."""
    caption = seat.say("desk-last", alias=line.line.alias)
    return (Words(Quoted(line.last), caption),) if line.last else ()


def pairs(seat: Seat, line: TheirLine) -> tuple[Pair, ...]:
    """What the desk says of each line: how soon, and by when."""
    say, urgency = seat.say, line.line.urgency.replace("_", "-")
    label = say("desk-due-taken") if line.line.promise else say("desk-due")
    due = ((label, seat.clock(line, line.due)),) if line.due and line.line.state not in OVER else ()
    return ((say("desk-urgency"), say(f"desk-urgency-{urgency}")), *due)


def _plain_pairs(seat: Seat, line: TheirLine) -> tuple[Pair, ...]:
    say, one = seat.say, line.line
    readers = seat.names(reader for reader in one.readers if reader not in one.recused)
    label = say("desk-askable") if one.urgency is Urgency.now else say("desk-readers")
    return (*pairs(seat, line), (say("desk-arrived"), seat.came(line)), (label, readers))


def _chosen_pairs(seat: Seat, line: TheirLine) -> tuple[Pair, ...]:
    """What the person chose and typed beside the words; open where the words are."""
    if not line.is_open:
        return ()
    say, one = seat.say, line.line
    often = "not-while-we-shoot" if one.follow is Follow.not_while_we_shoot else "any-time"
    asked = one.urgency is not Urgency.now  # under `now` nobody is asked what should happen, or how they know
    is_of_another = asked and one.basis in (Basis.saw, Basis.heard)
    chosen: tuple[Pair, ...] = (
        (say("desk-from"), say("desk-from-minor") if one.by_minor else ""),
        (say("desk-name"), Quoted(one.name_shown)),
        (say("desk-wish"), say(f"desk-wish-{one.wish.replace('_', '-')}") if asked else ""),
        (say("desk-basis"), say(f"desk-basis-{one.basis}") if asked and one.basis is not Basis.unsaid else ""),
        (say("desk-they-know"), _they_know(seat, one) if is_of_another else ""),
        (say("desk-follow"), say(f"desk-follow-{often}")),
        (say("desk-category"), say(f"category-{one.category}") if one.category else ""),
        (say("desk-occasion"), line.occasion.name if line.occasion else ""),
        (say("desk-pass-to"), Quoted(one.pass_to if one.wish is Wish.pass_on else "")),
        (say("desk-keep-from"), Quoted(one.keep_from)),
    )
    return tuple(pair for pair in chosen if pair[1] not in ("", Quoted("")))


def _they_know(seat: Seat, line: Line) -> str:
    return "" if line.they_know is TheyKnow.unsaid else seat.say(f"desk-they-know-{line.they_know}")


def closed_words(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    """Why no words stand here, where there are some; for who has not opened it the same while it is being withdrawn."""
    was_open = line.me in line.line.opened_by
    if line.is_open or line.line.state in OVER or (line.line.is_withdrawing and was_open):
        return ()
    key = "desk-only-taker" if line.line.urgency is Urgency.now else "desk-unopened"
    return (Say(seat.say(key), quiet=True),)


def _caption(seat: Seat, line: TheirLine, said: Said, count: int) -> str:
    say, alias, reader = seat.say, line.line.alias, seat.place.reader_name(said.by)
    if said.lets_in:
        return _about_reader(seat, line, said)
    if said.voice is Voice.NOTE:
        return say("desk-said-note", reader=reader)
    if said.voice is Voice.READER:
        return say("desk-said-asks" if said.asks_yes else "desk-said-left", reader=reader)
    return say(f"desk-said-{said.answers or 'person'}", alias=alias, count=count)


def _about_reader(seat: Seat, line: TheirLine, said: Said) -> str:
    """Whether one more reader may read it: that it was asked, and what came of it. Only who asked ever reads this."""
    if said.voice is Voice.PERSON and (said.answers != letting_in.YES or said.lets_in not in line.line.readers):
        return seat.say("desk-said-keep-out")
    key = "desk-said-let-in" if said.voice is Voice.PERSON else "desk-said-asks-reader"
    return seat.say(key, reader=seat.place.reader_name(said.lets_in) or seat.say("desk-somebody-left"))


def may_take(line: TheirLine) -> bool:
    """Whether taking it is possible now, and there is something to take: after an answer it is the person's turn."""
    rungs = line.line.ladder
    is_answered = rungs is not None and rungs.phase is Phase.answered
    return Act.take in possible(line.line.state, Side.reader) and not line.is_held and not is_answered


def _acts(seat: Seat, line: TheirLine) -> tuple[Button, ...]:
    """Every act that is possible now; marked is taking it, or answering where somebody has taken it or written."""
    can, one = possible(line.line.state, Side.reader), line.line
    offered = {
        "take": may_take(line),
        "answer": Act.reply in can and line.is_open,
        "note": Act.note in can and line.is_open,
        "yes": Act.ask_yes in can and line.is_open,
        "spoke": Act.spoke in can and line.is_open,
        "later": line.may_put_off,
        "unsay": any(at in one.waiting and said.by == line.me for at, said in line.said),
        "rest": Act.rest in can and line.is_open and one.state is not State.resting,
        "recuse": Act.recuse in can,
        "mute": bool(can) and one.state not in OVER and line.me not in one.muted,
        "help": True,
    }
    acts = [act for act, is_offered in offered.items() if is_offered]
    main = "answer" if one.taken_by else "take"
    return tuple(seat.press(act, line, main=act == main) for act in acts)


def _yes_meant(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    """What a yes is asked for, below the button that asks for one."""
    is_offered = Act.ask_yes in possible(line.line.state, Side.reader) and line.is_open
    return (Say(seat.say("desk-yes-what"), quiet=True),) if is_offered else ()


def _reach(seat: Seat, one: Outside) -> str:
    languages = (language_name(code, seat.place.language) for code in one.languages)
    return ", ".join(filter(None, (one.reach, one.hours, *languages)))


def _typed(seat: Seat, typed: str) -> tuple[Block, ...]:
    """What a reader typed into a form that leads nowhere any more."""
    if not typed:
        return ()
    return (Fold(seat.say("desk-typed"), in_parts(seat.say("desk-typed-by-you"), typed)),)


def in_parts(caption: str, words: str) -> tuple[Words, ...]:
    """Words of any length, in pieces that every platform can show."""
    return tuple(Words(Quoted(words[at : at + LONGEST_WORDS]), caption) for at in range(0, len(words), LONGEST_WORDS))


def _desk(seat: Seat) -> tuple[Button, ...]:
    return (Button("r-desk", seat.say("desk-press-desk")),)
