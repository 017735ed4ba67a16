"""Rows pasted on the office's desk: what they change is said first, and nothing that was typed is ever lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.interface import Pressed
from adapters.surfaces import LONGEST_WORDS, Form, Page, TextField
from bot.text.catalog import speaker
from storage.errors import NotKept
from storage.store import Store
from tests.bot.checkins.set import TODAY, TOMORROW
from tests.bot.office_hands import CROWD, ROWS, Desk, desk_in
from tests.bot.stage import actions, words_in

SAY = speaker("en")


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Desk]:
    """Give the desk of a production with a scene with nudity tomorrow, and a scene of another unit today."""
    async with desk_in(tmp_path) as desk:
        yield desk


def rows_in(form: Page | Form) -> str:
    """What stands in the box."""
    assert isinstance(form, Form)
    (box,) = form.fields
    assert isinstance(box, TextField)
    return box.value.words


async def test_pasted_rows_say_what_they_change_then_change_it_then_are_undone(at: Desk) -> None:
    dry = await at.send(await at.act(Pressed("o-paste")), rows=ROWS)
    text = words_in(dry)
    assert SAY("schedule-moved", name="Sc 21", before="13 March", after="14 March") in text
    assert SAY("schedule-needs-visit", cast="12") in text
    assert SAY("schedule-nothing-sent") in text
    assert (await at.one()).day == TOMORROW
    done = await at.send(dry, rows=ROWS)
    assert (await at.one()).day == TODAY + timedelta(days=2)
    again = await at.send(dry, rows=ROWS)
    assert SAY("scenes-nothing-new") in words_in(again)
    undone = await at.press(done, "o-undo")
    assert (await at.one()).day == TOMORROW
    assert "o-undo" not in actions(undone)
    assert SAY("scenes-undo-nothing") in words_in(await at.act(Pressed("o-undo")))


async def test_a_stale_dry_run_says_so_changes_nothing_and_keeps_the_rows(at: Desk) -> None:
    dry = await at.send(await at.act(Pressed("o-paste")), rows=ROWS)
    await at.act(Pressed("o-to", f"{CROWD.id}.cancelled"))
    stale = await at.send(dry, rows=ROWS)
    assert isinstance(stale, Form)
    assert stale.problem == SAY("scenes-paste-stale")
    assert rows_in(stale) == ROWS
    assert (await at.one()).day == TOMORROW
    await at.send(stale, rows=ROWS)
    assert (await at.one()).day == TODAY + timedelta(days=2)


async def test_rows_that_were_not_looked_at_are_not_applied(at: Desk) -> None:
    dry = await at.send(await at.act(Pressed("o-paste")), rows=ROWS)
    other = ROWS.replace("03-14", "03-15")
    shown_anew = await at.send(dry, rows=other)
    assert SAY("scenes-other-rows") in words_in(shown_anew)
    assert rows_in(shown_anew) == other
    assert (await at.one()).day == TOMORROW
    assert rows_in(await at.send(dry, via="o-again", rows=other)) == other


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("", "schedule-fault-empty"),
        ("no rows at all", "schedule-fault-no-header"),
        (ROWS.replace("2026-03-14\t15:00", "the 14th\t15:00"), "schedule-at-cell"),
    ],
)
async def test_what_cannot_be_read_is_said_with_its_row_and_stays_in_the_box(at: Desk, rows: str, fault: str) -> None:
    form = await at.send(await at.act(Pressed("o-paste")), rows=rows)
    expected = SAY(fault, row=3, column=2, fault=SAY("schedule-fault-no-such-date")) if "cell" in fault else SAY(fault)
    assert expected in words_in(form)
    assert rows_in(form) == rows
    assert (await at.one()).day == TOMORROW


async def test_rows_that_could_not_be_kept_are_in_their_box_again(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dry = await at.send(await at.act(Pressed("o-paste")), rows=ROWS)

    async def fails(*_: object) -> None:
        raise NotKept("disk")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "write", fails)
        again = await at.send(dry, rows=ROWS)
    assert SAY("scenes-not-kept") in words_in(again)
    assert rows_in(again) == ROWS
    assert (await at.one()).day == TOMORROW


async def test_rows_that_the_box_can_not_hold_are_not_cut_in_silence(at: Desk) -> None:
    many = f"{ROWS}\n" + "x" * LONGEST_WORDS
    form = await at.send(await at.act(Pressed("o-paste")), rows=many)
    assert isinstance(form, Form)
    assert (form.name, form.problem) == ("o-paste", SAY("scenes-rows-cut"))
    assert rows_in(form) == many[:LONGEST_WORDS]
    assert (await at.one()).day == TOMORROW
