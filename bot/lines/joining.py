"""Joining a production: a press of the person's own, which is their consent to notes; and the language they chose."""

from __future__ import annotations

from dataclasses import replace

from bot.house import House
from bot.lines.place import Account
from storage import people
from storage.people import Person, Roster


class Joining:
    """What the person's desk calls when somebody joins or chooses a language."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def join(self, account: Account, spoken: str, *, language: str = "", joins: bool = True) -> None:
        """Write it into the roster's page. `language` changes the choice; twice is fine."""
        (spare,) = await self._house.content_keys(1)
        fresh = self._house.entropy.bytes(16).hex()

        def changed(roster: Roster) -> Roster:
            person = roster.at(*account) or Person(fresh, "", (), *account, language=spoken)
            chosen = language or person.language
            return roster.having(replace(person, language=chosen, joined=person.joined or joins))

        await self._house.store.write(lambda tx: people.change(tx, self._house.production, spare, changed))
