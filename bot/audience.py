"""Who is in the readers' channel when a line is opened from there, and who comes into it: nothing for a stranger."""

from __future__ import annotations

from adapters.interface import ChannelAddress, DeliveryFailed
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.asking import Asking
from bot.lines.place import Account
from bot.lines.sending import LineCard, Sending
from bot.posting import Posting
from storage import agenda, concerns
from storage.store import Tx


class Audience:
    """Looks at the channel's members at each opening from a card, and at every card when somebody comes."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._asking = Asking(house)
        self._sending = Sending(house)
        self._posting = posting

    async def holds(self, concern: bytes) -> bool:
        """Whether everybody in the channel may know of this line. If not, its card is taken away and waits.

        A platform that doesn't say who is there shows nothing either; the card stays, since nobody new is known.
        """
        found = await self._sending.card_of(concern)
        if found is None:
            return True
        try:
            members = await self._posting.members(ChannelAddress(*found.channel))
        except Exception:  # noqa: BLE001 - whoever can't be seen may be anybody, whatever a platform raises
            return False
        if found.may_be_opened(frozenset(one.reveal() for one in members)):
            return True
        await self._withhold(concern)
        return False

    async def joined_by(self, account: Account) -> None:
        """Have every card looked at that this one may not know of; whoever is in the channel by then decides.

        Nothing is asked of the platform here, which may take a while for many cards: that is an `EDIT` for each, and
        it is kept when this returns. A line that has no card may be getting one this moment: the `EDIT` waits its turn.
        """
        among = frozenset((account,))
        await self._look_at([one for one in await self._lines() if not one.may_stand(among)])

    async def look(self, channel: ChannelAddress) -> bool | None:
        """Whether the readers' channel is there, None where that can't be told now; who came unheard is acted upon too.

        False for one that was archived or deleted, or that the bot was taken out of.
        """
        try:
            members = await self._posting.members(channel)
        except DeliveryFailed as failed:
            return False if failed.permanent else None
        except TimeoutError:
            return None
        there = frozenset(one.reveal() for one in members)
        await self._look_at([one for one in await self._lines() if one.line.cards and not one.may_stand(there)])
        return True

    async def _lines(self) -> list[LineCard]:
        house = self._house
        known = await house.store.read(lambda tx: concerns.all_that_open(tx, house.production))
        found = [await self._sending.card_of(one.id) for one in known]
        return [one for one in found if one]

    async def _look_at(self, cards: list[LineCard]) -> None:
        house = self._house
        rows, now = [(house.entropy.bytes(16), one) for one in cards], house.clock.now()

        def work(tx: Tx) -> None:
            for row_id, one in rows:
                agenda.drop_step(tx, one.concern, kinds.EDIT, 0)
                lane = kinds.lane_of(one.line.urgency)
                kinds.plan(tx, house.production, row_id, kinds.EDIT, one.concern, now, lane=lane)

        if rows:
            await house.store.write(work)
            house.wake()

    async def _withhold(self, concern: bytes) -> None:
        """Whoever opened waits for this, so it is tried once; what a platform keeps is an `EDIT`'s, and tried again."""
        async with self._posting.turn(concern):
            found = await self._sending.card_of(concern)
            if found:
                gone = [one for one in found.line.cards if await self._posting.is_gone(one)]
                await self._asking.withheld(concern, frozenset(gone))
        if found and len(gone) < len(found.line.cards):
            await self._look_at([found])
