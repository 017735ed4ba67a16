"""The limits of `surfaces.py`, checked on every surface. One that is over is our own bug, so it is refused aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from adapters import surfaces as s

_NAME = re.compile(r"[A-Za-z0-9_.:-]+")
_TOKEN = re.compile(r"[!-~]*")

Surface = s.Page | s.Form | s.Card


class OverLimit(ValueError):
    """A surface that no platform would take. `code` names the limit, never what was in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(surface: Surface) -> None:
    """Raise `OverLimit` for the first limit that is broken; return nothing otherwise."""
    for kept, code in _promises(surface):
        if not kept:
            raise OverLimit(code)


def _promises(surface: Surface) -> Iterator[tuple[bool, str]]:
    yield 0 < len(surface.title) <= s.LONGEST_TITLE or _is_untitled(surface), "title"
    if isinstance(surface, s.Card):
        yield bool(surface.notice) and "\n" not in surface.notice, "notice"
        yield from _row(surface.buttons)
        return
    yield from _blocks(surface.blocks)
    yield from _form(surface) if isinstance(surface, s.Form) else _row(surface.buttons)
    yield sum(button.main for button in buttons(surface)) <= 1, "main"


def _is_untitled(surface: Surface) -> bool:
    return isinstance(surface, s.Card) and not surface.title


def _form(form: s.Form) -> Iterator[tuple[bool, str]]:
    yield 0 < len(form.submit) <= s.LONGEST_LABEL, "label"
    yield 0 < len(form.name) <= s.LONGEST_ACTION and bool(_NAME.fullmatch(form.name)), "form"
    yield bool(form.once), "once"
    yield len(form.token) <= s.LONGEST_TOKEN and bool(_TOKEN.fullmatch(form.token)), "token"
    yield len(form.fields) <= s.MOST_FIELDS, "fields"
    yield len({field.name for field in form.fields}) == len(form.fields), "field_twice"
    yield from _row(form.others)
    for field in form.fields:
        yield from _field(field)


def _field(field: s.Field) -> Iterator[tuple[bool, str]]:
    yield 0 < len(field.label) <= s.LONGEST_FIELD_LABEL, "field_label"
    yield bool(_NAME.fullmatch(field.name)), "field_name"
    if isinstance(field, s.TextField):
        yield 0 < field.limit <= s.LONGEST_WORDS, "words"
        yield len(field.value.words) <= field.limit, "words"
        return
    values = [value for value, _ in field.options]
    yield all(0 < len(label) <= s.LONGEST_OPTION for _, label in field.options), "option"
    yield bool(values) and all(values) and len(set(values)) == len(values), "options"
    if isinstance(field, s.Choice):
        yield field.chosen in {*values, ""}, "chosen"
    else:
        yield not any("," in value for value in values), "options"
        yield set(field.ticked) <= set(values), "ticked"


def _blocks(blocks: Iterable[s.Block]) -> Iterator[tuple[bool, str]]:
    for block in blocks:
        match block:
            case s.Row():
                yield from _row(block.buttons)
            case s.Fold():
                yield 0 < len(block.title) <= s.LONGEST_TITLE, "title"
                yield from _blocks(block.blocks)
            case _:
                yield all(len(words) <= s.LONGEST_WORDS for words in _texts(block)), "words"


def _texts(block: s.Block) -> Iterator[str]:
    match block:
        case s.Heading(text=text) | s.Say(text=text):
            yield text
        case s.Words(quoted=quoted, caption=caption):
            yield from (quoted.words, caption)
        case s.Facts(rows=rows):
            yield from (value.words if isinstance(value, s.Quoted) else value for _, value in rows)
        case s.Steps(steps=steps):
            yield from (step.text for step in steps)


def _row(row: tuple[s.Button, ...]) -> Iterator[tuple[bool, str]]:
    yield len(row) <= s.MOST_BUTTONS, "buttons"
    for button in row:
        yield 0 < len(button.label) <= s.LONGEST_LABEL, "label"
        yield len(button.spoken) <= s.LONGEST_SPOKEN, "spoken"
        yield 0 < len(button.action) <= s.LONGEST_ACTION and bool(_NAME.fullmatch(button.action)), "action"
        yield len(button.token) <= s.LONGEST_TOKEN and bool(_TOKEN.fullmatch(button.token)), "token"


def buttons(surface: Surface) -> tuple[s.Button, ...]:
    """Every button of a surface, those inside its blocks too."""
    if isinstance(surface, s.Card):
        return surface.buttons
    own = surface.others if isinstance(surface, s.Form) else surface.buttons
    return (*_buttons_in(surface.blocks), *own)


def _buttons_in(blocks: Iterable[s.Block]) -> Iterator[s.Button]:
    for block in blocks:
        if isinstance(block, s.Row):
            yield from block.buttons
        if isinstance(block, s.Fold):
            yield from _buttons_in(block.blocks)
