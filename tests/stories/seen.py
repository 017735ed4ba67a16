"""What somebody sees of a card, a page or a form as the bot made it, and what a button of each sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adapters import surfaces as s
from adapters.interface import ChannelAddress, Submitted
from tests.stories.hands import Box, Filled, Press, Text


@dataclass(frozen=True, slots=True)
class Way:
    """What a button of a card or a page sends, and from which channel."""

    action: str
    token: str
    channel: ChannelAddress | None = None


@dataclass(frozen=True, slots=True)
class Via:
    """What a button of a form sends it by; "" is its submit."""

    action: str


class Missing(Exception):
    """A form was to be sent with something left out that it asks for."""


def card(one: s.Card, channel: ChannelAddress | None) -> Iterator[Text | Press]:
    """A message, in this channel or in somebody's own chat."""
    words = (one.notice, one.title, *one.said, *(text for row in one.facts for text in row))
    yield from (Text(text) for text in words if text)
    yield from (Press(button.label, button.spoken, Way(button.action, button.token, channel)) for button in one.buttons)


def surface(one: s.Page | s.Form) -> Iterator[Text | Press | Box]:
    """A private page or form."""
    yield Text(one.title)
    if isinstance(one, s.Page):
        yield from _blocks(one.blocks, (), is_form=False)
        yield from _row(one.buttons, (), is_form=False)
        return
    if one.problem:
        yield Text(one.problem)
    yield from _blocks(one.blocks, (), is_form=True)
    for field in one.fields:
        yield from _field(field)
    yield Press(one.submit, "", Via(""))
    yield from _row(one.others, (), is_form=True)


def _blocks(blocks: Iterable[s.Block], folds: tuple[str, ...], *, is_form: bool) -> Iterator[Text | Press]:
    for block in blocks:
        match block:
            case s.Row(buttons=buttons):
                yield from _row(buttons, folds, is_form=is_form)
            case s.Fold(title=title, blocks=inside):
                yield Text(title, folds)
                yield from _blocks(inside, (*folds, title), is_form=is_form)
            case _:
                yield from (Text(words, folds) for words in _told(block) if words)


def _row(buttons: tuple[s.Button, ...], folds: tuple[str, ...], *, is_form: bool) -> Iterator[Press]:
    for one in buttons:
        yield Press(one.label, one.spoken, Via(one.action) if is_form else Way(one.action, one.token), folds)


def _told(block: s.Heading | s.Say | s.Words | s.Facts | s.Steps) -> Iterator[str]:
    match block:
        case s.Heading(text=text) | s.Say(text=text):
            yield text
        case s.Words(quoted=quoted, caption=caption):
            yield from (caption, quoted.words)
        case s.Facts(rows=rows):
            yield from (words.words if isinstance(words, s.Quoted) else words for row in rows for words in row)
        case s.Steps(steps=steps):
            yield from (words for step in steps for words in (step.when, step.text))


def _field(one: s.Field) -> Iterator[Text | Box]:
    if one.hint:
        yield Text(one.hint)
    options = () if isinstance(one, s.TextField) else one.options
    yield Box(one.name, one.label, _values(one), options, isinstance(one, s.Choices))


def _values(one: s.Field) -> tuple[str, ...]:
    match one:
        case s.TextField(value=value):
            return (value.words,)
        case s.Choice(chosen=chosen):
            return (chosen,) if chosen else ()
        case s.Choices(ticked=ticked):
            return ticked


def submitted(form: s.Form, via: Via, filled: Filled) -> Submitted:
    """The form as it is sent. Raises `Missing` where a platform would not let it go."""
    values = {one.name: ",".join(filled.get(one.name, _values(one))) for one in form.fields}
    asked = [
        one.name for one in form.fields if isinstance(one, s.Choice) or (isinstance(one, s.TextField) and one.required)
    ]
    if not via.action and not all(values[name].strip() for name in asked):
        raise Missing
    return Submitted(form.name, values, form.once, form.token, via.action)
