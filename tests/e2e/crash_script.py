"""The scripted life: who does what, step by step, through the desks alone; and what each answer promises.

A step finds its way to the button or form (reading only), then makes exactly one gesture that changes something. That
gesture is in the journal before it is made, so that after a kill the very same one is made again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from adapters.interface import Act, Pressed
from adapters.surfaces import Choice, Choices, Form, Page
from tests.e2e.crash_journal import Past
from tests.e2e.crash_phone import (
    Phone,
    Surface,
    alias_in,
    button_of,
    filled,
    says,
    six_words_in,
    under,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does, once. `line` names a line of the script; `words` are invented."""

    id: str
    what: str
    who: str
    line: str = ""
    words: str = ""
    urgency: str = "today"
    follow: str = "any_time"
    without: str = ""
    minutes: int = 0


class Life(Protocol):
    """What a step may ask for."""

    past: Past

    def phone(self, account: str) -> Phone:
        """Somebody's phone."""

    def alias(self, line: str) -> str:
        """The name a line was given, empty if nobody was told."""


Receipt = dict[str, Any]
Finding = Callable[[Life, Step], Awaitable[Act | None]]
Reading = Callable[[Step, Surface], Receipt | None]


# --- the way to the one gesture -----------------------------------------------------------------------------------


async def _write(life: Life, step: Step) -> Act | None:
    form = await life.phone(step.who).press("write")
    assert isinstance(form, Form)
    return filled(form, {"words": step.words, "urgency": step.urgency, "readers": _readers(form, step)})


async def _now(life: Life, step: Step) -> Act | None:
    form = await life.phone(step.who).press("now")
    assert isinstance(form, Form)
    return filled(form, {"words": step.words, "readers": _readers(form, step)})


def _readers(form: Form, step: Step) -> str:
    (field,) = (one for one in form.fields if isinstance(one, Choices))
    names = {label: value for value, label in field.options}
    return ",".join(value for label, value in names.items() if not step.without or step.without not in label)


async def _preview(life: Life, step: Step) -> Form | None:
    """The preview of somebody's one draft."""
    phone = life.phone(step.who)
    draft = button_of(await phone.press("all-lines"), "draft")
    page = await phone.press(draft.action, draft.token) if draft else None
    return page if isinstance(page, Form) else None


async def _send(life: Life, step: Step) -> Act | None:
    form = await _preview(life, step)
    return filled(form, {"follow": step.follow}) if form else None


async def _keep(life: Life, step: Step) -> Act | None:
    form = await _preview(life, step)
    return filled(form, {}, "keep") if form else None


async def _own(life: Life, step: Step, action: str) -> tuple[Phone, Surface] | None:
    """The page behind a button of one's own line."""
    phone, alias = life.phone(step.who), life.alias(step.line)
    page = await phone.line(alias) if alias else None
    button = button_of(page, action) if page else None
    return (phone, await phone.press(action, button.token)) if button else None


async def _press(life: Life, step: Step) -> Act | None:
    """A button of one's own line that acts at once."""
    alias = life.alias(step.line)
    page = await life.phone(step.who).line(alias) if alias else None
    action = step.what.replace("_", "-")
    button = button_of(page, action) if page else None
    return Pressed(action, button.token) if button else None


async def _confirmed(life: Life, step: Step) -> Act | None:
    """A button that asks once more."""
    found = await _own(life, step, step.what)
    button = button_of(found[1], f"{step.what}-yes") if found else None
    return Pressed(button.action, button.token) if button else None


async def _add(life: Life, step: Step) -> Act | None:
    found = await _own(life, step, "add")
    return filled(found[1], {"words": step.words}) if found and isinstance(found[1], Form) else None


async def _by_key(life: Life, step: Step) -> Act | None:
    """Add words to a line that only its six words lead to."""
    page = await _through_key(life, step)
    button = button_of(page, "add") if page else None
    form = await life.phone(step.who).press("add", button.token) if button else None
    return filled(form, {"words": step.words}) if isinstance(form, Form) else None


async def _through_key(life: Life, step: Step) -> Surface | None:
    key = next((told["key"] for told in life.past.told.values() if told.get("of") == step.line and "key" in told), "")
    return await with_key(life.phone(step.who), key) if key else None


async def with_key(phone: Phone, key: str) -> Surface:
    """Come back with six words."""
    form = await phone.press("key-in")
    assert isinstance(form, Form)
    return await phone.do(filled(form, {"key": key}))


async def _speak(_life: Life, step: Step) -> Act | None:
    return Pressed(f"speak-{step.words}")


async def _reader(life: Life, step: Step, action: str) -> tuple[Phone, Surface] | None:
    """The page behind a button on a reader's page of a line."""
    phone, alias = life.phone(step.who), life.alias(step.line)
    page = await phone.desk_line(alias) if alias else None
    button = button_of(page, action) if page else None
    return (phone, await phone.press(action, button.token)) if button else None


async def _open(life: Life, step: Step) -> Act | None:
    phone, alias = life.phone(step.who), life.alias(step.line)
    found = under(await phone.press("r-desk"), alias, "r-open") if alias else None
    return Pressed(found.action, found.token) if found else None


async def _take(life: Life, step: Step) -> Act | None:
    found = await _reader(life, step, "r-take")
    if not found or not isinstance(found[1], Form):
        return None
    (until,) = (one for one in found[1].fields if isinstance(one, Choice))
    return filled(found[1], {"until": until.options[-1][0]})


async def _answer(life: Life, step: Step) -> Act | None:
    found = await _reader(life, step, "r-answer")
    if not found or not isinstance(found[1], Form):
        return None
    looked = await found[0].do(filled(found[1], {"words": step.words}))
    return filled(looked, {}) if isinstance(looked, Form) else None


FIND: Final[Mapping[str, Finding]] = {
    "write": _write,
    "now": _now,
    "send": _send,
    "keep": _keep,
    "take-back": _press,
    "key": _press,
    "close": _confirmed,
    "withdraw": _confirmed,
    "erase": _confirmed,
    "forget": _confirmed,
    "add": _add,
    "add-by-key": _by_key,
    "speak": _speak,
    "open": _open,
    "take": _take,
    "answer": _answer,
}


# --- what an answer promises --------------------------------------------------------------------------------------


def _kept_draft(step: Step, shown: Surface) -> Receipt | None:
    kept = isinstance(shown, Form) and shown.name == "send" and step.words in words_of(shown)
    return {} if kept else None


def _saved(_step: Step, shown: Surface) -> Receipt | None:
    alias = alias_in(shown)
    return {"alias": alias} | ({"key": six_words_in(shown)} if six_words_in(shown) else {}) if alias else None


def _own_page(step: Step, shown: Surface) -> Receipt | None:
    """The line's page, after an act on it."""
    is_line = isinstance(shown, Page) and button_of(shown, "copy") is not None
    return {} if is_line and (not step.words or step.words in words_of(shown)) else None


def _title(key: str) -> Reading:
    return lambda _step, shown: {} if says(shown, key) else None


def _keyed(_step: Step, shown: Surface) -> Receipt | None:
    key = six_words_in(shown)
    return {"key": key} if key else None


def _spoken(step: Step, shown: Surface) -> Receipt | None:
    return {} if button_of(shown, "write") and not button_of(shown, f"speak-{step.words}") else None


def _desk_page(step: Step, shown: Surface) -> Receipt | None:
    """A reader's page of the line: never of a person's act, so it has their own way on."""
    is_line = isinstance(shown, Page) and button_of(shown, "r-help") is not None
    return {} if is_line and (step.what != "answer" or step.words in words_of(shown)) else None


RECEIPT: Final[Mapping[str, Reading]] = {
    "write": _kept_draft,
    "now": _saved,
    "send": _saved,
    "keep": _title("kept-title"),
    "take-back": _title("taken-back-title"),
    "key": _keyed,
    "close": _own_page,
    "withdraw": _own_page,
    "erase": _own_page,
    "forget": _title("forget-title"),
    "add": _own_page,
    "add-by-key": _own_page,
    "speak": _spoken,
    "open": _desk_page,
    "take": _desk_page,
    "answer": _desk_page,
}


# --- the scripts --------------------------------------------------------------------------------------------------

Script = tuple[tuple[Step, ...], ...]
"""Groups, one after the other; the steps of a group happen at the same time."""


def _wait(name: str, minutes: int) -> tuple[Step, ...]:
    return (Step(name, "wait", "", minutes=minutes),)


def _raised(line: str, who: str, **more: str) -> tuple[Step, Step]:
    draft = Step(f"{line}-write", "write", who, line, f"lamp words of {line}", more.get("urgency", "today"))
    return (
        draft if "without" not in more else _leaving_out(draft, more["without"]),
        Step(f"{line}-send", "send", who, line, follow=more.get("follow", "any_time")),
    )


def _leaving_out(draft: Step, name: str) -> Step:
    return Step(draft.id, draft.what, draft.who, draft.line, draft.words, draft.urgency, without=name)


def _act(what: str, line: str, who: str, words: str = "", number: str = "") -> Step:
    return Step(f"{line}-{what}{number}", what, who, line, words)


def short() -> Script:
    """One line, from its draft to an answer that is read."""
    write, send = _raised("A", "ada")
    return (
        (write,),
        (send,),
        _wait("wait-1", 31),
        (_act("take", "A", "mara"),),
        (_act("answer", "A", "mara", "moth words of A"),),
        _wait("wait-2", 31),
    )


def many() -> Script:
    """Twelve people, one after the other."""
    people = ("ada", "bruno", "cleo", "dario", "elin", "fermin", "greta", "hal", "ines", "jory", "kaz", "lumi")
    return tuple((step,) for who in people for step in _raised(who, who))


def ends() -> Script:
    """Four lines, and the four ways in which a person ends one."""
    lines = ("B", "bruno"), ("E", "elin"), ("F", "fermin"), ("G", "greta")
    raised = [_raised(*one) for one in lines]
    return (
        tuple(one[0] for one in raised),
        tuple(one[1] for one in raised),
        (_act("take-back", "B", "bruno"), _act("key", "E", "elin")),
        _wait("wait-1", 31),
        (_act("take", "G", "mara"),),
        (_act("forget", "E", "elin"), _act("erase", "F", "fermin"), _act("withdraw", "G", "greta")),
        _wait("wait-2", 31),
    )


def urgent() -> Script:
    """A `now`, a line with six words only, one that is closed and opened again, one that leaves somebody out."""
    by_key, again, without = (
        _raised("I", "ines", follow="key_only"),
        _raised("H", "hal"),
        _raised("K", "kaz", without="Mara"),
    )
    return (
        (_act("speak", "", "bruno", "en"), _act("now", "C", "cleo", "lamp words of C")),
        (by_key[0], again[0], without[0], *_raised("D", "dario")[:1]),
        _wait("wait-0", 0),
        (_act("take", "C", "ilo"), by_key[1], again[1], without[1], Step("D-keep", "keep", "dario", "D")),
        (_act("answer", "C", "ilo", "moth words of C"), _act("add-by-key", "I", "ines", "kite words of I")),
        _wait("wait-1", 31),
        (_act("close", "H", "hal"), _act("add", "K", "kaz", "kite words of K")),
        (_act("add", "H", "hal", "kite words of H"),),
        _wait("wait-2", 31),
    )


def unanswered() -> Script:
    """A line for today that nobody takes before its ladder has ended; then somebody does."""
    write, send = _raised("A", "ada")
    waits = (_wait("wait-1", 31), _wait("wait-2", 70), _wait("wait-3", 200))
    return ((write,), (send,), *waits, (_act("take", "A", "mara"),), _wait("wait-last", 31))


def rung() -> Script:
    """A `now` that rings twice, then ends, and is taken at last."""
    waits = (_wait("wait-0", 0), _wait("wait-1", 4), _wait("wait-2", 7))
    return (
        (_act("now", "C", "cleo", "lamp words of C"),),
        *waits,
        (_act("take", "C", "ilo"),),
        (_act("answer", "C", "ilo", "moth words of C"),),
        _wait("wait-last", 31),
    )


def whole() -> Script:
    """Everybody, everything."""
    raised = {
        "A": _raised("A", "ada"),
        "B": _raised("B", "bruno"),
        "D": _raised("D", "dario"),
        "E": _raised("E", "elin"),
        "F": _raised("F", "fermin"),
        "G": _raised("G", "greta"),
        "H": _raised("H", "hal"),
        "I": _raised("I", "ines", follow="key_only"),
        "J": _raised("J", "jory", urgency="soon"),
        "K": _raised("K", "kaz", without="Mara"),
    }
    drafts, sent = [one[0] for one in raised.values()], [one[1] for line, one in raised.items() if line != "D"]
    return (
        (_act("speak", "", "bruno", "en"),),
        tuple(drafts[:5]),
        tuple(drafts[5:]),
        (_act("now", "C", "cleo", "lamp words of C"), Step("D-keep", "keep", "dario", "D")),
        _wait("wait-0", 0),
        (_act("take", "C", "ilo"),),
        (_act("answer", "C", "ilo", "moth words of C"), *sent[:5]),
        tuple(sent[5:]),
        (_act("take-back", "B", "bruno"), _act("key", "A", "ada"), _act("add", "J", "jory", "kite words of J")),
        _wait("wait-1", 31),
        (_act("take", "A", "mara"), _act("take", "G", "mara"), _act("open", "H", "mara"), _act("open", "E", "ilo")),
        (_act("answer", "A", "mara", "moth words of A"), _act("answer", "H", "mara", "moth words of H")),
        (_act("forget", "E", "elin"), _act("erase", "F", "fermin"), _act("add-by-key", "I", "ines", "kite words of I")),
        (_act("withdraw", "G", "greta"),),
        _wait("wait-2", 31),
        (
            _act("add", "A", "ada", "kite words of A"),
            _act("close", "H", "hal"),
            _act("add", "K", "kaz", "kite words of K"),
        ),
        (_act("answer", "E", "ilo", "moth words of E"), _act("add", "H", "hal", "kite words of H")),
        _wait("wait-3", 31),
        (_act("answer", "A", "mara", "reed words of A", "-2"),),
        _wait("wait-4", 31),
    )


SCRIPTED: Final = (short, many, ends, urgent, unanswered, rung, whole)
SCRIPTS: Final[Mapping[str, Callable[[], Script]]] = {one.__name__: one for one in SCRIPTED}
