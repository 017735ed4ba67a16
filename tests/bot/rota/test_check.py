"""The cover check over whole days: who is asked, what counts, what the office hears, and what restarts change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

from adapters.interface import DeliveryFailed
from bot.lines import agenda_kinds as kinds
from bot.rota.slots import LENGTH
from escalation.calendar import EVERY_DAY, Duty, Span, Window
from escalation.roster import Cover
from storage import people
from storage.people import Person, Roster
from storage.productions import News
from storage.store import Store
from tests.bot.rota.at_work import UNIT_ID, Work, at, at_work, mark, said
from tests.privacy.set import OONA, PEOPLE, PIET, READERS, UNIT, VERA

LUNCH = "Cover on Main unit: at 13:00 nobody confirmed that a reader is there."
WRAP = "Cover on Main unit: at 20:00 nobody confirmed that a reader is there."
CALL = "Cover on Main unit: at 07:00 nobody confirmed that a reader is there."
MORNINGS = Duty("Europe/Madrid", (Window(EVERY_DAY, Span(time(6), time(12))),))
DAYS = Duty("Europe/Madrid", (Window(EVERY_DAY, Span(time(7), time(20))),))


async def test_at_each_slot_every_reader_on_duty_is_asked_and_the_office_hears_only_of_a_miss() -> None:
    async with at_work() as work:
        await work.until("13:00")
        assert [work.dms(one.user) for one in (VERA, PIET, OONA)] == [["r-desk"]] * 3
        await work.here(work.life.vera, work.life.piet, work.life.oona)
        await work.until("19:59")
        assert work.office() == []
        await work.until("20:00")
        await work.here(work.life.vera, work.life.piet)
        await work.until("20:29")
        assert work.office() == []
        await work.until("20:30")
        assert work.office() == [WRAP]


async def test_only_the_press_counts_and_only_since_the_slot_began() -> None:
    async with at_work() as work:
        await work.until("12:59")
        for hand in (work.life.vera, work.life.piet, work.life.oona):
            await work.press(hand, "r-here")
        await work.until("13:10")
        for hand in (work.life.vera, work.life.piet, work.life.oona):
            await work.press(hand, "r-desk")
        await work.until("13:30")
        assert work.office() == [LUNCH]


async def test_the_desk_asks_while_the_slot_is_open_and_until_it_was_pressed() -> None:
    async with at_work() as work:
        vera = work.life.vera
        await work.press(vera, "r-desk")
        assert not vera.has("r-here")
        await work.until("13:00")
        assert "Cover check" in said(await work.press(vera, "r-desk"))
        page = await work.press(vera, "r-here")
        assert "Noted: you are here." in said(page)
        assert not vera.has("r-here")
        await work.until("13:31")
        await work.press(work.life.piet, "r-desk")
        assert not work.life.piet.has("r-here")


async def test_who_is_off_duty_is_neither_asked_nor_missed() -> None:
    async def before(work: Work) -> None:
        await work.change(VERA, duty=MORNINGS)
        await work.change(PIET, duty=DAYS)
        await work.change(OONA, duty=DAYS)

    async with at_work(before) as work:
        await work.until("13:00")
        assert work.dms(VERA.user) == []
        await work.here(work.life.piet, work.life.oona)
        await work.until("20:00")
        assert len(work.dms(PIET.user)) == 2, "at wrap who was on duty until then is asked"
        await work.here(work.life.piet, work.life.oona)
        await work.until("21:00")
        assert work.office() == []


async def test_a_closed_set_with_an_end_is_accounted_for_while_somebody_is_here() -> None:
    async with at_work() as work:
        await work.change(VERA, cover=Cover(VERA.id, at("16:00")))
        await work.until("13:00")
        assert work.dms(VERA.user) == [], "whoever is covered gets only `now`"
        await work.here(work.life.piet, work.life.oona)
        await work.until("13:30")
        assert work.office() == []


@pytest.mark.parametrize("cover", [Cover(VERA.id), Cover(VERA.id, None, guessed=True)])
async def test_a_closed_set_without_an_end_is_not(cover: Cover) -> None:
    async with at_work() as work:
        await work.change(VERA, cover=cover)
        await work.until("13:00")
        assert len(work.dms(VERA.user)) == cover.guessed, "what nobody said keeps nobody from being asked"
        await work.here(work.life.piet, work.life.oona)
        await work.until("13:30")
        assert work.office() == [LUNCH]


async def test_all_on_closed_sets_is_unconfirmed() -> None:
    async with at_work() as work:
        for reader in (VERA, PIET, OONA):
            await work.change(reader, cover=Cover(reader.id, at("16:00")))
        await work.until("13:30")
        assert work.office() == [LUNCH]


async def test_nobody_on_duty_today_is_told_in_the_morning_to_office_and_everybody() -> None:
    async def before(work: Work) -> None:
        for reader in (VERA, PIET, OONA):
            await work.change(reader, cover=Cover(reader.id, at("23:00", 1)))

    async with at_work(before) as work:
        await work.until("07:00", 1)
        assert work.office() == [LUNCH, WRAP]
        await work.on.settle()
    async with at_work(_nobody_tomorrow) as work:
        await work.until("06:59", 1)
        heard = len(work.office())
        assert await work.news() == []
        await work.until("07:00", 1)
        assert work.office()[heard:] == ["Cover on Main unit: no reader is on duty today."]
        assert await work.news() == [News("no_reader_today", at("07:00", 1).date(), unit=UNIT.id)]


async def _nobody_tomorrow(work: Work) -> None:
    for reader in (VERA, PIET):
        await work.change(reader, cover=Cover(reader.id))
    await work.change(OONA, duty=Duty("Europe/Madrid"))


async def test_a_guessed_cover_is_nobodys_absence() -> None:
    """Else everybody would be told in the morning that a `now` had rung in vain."""

    async def before(work: Work) -> None:
        await _nobody_tomorrow(work)
        await work.change(VERA, cover=Cover(VERA.id, None, guessed=True))

    async with at_work(before) as work:
        await work.until("07:00", 1)
        assert await work.news() == []


async def test_everybody_of_the_unit_is_told_by_one_entry() -> None:
    async with at_work(_nobody_tomorrow) as work:
        work.on.running.delivery._acts[work.on.production.id].pop(kinds.EVERYBODY, None)  # type: ignore[attr-defined] # ours
        await work.until("07:00", 1)
        (entry,) = await work.planned(UNIT_ID, kinds.EVERYBODY)
        assert (entry.step, entry.version) == (0, 0)


# --- restarts, kills, two processes ----------------------------------------------------------------------------------


async def test_one_next_slot_stands_on_the_agenda_however_often_it_begins() -> None:
    async with at_work() as work:
        for _ in range(3):
            await work.rota.begin()
        assert [one.due for one in await work.planned(UNIT_ID, kinds.SLOT)] == [at("13:00")]
        assert len(await work.planned(work.on.production.id, kinds.ROTA)) == 1


async def test_a_moved_schedule_moves_the_slot() -> None:
    async with at_work() as work:
        await work.unit(replace(UNIT, lunch=time(12)))
        await work.rota.begin()
        assert [one.due for one in await work.planned(UNIT_ID, kinds.SLOT)] == [at("12:00")]
        await work.until("12:00")
        assert len(work.dms(VERA.user)) == 1


async def test_the_same_entry_twice_asks_and_says_once() -> None:
    """Two processes: the second comes late with an entry that the first has carried out."""
    async with at_work() as work:
        begin, end = work.rota.acts()[kinds.SLOT], work.rota.acts()[kinds.SLOT_ENDS]
        work.on.clock.moment = at("13:00")
        (slot,) = await work.planned(UNIT_ID, kinds.SLOT)
        await asyncio.gather(begin(slot), begin(slot))
        await begin(slot)
        (ends,) = await work.planned(UNIT_ID, kinds.SLOT_ENDS)
        work.on.clock.moment += LENGTH
        await asyncio.gather(end(ends), end(ends))
        await work.until("19:00")
        assert work.office() == [LUNCH]
        assert len(work.dms(VERA.user)) == 1


async def test_a_kill_after_sending_sends_again_and_a_kill_before_loses_nothing() -> None:
    async with at_work() as work:
        await work.until("13:29")
        calls = list[str]()

        def cut(verb: str) -> None:
            calls.append(verb)
            if len(calls) == 1:
                raise DeliveryFailed("gone_for_a_moment", permanent=False)

        work.on.platform.weather = cut
        await work.until("13:30")
        await work.until("13:40")
        assert work.office() == [LUNCH] * 2, "tried twice, under one delivery id"
        assert len({call.delivery for call in work.on.platform.calls if call.to == "office"}) == 1


async def test_the_verdict_is_of_the_slots_end_however_late_it_can_be_sent() -> None:
    async with at_work() as work:
        await work.until("13:29")
        down = [True]

        def cut(_verb: str) -> None:
            if down[0]:
                raise DeliveryFailed("down", permanent=False)

        work.on.platform.weather = cut
        await work.until("14:30")
        for hand in (work.life.vera, work.life.piet, work.life.oona):
            await work.press(hand, "r-here")
        down[0] = False
        await work.until("14:45")
        assert work.office()[-1] == LUNCH
        assert work.on.platform.standing


async def test_after_a_long_night_the_last_slot_is_told_and_no_burst_follows() -> None:
    async with at_work() as work:
        work.on.clock.moment = at("10:00", 3)
        await work.on.settle()
        assert work.office() == [CALL]
        assert work.dms(VERA.user) == [], "the half hour is over: nobody is asked for it"
        assert [one.due for one in await work.planned(UNIT_ID, kinds.SLOT)] == [at("13:00", 3)]


async def test_after_a_short_night_the_slot_is_held_late() -> None:
    async with at_work() as work:
        work.on.clock.moment = at("13:20")
        await work.on.settle()
        await work.here(work.life.vera, work.life.piet, work.life.oona)
        await work.until("14:30")
        assert work.office() == []


async def test_a_message_that_could_not_leave_for_hours_is_dropped() -> None:
    async with at_work() as work:
        (await _spoilt(work))[0] = True
        await work.until("14:30")
        assert await work.planned(mark(work, VERA), kinds.READER_DM), "control: it waits"
        await work.until("15:30")
        asked = len(work.dms(VERA.user))
        await work.until("17:00")
        assert len(work.dms(VERA.user)) == asked
        assert await work.planned(mark(work, VERA), kinds.READER_DM) == []


@pytest.mark.parametrize("gone", READERS, ids=lambda one: one.user)
async def test_bug_a_message_missed_its_reader_when_another_left_before_it_was_sent(gone: Person) -> None:
    async with at_work() as work:
        down = await _spoilt(work)
        down[0] = True
        await work.until("13:10")
        asked = {one.user: len(work.dms(one.user)) for one in READERS}
        (spare,) = await work.on.running.house.content_keys(1)
        stay = tuple(one for one in PEOPLE if one != gone)
        await Store.write(
            work.on.store, lambda tx: people.change(tx, work.on.production, spare, lambda _: Roster(stay))
        )
        down[0] = False
        await work.until("13:29")
        told = {one.user for one in READERS if len(work.dms(one.user)) > asked[one.user]}
        assert told == {one.user for one in READERS if one != gone}


async def _spoilt(work: Work) -> list[bool]:
    down = [False]

    def cut(_verb: str) -> None:
        if down[0]:
            raise DeliveryFailed("down", permanent=False, retry_after=timedelta(minutes=20))

    work.on.platform.weather = cut
    return down
