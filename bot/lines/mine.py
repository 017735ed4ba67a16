"""A person's own lines, as they find them: all, one, or the one that six words lead to."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.house import House
from bot.lines.owning import Access, MyLine, own, view
from bot.lines.place import Account, Place, find_place
from escalation.occasions import Occasion
from storage import concerns, ledger, mailboxes, occasions
from storage.ledger import Route
from storage.mailboxes import Mailbox
from storage.store import Tx


class Mine:
    """A person's own lines."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def place(self, account: Account, locale: str) -> Place:
        """Where this person stands: production, unit, readers, language."""
        return await self._house.store.read(lambda tx: find_place(tx, self._house.production, account, locale))

    async def occasions(
        self, place: Place, now: datetime, chosen: str = ""
    ) -> tuple[tuple[Occasion, ...], dict[str, int]]:
        """What this unit does today and tomorrow and what was chosen already, and how many are called to each."""
        today = now.astimezone(ZoneInfo(place.unit.hours.zone)).date()
        days = (today, today + timedelta(days=1))

        def work(tx: Tx) -> tuple[tuple[Occasion, ...], dict[str, int]]:
            found = occasions.coming(tx, self._house.production, place.unit.id, days)
            other = occasions.find(tx, self._house.production, chosen) if chosen else None
            found = found if other is None or other in found else (other, *found)
            people = {one.id: len(one.calls) for one in found}
            return found, people

        return await self._house.store.read(work)

    async def has_occasion(self, occasion_id: str) -> bool:
        """Whether this production has such an occasion."""
        found = await self._house.store.read(lambda tx: occasions.find(tx, self._house.production, occasion_id))
        return found is not None

    async def all(self, account: Account) -> tuple[MyLine, ...]:
        """Every line they have a way back to, drafts too, newest first."""

        def work(tx: Tx) -> tuple[MyLine, ...]:
            production, found = self._house.production, []
            for slot in ledger.handles_of(tx, production, Route(*account)):
                concern = concerns.by_handle(tx, production, slot.handle)
                if concern:
                    found.append(view(tx, production, Access(concern.id), concern))
            return tuple(sorted(found, key=lambda mine: mine.line.saved_at, reverse=True))

        return await self._house.store.read(work)

    async def one(self, account: Account, access: Access) -> MyLine:
        """One of them. Raises NoSuchLine."""

        def work(tx: Tx) -> MyLine:
            concern = own(tx, self._house.production, account, access)
            return view(tx, self._house.production, access, concern)

        return await self._house.store.read(work)

    async def by_key(self, mailbox: Mailbox) -> MyLine | None:
        """The line that six words lead to, None if they lead nowhere."""

        def work(tx: Tx) -> MyLine | None:
            found = mailboxes.leads_to(tx, self._house.production, mailbox)
            concern = concerns.find(tx, self._house.production, found) if found else None
            if concern is None or concern.line.mailbox != mailbox.id.hex():
                return None
            return view(tx, self._house.production, Access(concern.id, by_key=True), concern)

        return await self._house.store.read(work)
