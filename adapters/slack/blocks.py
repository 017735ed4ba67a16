"""One block of a page or form, drawn. Our words are rich text, which nobody parses; a person's are `plain_text`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from adapters import surfaces as s
from adapters.slack import kit
from adapters.slack.kit import Json, Run

DrawButton = Callable[[s.Button], Json]
DONE: Final = "\u25cf"
AHEAD: Final = "\u25cb"
_AFTER_LABEL: Final = ": "

Told = s.Heading | s.Say | s.Words | s.Facts | s.Steps


def draw_block(block: Told | s.Row, button: DrawButton, empty: str) -> list[Json]:
    """What stands for this block; `empty` is said where a person's words are none."""
    match block:
        case s.Heading():
            return kit.header(block.text)
        case s.Say():
            return kit.quiet(block.text) if block.quiet else kit.rich([(block.text, block.strong)])
        case s.Words():
            return [*kit.rich([kit.bold(block.caption)]), *quoted(block.quoted, empty)]
        case s.Facts():
            return facts(block.rows, empty)
        case s.Steps():
            return kit.rich(_lines(_step(step) for step in block.steps))
        case s.Row():
            return kit.row([button(one) for one in block.buttons])


def quoted(words: s.Quoted, empty: str) -> list[Json]:
    """A person's words in blocks of their own, so that no line of theirs looks like one of ours."""
    return kit.sections(words.words) or kit.quiet(empty)


def facts(rows: Iterable[tuple[str, str | s.Quoted]], empty: str = "") -> list[Json]:
    """Pairs of label and value; ours stand together, a line each."""
    blocks: list[Json] = []
    ours: list[list[Run]] = []
    for label, value in rows:
        if isinstance(value, str):
            ours.append([kit.bold(label + _AFTER_LABEL), (value, False)])
            continue
        blocks += [*kit.rich(_lines(ours)), *kit.rich([kit.bold(label)]), *quoted(value, empty)]
        ours = []
    return [*blocks, *kit.rich(_lines(ours))]


def _step(step: s.Step) -> list[Run]:
    return [(f"{DONE if step.done else AHEAD} ", False), kit.bold(step.when), (f" {step.text}", False)]


def _lines(lines: Iterable[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for line in lines:
        runs += [("\n", False), *line] if runs else line
    return runs


def unfolded(blocks: Iterable[s.Block]) -> tuple[list[Told | s.Row], list[s.Fold]]:
    """What stands in a surface, and the folds of it, also those inside folds, in order."""
    above: list[Told | s.Row] = []
    folds: list[s.Fold] = []
    for block in blocks:
        if isinstance(block, s.Fold):
            inside, inner = unfolded(block.blocks)
            folds += [s.Fold(block.title, tuple(inside)), *inner]
        else:
            above.append(block)
    return above, folds
