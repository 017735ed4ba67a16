"""The second way to wake somebody: a web call without content to a pager, SMS or push service of the reader's own.

It says nothing but that somebody is to look: an empty POST over HTTPS, no redirect followed, no answer read, ten
seconds at most, and never to an address inside somebody's network unless the production's host allows it. Who controls
the name behind `ring_url` must not be able to turn it on a machine that only this host can reach.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_SECONDS: Final = 10


class PublicOnly(AbstractResolver):
    """Looks names up and gives none of the addresses that lie inside a network."""

    def __init__(self) -> None:
        self._asked = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name. Raises OSError if it has none."""
        found = [one for one in await self._asked.resolve(host, port, family) if is_public(one["host"])]
        if not found:
            raise OSError("no public address")
        return found

    async def close(self) -> None:
        """Nothing is kept."""
        await self._asked.close()


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings. `private`: addresses inside a network are allowed too, and with them calls without encryption."""

    private: bool = False

    async def ring(self, url: str) -> bool:
        """Ring once; whether the other side took it. Never raises for what the other side does."""
        if not may_ring(url, private=self.private):
            return False
        resolver = None if self.private else PublicOnly()
        try:
            async with (
                asyncio.timeout(_SECONDS),
                self._session(resolver) as session,
                session.post(url, data=b"", allow_redirects=False) as answer,
            ):
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return False

    def _session(self, resolver: AbstractResolver | None) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(resolver=resolver, force_close=True, limit=1)
        return aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": "Ghostlight"}
        )


def may_ring(url: str, *, private: bool = False) -> bool:
    """Whether an address may be rung: HTTPS, no name or password in it, and no private address unless allowed."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not host or not has_port or parts.username is not None or parts.password is not None:
        return False
    if private:
        return parts.scheme in ("https", "http")
    return parts.scheme == "https" and (not _is_literal(host) or is_public(host))


def is_public(address: str) -> bool:
    """Whether an IP address is reachable from anywhere, and belongs to nobody's inner network."""
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
