"""The card from which everybody can write, in a channel that the production chose: it stands there once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adapters.interface import ChannelAddress, DeliveryFailed, MessageRef
from bot.cards import Cards
from bot.delivery import Act
from bot.house import House
from bot.line_posts import delivery_id
from bot.lines import agenda_kinds as kinds
from bot.lines.asking import LOOK_AGAIN
from bot.posting import Posting
from storage import agenda, productions
from storage.agenda import Entry, Lane
from storage.productions import Door
from storage.store import Tx


class DoorCard:
    """Carries out that it stands, and reads as it does today. Which message it is stands in the book."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._posting = posting
        self._cards = Cards(house.tokens)

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.DOOR: self._stands}

    async def begin(self) -> None:
        """Look at it at each start, where the production chose a channel for it."""
        house, row_id = self._house, self._house.entropy.bytes(16)

        def work(tx: Tx) -> None:
            productions.hold(tx, house.production)
            waits = any(one.kind == kinds.DOOR for one in agenda.of(tx, house.production.id))
            if productions.book(tx, house.production).door and not waits:
                now, about = house.clock.now(), house.production.id
                kinds.plan(tx, house.production, row_id, kinds.DOOR, about, now, lane=Lane.ROUNDS)

        await house.store.write(work)

    async def _stands(self, entry: Entry) -> None:
        """Change it in place, or post it where none stands. A channel that doesn't take it is tried again and again.

        Killed between posting and keeping which message it is, it may stand twice where repeats aren't dropped.
        """
        book = await self._house.store.read(lambda tx: productions.book(tx, self._house.production))
        if book.door is None:
            await self._house.store.write(lambda tx: agenda.finish(tx, entry.id))
            return
        try:
            ref = await self._ref(book.door, book.name, book.language, entry)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            later = self._house.clock.now() + LOOK_AGAIN
            await self._house.store.write(lambda tx: agenda.put_off(tx, entry.id, later))
            return
        await self._keep(entry, replace(book.door, card=ref))

    async def _ref(self, door: Door, production: str, language: str, entry: Entry) -> str:
        card, (platform, _, ref) = self._cards.at_door(production, language), door.card.partition(" ")
        try:
            if ref:
                await self._posting.edit(MessageRef(platform, ref), card)
                return door.card
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
        where = door.channel
        sent = await self._posting.send(
            ChannelAddress(where.platform, where.workspace, where.channel), card, delivery_id(entry)
        )
        return f"{sent.platform} {sent.ref}"

    async def _keep(self, entry: Entry, door: Door) -> None:
        """Keep which message it is, unless another channel was chosen meanwhile."""
        production = self._house.production

        def work(tx: Tx) -> None:
            productions.hold(tx, production)
            book = productions.book(tx, production)
            if book.door and book.door.channel == door.channel and book.door != door:
                productions.rewrite_book(tx, production, replace(book, door=door))
            agenda.finish(tx, entry.id)

        await self._house.store.write(work)
