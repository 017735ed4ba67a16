"""Forget me now: every way back at one press, the same work for whoever asks."""

from __future__ import annotations

from dataclasses import replace

from adapters.interface import Pressed
from bot.text.catalog import speaker
from storage.store import Tx
from tests.bot.ends.nights import lines, nights, notes_to, press_all, roster, shared, slots
from tests.privacy.hands import Hand
from tests.privacy.life import Life
from tests.privacy.set import CREW, KESTREL, LOCAL, STRANGER, OnSet
from tests.privacy.test_statements import _writer, listening

SAY = speaker("en")


async def forget(hand: Hand) -> str:
    """From the lines page to the press."""
    await hand.act(Pressed("all-lines"))
    await hand.press("forget-me")
    assert "Nobody, including me, can answer you there" in hand.text
    await hand.press("forget-me-yes")
    assert SAY("ends-forget-done") in hand.text
    return hand.text


async def test_no_line_leads_from_this_account_any_more(life: Life) -> None:
    on = life.on
    await shared(life)
    await life.raised("still waiting")
    await life.raised("with words", urgency="record", follow="key_only")
    await life.me.act(Pressed("write"))
    await life.me.fill(via="keep", words="a draft")
    assert len(await lines(on)) == 4
    assert await slots(on) == 3
    await forget(life.me)
    assert await slots(on) == 0
    assert len(await lines(on)) == 3, "the draft is gone, what was sent stays with its readers"
    assert SAY("lines-none") in await press_all(life, "all-lines")
    told = notes_to(on, KESTREL.user)
    await life.left()
    await life.vera.open_card()
    assert "still waiting" in life.vera.text
    assert notes_to(on, KESTREL.user) == told


async def test_old_pages_lead_nowhere_afterwards(life: Life) -> None:
    await shared(life)
    await life.to_line()
    old = life.me.shown
    await forget(life.me)
    life.me.shown = old
    await life.me.press("copy")
    assert SAY("nothing-here") in life.me.text


async def test_joining_is_taken_off_and_a_name_in_the_productions_file_stays(life: Life) -> None:
    on, stranger = life.on, Hand(life.on, STRANGER)
    await stranger.act(Pressed("join"))
    assert (await roster(on)).at(LOCAL, "w", STRANGER)
    await forget(stranger)
    assert (await roster(on)).at(LOCAL, "w", STRANGER) is None
    await forget(life.me)
    kept = (await roster(on)).at(*life.me.account)
    assert kept
    assert not kept.joined
    assert replace(kept, joined=True) == KESTREL


async def test_twice_and_by_nobody_in_particular_it_reads_the_same(life: Life) -> None:
    first, again = await forget(life.me), await forget(life.me)
    assert first.replace(KESTREL.user, "") == again.replace(KESTREL.user, "")


async def test_it_is_the_same_work_for_who_never_wrote_and_who_never_joined(life: Life) -> None:
    """The same statements, with the same sizes, for anybody without a line."""
    heard = []
    for user in (CREW[0].user, CREW[3].user, "walt"):
        hand = Hand(life.on, user)
        await hand.act(Pressed("forget-me"))
        with listening(_writer(life.on)) as listener:
            await hand.act(Pressed("forget-me-yes"))
        heard.append(listener.statements)
    assert heard[0] == heard[1] == heard[2]
    assert len(heard[0]) > 4


async def test_keys_are_destroyed_at_once(life: Life) -> None:
    on = life.on
    await shared(life)
    on.store.keys._pages.clear()
    before = await _page_key(on)
    await on.settle()
    await forget(life.me)
    await on.settle()
    assert before not in _key_ids(on)


async def _page_key(on: OnSet) -> bytes:
    def work(tx: Tx, _own: object) -> bytes:
        return bytes(tx.conn.exec_driver_sql("SELECT key FROM pages WHERE kind = 'ledger'").scalar_one())

    return await on.read(work)


def _key_ids(on: OnSet) -> set[bytes]:
    with on.store.keys._engine.connect() as conn:
        return {bytes(row[0]) for row in conn.exec_driver_sql("SELECT id FROM keys")}


async def test_a_line_written_meanwhile_is_forgotten_too(life: Life) -> None:
    """Between counting and forgetting another line came: the count is taken again."""
    on, is_new = life.on, True

    async def one_more() -> None:
        nonlocal is_new
        if is_new:
            is_new = False
            await life.raised("meanwhile", urgency="record")

    ending = on.running.doors._rooms[0].person._ends._ending
    drawn = ending._chance

    async def chance(**what: int) -> object:
        found = await drawn(**what)
        await one_more()
        return found

    ending._chance = chance  # type: ignore[method-assign, assignment] # somebody writes at this very moment
    await life.raised("before", urgency="record")
    await ending.forget_me(life.me.account)
    assert await slots(on) == 0
    await nights(on, 1)
