"""Blocks of a page or form, drawn as lines and rows. A fold's blocks stand below all else, as Discord can't fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from adapters import surfaces as s
from adapters.discord.layout import Group, Part
from adapters.discord.markup import lines, strong, text

Rows = Callable[[Iterable[s.Button]], Group]
_DONE: Final = "\u25cf"
_AHEAD: Final = "\u25cb"


def title(words: str) -> str:
    """What an answer begins with."""
    return f"## {text(words)}"


def said(words: str, *, quiet: bool = False, strongly: bool = False) -> Iterator[str]:
    """A paragraph of ours."""
    for line in lines(words):
        if quiet and line:
            yield f"-# {line}"
        else:
            yield f"**{line}**" if strongly and line else line


def unfolded(blocks: Iterable[s.Block], rows: Rows) -> Iterator[Part]:
    """The blocks but for the folded ones, in order."""
    for block in blocks:
        if isinstance(block, s.Row):
            if row := rows(block.buttons):
                yield row
        elif not isinstance(block, s.Fold):
            yield from _block(block)
            yield ""


def folded(blocks: Iterable[s.Block], rows: Rows) -> Iterator[Part]:
    """What is folded, each under its title."""
    for block in blocks:
        if isinstance(block, s.Fold):
            yield f"### {text(block.title)}"
            yield from unfolded(block.blocks, rows)
            yield from folded(block.blocks, rows)


def _block(block: s.Heading | s.Say | s.Words | s.Facts | s.Steps) -> Iterator[str]:
    match block:
        case s.Heading(text=words):
            yield f"### {text(words)}"
        case s.Say(text=words, quiet=quiet, strong=strongly):
            yield from said(words, quiet=quiet, strongly=strongly)
        case s.Words(quoted=quoted, caption=caption):
            yield from filter(None, (strong(caption),))
            yield from (f"> {line}" for line in lines(quoted.words))
        case s.Facts(rows=facts):
            for label, value in facts:
                yield from fact(label, value.words if isinstance(value, s.Quoted) else value)
        case s.Steps(steps=steps):
            for step in steps:
                sign = _DONE if step.done else _AHEAD
                yield from lines_after(f"{sign} {strong(step.when)} ", step.text)


def fact(label: str, value: str) -> Iterator[str]:
    """A label and its value."""
    yield from lines_after(f"{strong(label)} ", value)


def lines_after(before: str, words: str) -> Iterator[str]:
    """Words whose first line stands behind something."""
    first, *more = lines(words)
    yield f"{before}{first}"
    yield from more
