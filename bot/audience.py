"""Who is in the readers' channel when a line is opened from there: a stranger, and nothing of it is shown there."""

from __future__ import annotations

from adapters.interface import ChannelAddress
from bot.house import House
from bot.lines.asking import Asking
from bot.lines.sending import Sending
from bot.posting import Posting


class Audience:
    """Looks at the channel's members at each opening from a card."""

    def __init__(self, house: House, posting: Posting) -> None:
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

    async def _withhold(self, concern: bytes) -> None:
        async with self._posting.turn(concern):
            found = await self._sending.card_of(concern)
            if found:
                await self._asking.withheld(concern, is_gone=await self._posting.is_gone(found.line.card))
