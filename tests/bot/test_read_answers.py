"""Readers can't tell whether an answer of theirs was opened: nothing of theirs, and no row, differs by a byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.bot.bad_set import READERS, OnSet, demo
from tests.bot.stage import words_in

ANSWER = "It will be there tomorrow."


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo with a line that was answered; the answer has left."""
    async with demo() as opened:
        ada, mara = opened.hand("ada"), opened.hand("mara")
        await ada.raised()
        await mara.press("r-desk", "")
        await mara.press("r-open")
        await mara.press("r-answer")
        await mara.fill(words=ANSWER)
        await mara.fill()
        await opened.go_on()
        yield opened


async def seen_by_readers(on: OnSet) -> list[str]:
    """Every page of two readers, the channel, their chats, and what stands on the agenda."""
    seen = []
    for reader in ("mara", "ilo"):
        hand = on.hand(reader)
        seen.append(words_in(await hand.press("r-desk", "")))
        seen.append(words_in(await hand.press("r-open")))
        seen.extend(on.notes(reader))
    seen.extend(repr(one) for one in on.local._house.posted.standing(f"channel/{READERS.channel}"))
    return [*seen, *await on.waiting(), str((await on.line()).version)]


async def test_an_answer_that_was_read_looks_like_one_that_was_not(on: OnSet) -> None:
    await seen_by_readers(on)
    before, ada = await seen_by_readers(on), on.hand("ada")
    await ada.press("open", "")
    await ada.mine()
    assert ANSWER in ada.text
    await ada.press("copy")
    assert await seen_by_readers(on) == before


async def test_control_an_answer_to_the_answer_is_seen(on: OnSet) -> None:
    await seen_by_readers(on)
    before, ada = await seen_by_readers(on), on.hand("ada")
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    await on.go_on(timedelta(minutes=31))
    assert await seen_by_readers(on) != before
