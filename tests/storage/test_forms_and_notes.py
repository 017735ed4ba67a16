"""Forms that were taken, notes of what readers did, aliases that stand: found again, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from storage import audit, names, submissions
from storage.audit import Note
from storage.errors import TooLong
from storage.store import Store, Tx
from storage.submissions import Taken
from storage.tables import audit as audit_table
from storage.tables import names as names_table
from storage.tables import submissions as submissions_table
from tests.storage.homes import NOW, Stage, founded, random_id, sizes_of

TODAY = NOW.date()


def _taken(stage: Stage, once: str, *, today: int = 0, **more: str) -> Taken:
    assert stage
    assert once
    return Taken(more.get("concern", random_id().hex()), 1 + today, more.get("digest", "d" * 64))


async def _keep(stage: Stage, once: str, taken: Taken) -> None:
    await stage.store.write(lambda tx: submissions.keep(tx, stage.production, once, taken, TODAY))


async def _find(stage: Stage, once: str) -> Taken | None:
    return await stage.store.read(lambda tx: submissions.find(tx, stage.production, once))


async def test_a_form_that_was_taken_is_found_again(stage: Stage) -> None:
    taken = _taken(stage, "once")
    assert await _find(stage, "once") is None
    await _keep(stage, "once", taken)
    assert await _find(stage, "once") == taken
    assert await _find(stage, "Once") is None


async def test_the_same_form_again_takes_the_place_of_the_first(stage: Stage) -> None:
    await _keep(stage, "once", _taken(stage, "once"))
    later = _taken(stage, "once", today=1)
    await _keep(stage, "once", later)
    assert await _find(stage, "once") == later


async def test_a_form_belongs_to_one_production(stage: Stage, store: Store) -> None:
    elsewhere = await founded(store)
    await _keep(stage, "once", _taken(stage, "once"))
    assert await _find(elsewhere, "once") is None
    await _keep(elsewhere, "once", other := _taken(stage, "once"))
    assert await _find(elsewhere, "once") == other != await _find(stage, "once")


async def test_a_form_is_kept_for_two_days_at_least(stage: Stage) -> None:
    await _keep(stage, "once", _taken(stage, "once"))
    for days, there in ((2, True), (3, True), (4, False)):
        await stage.store.write(partial(submissions.forget, before=TODAY + timedelta(days=days)))
        assert (await _find(stage, "once") is not None) is there


async def test_the_forms_of_a_concern_are_dropped_with_it(stage: Stage) -> None:
    mine, other = _taken(stage, "mine"), _taken(stage, "other")
    await _keep(stage, "mine", mine)
    await _keep(stage, "other", other)
    await stage.store.write(lambda tx: submissions.drop(tx, bytes.fromhex(mine.concern)))
    assert (await _find(stage, "mine"), await _find(stage, "other")) == (None, other)


async def test_two_different_forms_never_have_the_same_digest(store: Store) -> None:
    forms = [{"a": "b"}, {"a": "", "b": ""}, {"": "ab"}, {"ab": ""}, {"a": "b", "c": ""}, {"a": "bc"}, {}]

    def digests(tx: Tx) -> set[str]:
        return {submissions.digest(tx, form) for form in forms}

    assert len(await store.read(digests)) == len(forms)
    turned = {"two": "2", "one": "1"}
    same = await store.read(
        lambda tx: {submissions.digest(tx, form) for form in (turned, dict(sorted(turned.items())))}
    )
    assert len(same) == 1


async def test_every_row_has_the_same_size(stage: Stage) -> None:
    await _keep(stage, "a", _taken(stage, "a"))
    await _keep(stage, "b" * 500, _taken(stage, "b", today=9_999))
    for code in ("a", "answered" * 20):
        await stage.store.write(partial(_note, stage=stage, note=Note(code, "r1")))
    for column in (submissions_table.c.sealed, audit_table.c.sealed):
        assert len(await stage.store.read(partial(sizes_of, column=column))) == 1


# --- Notes ------------------------------------------------------------------------------------------------


def _note(tx: Tx, stage: Stage, note: Note, days_ago: int = 0) -> None:
    audit.write(tx, stage.production, random_id(), TODAY - timedelta(days=days_ago), note)


async def test_notes_are_read_by_day_and_forgotten_in_time(stage: Stage) -> None:
    for days in (0, 400, 30):
        note = Note(f"opened-{days}", "r1", "Quiet Heron")
        await stage.store.write(partial(_note, stage=stage, note=note, days_ago=days))
    notes = await stage.store.read(lambda tx: audit.read(tx, stage.production))
    assert [note.code for _, note in notes] == ["opened-400", "opened-30", "opened-0"]
    await stage.store.write(lambda tx: audit.forget(tx, TODAY - timedelta(days=365)))
    notes = await stage.store.read(lambda tx: audit.read(tx, stage.production))
    assert [(day, note.about) for day, note in notes][1:] == [(TODAY, "Quiet Heron")]
    assert len(notes) == 2


async def test_notes_belong_to_one_production(stage: Stage, store: Store) -> None:
    elsewhere = await founded(store)
    await store.write(lambda tx: _note(tx, stage, Note("opened", "r1")))
    assert await store.read(lambda tx: audit.read(tx, elsewhere.production)) == ()


async def test_a_note_that_is_too_long_is_refused(stage: Stage) -> None:
    with pytest.raises(TooLong):
        await stage.store.write(lambda tx: _note(tx, stage, Note("x" * 600, "r1")))


# --- Aliases ----------------------------------------------------------------------------------------------


async def _change(stage: Stage, add: str = "", remove: str = "") -> None:
    await stage.store.write(lambda tx: names.change(tx, stage.production, add=add, remove=remove))


async def test_aliases_stand_until_they_are_removed(stage: Stage) -> None:
    for alias in ("Quiet Heron", "Amber Fox"):
        await _change(stage, add=alias)
    assert await _standing(stage) == ("Quiet Heron", "Amber Fox")
    await _change(stage, remove="Quiet Heron")
    assert await _standing(stage) == ("Amber Fox",)


async def _standing(stage: Stage) -> tuple[str, ...]:
    return await stage.store.write(lambda tx: names.read(tx, stage.production))


async def test_the_list_of_aliases_doubles_and_never_shrinks(stage: Stage) -> None:
    sizes = [await _size(stage)]
    for letter in "abcd":
        await _change(stage, add=letter * 1_200)
        sizes.append(await _size(stage))
    for alias in await _standing(stage):
        await _change(stage, remove=alias)
    assert [size - sizes[0] for size in [*sizes, await _size(stage)]] == [0, 0, 0, 0, 4096, 4096]


async def _size(stage: Stage) -> int:
    return await stage.store.read(lambda tx: len(tx.conn.scalars(select(names_table.c.sealed)).one()))
