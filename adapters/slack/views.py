"""A person's modals: opened at once, changed when there is an answer, and nothing older put over anything newer.

Slack, views.update, read 2026-11: a call with a `hash` is refused (`hash_conflict`) where the view has changed since.
Not seen by us: that what somebody types is no such change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final

from adapters.interface import DeliveryFailed
from adapters.slack.faults import note
from adapters.slack.read import Touched
from adapters.slack.wire import Json, Wire

LONGEST_OPENING: Final = 3.0
"""Seconds: after that the trigger is gone, and what isn't open won't be."""
_LONGEST_PAUSE: Final = 2.0
_CLOSED: Final = "slack_not_found"
_CHANGED: Final = "slack_hash_conflict"


@dataclass(frozen=True, slots=True)
class Stood:
    """A view as it stood when something was done in it: its id, and Slack's mark of that state."""

    id: str = field(repr=False)
    hash: str = field(repr=False)


def stood(view: Json) -> Stood:
    """A view as Slack has it."""
    return Stood(view["id"], view["hash"])


class Views:
    """Opens and changes modals. Knows, while acts are in hand, which is the newest of each view."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._newest: dict[str, Touched] = {}

    @contextmanager
    def acting(self, touched: Touched, view: str) -> Iterator[None]:
        """In this block an act is in hand, the newest of its view until another begins. Only the newest is shown."""
        self._newest[view] = touched
        try:
            yield
        finally:
            if self._newest.get(view) is touched:
                del self._newest[view]

    def is_newest(self, touched: Touched, view: str) -> bool:
        """Whether nothing was begun in this view since."""
        return self._newest.get(view) is touched

    async def open(self, touched: Touched, waiting: Json) -> Stood | None:
        """Open this. Where no answer came it may stand there all the same: then it is found by a name of ours."""
        name = token_urlsafe(16)
        try:
            async with asyncio.timeout(LONGEST_OPENING):
                opening = self._wire.web.views_open(trigger_id=touched.trigger, view={**waiting, "external_id": name})
                return stood((await self._wire.call(opening))["view"])
        except (DeliveryFailed, TimeoutError) as error:
            note("slack.not_opened", error)
            if isinstance(error, DeliveryFailed) and error.permanent:
                return None
        try:
            return stood((await self._wire.call(self._wire.web.views_update(external_id=name, view=waiting)))["view"])
        except DeliveryFailed as failed:
            note("slack.not_opened", failed)
            return None

    async def show(self, touched: Touched, before: Stood, drawn: Json, fallback: Json) -> bool:
        """Change a view; if Slack doesn't take that, to the fallback. False: they see neither, and wait.

        A call that failed may have been done all the same, and they went on from there. So each further one names the
        state `before` the first: if that is over, ours or something newer stands there.
        """
        state: dict[str, str] = {}
        for what in (drawn, drawn, fallback):
            if not self.is_newest(touched, before.id):
                return True
            try:
                await self._wire.call(self._wire.web.views_update(view_id=before.id, view=what, **state))
            except DeliveryFailed as failed:
                if failed.code in (_CLOSED, _CHANGED):  # one they closed themselves, and wait for nothing
                    return True
                note("slack.not_shown", failed)
                named = 0.2 if failed.retry_after is None else failed.retry_after.total_seconds()
                await asyncio.sleep(0 if failed.permanent else min(named, _LONGEST_PAUSE))
                state = {"hash": before.hash}
            else:
                return True
        return False
