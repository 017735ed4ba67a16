"""From what Discord or its library says to a delivery's failure: a code, whether it is for good, and how long to wait.

Nothing of Discord's own text travels along: it names ids and repeats what was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Final

import aiohttp
import discord

from adapters.interface import DeliveryFailed
from adapters.limits import OverLimit

UNHEARD: Final = (discord.DiscordException, aiohttp.ClientError, OSError)
"""All that a call can raise: what Discord refuses, and a connection that breaks, which the library lets through."""
LONGEST_CALL: Final = 10
REFUSED: Final = "discord_token_refused"
_SHUT: Final = {
    4004: REFUSED,
    4013: "discord_intents_refused",
    4014: "discord_intents_refused",
}
"""Why Discord ends a connection for good: authentication failed, invalid intents, disallowed intents (Discord, Opcodes
and Status Codes, read 2026-11)."""
CLOSED: Final = frozenset({50007, 50278, 40003})
"""This person takes no DM from us: closed DMs, no guild in common, too many DMs opened (Discord, JSON Error Codes,
read 2026-11). Trying again earns a ban: 10,000 refused requests in ten minutes."""
_AGAIN: Final = frozenset({401, 408, 429})


@asynccontextmanager
async def as_delivery() -> AsyncIterator[None]:
    """Whatever goes wrong inside is a `DeliveryFailed`; after ten seconds it has gone wrong."""
    try:
        async with asyncio.timeout(LONGEST_CALL):
            yield
    except discord.RateLimited as error:
        wait = timedelta(seconds=error.retry_after)
        raise DeliveryFailed("rate_limited", permanent=False, retry_after=wait) from None
    except discord.HTTPException as error:
        raise _refused(error) from None
    except discord.LoginFailure:
        raise DeliveryFailed(REFUSED, permanent=True) from None
    except OverLimit as error:
        raise DeliveryFailed(f"over_limit_{error.code}", permanent=True) from None
    except TimeoutError:
        raise DeliveryFailed("timeout", permanent=False) from None
    except ValueError:
        raise DeliveryFailed("no_such_id", permanent=True) from None
    except (*UNHEARD, RuntimeError):
        raise DeliveryFailed("unreachable", permanent=False) from None


@contextmanager
def as_refusal() -> Iterator[None]:
    """A connection that Discord ends for good, and won't open again, is a permanent `DeliveryFailed`."""
    try:
        yield
    except discord.PrivilegedIntentsRequired:
        raise DeliveryFailed(_SHUT[4014], permanent=True) from None
    except discord.ConnectionClosed as closed:
        raise DeliveryFailed(_SHUT.get(closed.code, f"discord_closed_{closed.code}"), permanent=True) from None


def _refused(error: discord.HTTPException) -> DeliveryFailed:
    code = f"discord_{error.code or error.status}"
    return DeliveryFailed(code, permanent=400 <= error.status < 500 and error.status not in _AGAIN)
