"""The stories that the demo can play: read from `text/stories/*.toml`, whose first file says how one is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.text.catalog import FOLDER, LANGUAGES

STORIES: Final = FOLDER / "stories"
Pane = Literal["phone", "readers", "own", "office"]
Key = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Verb = Literal[
    "press",
    "press_on",
    "opens",
    "tick",
    "choose",
    "write",
    "unfold",
    "shut",
    "reload",
    "clock",
    "names",
    "copies",
    "sees",
    "sees_not",
    "reads",
    "reads_not",
    "nowhere",
    "remember",
    "unchanged",
]
VERBS: Final[tuple[Verb, ...]] = get_args(Verb)
CHECKS: Final = frozenset({"sees", "sees_not", "reads", "reads_not", "nowhere", "unchanged"})
"""What is looked for. Everything else is done, and fails where it can't be."""


class BadStory(Exception):
    """A story's file can't be read. Says which file, and where in it."""


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Read):
    """One text in every language we speak."""

    en: str
    es: str

    def __getitem__(self, language: str) -> str:
        """The text in this language; English where we don't speak it."""
        return str(getattr(self, language if language in LANGUAGES else "en"))


class Play(_Read):
    """One act, or one thing that is looked for: one verb, and what goes with it."""

    at: Pane | None = None
    by: str = ""
    args: Mapping[str, str | int] = {}
    line: str = "line"
    times: int = 1

    press: Key = ""
    press_on: Key = ""
    opens: Key = ""
    tick: Key = ""
    choose: Key = ""
    option: str = ""
    write: Key = ""
    words: str = ""
    unfold: Key = ""
    shut: bool = False
    reload: bool = False
    clock: str = ""
    until: Key = ""
    names: Key = ""
    copies: Key = ""
    sees: Key = ""
    sees_not: Key = ""
    reads: str = ""
    reads_not: str = ""
    nowhere: tuple[str, ...] = ()
    remember: str = ""
    unchanged: str = ""

    @property
    def verb(self) -> Verb:
        """What is done or looked for."""
        return next(verb for verb in VERBS if getattr(self, verb))

    @model_validator(mode="after")
    def _one_verb(self) -> Play:
        if sum(bool(getattr(self, verb)) for verb in VERBS) != 1:
            raise ValueError("one verb in each")
        if bool(self.choose) != bool(self.option) or bool(self.write) != bool(self.words):
            raise ValueError("choose goes with option, write with words")
        return self


class Step(Text):
    """What one press of [Next step] plays, with its sentence. `at` and `who` hold for every play in it."""

    at: Pane
    who: str = ""
    plays: tuple[Play, ...]


class Change(_Read):
    """How somebody of the demo's cast is different in this story, or somebody who isn't in it otherwise.

    `hours` and `zone` are a reader's duty, `off` says that they have none, `asked` that they haven't accepted yet.
    """

    name: str = ""
    part: str = ""
    language: Literal["", "en", "es"] = ""
    introduction: str = ""
    zone: str = ""
    hours: tuple[time, time] | None = None
    off: bool = False
    asked: bool = False


class Story(_Read):
    """A whole story. `number` is its number in DOMAIN, section 8."""

    name: str
    number: int
    title: Text
    about: Text
    cast: Mapping[str, Change] = {}
    words: Mapping[str, Text] = {}
    steps: tuple[Step, ...] = Field(alias="step", min_length=1)


def read(path: Path) -> Story:
    """The story in this file, called as the file is, without its number. Raises `BadStory`."""
    number, _, name = path.stem.partition("-")
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Story.model_validate({"name": name, "number": int(number), **content})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise BadStory(f"{path.name}: {faults}") from None
    except ValueError as error:
        raise BadStory(f"{path.name}: {error}") from None


@cache
def every_story() -> tuple[Story, ...]:
    """All stories, in the order of their numbers."""
    return tuple(read(path) for path in sorted(STORIES.glob("[0-9]*.toml")))


def find(name: str) -> Story | None:
    """The story of this name or number."""
    return next((one for one in every_story() if name in {one.name, str(one.number)}), None)


def plays_of(story: Story) -> Iterator[tuple[Step, Play]]:
    """Everything that happens, with the step it belongs to."""
    return ((step, play) for step in story.steps for play in step.plays)
