"""What somebody sees of Discord's components: the words, buttons and boxes that its own window shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from simcord.backend.models import Message
from simcord.components import walk_components

from adapters.discord import markup, names
from adapters.discord.names import Name
from bot.text.catalog import speaker
from tests.stories.hands import Box, Filled, Press, Sight, Text

Json = dict[str, Any]
Named = Callable[[Json], Press | None]
"""The press that a button is, None for one that a story calls otherwise."""

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, LABEL, RADIO, CHECKS = 1, 2, 3, 4, 9, 10, 18, 21, 22
_STEPS: Final = ("\u25cf ", "\u25cb ")
_FACT: Final = re.compile(r"\*\*((?:\\.|[^\\*])+)\*\* ?(.*)")


def message(content: str, components: Iterable[Json], named: Named) -> Sight:
    """A message: plain text with buttons, or components."""
    seen, shown = _Seen(named), tuple(_words(content))
    for one in components:
        seen.take(one)
    return (*shown, *seen.things)


def modal(shown: Json) -> Sight:
    """A modal, without its buttons, which Discord names."""
    seen = _Seen(lambda _: None)
    for one in shown["components"]:
        seen.take(one)
    return (Text(shown["title"]), *seen.things)


@dataclass(slots=True)
class _Seen:
    """What was seen so far. A list in a message belongs to the label above it."""

    named: Named
    things: list[Text | Press | Box] = field(default_factory=list)
    label: str = ""

    def take(self, one: Json) -> None:
        """See one component."""
        match one["type"]:
            case 10:
                self.things += _words(one["content"])
                self.label = _unescaped(one["content"].partition("\n")[0].strip("*"))
            case 1:
                for inner in one["components"]:
                    self.take(inner)
            case 2:
                self.things += filter(None, (self.named(one),))
            case 3:
                self._list(one)
            case 9:
                self._written(one)
            case 18:
                self._labelled(one)
            case kind:
                raise ValueError(kind)

    def _list(self, one: Json) -> None:
        """Lists of one field, one after the other, are one box."""
        box = _choice(_field(one), self.label, one)
        before = self.things[-1] if self.things else None
        if isinstance(before, Box) and before.name == box.name:
            self.things[-1] = Box(
                box.name, box.label, (*before.values, *box.values), (*before.options, *box.options), many=box.many
            )
        else:
            self.things.append(box)

    def _written(self, section: Json) -> None:
        """A box that stands in a message, with the button that opens it."""
        label, value, *hints = (one["content"] for one in section["components"])
        for hint in hints:
            self.things += _words(hint)
        name = _field(section["accessory"])
        self.things.append(Box(name, _unescaped(label.strip("*")), (markup.unboxed(value),)))
        self.take(section["accessory"])

    def _labelled(self, label: Json) -> None:
        """A box of a modal."""
        control = label["component"]
        if label.get("description"):
            self.things.append(Text(label["description"]))
        if control["type"] == INPUT:
            self.things.append(Box(control["custom_id"], label["label"], (control.get("value") or "",)))
        else:
            self.things.append(_choice(control["custom_id"], label["label"], control))


def _choice(name: str, label: str, control: Json) -> Box:
    options = tuple((one["value"], one["label"]) for one in control["options"])
    chosen = tuple(one["value"] for one in control["options"] if one.get("default"))
    many = control["type"] == CHECKS or name.endswith("*") or control.get("max_values", 1) > 1
    return Box(name, label, chosen, options, many)


def _field(control: Json) -> str:
    name = names.read(control["custom_id"])
    assert name
    return name.parts[0]


# --- names and boxes --------------------------------------------------------------------------------------------------


def name_of(component: Json) -> Name | None:
    """What a component's custom_id says."""
    return names.read(component.get("custom_id") or "")


def custom_ids(message: Message) -> list[str]:
    """Every one on a message."""
    found = (one.get("custom_id") for one in walk_components(message.components))
    return [one for one in found if one]


def boxes_on(message: Message) -> dict[str, Name]:
    """What can be changed on a message, by field."""
    found = [one for one in map(names.read, custom_ids(message)) if one and one.kind in (names.PICK, names.TEXT)]
    return {one.parts[0]: one for one in found}


def act_of(custom_id: str) -> str:
    """The act of a button, "" for one that only Discord's own drawing has."""
    name = names.read(custom_id)
    return name.parts[0] if name and name.kind in (names.AGAIN, names.VIA, names.PRESS) else ""


def sending(language: str, label: str) -> tuple[str, ...]:
    """What a modal may say of Discord's button: it does what this label says, or sends the form that this is of."""
    say = speaker(language)
    return markup.text(say("discord-submit", label=label)), markup.text(say("discord-box"))


def values_of(shown: Json, filled: Filled) -> dict[str, Any]:
    """What a modal sends: everything as it opened but for what was changed."""
    controls = {one["component"]["custom_id"]: one["component"] for one in shown["components"] if "component" in one}
    values = dict[str, Any]()
    for box in (one for one in modal(shown) if isinstance(one, Box)):
        now = filled.get(box.name, box.values)
        is_list = controls[box.name]["type"] in (SELECT, CHECKS)
        values[box.name] = list(now) if is_list else "".join(now)
    return {name: value for name, value in values.items() if value != "" or name in filled}


# --- words ------------------------------------------------------------------------------------------------------------


def _words(content: str) -> Iterator[Text]:
    """Every heading, line and paragraph; labels, values and times also for themselves."""
    for (kind, _), lines in groupby(_numbered(content.split("\n")), key=lambda one: one[:2]):
        text = [line for *_, line in lines]
        if kind == "fact":
            label, value = _unescaped(text[0]), " ".join(map(_unescaped, text[1:]))
            yield from (Text(one) for one in (label, value, f"{label} {value}") if one.strip())
        elif kind:
            lines_here = text if len(text) > 1 and kind == "plain" else []
            yield from (Text(_unescaped(one)) for one in (*lines_here, " ".join(text)) if one.strip())


def _numbered(lines: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Each line without what formats it, with its kind and the number of the block that it belongs to."""
    number, before = 0, ""
    for line in lines:
        kind, parts = _kind(line)
        goes_on = kind == before and kind in ("plain", "quote", "strong")
        if kind == "plain" and before == "fact":  # a value goes on in the next line
            goes_on, kind = True, "fact"
        number += 0 if goes_on else 1
        yield from ((kind, number, part) for part in parts)
        before = kind


def _kind(line: str) -> tuple[str, tuple[str, ...]]:
    for mark, kind in (("# ", "heading"), ("## ", "heading"), ("### ", "heading"), ("> ", "quote"), ("-# ", "plain")):
        if line.startswith(mark):
            return kind, (line.removeprefix(mark),)
    if line.startswith(_STEPS):
        return _kind(line[2:])
    if mention := re.fullmatch(r"(<@\d+> ?)+", line):
        return "calls", (mention[0].replace("<", "").replace(">", ""),)
    if (fact := _FACT.fullmatch(line)) and fact[2]:
        return "fact", (fact[1], fact[2])
    if fact:
        return "strong", (fact[1],)
    return ("plain" if line else "", (line,))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
