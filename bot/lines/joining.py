"""Joining a production: a press of the person's own, which is their consent to notes; and the language they chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.place import Account
from storage import agenda, people
from storage.agenda import Lane
from storage.keys import Production
from storage.people import Person, Roster
from storage.store import Tx


class Joining:
    """What the person's desk calls when somebody joins or chooses a language."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def join(self, account: Account, spoken: str, *, language: str = "", joins: bool = True) -> None:
        """Write it into the roster's page, and let whoever joins be told what this is. Twice is fine.

        `language` changes the choice; `spoken` is what they are spoken to in while they made none.
        """
        house = self._house
        (spare,) = await house.content_keys(1)
        fresh, row_id, now = house.entropy.bytes(16).hex(), house.entropy.bytes(16), house.clock.now()

        def changed(roster: Roster) -> Roster:
            person = roster.at(*account) or Person(fresh, "", (), *account, language=spoken)
            chosen = language or person.language or (spoken if joins else "")
            return roster.having(replace(person, language=chosen, joined=person.joined or joins))

        def work(tx: Tx) -> None:
            roster = people.change(tx, house.production, spare, changed)
            if joins and newcomers(roster):
                plan_welcome(tx, house.production, row_id, now)
                agenda.move(tx, house.production.id, kinds.DUTIES, now)  # they may be in a scene

        await house.store.write(work)
        house.wake()


def newcomers(roster: Roster) -> tuple[Person, ...]:
    """Who joined and wasn't told yet what this is."""
    return tuple(one for one in roster.people if one.joined and not one.welcomed)


def plan_welcome(tx: Tx, production: Production, row_id: bytes, now: datetime) -> None:
    """Let newcomers be told now, if that doesn't stand on the agenda already. Change the roster first: it locks it."""
    if not any(one.kind == kinds.WELCOME for one in agenda.of(tx, production.id)):
        kinds.plan(tx, production, row_id, kinds.WELCOME, production.id, now, lane=Lane.ROUNDS)
