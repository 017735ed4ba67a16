"""The office's desk: the same bytes whatever anybody wrote, the honest answer, and no way to a concern."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.interface import Act, Command, Gesture, OpenedHome, PlatformAddress, Pressed, Submitted, Wrote
from adapters.surfaces import Form, Page, Quoted
from bot.checkins.service import Schedules
from bot.desks.office import HOME, WHO, OfficeDesk, office_book
from bot.desks.office_board import OfficeSchedule
from bot.desks.office_door import office_schedule
from bot.text.catalog import speaker
from storage import productions
from tests.bot.stage import BOOK, OFFICE, Stage, account, actions, change_person, shown, staged, words_in

ROOT = Path(__file__).parents[2]
SAY = speaker("en")
ACTS: list[Act] = [
    OpenedHome(),
    Pressed(HOME),
    Pressed(WHO),
    Pressed("o-nonsense", "token"),
    Command("scene"),
    Submitted("o-form", {"words": "who was it?"}),
    Wrote("text", Quoted("who complained?")),
    Wrote("file", Quoted("")),
]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def ask(stage: Stage, act: Act, who: str = "ivo", locale: str = "") -> Page | Form:
    """One gesture in the office channel."""
    gesture = Gesture(PlatformAddress(*account(who)), act, OFFICE, locale)
    return shown(await OfficeDesk(office_book(stage.house), office_schedule(stage.house)).receive(gesture))


async def everything(stage: Stage) -> str:
    """All that the office can be shown."""
    return "\n".join([words_in(await ask(stage, act)) for act in ACTS])


async def test_whoever_is_not_of_the_office_is_told_that_nothing_is_here(stage: Stage) -> None:
    page = await ask(stage, OpenedHome(), "ada")
    assert page.title == SAY("office-title")
    assert SAY("office-what", production="The Long Take") in words_in(page)
    assert SAY("office-now") in words_in(page)
    assert SAY("office-never") in words_in(page)
    assert actions(page) == [WHO]


@pytest.mark.parametrize("act", [Pressed(WHO), Wrote("text", Quoted("Who complained about me?"))])
async def test_who_complained_is_not_available_to_anyone(stage: Stage, act: Act) -> None:
    text = words_in(await ask(stage, act))
    assert SAY("office-by-design") in text
    assert SAY("office-ask", coordinators="Wren Castle") in text
    assert SAY("office-effect") in text
    assert "555-0101" in text
    assert "Who complained about me?" not in text


async def test_what_was_typed_changes_nothing(stage: Stage) -> None:
    pages = [await ask(stage, Wrote("text", Quoted(words))) for words in ("who was it?", "", "x" * 100_000)]
    assert pages[0] == pages[1] == pages[2]


async def test_the_office_is_byte_identical_with_and_without_concerns(tmp_path: Path) -> None:
    async with staged(tmp_path / "quiet") as quiet:
        nothing = await everything(quiet)
    async with staged(tmp_path / "loud") as loud:
        for urgency in ("now", "today", "soon"):
            mine = await loud.raised("The robe was not there.", urgency=urgency)
            await loud.taken("wren", mine)
        await loud.saved("Something about Ivo.")
        something = await everything(loud)
        book = replace(BOOK, name="Another Take")
        await loud.store.write(lambda tx: productions.rewrite_book(tx, loud.house.production, book))
        control = await everything(loud)
    assert nothing == something
    assert nothing != control  # what the page is made of does show


async def test_everybody_is_shown_the_same(stage: Stage) -> None:
    assert await ask(stage, Pressed(WHO), "ivo") == await ask(stage, Pressed(WHO), "stranger")
    assert await ask(stage, Pressed(WHO), "ada") == await ask(stage, Pressed(WHO), "wren")


@pytest.mark.parametrize(("chosen", "locale", "language"), [("es", "en", "es"), ("", "es-MX", "es"), ("", "", "en")])
async def test_the_office_is_answered_in_its_language(stage: Stage, chosen: str, locale: str, language: str) -> None:
    await change_person(stage, "ivo", language=chosen)
    page = await ask(stage, Pressed(WHO), locale=locale)
    assert page.title == speaker(language)("office-who-title")


async def test_without_a_coordinator_the_other_readers_are_named(stage: Stage) -> None:
    await change_person(stage, "wren", reading=None)
    assert "Ode Larkin, Sol Marden" in words_in(await ask(stage, Pressed(WHO)))
    for reader in ("ode", "sol"):
        await change_person(stage, reader, reading=None)
    assert SAY("office-ask-nobody") in words_in(await ask(stage, Pressed(WHO)))


async def test_the_desk_holds_a_book_and_the_schedule_and_can_set_no_readiness(stage: Stage) -> None:
    book, schedule = office_book(stage.house), office_schedule(stage.house)
    assert [name for name in dir(book) if not name.startswith("_")] == ["book"]
    acts = {name for name in dir(schedule) if not name.startswith("_")}
    assert acts == {name for name in vars(OfficeSchedule) if not name.startswith("_")}
    assert "set_readiness" not in acts
    assert "set_readiness" in dir(Schedules)  # the control
    assert set(vars(OfficeDesk(book, schedule))) == {"_book", "_schedule"}
    assert [name for name in dir(stage.lines) if not name.startswith("_")] != ["book"]  # the control


def loaded_by(module: str) -> set[str]:
    """The modules of ours that a fresh interpreter has after importing this one."""
    code = f"import sys, {module}; print(*(name for name in sys.modules if name.startswith(('bot.', 'storage.'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_office_runs_without_anything_that_opens_a_concern() -> None:
    closed = {"storage.concerns", "storage.lines", "bot.lines.reading", "bot.lines.reader_view"}
    assert not closed & loaded_by("bot.desks.office")
    assert closed <= loaded_by("bot.desks.reader")  # the control
