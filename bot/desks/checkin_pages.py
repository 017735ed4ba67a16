"""What a person reads of a check-in: pure drawing, from what stands open for them to blocks, pages and forms.

No flag is named, and nothing here is kept: the three answers are presses, and the first of them leads to thanks alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from adapters.interface import Answer, Show, Submitted
from adapters.surfaces import Block, Button, Choice, Field, Form, Heading, Page, Row, Say
from bot.checkins.mine import MyCheckIns
from bot.desks import ends_pages
from bot.desks.here import Here
from bot.desks.writing_forms import Typed, dashed, help_fold, now_form, readers_field, write_form
from escalation.checkin_plans import BEFORE, Sentence, Slot
from escalation.checkins import About
from escalation.concern import Urgency
from escalation.occasions import Occasion, State, is_on

SAY: Final = "check-say"
HOLD: Final = "check-hold"
HOLD_WORDS: Final = "check-hold-words"
"""The forms behind the second and the third answer; the last is where words are written before a hold is asked for."""
WRITE_FIRST: Final = "check-write"
NO_SCENE: Final = "none"
UNCHOSEN: Final = "choose"
OWN_WORDS: Final = "own"
MOST: Final = 3
"""As many check-ins stand on one page; older ones are over or have been asked again."""
_FEW: Final = 4
_LONGEST_NAME: Final = 40
_DAYS: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class Told:
    """One check-in as its person finds it: the day, and the occasions of it that still hold."""

    on: date
    slot: Slot
    about: tuple[tuple[About, Occasion], ...] = field(repr=False)

    @property
    def token(self) -> str:
        """Names it among this person's own; to anybody else it means nothing."""
        return f"{self.on:%Y%m%d}-{self.slot}"

    @property
    def is_before(self) -> bool:
        """Whether it is about what is still to come."""
        return self.slot in BEFORE

    @property
    def unit(self) -> str:
        """The unit that the day is of."""
        return self.about[0][1].unit

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The ready first sentences."""
        return tuple(dict.fromkeys(one for about, _ in self.about for one in about.sentences))


def told(mine: MyCheckIns) -> tuple[Told, ...]:
    """What is asked now, newest first: each occasion once, and none that was moved, held, cancelled or is over.

    What somebody was asked later of the same part of a day, since it was added late, stands with the rest of it.
    """
    known, seen = {one.id: one for one in mine.occasions}, set[str]()
    found: dict[tuple[date, Slot], list[tuple[About, Occasion]]] = {}
    for asked in mine.asked:
        holds = tuple((one, known[one.occasion]) for one in asked.about if one.occasion in known)
        left = tuple(pair for pair in holds if pair[0].occasion not in seen and _holds(asked.slot, *pair))
        seen.update(one.occasion for one, _ in left)
        if left:
            found.setdefault((asked.on, asked.slot), []).extend(left)
    parts = tuple(Told(on, slot, tuple(sorted(about, key=_by_start))) for (on, slot), about in found.items())
    return parts[:MOST]


def _by_start(pair: tuple[About, Occasion]) -> tuple[time, str]:
    return pair[1].starts or time.max, pair[1].name


def _holds(slot: Slot, about: About, occasion: Occasion) -> bool:
    is_over = slot in BEFORE and occasion.state is State.wrapped
    return is_on(occasion) and about.edition == occasion.edition and not is_over


# --- What stands first ------------------------------------------------------------------------------------------------


def first(here: Here, mine: MyCheckIns, below: Answer) -> Answer:
    """What they are asked, above a page that everybody has; that page alone where they are asked nothing.

    Below the three answers, which nothing outshines, what is about something else is called so.
    """
    page, found = below.surface, told(mine)
    asked = (*_unsure(here, mine), *(block for one in found for block in _asked(here, one)))
    if not asked or not isinstance(page, Page):
        return below
    plain = (replace(one, main=False) for one in page.buttons)
    other = tuple(Button(one.action, here.say("check-else")) if one.action == "write" else one for one in plain)
    return Show(replace(page, blocks=(*asked, *page.blocks), buttons=other if found else page.buttons))


def _asked(here: Here, one: Told) -> Iterator[Block]:
    """The day and the question, how many are asked where they are few, and then the answers."""
    say, when = here.say, day(here, one)
    scenes = ", ".join(name_of(occasion) for _, occasion in one.about)
    yield Heading(when)
    yield Say(say("check-before", scenes=scenes) if one.is_before else say("check-after", scenes=scenes), strong=True)
    for about, occasion in one.about:
        if about.size == 1:
            yield Say(say("check-alone", name=name_of(occasion)), strong=True)
        elif about.size <= _FEW:
            yield Say(say("check-few", name=name_of(occasion), count=about.size))
    if all(about.everyone and about.size > 1 for about, _ in one.about):
        yield Say(say("check-everyone"), quiet=True)
    yield Row(
        (
            Button("check-fine", say("check-fine"), one.token, say("check-fine-aloud", day=when)),
            Button(SAY, say("check-say"), one.token, say("check-say-aloud", day=when)),
            Button(HOLD, say("check-hold"), one.token, say("check-hold-aloud", day=when)),
        )
    )
    yield Say(say("check-nothing-kept"), quiet=True)


def day(here: Here, one: Told) -> str:
    """Its day as people say it, by the clock of the unit."""
    zone = ZoneInfo(here.place.unit_by_id(one.unit).hours.zone)
    near = _DAYS.get((one.on - here.now.astimezone(zone).date()) // timedelta(days=1))
    on = ends_pages.day(here, one.on)
    return here.say(f"check-day-{near}", day=on) if near else on


def thanks(here: Here) -> Answer:
    """The same for everybody who has what they need."""
    say = here.say
    blocks = (Say(say("check-thanks")), Row((Button("check-wishes", say("check-wishes-title")),)))
    return Show(Page(say("check-thanks-title"), blocks, (Button("home", say("home-back")),)))


# --- Are you number 3? ------------------------------------------------------------------------------------------------


def mark(cast_id: str) -> str:
    """A cast id as a button carries it."""
    return sha256(cast_id.encode()).hexdigest()[:16]


def _unsure(here: Here, mine: MyCheckIns) -> Iterator[Block]:
    say = here.say
    for cast_id in mine.unsure[:MOST]:
        yield Say(say("check-unsure", cast=cast_id), strong=True)
        yes, no = say("check-yes"), say("check-no")
        yield Row((Button("check-yes", yes, mark(cast_id)), Button("check-no", no, mark(cast_id))))


# --- Saying something -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form: its ordinary part, everything by name, and what comes back when it is drawn again."""

    typed: Typed = field(repr=False)
    values: Mapping[str, str] = field(repr=False, default_factory=dict)
    once: str = ""
    problem: str = ""

    @classmethod
    def of(cls, form: Submitted) -> Filled:
        """As it was sent."""
        return cls(Typed.of(form.values), form.values, form.once)


def say_form(here: Here, one: Told, filled: Filled) -> Form:
    """The ordinary first screen with the occasion in it, and the ready sentences."""
    typed, values = replace(filled.typed, unit=one.unit), filled.values
    base = write_form(here, typed, once=filled.once, problem=filled.problem)
    fields = [_urgency(here, own) for own in base.fields if own.name != "unit"]
    at = next(at for at, own in enumerate(fields) if own.name == "words")
    starts = (_starts(here, one, values),) if one.sentences else ()
    fields[at:at] = starts
    return replace(base, name=SAY, token=one.token, fields=(*fields, _about(here, one, values)))


def _urgency(here: Here, own: Field) -> Field:
    """The scene is chosen here, not on the next page."""
    if not isinstance(own, Choice) or own.name != "urgency":
        return own
    before = (Urgency.before_scene.value, here.say("check-urgency-before"))
    return replace(own, options=tuple(before if value == before[0] else (value, label) for value, label in own.options))


def _starts(here: Here, one: Told, values: Mapping[str, str]) -> Choice:
    options = tuple((sentence.value, here.say(f"check-start-{dashed(sentence)}")) for sentence in one.sentences)
    chosen = values.get("start", "")
    own = (OWN_WORDS, here.say("check-start-own"))
    return Choice("start", here.say("check-start"), (own, *options), chosen if chosen in dict(options) else OWN_WORDS)


def _about(here: Here, one: Told, values: Mapping[str, str], *, must_choose: bool = True) -> Choice:
    """The occasion of the check-in; of several they choose one themselves, or none."""
    say = here.say
    options = [(two.id, say("check-option", name=name_of(two), people=about.size)) for about, two in one.about]
    usual = options[0][0]
    if len(options) > 1 and must_choose:
        usual = UNCHOSEN
        options.insert(0, (UNCHOSEN, say("check-choose-one")))
    options.append((NO_SCENE, say("check-just-day")))
    chosen = values.get("occasion", "")
    return Choice("occasion", say("check-about"), tuple(options), chosen if chosen in dict(options) else usual)


def name_of(occasion: Occasion) -> str:
    """An occasion as it is called here; no label can hold a longer one."""
    name = occasion.name
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."


# --- Asking for a hold ------------------------------------------------------------------------------------------------


def hold_form(here: Here, one: Told, filled: Filled) -> Form:
    """Who is asked and what that can do; one press asks. Where nobody reads, what can be done then."""
    say, readers = here.say, readers_field(here, filled.typed.readers, one.unit)
    if not readers.options:
        return now_form(here, filled.typed, once=filled.once, problem=filled.problem)
    names = ", ".join(one.name for one in here.readers() if one.id in readers.ticked)
    blocks = (
        Say(say("check-hold-means", readers=names), strong=True),
        Say(say("now-on-set")),
        Say(say("check-hold-goes")),
        help_fold(here),
    )
    return Form(
        HOLD,
        say("check-hold"),
        blocks,
        (_about(here, one, filled.values, must_choose=False), readers),
        say("check-hold-yes"),
        filled.once or here.once(),
        one.token,
        (Button(WRITE_FIRST, say("check-hold-write")),),
        filled.problem,
    )


def hold_words_form(here: Here, one: Told, filled: Filled) -> Form:
    """The urgent screen with the occasion in it. Where nobody reads, what can be done then."""
    typed, how = replace(filled.typed, unit=one.unit), filled.values.get("how", "")
    form = now_form(here, typed, once=filled.once, problem=filled.problem, how=how)
    if form.name != "now":
        return form
    about = _about(here, one, filled.values, must_choose=False)
    return replace(form, name=HOLD_WORDS, token=one.token, fields=(about, *form.fields))
