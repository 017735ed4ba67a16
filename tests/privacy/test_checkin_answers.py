"""Having what one needs, closing the page and silence leave the same traces, which is none; words don't tell whose.

ANONYMITY 8.2 for check-ins. One kind of test reads every byte of both stores before and after; the other plays the same
two days with different answers and compares all that anybody else could see, or find in the store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from adapters.interface import Answer, PlatformAddress, Pressed
from bot import logs
from bot.checkins import known
from bot.checkins.known import Known
from bot.checkins.service import Schedules
from bot.desks.checkins import CheckInDesk
from bot.desks.here import Here
from escalation.checkins import Wishes
from escalation.occasions import Flag
from storage import agenda, audit
from storage.keys import Production
from storage.store import GroupWriter, Tx
from storage.tables import data
from tests.privacy.asked import ASKED_IN, CAST, TOMORROW, asked, lines_of, opened, scene
from tests.privacy.hands import Hand
from tests.privacy.overheard import overheard
from tests.privacy.set import OFFICE, SCENE, UNIT, OnSet

NELL, OTHER = CAST
Act = Callable[[OnSet, str], Awaitable[object]]


async def fine(on: OnSet, user: str) -> None:
    """[Open], [I have what I need]."""
    hand = await opened(on, user)
    assert hand.has("check-fine")
    await hand.press("check-fine")
    assert hand.errors == []


async def closes(on: OnSet, user: str) -> None:
    """[Open], and the page is closed."""
    await opened(on, user)


async def silence(_on: OnSet, _user: str) -> None:
    """Nothing."""


ANSWERS: Final[tuple[Act, ...]] = (fine, closes, silence)


# --- Every byte of both stores ----------------------------------------------------------------------------------------


def dumped(on: OnSet) -> list[str]:
    """Both stores, row by row, as SQLite writes them out."""
    assert isinstance(on.store._writer, GroupWriter)
    found = []
    for engine in (on.store._writer._engine, on.store.keys._engine):
        with closing(engine.raw_connection()) as raw:
            connection: Any = raw.driver_connection
            found += list(connection.iterdump())
    return found


async def traces(answer: Act) -> tuple[bool, list[str], int]:
    """Whether the stores are other than before, what was logged, and how many calls the platform had."""
    async with asked() as on:
        before, calls = dumped(on), len(on.platform.calls)
        with overheard(everything=False) as heard:
            await answer(on, NELL)
            await on.settle()
        return dumped(on) != before, heard.ours, len(on.platform.calls) - calls


@pytest.mark.parametrize("answer", ANSWERS)
async def test_none_of_them_changes_a_byte_or_is_logged(answer: Act) -> None:
    assert await traces(answer) == (False, [], 0)


@contextmanager
def telling(monkeypatch: pytest.MonkeyPatch, tells: Callable[[CheckInDesk, Here], Awaitable[None]]) -> Iterator[None]:
    """Let the first answer do something besides."""
    honest = CheckInDesk.pressed

    async def pressed(self: CheckInDesk, here: Here, who: PlatformAddress, action: str, token: str) -> Answer:
        if action == "check-fine":
            await tells(self, here)
        return await honest(self, here, who, action, token)

    with monkeypatch.context() as patched:
        patched.setattr(CheckInDesk, "pressed", pressed)
        yield


async def _keeps(desk: CheckInDesk, here: Here) -> None:
    await desk._own.wish(here.account, Wishes(again=(SCENE.id,)))


async def _logs(_desk: CheckInDesk, _here: Here) -> None:
    logs.event("started")


async def test_control_an_answer_that_writes_a_row_or_is_logged_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    with telling(monkeypatch, _keeps):
        assert (await traces(fine))[0]
        assert not (await traces(closes))[0]
    with telling(monkeypatch, _logs):
        assert (await traces(fine))[1]


async def test_control_words_change_the_stores() -> None:
    async def speaks(on: OnSet, user: str) -> None:
        hand = await opened(on, user)
        await hand.press("check-say")
        await hand.fill(words="The robe was not there.")

    assert (await traces(speaks))[0]


# --- Two days, whatever they answer -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """All that readers, office, runner and a thief with both roots could compare."""

    pages: tuple[str, ...]
    calls: tuple[str, ...]
    logged: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    agenda: tuple[tuple[object, ...], ...]
    audit: tuple[tuple[date, audit.Note], ...]
    known: Known


async def two_days(first: Act, second: Act) -> Seen:
    """Both answer the evening before and after the scene; then readers and office look."""
    with overheard(everything=False) as heard:
        async with asked(scene("Sc 12A", Flag.nudity)) as on:
            await first(on, NELL)
            await second(on, OTHER)
            await on.go_on(timedelta(days=1, hours=7))
            await Schedules(on.running.house).wrap(UNIT.id, TOMORROW)
            await on.go_on(ASKED_IN)
            await first(on, NELL)
            await second(on, OTHER)
            await on.go_on(timedelta(hours=1))
            return await _all_of(on, heard.ours)


async def _all_of(on: OnSet, logged: list[str]) -> Seen:
    vera, walt = Hand(on, "vera"), Hand(on, OFFICE.user)
    await vera.act(Pressed("r-desk"))
    await walt.act(Pressed("o-home"))
    calls = (
        f"{one.verb} {one.to} {one.delivery} {one.surface}" for there in on.platforms.values() for one in there.calls
    )
    rows, entries = await on.read(_rows)
    return Seen(
        (*vera.pages, *walt.pages),
        tuple(calls),
        tuple(logged),
        rows,
        entries,
        await on.read(audit.read),
        await on.read(known.read),
    )


def _rows(tx: Tx, _production: Production) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[object, ...], ...]]:
    """Rows by table, and the agenda as it stands."""
    rows = tuple((table.name, len(tx.conn.execute(table.select()).all())) for table in data.sorted_tables)
    return rows, tuple(sorted((tuple(row) for row in tx.conn.execute(data.tables["agenda"].select())), key=repr))


async def differ(*answers: tuple[Act, Act]) -> set[str]:
    """What is not the same in all of them."""
    first, *others = [await two_days(*both) for both in answers]
    return {
        one.name for one in fields(Seen) for other in others if getattr(first, one.name) != getattr(other, one.name)
    }


async def test_whatever_they_answer_everybody_else_sees_the_same() -> None:
    assert await differ((fine, closes), (closes, silence), (silence, fine)) == set()


async def test_control_an_answer_that_is_kept_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with telling(monkeypatch, _keeps):
        assert "known" in await differ((silence, silence), (fine, silence))


# --- Whose words they are ---------------------------------------------------------------------------------------------


async def raised_by(user: str, press: str) -> tuple[list[str], list[str], datetime]:
    """What a reader sees of words from a check-in, and what their channel was sent."""
    async with asked() as on:
        hand, vera = await opened(on, user), Hand(on, "vera")
        await hand.press(press)
        await hand.fill(**({"words": "The robe was not there."} if press == "check-say" else {}))
        if press == "check-say":
            await hand.fill()
        assert [one.line.occasion for one in await lines_of(hand)] == [SCENE.id]
        await on.go_on(ASKED_IN)
        await vera.act(Pressed("r-desk"))
        await vera.press("r-open")
        await vera.press("r-take")
        await vera.fill()
        assert vera.errors == []
        assert "Sc 12A" in vera.text
        sent = [one.surface for one in on.platform.calls if one.to == on.readers_channel.channel]
        due = await on.read(lambda tx, _: agenda.next_due(tx))
        assert due
        return vera.pages, sent, due


@pytest.mark.parametrize("press", ["check-say", "check-hold"])
async def test_which_of_two_people_wrote_is_not_to_be_seen(press: str) -> None:
    assert await raised_by(NELL, press) == await raised_by(OTHER, press)
