"""The second way is tested every morning, without content, and a human says that it was heard."""

from __future__ import annotations

from bot.lines import agenda_kinds as kinds
from escalation.roster import Cover
from tests.bot.rota.at_work import Work, at, at_work, mark, said
from tests.bot.test_ringing import pager
from tests.privacy.set import OONA, PIET, VERA


async def test_the_days_first_slot_rings_each_reader_on_duty_and_the_desk_asks() -> None:
    async with pager() as there:

        async def before(work: Work) -> None:
            work.on.running.delivery._acts[work.on.production.id][kinds.TEST_RING] = work.rota.acts()[kinds.TEST_RING]  # type: ignore[index] # a private pager
            await work.change(VERA, ring_url=there.url)
            await work.change(PIET, ring_url=there.url, cover=Cover(PIET.id))

        async with at_work(before) as work:
            vera = work.life.vera
            assert "Nobody has said yet" in said(await work.press(vera, "r-desk"))
            await work.until("06:59", 1)
            assert there.heard == []
            await work.until("07:00", 1)
            assert [body for _, body, _ in there.heard] == [b""]
            assert "Did you hear it?" in said(await work.press(vera, "r-desk"))
            page = await work.press(vera, "r-heard")
            assert "last heard on Thursday, 12 March" in said(page)
            assert not vera.has("r-heard")
            assert (await work.person(VERA)).reading.heard_on == at("07:00", 1).date()  # type: ignore[union-attr] # a reader
            await work.until("07:00", 2)
            assert len(there.heard) == 2
            await work.press(vera, "r-desk")
            assert vera.has("r-heard")


async def test_it_can_be_tested_at_any_time() -> None:
    async with pager() as there:

        async def before(work: Work) -> None:
            work.on.running.delivery._acts[work.on.production.id][kinds.TEST_RING] = work.rota.acts()[kinds.TEST_RING]  # type: ignore[index] # a private pager
            await work.change(VERA, ring_url=there.url)

        async with at_work(before) as work:
            vera = work.life.vera
            await work.press(vera, "r-desk")
            await vera.press("r-ring")
            assert vera.has("r-heard")
            await work.on.settle()
            assert len(there.heard) == 1
            there.status = 500
            await work.press(vera, "r-ring")
            await work.until("11:00")
            assert len(there.heard) == 4, "three tries, then silence says it"
            assert await work.planned(mark(work, VERA), kinds.TEST_RING) == []


async def test_without_a_second_way_there_is_nothing_to_test() -> None:
    async with at_work() as work:
        oona = work.life.oona
        await work.press(oona, "r-desk")
        assert not oona.has("r-ring")
        for action in ("r-ring", "r-heard"):
            await work.press(oona, action)
        assert (await work.person(OONA)).reading.rung_on is None  # type: ignore[union-attr] # a reader
        assert (await work.person(OONA)).reading.heard_on is None  # type: ignore[union-attr] # a reader
