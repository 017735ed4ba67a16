"""Delivery: from the agenda to a platform. Claimed with a lease, sent, marked; a failure puts one row off, not others.

Only here is a route opened, for one send. What a platform said goes no further than its code.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.interface import ChannelAddress, DeliveryFailed, MessageRef, Platform, PlatformAddress
from adapters.surfaces import Card
from bot import logs
from bot.cards import Cards
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.carrying import Carrying
from bot.lines.sending import Sending, To
from storage import agenda
from storage.agenda import Entry, Lane
from storage.errors import StorageError

LEASE: Final = timedelta(seconds=60)
PUT_OFF: Final = timedelta(minutes=1)
BATCH: Final = 200
AT_ONCE: Final = 16
_SEND_SECONDS: Final = 10


class Delivery:
    """Carries out what is due. One look takes what is due now in every lane, `now` first."""

    def __init__(self, house: House, cards: Cards, platforms: Mapping[str, Platform]) -> None:
        self._house = house
        self._cards = cards
        self._platforms = platforms
        self._carrying = Carrying(house)
        self._sending = Sending(house)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._acts: Mapping[str, Callable[[Entry], Awaitable[None]]] = {
            kinds.LADDER: self._carrying.look,
            kinds.WORDS: self._carrying.words_leave,
            kinds.ANSWER: self._carrying.answer_leaves,
            kinds.EFFECT: self._carrying.effect,
            kinds.ENDS: self._carrying.end,
            kinds.CARD: self._card,
            kinds.EDIT: self._edit,
            kinds.ASK: self._ask,
            kinds.NOTE: self._note,
        }

    async def look(self) -> int:
        """Take what is due and carry it out; returns how many entries that were. Never raises for one entry."""
        total = 0
        for lane in Lane:
            entries = await self._claim(lane)
            async with asyncio.TaskGroup() as group:
                for entry in entries:
                    group.create_task(self._one(entry))
            total += len(entries)
        return total

    async def _claim(self, lane: Lane) -> tuple[Entry, ...]:
        now = self._house.clock.now()
        return await self._house.store.write(lambda tx: agenda.claim(tx, lane, now, LEASE, BATCH))

    async def _one(self, entry: Entry) -> None:
        async with self._turns:
            try:
                await self._acts[entry.kind](entry)
            except DeliveryFailed as failed:
                await self._failed(entry, failed)
            except Exception:  # noqa: BLE001 - one row that raises is put off and counted; the others go on
                await self._put_off(entry, PUT_OFF)

    async def _failed(self, entry: Entry, failed: DeliveryFailed) -> None:
        if failed.permanent:
            logs.event("delivery_refused")
            await self._carrying.finish(entry)
        else:
            await self._put_off(entry, failed.retry_after or PUT_OFF)

    async def _put_off(self, entry: Entry, wait: timedelta) -> None:
        logs.event("entry_put_off", attempts=entry.attempts)
        try:
            await self._carrying.put_off(entry, self._house.clock.now() + wait)
        except StorageError:
            return  # its lease ends by itself, and it comes again

    # --- kinds that send ----------------------------------------------------------------------------------------

    async def _card(self, entry: Entry) -> None:
        """Post the card, if everybody who reads the channel may know of the line; else nothing but DMs."""
        found = await self._sending.card(entry)
        if found is None:
            await self._carrying.finish(entry)
            return
        channel = ChannelAddress(*found.channel)
        try:
            members = await self._members(channel)
            if not found.may_stand(frozenset(one.reveal() for one in members)):
                await self._carrying.no_card(entry)
                return
            card = self._cards.of_line(found, entry, again=self._again(entry, channel.platform))
            sent = await self._send(channel, card, entry)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            await self._carrying.no_card(entry)
            return
        await self._carrying.card_stands(entry, f"{sent.platform} {sent.ref}")

    async def _edit(self, entry: Entry) -> None:
        found = await self._sending.card(entry)
        if found and found.line.card:
            platform, _, ref = found.line.card.partition(" ")
            async with asyncio.timeout(_SEND_SECONDS):
                card = self._cards.of_line(found, replace(entry, step=0), again=False)
                await self._platforms[platform].edit(MessageRef(platform, ref), card)
        await self._carrying.finish(entry)

    async def _ask(self, entry: Entry) -> None:
        found = await self._sending.reader(entry)
        if found is None:
            await self._carrying.finish(entry)
            return
        try:
            await self._send(PlatformAddress(*found.account), self._cards.for_reader(found), entry)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            await self._carrying.unreachable(entry, found.id)
            return
        await self._carrying.finish(entry)

    async def _note(self, entry: Entry) -> None:
        found = await self._sending.person(entry)
        if isinstance(found, To):
            await self._send(PlatformAddress(*found.account), self._cards.for_person(found.language), entry)
        if found is None or isinstance(found, To):
            await self._carrying.finish(entry)
        else:
            await self._carrying.put_off(entry, found)

    async def _send(self, to: PlatformAddress | ChannelAddress, card: Card, entry: Entry) -> MessageRef:
        async with asyncio.timeout(_SEND_SECONDS):
            return await self._platforms[to.platform].send(to, card, _delivery_id(entry))

    async def _members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:
        async with asyncio.timeout(_SEND_SECONDS):
            return await self._platforms[channel.platform].members(channel)

    def _again(self, entry: Entry, platform: str) -> bool:
        """Whether a platform that can't drop repeats may show this one twice."""
        return entry.attempts > 1 and not self._platforms[platform].can.drops_repeats


def _delivery_id(entry: Entry) -> str:
    """22 characters, the same in every attempt."""
    return base64.urlsafe_b64encode(entry.id).decode().rstrip("=")
