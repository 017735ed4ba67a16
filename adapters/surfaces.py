"""What can be shown: surfaces made of our own words and of `Quoted` ones, drawn by each adapter in its own way.

Limits that every surface keeps, so that no platform has to cut (Slack and Discord, read 2026-11): a title has at
most 24 characters, a button's label 24 and what is spoken for it 75, a field's label 45, an option's label 75, a form 5
fields, a row 5 buttons, an action 20, a token 51, words 3,000.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

LONGEST_TITLE = 24
LONGEST_LABEL = 24
LONGEST_SPOKEN = 75
LONGEST_FIELD_LABEL = 45
LONGEST_OPTION = 75
LONGEST_ACTION = 20
LONGEST_TOKEN = 51
LONGEST_WORDS = 3000
MOST_FIELDS = 5
MOST_BUTTONS = 5


@final
class Quoted:
    """Words that a person typed. Each adapter must escape them; `repr` shows nothing of them."""

    __slots__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quoted) and self.words == other.words

    def __hash__(self) -> int:
        return hash(self.words)

    def __repr__(self) -> str:
        return "Quoted(...)"


@dataclass(frozen=True, slots=True)
class Button:
    """One press. Comes back as `Pressed(action, token)`, or inside a form as `Submitted(via=action)`.

    `spoken` is what a screen reader says instead of the label (with the alias, where there is one).
    `main` marks the one act that most people want; at most one in a surface.
    """

    action: str
    label: str
    token: str = ""
    spoken: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A short heading inside a page or form."""

    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph of our own words. `quiet` is for what may be read later; `strong` for limits and dangers."""

    text: str
    quiet: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A person's own words, set apart, with a caption of ours ("Quiet Heron, 1")."""

    quoted: Quoted
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value, in order. A value may be a person's words."""

    rows: tuple[tuple[str, str | Quoted], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a record: when (already worded) and what happened; `done` says that it lies behind."""

    when: str
    text: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class Steps:
    """The record of a line, oldest first."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of buttons inside a page."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that stand behind one more press where the platform can fold, else below everything else."""

    title: str
    blocks: tuple[Block, ...]


Block = Heading | Say | Words | Facts | Steps | Row | Fold


@dataclass(frozen=True, slots=True)
class Page:
    """Something to read, privately: only the presser sees it, no history keeps it.

    `language` is that of our words (`es`), for screen readers; empty = the person's own.
    """

    title: str
    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several. `options` are value and label; drawn as radio buttons or a select."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Any of several, ticked. Comes back as the ticked values joined by a comma."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    ticked: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TextField:
    """A box to type in, at most `limit` characters; `tall` gives it several lines."""

    name: str
    label: str
    value: Quoted = field(default_factory=lambda: Quoted(""))
    hint: str = ""
    limit: int = LONGEST_WORDS
    tall: bool = False
    required: bool = False


Field = Choice | Choices | TextField


@dataclass(frozen=True, slots=True)
class Form:
    """Something to fill in, privately. Words typed here stand in no history.

    `once` is random and comes back with the submission, so that a repeat is known. `problem` is said at the top when
    a submission could not be kept: the same form comes again with everything still in it. `others` are further acts
    that take the typed values along (`Submitted.via`); an adapter that can't draw them inside offers them after it.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]
    submit: str
    once: str
    token: str = ""
    others: tuple[Button, ...] = ()
    problem: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A message in a channel or DM: never a person's words. `notice` is all a lock screen or notification shows.

    `said` are paragraphs of ours below it. `calls` are user ids of the channel's own workspace that are mentioned, so
    that their platform alerts them.
    """

    notice: str
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()
    language: str = ""
    said: tuple[str, ...] = ()
    calls: tuple[str, ...] = field(default=(), repr=False)
