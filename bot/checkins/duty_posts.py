"""Looks at the schedule when something of it is due, and tells office and readers what they are to know."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256

from adapters.interface import ChannelAddress, DeliveryFailed
from adapters.surfaces import Card
from bot import logs
from bot.checkins import duties, keeping, known
from bot.checkins.duties import Told
from bot.checkins.replanning import Moment, replan
from bot.checkins.sentences import notices
from bot.delivery import Act
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.posting import Posting
from storage import agenda, schedules
from storage.agenda import Entry
from storage.store import Tx


class DutyPosts:
    """Carries out the look at the schedule. Each thing said is kept at once: a crash repeats one of them at most."""

    def __init__(self, house: House, posting: Posting) -> None:
        self._house = house
        self._posting = posting

    def acts(self) -> Mapping[str, Act]:
        """Who carries out which kind."""
        return {kinds.DUTIES: self._look}

    async def begin(self) -> None:
        """Plan everything anew: what was pending may be of another time, of other hours or other rules."""
        await self._replan(None)

    async def _look(self, entry: Entry) -> None:
        now = self._house.clock.now()
        found = await self._house.store.read(lambda tx: known.read(tx, self._house.production))
        for told in duties.due_now(found, now):
            for number, notice in enumerate(notices(found, told, now)):
                where = ChannelAddress(notice.channel.platform, notice.channel.workspace, notice.channel.channel)
                await self._post(where, notice.card, _delivery(entry, told, number))
            await self._said(told)
        await self._replan(entry)

    async def _post(self, where: ChannelAddress, card: Card, delivery: str) -> None:
        """Send it. A channel that never takes it keeps nobody else from being told."""
        try:
            await self._posting.send(where, card, delivery)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            logs.event("delivery_refused")

    async def _said(self, told: Told) -> None:
        production, now = self._house.production, self._house.clock.now()

        def work(tx: Tx) -> None:
            found = keeping.hold(tx, production)
            if found.occasion(told.dated.occasion.id):
                standing = duties.after(found, told, now)
                schedules.put_standing(tx, production, told.dated.occasion.id, standing)

        await self._house.store.write(work)

    async def _replan(self, entry: Entry | None) -> None:
        production, moment = self._house.production, Moment(self._house.clock.now(), self._house.entropy.bytes(16))

        def work(tx: Tx) -> None:
            found = keeping.hold(tx, production)
            if entry:
                agenda.finish(tx, entry.id)
            replan(tx, production, found, moment)

        await self._house.store.write(work)
        self._house.wake()


def _delivery(entry: Entry, told: Told, number: int) -> str:
    about = told.dated.occasion.id, told.prompt and (told.prompt.duty, told.prompt.step), number
    return base64.urlsafe_b64encode(sha256(entry.id + repr(about).encode()).digest()[:16]).decode().rstrip("=")
