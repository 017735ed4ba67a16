"""What leaves: one neutral note for a whole cohort, prompts that name occasion and duty, and no trace of mutes."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from adapters.interface import DeliveryFailed
from bot.cards import Cards
from bot.checkins import keeping, merging
from bot.checkins.mine import Own
from escalation.checkin_plans import Slot
from escalation.checkins import Wishes
from escalation.occasions import Called, Flag, Kind
from escalation.prompts import Duty
from storage import checkins
from storage.checkins import Stage
from tests.bot.checkins.chat import Due
from tests.bot.checkins.set import BARE, CALLS, CY, LINKED, TOMORROW, Office, utc
from tests.bot.stage import MAIN, PEOPLE, account, fixed_id

PEOPLE_OF = {one.user: one for one in (*PEOPLE, CY)}
QUIET = replace(BARE, flags=(Flag.kiss,))
"""Without an intimate flag nothing is asked of the office."""


async def kissed(desk: Office) -> Due:
    """The scene is a kiss, its call sheet is out."""
    (scene,) = [one for one in (await desk.known()).occasions if one.id == BARE.id]
    await desk.schedule.put(replace(scene, flags=(Flag.kiss,)))
    await desk.schedule.sheet_out(MAIN.id, TOMORROW)
    return Due(desk)


async def test_everybody_gets_the_one_note_once_and_in_one_minute(desk: Office) -> None:
    due = await kissed(desk)
    await due.until(utc(12, 9, 29))
    assert due.chat.sent == []
    await due.until(utc(12, 9, 31))
    note = Cards(desk.stage.house.tokens).for_person
    assert {user: due.chat.to(user) for user in LINKED} == {user: [note(PEOPLE_OF[user].language)] for user in LINKED}
    await due.until(utc(13, 23), timedelta(minutes=15))
    assert {user: len(due.chat.to(user)) for user in LINKED} == dict.fromkeys(LINKED, 3)


async def test_nothing_leaves_before_the_call_sheet_whatever_the_clock_says(desk: Office) -> None:
    due = Due(desk)
    await due.until(utc(16, 9), timedelta(minutes=30))
    assert [one for one in due.chat.sent if one.to in LINKED] == []
    assert due.chat.to("office")  # the control: what is the office's is said


async def test_whoever_muted_gets_none_and_what_is_kept_is_the_same(desk: Office) -> None:
    due, own = await kissed(desk), Own(desk.stage.house)
    before = await desk.known()
    await own.wish(account("bo"), Wishes(kinds=(Kind.scene,)))
    assert replace(await desk.known(), roster=before.roster) == before
    await due.until(utc(12, 9, 31))
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 0, 1]
    (batch, *_) = (await desk.known()).batches
    assert (batch.stage, batch.left, len(batch.asked[0].people)) == (Stage.sent, None, 3)
    assert (await own.look(account("bo"))).asked == ()
    found = await own.look(account("ada"))
    assert [about.occasion for one in found.asked for about in one.about] == [one.id for one in found.occasions]


async def test_whom_a_platform_does_not_take_is_tried_alone(desk: Office) -> None:
    due = await kissed(desk)

    def storm(to: str) -> None:
        if to == "bo":
            raise DeliveryFailed("server_error", permanent=False)

    due.chat.weather = storm
    await due.until(utc(12, 9, 40), timedelta(minutes=1))
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 0, 1]
    due.chat.weather = lambda _: None
    await due.until(utc(12, 9, 42), timedelta(minutes=1))
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 1, 1]


async def test_what_nobody_could_send_for_hours_is_planned_anew(desk: Office) -> None:
    due = await kissed(desk)
    desk.stage.clock.at = utc(12, 14)
    await due.look()
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 1, 1]
    desk.stage.clock.at = utc(13, 14)
    await due.look()
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 1, 1], "the scene has begun: the one before it is late"


async def test_whoever_is_taken_off_while_a_note_is_due_gets_none(desk: Office) -> None:
    due = await kissed(desk)
    desk.stage.clock.at = utc(12, 9, 31)
    await desk.schedule.uncall(BARE.id, "3X")
    await due.look()
    assert [len(due.chat.to(user)) for user in LINKED] == [1, 1, 0]


async def test_a_life_that_ends_while_sending_counts_as_asked_and_repeats_no_other_note(desk: Office) -> None:
    due = await kissed(desk)
    first: dict[str, str] = {}

    def dies(to: str) -> None:
        if to == "cy":
            raise _Killed

    due.chat.weather = dies
    with contextlib.suppress(BaseExceptionGroup):
        await due.until(utc(12, 9, 30))
    first = {one.to: one.delivery for one in due.chat.sent}
    assert next(one.stage for one in (await desk.known()).batches) is Stage.sending
    again = Due(desk)
    await desk.schedule.replan()  # as each start does
    await again.until(utc(12, 9, 32), timedelta(minutes=1))
    assert [len(again.chat.to(user)) for user in LINKED] == [1, 1, 1]
    assert first.items() <= {(one.to, one.delivery) for one in again.chat.sent}, "a platform that can drops the repeat"


class _Killed(BaseException):
    """The end of a life: nothing in the house catches it."""


async def test_delivered_is_gone_at_the_end_of_the_day_after(desk: Office) -> None:
    due = await kissed(desk)
    await due.until(utc(12, 9, 31))
    production = desk.stage.house.production
    for today, kept in ((utc(14, 9).date(), True), (utc(15, 9).date(), False)):
        await desk.stage.store.write(partial(checkins.forget, production=production, today=today))
        sent = [one for one in (await desk.known()).batches if one.stage is Stage.sent]
        assert bool(sent) is kept


# --- The office -----------------------------------------------------------------------------------------------------


async def test_the_office_is_told_scene_and_duty_and_never_the_flag(desk: Office) -> None:
    due = Due(desk)
    await due.until(utc(13, 13), timedelta(minutes=30))
    said = [card.notice for card in due.chat.to("office")]
    assert len(said) == 4
    assert said[0].startswith("Sc 21, 13 March: notice is short")
    assert "coordinator booked" in said[2]
    assert not any(flag.replace("_", " ") in text.casefold() for text in said for flag in (*Flag, "nude", "bare"))
    assert len(due.chat.to("readers")) == 2, "short notice, and that nobody ticked"


async def test_a_tick_in_time_says_nothing_more(desk: Office) -> None:
    await desk.schedule.move(BARE.id, TOMORROW + timedelta(days=5))
    for duty in (Duty.paperwork, Duty.closed_set):
        await desk.schedule.tick(BARE.id, duty)
    due = Due(desk)
    await due.until(utc(18, 10), timedelta(hours=1))
    assert due.chat.sent == []


async def test_whoever_joins_inside_48_hours_is_told_about_alone_and_once(desk: Office) -> None:
    await desk.schedule.move(BARE.id, TOMORROW + timedelta(days=5))
    await desk.schedule.tick(BARE.id, Duty.paperwork)
    due = Due(desk)
    await due.until(utc(17, 9), timedelta(hours=1))
    assert due.chat.sent == []
    await desk.schedule.call(BARE.id, Called("4", at=CALLS[0].at))
    await due.until(utc(17, 15), timedelta(hours=1))
    (told,) = due.chat.to("readers")
    assert told.said[0] == "4: call 11:00 on 18 March, 25 hours from now. Added 10:00 on 17 March."
    assert fixed_id("bare") not in told.notice


async def test_what_people_have_read_is_not_taken_back(desk: Office) -> None:
    due = await kissed(desk)
    await due.until(utc(12, 9, 31))
    with pytest.raises(keeping.AlreadySent):
        await desk.schedule.undo()
    assert not (await desk.schedule.seen()).undoable


# --- Rounds ---------------------------------------------------------------------------------------------------------


async def test_a_round_carries_the_check_in_of_its_evening(desk: Office) -> None:
    due = await kissed(desk)
    production, everybody = desk.stage.house.production, {one.id for one in (*PEOPLE, CY)}
    await due.until(utc(13, 19, 10), timedelta(minutes=10))
    before = [len(due.chat.to(user)) for user in LINKED]
    carry = partial(merging.carry, production=production, now=utc(13, 19, 10))
    await desk.stage.store.write(partial(carry, everybody=everybody - {CY.id}))
    assert len(await desk.waiting()) == 3, "not all of them got the round"
    await desk.stage.store.write(partial(carry, everybody=everybody))
    assert await desk.waiting() == []
    await due.until(utc(13, 22), timedelta(minutes=10))
    assert [len(due.chat.to(user)) for user in LINKED] == before
    asked = (await Own(desk.stage.house).look(account("ada"))).asked
    assert [one.slot for one in asked] == [Slot.after, Slot.close, Slot.ahead]
