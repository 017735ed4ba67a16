"""What Slack knows of a person's language, time zone, name and kind of account: asked once an hour, in memory only."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from adapters.interface import DeliveryFailed
from adapters.slack.typed import mentioned, named
from adapters.slack.wire import Json, Wire

MOST_KEPT: Final = 2000
KEPT_FOR: Final = 3600.0
LONGEST_LOOK: Final = 0.5
"""Seconds that an answer waits for this; after that it is given without."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Their locale (`es-ES`), zone (`Europe/Madrid`), and what their account is; empty where not known.

    `name` is what others see of them. `teams`: the workspaces that the account belongs to.
    """

    locale: str = ""
    zone: str = ""
    is_guest: bool = False
    is_deactivated: bool = False
    name: str = ""
    teams: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of their locale."""
        return self.locale.partition("-")[0].lower()


NOBODY_KNOWN: Final = Person()


class People:
    """Who was seen lately. `now` gives seconds that only go on."""

    def __init__(self, wire: Wire, now: Callable[[], float] = time.monotonic) -> None:
        self._wire = wire
        self._now = now
        self._kept: OrderedDict[str, tuple[float, Person]] = OrderedDict()

    def known(self, user: str, for_seconds: float = KEPT_FOR) -> Person:
        """What is known without asking."""
        at, person = self._kept.get(user, (0.0, NOBODY_KNOWN))
        return person if self._now() - at < for_seconds else NOBODY_KNOWN

    async def find(self, user: str, for_seconds: float = KEPT_FOR) -> Person:
        """What is known, asking Slack where it must be. A Slack that fails or is slow makes nobody wait for long."""
        known = self.known(user, for_seconds)
        if known is not NOBODY_KNOWN:
            return known
        try:
            async with asyncio.timeout(LONGEST_LOOK):
                answered = await self._wire.call(self._wire.web.users_info(user=user, include_locale=True))
        except (DeliveryFailed, TimeoutError):
            return NOBODY_KNOWN
        return self._keep(user, _read(answered.get("user", {})))

    async def labelled(self, message: Json) -> Json:
        """A message with their name beside everybody who is mentioned in it, as far as Slack gives it in time."""
        users = sorted(mentioned(message))
        found = await asyncio.gather(*(self.find(user) for user in users))
        return named(message, {user: person.name for user, person in zip(users, found, strict=True) if person.name})

    def _keep(self, user: str, person: Person) -> Person:
        self._kept[user] = self._now(), person
        self._kept.move_to_end(user)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return person


def _read(user: Json) -> Person:
    """Slack, users.info, read 2026-11: `locale` where it was asked for, `tz`, two flags for the two kinds of guests.

    Somebody in an organisation may be in several of its workspaces, `enterprise_user.teams`. The name that others see
    is the display name, and the real name where that is empty.
    """
    profile, inside = user.get("profile") or {}, user.get("enterprise_user") or {}
    return Person(
        str(user.get("locale") or ""),
        str(user.get("tz") or ""),
        bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        bool(user.get("deleted")),
        str(profile.get("display_name") or profile.get("real_name") or user.get("real_name") or ""),
        frozenset(filter(None, (user.get("team_id"), *(inside.get("teams") or ())))),
    )
