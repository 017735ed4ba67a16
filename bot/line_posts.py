"""What is sent about a line: its card, the asking of one reader, the ring, the one note to the person who wrote.

Only here is a person's route opened, for one send.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.interface import ChannelAddress, DeliveryFailed, MessageRef, PlatformAddress
from bot.cards import Cards
from bot.delivery import Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.asking import LOOK_AGAIN, Asking
from bot.lines.carrying import Carrying
from bot.lines.sending import LineCard, Sending, To
from bot.posting import Posting
from bot.ringing import Bell
from storage.agenda import Entry, Lane

SOON: Final = timedelta(seconds=15)
"""How soon a `now` that a platform didn't take is tried again."""
_OFTEN: Final = 8
LATER: Final = timedelta(minutes=1)
"""How soon any other asking is."""


class LinePosts:
    """Carries out the kinds that send something about a line."""

    def __init__(self, house: House, posting: Posting, bell: Bell) -> None:
        self._cards = Cards(house.tokens)
        self._posting = posting
        self._bell = bell
        self._carrying = Carrying(house)
        self._asking = Asking(house)
        self._sending = Sending(house)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {
            kinds.LADDER: self._carrying.look,
            kinds.WORDS: self._carrying.words_leave,
            kinds.ANSWER: self._carrying.answer_leaves,
            kinds.EFFECT: self._carrying.effect,
            kinds.CARD: self._in_turn(self._card),
            kinds.EDIT: self._in_turn(self._edit),
            kinds.ASK: self._ask,
            kinds.RING: self._ring,
            kinds.NOTE: self._note,
        }

    async def begin(self) -> None:
        """Nothing stands on the agenda but what lines have put there."""

    def _in_turn(self, act: Act) -> Act:
        async def acts(entry: Entry) -> None:
            async with self._posting.turn(entry.subject):
                await act(entry)

        return acts

    async def _card(self, entry: Entry) -> None:
        """Post the card, if everybody who reads the channel may know of the line; else it waits, and DMs ask."""
        found = await self._sending.card(entry)
        if found is None:
            await self._carrying.finish(entry)
            return
        try:
            if not await self._may_stand(found):
                await self._card_waits(entry, found)
                return
            card = self._cards.of_line(found, entry, again=self._again(entry, found.channel[0]))
            sent = await self._posting.send(ChannelAddress(*found.channel), card, delivery_id(entry))
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            await self._asking.card_waits(entry, LOOK_AGAIN)
            return
        ref, before = f"{sent.platform} {sent.ref}", found.line.card
        replaced = before != ref and await self._posting.is_gone(before)
        await self._asking.card_stands(entry, ref, found.line, replaced=replaced)

    async def _card_waits(self, entry: Entry, found: LineCard) -> None:
        """Somebody in the channel may not know of the line: neither a new card stands there nor the one before it."""
        if found.line.cards:
            await self._withhold(found)
        if found.line.card:  # taking it away has planned another
            await self._carrying.finish(entry)
        else:
            await self._asking.card_waits(entry, LOOK_AGAIN)

    async def _withhold(self, found: LineCard) -> None:
        await self._asking.withheld(found.concern, await self._posting.take_away(found.line.cards))

    async def _may_stand(self, found: LineCard) -> bool:
        members = await self._posting.members(ChannelAddress(*found.channel))
        return found.may_stand(frozenset(one.reveal() for one in members))

    async def _edit(self, entry: Entry) -> None:
        """Let the card say how the line stands; it goes if somebody has joined the channel who may not know of it.

        A platform that can't take it away just now is asked again.
        """
        found = await self._sending.card(entry)
        if found and found.line.cards and not await self._may_stand(found):
            await self._withhold(found)
        elif found and found.line.card:
            platform, _, ref = found.line.card.partition(" ")
            card = self._cards.of_line(found, replace(entry, step=0), again=False)
            await self._posting.edit(MessageRef(platform, ref), replace(card, calls=()))
        await self._carrying.finish(entry)

    async def _ask(self, entry: Entry) -> None:
        """A reader who can't be reached, for good or for too long, is skipped; who is reached counts again."""
        found = await self._sending.reader(entry)
        if found is None:
            await self._carrying.finish(entry)
            return
        try:
            card = self._cards.for_reader(found)
            await self._posting.send(PlatformAddress(*found.account), card, delivery_id(entry))
        except (DeliveryFailed, TimeoutError) as failure:
            await self._not_asked(entry, found.id, failure)
            return
        await self._asking.reached(entry, found.id)

    async def _not_asked(self, entry: Entry, reader: str, failure: DeliveryFailed | TimeoutError) -> None:
        if isinstance(failure, DeliveryFailed) and failure.permanent:
            await self._asking.unreachable(entry, reader)
            return
        named = failure.retry_after if isinstance(failure, DeliveryFailed) else None
        wait = named or (SOON if entry.lane is Lane.NOW else LATER)
        await self._asking.not_yet_reached(entry, reader, wait)

    async def _ring(self, entry: Entry) -> None:
        """Ring a reader's second way. A ring that fails is tried again until the line is taken or asks no more."""
        found = await self._sending.reader(entry)
        if found is None or not found.ring_url:
            await self._carrying.finish(entry)
            return
        if await self._bell.ring(found.ring_url):
            await self._carrying.finish(entry)
        else:
            await self._asking.ring_again(entry, SOON if entry.attempts < _OFTEN else LATER)

    async def _note(self, entry: Entry) -> None:
        found = await self._sending.person(entry)
        if isinstance(found, To):
            card = self._cards.for_person(found.language)
            await self._posting.send(PlatformAddress(*found.account), card, delivery_id(entry))
        if found is None or isinstance(found, To):
            await self._carrying.finish(entry)
        else:
            await self._carrying.put_off(entry, found)

    def _again(self, entry: Entry, platform: str) -> bool:
        """Whether a platform that can't drop repeats may show this one twice."""
        return entry.attempts > 1 and not self._posting.drops_repeats(platform)


def delivery_id(entry: Entry) -> str:
    """22 characters, the same in every attempt."""
    return base64.urlsafe_b64encode(entry.id).decode().rstrip("=")
