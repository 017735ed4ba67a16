"""The two screens of raising a concern, and the urgent one: pure drawing, from a place and values to surfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.surfaces import (
    LONGEST_WORDS,
    Block,
    Button,
    Choice,
    Choices,
    Facts,
    Fold,
    Form,
    Heading,
    Page,
    Quoted,
    Row,
    Say,
    TextField,
    Words,
)
from bot.desks.here import Here
from bot.lines.owning import MyLine
from escalation import crowd, plain
from escalation.calendar import in_hours, round_up
from escalation.concern import State, Urgency
from escalation.ladder import promised_by
from escalation.roster import Role
from storage.people import Person
from storage.productions import Outside

LONGEST_PLACE = 200
MINOR: Final = "minor"
"""The first screen for who is under 18, and the press that leads to it; `ADULT` leads back."""
ADULT: Final = "adult"
SHOWN_URGENCIES = (Urgency.today, Urgency.before_scene, Urgency.soon, Urgency.record)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the first screen: kept whatever goes wrong."""

    words: str = field(repr=False, default="")
    urgency: str = Urgency.today
    readers: tuple[str, ...] | None = None
    unit: str = ""
    where: str = field(repr=False, default="")
    is_minor: bool = False

    @property
    def how_soon(self) -> Urgency:
        """The urgency that was chosen; an unknown one is the usual one."""
        return Urgency(self.urgency) if self.urgency in SHOWN_URGENCIES else Urgency.today

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Typed:
        """From a submitted form."""
        readers = tuple(one for one in values.get("readers", "").split(",") if one)
        urgency, unit, where = values.get("urgency", Urgency.today), values.get("unit", ""), values.get("where", "")
        return cls(values.get("words", ""), urgency, readers, unit, where)

    @classmethod
    def from_line(cls, mine: MyLine) -> Typed:
        """From a draft."""
        line = mine.line
        return cls(mine.words, line.urgency, line.readers, line.unit, is_minor=line.by_minor)


def write_form(here: Here, typed: Typed, *, once: str = "", token: str = "", problem: str = "") -> Form:
    """Readers as a ticked list, the limits, the box and urgency, on one screen.

    Where nobody reads there is nobody to tick: that stands first, with help from outside, and words can be kept. For
    who is under 18 help for them stands before everything, and that what they write is passed on.
    """
    say, readers = here.say, readers_field(here, typed.readers, typed.unit)
    box = Quoted(typed.words[:LONGEST_WORDS])
    words = TextField("words", say("write-box"), box, say("write-box-hint"), tall=True)
    urgencies = tuple((one.value, _how_soon(here, typed, one)) for one in SHOWN_URGENCIES)
    urgency = Choice("urgency", say("write-urgency"), urgencies, _known(typed.urgency, urgencies))
    return Form(
        MINOR if typed.is_minor else "write",
        say("write-title"),
        (*_minor(here, typed), *_unread(here, typed), *over(here, typed.words), *_limits(here), *_crew(here)),
        (*_shown(readers), words, urgency, *_unit(here, typed)),
        say("write-next"),
        once or here.once(),
        token,
        (
            Button("keep", say("write-keep")),
            Button("rights", say("write-rights")),
            *((Button("now", say("note-now")),) if readers.options else ()),
            Button(ADULT, say("write-adult")) if typed.is_minor else Button(MINOR, say("write-minor")),
        ),
        _true(here, problem),
    )


def now_form(here: Here, typed: Typed, *, once: str = "", problem: str = "", many: bool = False, how: str = "") -> Form:
    """Stop this, or someone with me, now: the numbers first, one press sends it.

    Where nobody reads it is the first screen, under this title: what can be done there is to keep words.
    """
    say, unit = here.say, here.place.unit_by_id(typed.unit)
    readers = readers_field(here, typed.readers, typed.unit)
    if not readers.options:
        return replace(write_form(here, typed, once=once, problem=problem), title=say("now-title"))
    help_first = outside(here) if many else (help_fold(here),)
    blocks = (
        Say(say("now-danger", number=unit.emergency, medic=unit.medic), strong=True),
        *help_first,
        Say(say("now-on-set")),
        Say(say("now-rings", count=len(readers.ticked))),
        *over(here, typed.words),
        *over(here, typed.where, LONGEST_PLACE),
    )
    place = Quoted(typed.where[:LONGEST_PLACE])
    ways = (("name_out", say("now-name-out")), ("come", say("now-come")))
    return Form(
        "now",
        say("now-title"),
        blocks,
        (
            Choice("how", say("now-how"), ways, _known(how, ways)),
            TextField("where", say("now-where"), place, say("now-where-hint"), LONGEST_PLACE),
            TextField("words", say("now-words"), Quoted(typed.words[:LONGEST_WORDS]), tall=True),
            readers,
        ),
        say("now-send"),
        once or here.once(),
        problem=problem,
    )


def receipt(here: Here, mine: MyLine, key: tuple[str, ...] = ()) -> Page:
    """Saved, named, one promised time; shown only once everything it says is durable."""
    say, line = here.say, mine.line
    token = here.token(mine.access)
    named = () if line.urgency is Urgency.record else (Say(say("receipt-line"), quiet=True),)
    blocks: list[Block] = [Heading(say("receipt-heading", alias=line.alias)), *named, *_promise(here, mine)]
    if key:
        blocks += [Say(say("key-once"), strong=True), Words(Quoted(" ".join(key)), say("key-caption"))]
    blocks += [Say(say("receipt-not-formal"), quiet=True), Say(say("receipt-nothing-to-do")), *for_guest(here, mine)]
    names = ["copy"] if key else ["copy", "key", "category"]
    if line.urgency is not Urgency.record:
        names.insert(0, "all-right" if line.urgency is Urgency.now else "take-back")
    acts = (Button(one, say(f"line-{one}"), token, say(f"line-{one}-spoken", alias=line.alias)) for one in names)
    blocks += [Row(tuple(acts)), help_fold(here)]
    return Page(say("receipt-title"), tuple(blocks), (Button("lines", say("home-lines")),))


def for_guest(here: Here, mine: MyLine) -> tuple[Say, ...]:
    """That an account may end and six words stay, to a guest whose line has none yet; its act is beside it."""
    is_told = here.is_guest and not mine.line.mailbox and mine.line.state is not State.withdrawn
    return (Say(here.say("key-for-guest")),) if is_told else ()


def _promise(here: Here, mine: MyLine) -> tuple[Block, ...]:
    say, line = here.say, mine.line
    if line.urgency is Urgency.record:
        return (Say(say("receipt-record")),)
    due = promised_by(line.ladder) if line.ladder else None
    by = here.clock(round_up(due)) if due else ""
    if line.urgency is Urgency.now:
        unit = here.place.unit_by_id(line.unit)
        danger = Say(say("now-danger", number=unit.emergency, medic=unit.medic), strong=True)
        return (danger, Say(say("receipt-now", count=len(line.readers))), Say(say("receipt-now-seen"), quiet=True))
    leaves = here.clock(round_up(line.leaves_at))
    return (Say(say("receipt-leaves", time=leaves)), *((Say(say("receipt-read-by", time=by)),) if by else ()))


def readers_field(here: Here, ticked: tuple[str, ...] | None, unit: str = "") -> Choices:
    """The only readers, each with how they are reached; everybody ticked unless the person said otherwise."""
    say = here.say
    options = tuple(
        (one.id, say("reader-option", name=one.name, where=where(here, one, unit))) for one in here.readers()
    )
    wanted = () if ticked is None else tuple(one for one, _ in options if one in ticked)
    usual = tuple(one.id for one in here.readers() if set(one.roles) & {Role.coordinator, Role.backup})
    return Choices("readers", say("write-readers"), options, usual if ticked is None else wanted)


def _shown(readers: Choices) -> tuple[Choices, ...]:
    """No platform draws a list of nobody."""
    return (readers,) if readers.options else ()


def _unread(here: Here, typed: Typed) -> tuple[Block, ...]:
    """Where nobody reads: that first, then the numbers and help from outside; a place that was typed stays, to copy."""
    if here.readers():
        return ()
    say, unit = here.say, here.place.unit_by_id(typed.unit)
    danger = Say(say("now-danger", number=unit.emergency, medic=unit.medic), strong=True)
    return (Say(say("nobody-reads"), strong=True), danger, *outside(here), *over(here, typed.where, 0))


def _minor(here: Here, typed: Typed) -> tuple[Block, ...]:
    """A child who arrives is not turned away: whoever is there for them, the numbers, and what happens to the words."""
    if not typed.is_minor:
        return ()
    say, unit = here.say, here.place.unit_by_id(typed.unit)
    theirs = tuple(one for one in here.place.book.outside if one.for_minors)
    return (
        Say(say("minor-first"), strong=True),
        Facts(_reached(here, theirs or here.place.book.outside)),
        Say(say("now-danger", number=unit.emergency, medic=unit.medic), strong=True),
        Say(say("minor-passed-on"), strong=True),
    )


def _true(here: Here, problem: str) -> str:
    """Nobody left out readers where there are none."""
    left_out = problem == here.say("nobody-left") and not here.readers()
    return here.say("nobody-reads-not-sent") if left_out else problem


def _how_soon(here: Here, typed: Typed, urgency: Urgency) -> str:
    """An urgency as it is chosen. Outside the unit's hours there is no wrap to come: who is on duty next is asked."""
    if urgency is Urgency.today and not _is_shooting(here, typed.unit):
        return here.say("write-urgency-next-duty")
    return here.say(f"write-urgency-{dashed(urgency)}")


def _is_shooting(here: Here, unit: str) -> bool:
    return in_hours(here.place.unit_by_id(unit).hours, here.now)


def where(here: Here, person: Person, unit: str = "") -> str:
    """How a reader is reached; whoever is on set is there only while this unit, else the person's own, shoots."""
    if not (person.reading and person.reading.on_set):
        return here.say("reader-by-phone")
    return here.say("reader-on-set") if _is_shooting(here, unit) else here.say("reader-on-shooting-days")


def outside(here: Here) -> tuple[Block, ...]:
    """Help outside this production, from its own file."""
    return (Heading(here.say("outside-heading")), Facts(_reached(here, here.place.book.outside)))


def _reached(here: Here, known: tuple[Outside, ...]) -> tuple[tuple[str, str], ...]:
    """Who, and how and when they are reached in which languages."""
    return tuple(
        (one.name, " · ".join(filter(None, (one.reach, one.hours, here.languages(one.languages))))) for one in known
    )


def _limits(here: Here) -> tuple[Block, ...]:
    say = here.say
    return (
        Say(say("write-limits")),
        Say(say("write-exceptions"), strong=True),
        Say(say("write-no-promise"), quiet=True),
        help_fold(here),
    )


def help_fold(here: Here) -> Fold:
    """Help from outside, one press away on every screen of this desk."""
    return Fold(here.say("write-rights"), outside(here))


def _crew(here: Here) -> tuple[Block, ...]:
    return (Say(here.say("write-small-crew"), strong=True),) if crowd.small_crew(here.place.book.crew) else ()


def _unit(here: Here, typed: Typed) -> tuple[Choice, ...]:
    if len(here.place.units) < 2:
        return ()
    options = tuple((unit.id, unit.name) for unit in here.place.units)
    return (Choice("unit", here.say("write-unit"), options, here.place.unit_by_id(typed.unit).id),)


def _known(value: str, options: tuple[tuple[str, str], ...]) -> str:
    return value if value in {one for one, _ in options} else options[0][0]


def over(here: Here, words: str, held: int = LONGEST_WORDS) -> tuple[Words, ...]:
    """What a box can't hold, in pieces that every platform shows, so that it can be copied."""
    starts = range(held, len(words), LONGEST_WORDS)
    return tuple(Words(Quoted(words[at : at + LONGEST_WORDS]), here.say("yours-to-copy")) for at in starts)


def dashed(value: str) -> str:
    """A stored value as a sentence's key has it."""
    return value.replace("_", "-")


def known_readers(here: Here, typed: Typed) -> Typed:
    """What was typed, with those ticked who read here: nobody becomes a reader by being ticked."""
    wanted = set(typed.readers or ())
    return replace(typed, readers=tuple(one.id for one in here.readers() if one.id in wanted))


def too_long(here: Here, words: str, most: int) -> str:
    """The sentence that says so, with both numbers; empty for what can be sent."""
    count = len(plain.normalise(words))
    return here.say("too-long", count=count, most=most) if count > most else ""
