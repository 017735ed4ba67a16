"""Faults of Discord, number by number: every kind of request fails, and what is sent often fails in every way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, Literal

import aiohttp
import discord
import pytest
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.backend.models import Message
from simcord.http import router
from simcord.http.client import _FakeResponse

from bot.text.catalog import speaker
from tests.privacy.discord_hands import SENT_BY, DiscordHand
from tests.privacy.discord_sent import way_of
from tests.privacy.hands import Surface
from tests.stories.hands import Press

EVERY: Final = 3
_PAUSE: Final = 60.0
_REFUSED: Final = {"method": "*", "path": "*", "status": 0, "code": 0, "message": "", "times": 1}
_TRY_AGAIN: Final = speaker("en")("discord-again")
Way = Literal["limited", "unavailable", "cut before", "cut after", "unknown"]
WAYS: Final[tuple[Way, ...]] = ("limited", "unavailable", "cut before", "cut after", "unknown")


class Storm:
    """Of each kind of request the first fails and every third after it, in one way after the other."""

    def __init__(self) -> None:
        self.calls = Counter[str]()
        self.spoilt = defaultdict[str, list[Way]](list)

    @contextmanager
    def blowing(self) -> Iterator[None]:
        """It blows on whatever is sent meanwhile."""
        through = router.dispatch

        def dispatch(backend: Backend, method: str, path: str, **more: Any) -> Any:
            way = self._take(way_of(method, path))
            if way is None:
                return through(backend, method, path, **more)
            if way != "cut after":
                backend.faults.insert(
                    0, {"method": "*", "path": "*", "status": 0, "code": 0, "message": "", "times": 1}
                )
            with suppress(BackendError):
                through(backend, method, path, **more)
            raise _error(way, path)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(router, "dispatch", dispatch)
            yield

    def _take(self, kind: str) -> Way | None:
        number = self.calls[kind]
        self.calls[kind] += 1
        if number % EVERY:
            return None
        self.spoilt[kind].append(WAYS[len(self.spoilt[kind]) % len(WAYS)])
        return self.spoilt[kind][-1]


def _error(way: Way, path: str) -> Exception:
    """What the library lets through; of a limit on an answer to somebody's act only one that names no pause."""
    match way:
        case "limited" if not path.startswith(("/interactions", "/webhooks")):
            return discord.RateLimited(_PAUSE)
        case "limited":
            return discord.HTTPException(_FakeResponse(429), {"code": 0, "message": path})
        case "unavailable":
            return discord.DiscordServerError(_FakeResponse(503), {"code": 0, "message": path})
        case "unknown":
            return discord.HTTPException(_FakeResponse(400), {"code": 99999, "message": path})
        case _:
            return aiohttp.ServerDisconnectedError(path)


class Stubborn(DiscordHand):
    """Somebody who presses [Try again] where something was not done, and leaves alone what isn't there."""

    async def press(self, action: str, alias: str = "") -> Surface | None:
        """If it is there."""
        return await self._tried(lambda: DiscordHand.press(self, action, alias))

    async def press_on(self, message: Message, action: str) -> Surface | None:
        """If it is there."""
        return await self._tried(lambda: DiscordHand.press_on(self, message, action))

    async def fill(self, via: str = SENT_BY, **values: str) -> Surface | None:
        """If it is there."""
        return await self._tried(lambda: DiscordHand.fill(self, via, **values))

    async def command(self, name: str) -> Surface | None:
        """As everybody."""
        return await self._tried(lambda: DiscordHand.command(self, name))

    async def home(self) -> Surface | None:
        """If it leads there."""
        return await self._tried(lambda: DiscordHand.home(self))

    async def open_card(self, alias: str = "") -> Surface | None:
        """If there is one."""
        return await self._tried(lambda: DiscordHand.open_card(self, alias))

    async def _tried(self, act: Callable[[], Awaitable[Surface | None]]) -> Surface | None:
        with suppress(LookupError):
            await act()
            for again in _TRY_AGAIN, _TRY_AGAIN:
                found = [one for one in self._before_them() if isinstance(one, Press) and one.label == again]
                if found:
                    await self._did(self.hands.press(self.user, found[0], {}))
        return self.shown
