"""DMs typed while nobody listened. Socket Mode keeps nothing back, so they are looked for in the DMs themselves.

A DM's history has no replies in threads: its message names the latest of them, and the thread is looked at by itself
(Slack, conversations.replies, read 2026-11). A deletion leaves no trace at all, and an edit none that tells whether it
was answered; those of that time are not answered.

Slack, conversations.history, read 2026-11: about 50 calls a minute for an app of one's own; one a minute for an app
that is distributed, for which this would take hours. A look goes back to the last note in the diary, which may name no
more than a day: the diary also knows each message that was answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.interface import DeliveryFailed, Diary
from adapters.slack.answers import PLATFORM
from adapters.slack.dms import OF_THE_TOKEN, DMs
from adapters.slack.faults import note
from adapters.slack.typed import in_history
from adapters.slack.wire import Identity, Json, Wire

EVERY: Final = timedelta(seconds=20)
OVERLAP: Final = timedelta(hours=2)
"""How far before the last note is looked. A socket may have been dead for a while before that was seen; over HTTP
nobody says that something got lost, and what did is found at the next look, an hour later."""
THREADS: Final = timedelta(days=7)
"""How old a message may be, before that, to be looked at for replies: people answer under a note of some days ago."""
PAGE: Final = 200

Call = Callable[..., Awaitable[AsyncSlackResponse]]


class Missed:
    """Looks after every gap in listening, and notes that we listen now."""

    def __init__(self, wire: Wire, diary: Diary, dms: DMs, me: Identity) -> None:
        self._wire = wire
        self._diary = diary
        self._dms = dms
        self._me = me

    async def watch(self, up: asyncio.Event, gaps: Callable[[], int]) -> None:
        """Until cancelled. `gaps()` changes when there is something to look for.

        The note moves on only when everything before it was looked at, and nothing waits for an answer.
        """
        looked_after = -1
        while True:
            await up.wait()
            gap = gaps()
            try:
                await self._dms.again()
                if gap != looked_after:
                    await self.look()
                    looked_after = gap
                if up.is_set() and gap == gaps() and self._dms.are_answered:
                    await self._diary.note_there(PLATFORM)
            except Exception as error:  # noqa: BLE001 - Slack, or the diary's store; it is tried again
                note("slack.look_failed", error)
            await asyncio.sleep(EVERY.total_seconds())

    async def look(self) -> None:
        """Answer what came since the last note, oldest first in each DM.

        A DM that is refused doesn't keep others from being looked at. Raises `DeliveryFailed` at the end if one may be
        given later, and at once if it is our token that is refused.
        """
        there = await self._diary.there_until(PLATFORM)
        if there is None:
            return
        later = None
        async for dm in self._pages(self._wire.web.conversations_list, "channels", types="im"):
            try:
                await self._look_at(dm["id"], there - OVERLAP)
            except DeliveryFailed as failed:
                if failed.code in OF_THE_TOKEN:
                    raise
                note("slack.dm_not_looked_at", failed)
                later = later if failed.permanent else failed
        if later is not None:
            raise later

    async def _look_at(self, place: str, since: datetime) -> None:
        web, first = self._wire.web, since.timestamp()
        oldest = f"{(since - THREADS).timestamp():.6f}"
        found = [one async for one in self._pages(web.conversations_history, "messages", channel=place, oldest=oldest)]
        for message in reversed(found):
            if float(message["ts"]) > first:
                await self._hear(message, place)
            if _was_replied_to(message, first):
                await self._look_under(message["ts"], place, first)

    async def _look_under(self, ts: str, place: str, first: float) -> None:
        """What was written under this message, which itself comes first, however old it is."""
        call, oldest = self._wire.web.conversations_replies, f"{first:.6f}"
        found = [one async for one in self._pages(call, "messages", channel=place, ts=ts, oldest=oldest)]
        for message in found:
            if message["ts"] != ts:
                await self._hear(message, place)

    async def _hear(self, message: Json, place: str) -> None:
        typed = in_history(message, self._me.team, place, self._me.user)
        if typed:
            await self._dms.hear(typed)

    async def _pages(self, call: Call, key: str, **args: str | int) -> AsyncIterator[Json]:
        """Everything that a method lists, page by page."""
        cursor = ""
        while True:
            page = await self._patiently(call, {**args, "limit": PAGE, **({"cursor": cursor} if cursor else {})})
            for one in page[key]:
                yield one
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return

    async def _patiently(self, call: Call, args: dict[str, str | int]) -> Json:
        """Wait where Slack names a pause; nobody is waiting for this look."""
        while True:
            try:
                return await self._wire.call(call(**args))
            except DeliveryFailed as failed:
                if failed.retry_after is None:
                    raise
                await asyncio.sleep(failed.retry_after.total_seconds())


def _was_replied_to(message: Json, first: float) -> bool:
    """Whether there are replies to it since then. A reply that was sent to the chat too stands in both."""
    return bool(message.get("thread_ts") == message["ts"] and float(message.get("latest_reply") or "inf") > first)
