"""Finding things among what somebody sees. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from tests.stories.hands import Box, Filled, Press, Sight, Text
from tests.stories.marks import plain

_NOTHING: Filled = {}


def is_open(thing: Text | Press | Box, unfolded: Collection[str]) -> bool:
    """Whether nothing hides it."""
    return isinstance(thing, Box) or set(thing.folds) <= set(unfolded)


def visible(sight: Sight, unfolded: Collection[str]) -> Sight:
    """Without what is still folded."""
    return tuple(one for one in sight if is_open(one, unfolded))


def standing(sight: Sight, wanted: re.Pattern[str], filled: Filled = _NOTHING) -> list[str]:
    """Every text, label and filled box that says just this; a thing that says it twice counts once."""
    found = (next((one for one in _says(thing, filled) if wanted.fullmatch(one)), "") for thing in sight)
    return [one for one in found if one]


def _says(thing: Text | Press | Box, filled: Filled) -> Iterator[str]:
    match thing:
        case Text(words=words):
            yield plain(words)
        case Press(label=label, spoken=spoken):
            yield from (plain(label), plain(spoken))
        case Box(name=name, label=label, values=values, options=options):
            yield plain(label)
            yield from () if options else map(plain, filled.get(name, values))


def everything(sight: Sight, filled: Filled = _NOTHING) -> str:
    """All words that stand there, also what could be chosen."""
    options = [label for thing in sight if isinstance(thing, Box) for _, label in thing.options]
    return "\n".join([*(one for thing in sight for one in _says(thing, filled)), *options])


def button(sight: Sight, wanted: re.Pattern[str]) -> Press | None:
    """The last button with this name: what a screen reader says of it, or its label."""
    found = (one for one in reversed(sight) if isinstance(one, Press))
    return next((one for one in found if wanted.fullmatch(plain(one.spoken or one.label))), None)


def box(sight: Sight, wanted: re.Pattern[str]) -> Box | None:
    """The box with this label."""
    return next((one for one in sight if isinstance(one, Box) and wanted.fullmatch(plain(one.label))), None)


def option(boxes: Sight, wanted: re.Pattern[str]) -> tuple[Box, str] | None:
    """The box that offers this, and what it stands for in it."""
    pairs = ((one, value, label) for one in boxes if isinstance(one, Box) for value, label in one.options)
    return next(((one, value) for one, value, label in pairs if wanted.fullmatch(plain(label))), None)


def below(sight: Sight, wanted: re.Pattern[str]) -> str:
    """The words that stand under this caption; empty if there is none."""
    texts = [plain(one.words) for one in sight if isinstance(one, Text)]
    return next((words for caption, words in pairwise(texts) if wanted.fullmatch(caption)), "")
