"""What a reader fills in: a promised time, and words in two steps, the box and then exactly what will be seen.

Nothing is kept between the two steps but in the form itself. The second one carries a mark of the words it showed, so
that words changed in it are shown once more before they leave.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from adapters.interface import Submitted
from adapters.surfaces import (
    LONGEST_WORDS,
    Block,
    Button,
    Choice,
    Facts,
    Field,
    Form,
    Quoted,
    Say,
    TextField,
    Words,
)
from bot.desks.reader_pages import in_parts, last_words, state
from bot.desks.reader_seat import Seat
from bot.lines.reader_view import TheirLine
from escalation.concern import Urgency
from escalation.plain import normalise
from storage.lines import Voice

LOOKED: Final = "-go"
"""What the name of a second step ends with."""
REVEALS: Final = ("many", "guess", "know")
KINDS: Final = ("answer", "spoke", "yes", "note")
_MARK: Final = 5
_TO_WHOM: Final = 120
_HINTED: Final = 2


@dataclass(frozen=True, slots=True)
class About:
    """Which line a form is about; `line` is None when nothing can be read just now."""

    concern: bytes
    line: TheirLine | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reader has typed so far, as it will be seen; `mark` is of what the second step showed."""

    kind: str
    once: str
    words: str = field(repr=False, default="")
    to_whom: str = field(repr=False, default="")
    reveal: str = field(repr=False, default="")
    mark: str = field(repr=False, default="")
    looked: bool = False

    @property
    def digest(self) -> str:
        """A mark of exactly these values."""
        parts = f"{self.once}\0{self.words}\0{self.to_whom}\0{self.reveal}"
        return base64.urlsafe_b64encode(hashlib.sha256(parts.encode()).digest()).decode()[:_MARK]

    @property
    def missing(self) -> str:
        """The sentence that says what is missing or too much, empty when nothing is."""
        if not self.words:
            return "desk-problem-empty"
        if len(self.words) > LONGEST_WORDS or len(self.to_whom) > _TO_WHOM:
            return "desk-problem-long"
        if self.kind == "yes" and not self.to_whom:
            return "desk-problem-to-whom"
        return "desk-problem-reveal" if self.kind == "yes" and self.reveal not in REVEALS else ""


def token_of(sent: Submitted) -> str:
    """The line's token in a form of words, without the mark of its second step."""
    return sent.token[:-_MARK] if sent.form.endswith(LOOKED) else sent.token


def typed(sent: Submitted) -> Typed:
    """What came in with a form of words; what isn't ours in it is dropped."""
    looked = sent.form.endswith(LOOKED)
    words, to_whom = (normalise(sent.values.get(name, "")) for name in ("words", "to_whom"))
    kind, reveal = sent.form.removesuffix(LOOKED).removeprefix("r-"), sent.values.get("reveal", "")
    mark = sent.token[-_MARK:] if looked else ""
    return Typed(kind, sent.once, words, to_whom, reveal if reveal in REVEALS else "", mark, looked)


def box(seat: Seat, about: About, what: Typed, problem: str = "") -> Form:
    """The first step, with everything that was typed still in it."""
    say, kind, line = seat.say, what.kind, about.line
    lead: list[Block] = list(_above(seat, line)) if kind != "note" else []
    if kind == "note" and line:
        lead.append(Say(say("desk-note-lead", readers=seat.names(_others(line)))))
    elif kind != "note":
        lead.append(Say(say(f"desk-{kind}-lead"), quiet=True))
    submit = say("desk-press-keep") if kind == "note" else say("desk-press-look")
    return _form(seat, about, replace(what, looked=False), (*lead, *_rest(seat, what)), submit, problem)


def look(seat: Seat, about: About, what: Typed, problem: str = "") -> Form:
    """The second step: the line's name and last words, then exactly what will be seen, and by whom."""
    say, reader = seat.say, seat.place.me.name if seat.place.me else ""
    lead: list[Block] = list(_above(seat, about.line))
    if what.kind == "yes":
        if what.reveal:
            lead.append(Say(say(f"desk-you-said-{what.reveal}")))
        lead.append(Say(say("desk-will-be-asked", reader=reader)))
        lead.append(Facts(((say("desk-to-whom"), Quoted(what.to_whom)),)))
    else:
        lead.append(Say(say(f"desk-{what.kind}-will-see", reader=reader)))
    lead += [*in_parts(say("desk-exactly"), what.words), Say(say("desk-left-only"), quiet=True)]
    return _form(seat, about, replace(what, looked=True), tuple(lead), say("desk-press-leave"), problem)


def promise_form(seat: Seat, line: TheirLine, act: str, once: str, problem: str = "") -> Form:
    """[I've got this] and [Not forgotten]: by when, with the soonest time chosen."""
    say = seat.say
    options = tuple((str(int(at.timestamp())), seat.clock(line, at)) for at in line.presets)
    chosen = Choice("until", say("desk-label-until"), options, options[0][0], say("desk-until-hint"))
    opens = () if act != "take" or line.is_open else (Say(say(_opens(line)), quiet=True),)
    lead = (Say(state(seat, line)), Say(say(f"desk-{act}-lead"), quiet=True), *opens)
    submit = say("desk-press-promise")
    return Form(f"r-{act}", line.line.alias, lead, (chosen,), submit, once, seat.token(line.id), problem=problem)


def _opens(line: TheirLine) -> str:
    """What taking it does to words that this reader hasn't opened."""
    return "desk-take-opens-now" if line.line.urgency is Urgency.now else "desk-take-opens"


def promised(sent: Submitted) -> datetime | None:
    """The time that was chosen; None for what is no time."""
    raw = sent.values.get("until", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 12):
        return None
    return datetime.fromtimestamp(int(raw), UTC)


def _form(seat: Seat, about: About, what: Typed, blocks: tuple[Block, ...], submit: str, problem: str) -> Form:
    say = seat.say
    title = about.line.line.alias if about.line else say("desk-title")
    name, token = f"r-{what.kind}", seat.token(about.concern)
    others: tuple[Button, ...] = ()
    if what.looked:
        name, token = f"{name}{LOOKED}", f"{token}{what.digest}"
        others = (Button("r-back", say("desk-press-back")),)
    return Form(name, title, blocks, _fields(seat, what), submit, what.once, token, others, problem)


def _fields(seat: Seat, what: Typed) -> tuple[Field, ...]:
    say = seat.say
    label = say("desk-label-again") if what.looked else say(f"desk-label-{what.kind}")
    words = TextField("words", label, Quoted(what.words[:LONGEST_WORDS]), tall=True, required=True)
    if what.kind != "yes":
        return (words,)
    options = tuple((one, say(f"desk-reveal-{one}")) for one in REVEALS)
    to_whom = Quoted(what.to_whom[:_TO_WHOM])
    return (
        Choice("reveal", say("desk-label-reveal"), options, what.reveal),
        words,
        TextField("to_whom", say("desk-label-to-whom"), to_whom, limit=_TO_WHOM, required=True),
    )


def _above(seat: Seat, line: TheirLine | None) -> tuple[Block, ...]:
    """What stands above everything written to a person: their last words, and the first times the rule."""
    if line is None:
        return ()
    mine = sum(said.voice is Voice.READER and said.by == line.me for _, said in line.said)
    hint = (Say(seat.say("desk-confirm-nothing"), strong=True),) if mine < _HINTED else ()
    return (*last_words(seat, line), *hint)


def _rest(seat: Seat, what: Typed) -> tuple[Words, ...]:
    """What the box can't hold, so that it can be copied."""
    return (
        *in_parts(seat.say("desk-over"), what.words[LONGEST_WORDS:]),
        *in_parts(seat.say("desk-over"), what.to_whom[_TO_WHOM:]),
    )


def _others(line: TheirLine) -> tuple[str, ...]:
    return tuple(one for one in line.line.readers if one not in line.line.recused)
