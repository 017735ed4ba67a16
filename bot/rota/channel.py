"""Whether the readers' channel is there: looked at by the clock alone, never because of a line.

Whoever was left out of a line must not learn of it by being told, just then, that its card could not be posted.
"""

from __future__ import annotations

from dataclasses import replace

from adapters.interface import ChannelAddress
from bot.audience import Audience
from bot.house import House
from bot.posting import Posting
from bot.rota import who
from bot.rota.turn import Roll, Turn
from storage import productions


class ReadersChannel:
    """Looks at the channel at each cover check, once a day, and at each start; the book keeps what was found."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._audience = Audience(house, posting)
        self._roll = Roll(house)

    async def look(self) -> None:
        """Lost for good, every reader gets a message, once, and finds on their desk what happened; found again, not."""
        book = await self._house.store.read(lambda tx: productions.book(tx, self._house.production))
        channel = book.readers_channel
        is_there = await self._audience.look(ChannelAddress(channel.platform, channel.workspace, channel.channel))
        if is_there is not None and book.channel_lost is is_there:
            await self._roll.run(lambda turn: _noted(turn, is_lost=not is_there))


def _noted(turn: Turn, *, is_lost: bool) -> None:
    production = turn.house.production
    book = productions.book(turn.tx, production)
    if book.channel_lost is is_lost:
        return
    productions.rewrite_book(turn.tx, production, replace(book, channel_lost=is_lost))
    for reader in turn.roster.readers if is_lost else ():
        if who.reads(reader):
            turn.dm(reader)
