"""What can't be learned: of answers by the office, of mutes by anybody, of people by whoever takes the data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.checkins.mine import Own, link, unlink
from bot.checkins.service import Seen
from escalation.checkins import Wishes
from escalation.occasions import Called, Kind
from escalation.readiness import Readiness
from storage.checkins import Stage
from tests.bot.checkins.chat import Due
from tests.bot.checkins.set import BARE, CY, LINKED, TOMORROW, Office, utc
from tests.bot.stage import MAIN, account, fixed_id

Act = Callable[[Office], Awaitable[object]]


async def asked(desk: Office) -> Due:
    """Everybody was asked in the evening; the office's part is done."""
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    due = Due(desk)
    await due.until(utc(12, 9, 31))
    return due


async def _says(desk: Office) -> None:
    mine = await desk.stage.saved("The robe was not there.", urgency="before_scene", occasion=BARE.id)
    desk.stage.clock.at = max(desk.stage.clock.at, mine.line.leaves_at)
    await desk.stage.settle()


ANSWERS: dict[str, Act] = {
    "words, said and read": _says,
    "a hold": lambda desk: desk.stage.saved("Please hold.", urgency="now", occasion=BARE.id),
    "both": lambda desk: desk.stage.saved("Both.", urgency="today", by="bo", occasion=BARE.id),
    "everything muted": lambda desk: Own(desk.stage.house).wish(account("ada"), Wishes(everything=True)),
    "asked again": lambda desk: Own(desk.stage.house).wish(account("ada"), Wishes(again=(BARE.id,))),
    "looked at and closed": lambda desk: Own(desk.stage.house).look(account("ada")),
}


async def _seen_after(desk: Office, act: Act) -> tuple[Seen, Seen]:
    """What the office sees before and after something, at one moment."""
    before = await desk.schedule.seen()
    await act(desk)
    await desk.schedule.replan()
    return before, await desk.schedule.seen()


@pytest.mark.parametrize("answer", ANSWERS)
async def test_the_office_sees_the_same_whatever_anybody_answered(desk: Office, answer: str) -> None:
    due = await asked(desk)
    desk.stage.clock.at = utc(12, 12)
    told = len(due.chat.to("office"))
    before, after = await _seen_after(desk, ANSWERS[answer])
    assert repr(before) == repr(after)
    assert before == after
    await due.look()
    assert len(due.chat.to("office")) == told


async def test_control_what_the_coordinator_sets_by_hand_is_seen(desk: Office) -> None:
    await asked(desk)
    before, after = await _seen_after(desk, lambda one: one.schedule.set_readiness(BARE.id, Readiness.hold))
    assert (before.readiness[BARE.id], after.readiness[BARE.id]) == (Readiness.ask_me, Readiness.hold)
    desk.stage.clock.at = utc(13, 7)
    assert (await desk.schedule.seen()).readiness[BARE.id] is Readiness.ask_me, "each day anew"


async def test_what_one_mutes_changes_nothing_for_the_others_and_nothing_that_is_kept(desk: Office) -> None:
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    before = await desk.known()
    for wishes in (Wishes(everything=True), Wishes(kinds=(Kind.scene,)), Wishes(occasions=(BARE.id,))):
        await Own(desk.stage.house).wish(account("ada"), wishes)
        await desk.schedule.replan()
        assert (await desk.known()).batches == before.batches
    due = Due(desk)
    await due.until(utc(12, 9, 31))
    assert [len(due.chat.to(user)) for user in LINKED] == [0, 1, 1]


# --- Who is who -----------------------------------------------------------------------------------------------------


async def test_nobody_is_asked_of_an_id_before_they_said_that_it_is_theirs(desk: Office) -> None:
    own, house = Own(desk.stage.house), desk.stage.house
    await desk.schedule.call(BARE.id, Called("5"))
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    await desk.change_roster(replace(CY, cast_ids=()))
    due = Due(desk)
    await link(house, "5", CY.id)
    await due.look()
    assert [len(due.chat.to(user)) for user in LINKED] == [0, 0, 1], "one note, to be asked behind it"
    await link(house, "5", CY.id)
    await due.look()
    assert len(due.chat.to("cy")) == 1
    assert "cy" not in await desk.minutes()
    assert "5" in (await desk.schedule.seen()).linked
    assert (await own.look(account("cy"))).unsure == ("5",)
    await own.confirm(account("cy"), "5")
    assert "cy" in await desk.minutes()
    await own.deny(account("cy"), "5")
    assert "cy" not in await desk.minutes()
    await unlink(house, "3")
    assert "bo" not in await desk.minutes()
    assert "5" not in (await desk.schedule.seen()).linked


# --- What stands in the data ----------------------------------------------------------------------------------------


async def test_neither_people_nor_cast_ids_nor_scenes_stand_in_clear(desk: Office) -> None:
    mark = "Zz91Qmark"
    await desk.schedule.call(BARE.id, Called(mark))
    await desk.change_roster(replace(CY, cast_ids=(mark,)))
    await asked(desk)
    known = await desk.known()
    sent = [one for one in known.batches if one.stage is Stage.sent]
    assert any(CY.id in asked_.people for one in sent for asked_ in one.asked)
    engine = desk.stage.store._readers
    folder = Path(str(engine.url.database)).parent
    raw = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    for clear in (mark, CY.id, BARE.name, "nudity"):
        assert clear.encode() not in raw
    assert bytes.fromhex(CY.id) not in raw
    for control in (BARE.id, sent[0].id):
        assert bytes.fromhex(control) in raw
    assert fixed_id("bare") == BARE.id


@pytest.mark.parametrize("says", [False, True])
async def test_a_yes_to_are_you_number_3_does_not_show_in_undo(desk: Office, *, says: bool) -> None:
    house, due = desk.stage.house, Due(desk)
    await desk.change_roster(replace(CY, cast_ids=()))
    await desk.schedule.put(BARE)
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    await due.until(utc(12, 11, 0), timedelta(minutes=10))
    await link(house, "3X", CY.id)
    await due.until(utc(12, 12, 0), timedelta(minutes=10))
    far = replace(BARE, id=fixed_id("far"), name="Sc 99", day=TOMORROW + timedelta(days=9), flags=(), calls=())
    await desk.schedule.put(far)
    if says:
        await Own(house).confirm(account("cy"), "3X")
    sent = len(due.chat.to("cy"))
    await due.until(utc(12, 12, 20), timedelta(minutes=1))
    assert (len(due.chat.to("cy")) > sent) is says, "a yes is followed by what was asked meanwhile"
    assert (await desk.schedule.seen()).undoable
