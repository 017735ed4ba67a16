"""From what a browser sent to what a person did. Pure functions; whatever was never drawn is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from adapters.interface import Act, Command, OpenedHome, Pressed, Submitted, Wrote
from adapters.local.cast import COMMANDS
from adapters.local.seals import FieldShape, Shape, opened
from adapters.surfaces import LONGEST_TOKEN, Button, Quoted

FIELD = "f."
KINDS = frozenset({"file", "voice", "sticker", "forward"})
MOST_PAIRS = 200

_COMMAND = re.compile(r"/([a-z]{1,32})(?:\s|\Z)")
_TOKEN = re.compile(rf"[!-~]{{0,{LONGEST_TOKEN}}}")
_ONCE = re.compile(r"[!-~]{1,64}")


class Refused(Exception):
    """Something that no drawn page could have sent. `key` is the sentence of `set.ftl` that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Values:
    """The names and values of one submission, in the order sent."""

    pairs: tuple[tuple[str, str], ...] = field(repr=False)

    def one(self, name: str) -> str:
        """The only value of this name. Raises `Refused` if it is missing or there are several."""
        found = self.all(name)
        if len(found) != 1:
            raise Refused("set-refused-missing")
        return found[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of this name."""
        return tuple(value for key, value in self.pairs if key == name)

    def must_be(self, name: str, value: str) -> None:
        """Raise `Refused` unless this name has this one value."""
        if self.one(name) != value:
            raise Refused("set-refused-forged")

    def only(self, names: Collection[str]) -> None:
        """Raise `Refused` if there is any other name."""
        if any(key not in names for key, _ in self.pairs):
            raise Refused("set-refused-unknown")


def parse(body: bytes) -> Values:
    """The values of a form as browsers send it, with one kind of line break; null and what isn't UTF-8 is U+FFFD."""
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"), keep_blank_values=True, errors="replace", max_num_fields=MOST_PAIRS
        )
    except ValueError:
        raise Refused("set-refused-unknown") from None
    return Values(tuple((key, _clean(value)) for key, value in pairs))


def _clean(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def act(values: Values, person: str, key: bytes, standing: Mapping[str, Collection[Button]]) -> Act:
    """What this person did. `standing` are the buttons of the messages they can see. Raises `Refused`."""
    kind = values.one("act")
    reading = _READINGS.get(kind)
    if kind == "message":
        return _message_pressed(values, standing)
    if kind == "surface":
        return _surface(values, person, key)
    if reading is None:
        raise Refused("set-refused-unknown")
    return reading(values)


def _home(values: Values) -> Act:
    values.only({"act", "as"})
    return OpenedHome()


def _command(values: Values) -> Act:
    values.only({"act", "as", "name"})
    if (name := values.one("name")) not in COMMANDS:
        raise Refused("set-refused-unknown")
    return Command(name)


def _wrote(values: Values) -> Act:
    """Typed text; a command typed like one is that command, and what stands behind it is dropped unseen."""
    values.only({"act", "as", "words"})
    words = values.one("words")
    typed = _COMMAND.match(words)
    if typed and typed[1] in COMMANDS:
        return Command(typed[1])
    if not words.strip():
        raise Refused("set-refused-missing")
    return Wrote("text", Quoted(words))


def _dropped(values: Values) -> Act:
    values.only({"act", "as", "kind"})
    if (kind := values.one("kind")) not in KINDS:
        raise Refused("set-refused-unknown")
    return Wrote(kind, Quoted(""))


def _changed(values: Values) -> Act:
    values.only({"act", "as", "bubble", "words"})
    words = values.one("words")
    return Wrote("edit", Quoted(words)) if words.strip() else Wrote("deletion", Quoted(""))


_READINGS: dict[str, Callable[[Values], Act]] = {
    "home": _home,
    "command": _command,
    "write": _wrote,
    "drop": _dropped,
    "change": _changed,
}


def _message_pressed(values: Values, standing: Mapping[str, Collection[Button]]) -> Act:
    values.only({"act", "as", "press"})
    ref, _, rest = values.one("press").partition(" ")
    action, _, token = rest.partition(" ")
    if not any((button.action, button.token) == (action, token) for button in standing.get(ref, ())):
        raise Refused("set-refused-gone")
    return Pressed(action, token)


def _surface(values: Values, person: str, key: bytes) -> Act:
    shape = opened(key, person, values.one("shape"), values.one("seal"))
    if shape is None:
        raise Refused("set-refused-forged")
    return _submitted(values, shape) if shape.form else _page_pressed(values, shape)


def _page_pressed(values: Values, shape: Shape) -> Act:
    values.only({"act", "as", "shape", "seal", "press"})
    action, _, token = values.one("press").partition(" ")
    if action not in shape.acts or not _TOKEN.fullmatch(token):
        raise Refused("set-refused-forged")
    return Pressed(action, token)


def _submitted(values: Values, shape: Shape) -> Act:
    own = {FIELD + field.name for field in shape.fields}
    values.only({"act", "as", "shape", "seal", "once", "token", "via"} | own)
    via = values.one("via") if values.all("via") else ""
    once, token = values.one("once"), values.one("token")
    if via not in {"", *shape.acts} or not _TOKEN.fullmatch(token) or not _ONCE.fullmatch(once):
        raise Refused("set-refused-forged")
    filled = {one.name: _filled(one, values.all(FIELD + one.name), lenient=bool(via)) for one in shape.fields}
    return Submitted(shape.form, filled, once, token, via)


def _filled(one: FieldShape, sent: tuple[str, ...], *, lenient: bool) -> str:
    """A field's value. `lenient`: another act takes along what is there, also while something is still missing."""
    if one.kind == "text":
        return _text(one, sent, lenient=lenient)
    if any(value not in one.values for value in sent) or len(set(sent)) != len(sent):
        raise Refused("set-refused-forged")
    if one.kind == "any":
        return ",".join(sent)
    if len(sent) > 1 or (not sent and not lenient):
        raise Refused("set-refused-missing")
    return sent[0] if sent else ""


def _text(one: FieldShape, sent: tuple[str, ...], *, lenient: bool) -> str:
    if len(sent) != 1 or (one.required and not lenient and not sent[0].strip()):
        raise Refused("set-refused-missing")
    if len(sent[0]) > one.limit:
        raise Refused("set-refused-long")
    return sent[0]
