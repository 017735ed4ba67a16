"""What Discord lets the bot do: what it needs, what it was given, and the link that asks for just that.

How permissions add up is as Discord says it (Permissions, read 2026-11).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import discord

PERMISSIONS: Final = discord.Permissions(view_channel=True, send_messages=True)
"""What the bot needs in a guild, and all it needs. Whoever lets it in is asked for these; commands need none."""
ROLE: Final = 0
"""The kind of an overwrite that is a role's and not a member's."""


def invite(application: int) -> str:
    """The link by which somebody who manages a guild lets the bot into it."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS)


def needless(roles: Sequence[Any], mine: Collection[str], everybody: str) -> tuple[str, ...]:
    """Permissions that the bot's own roles give it beyond what everybody has and what it needs, by name.

    Whoever is an administrator has all of them: then that is the one to take away.
    """
    own = _united(one["permissions"] for one in roles if str(one["id"]) in {*mine} - {everybody})
    usual = _united(one["permissions"] for one in roles if str(one["id"]) == everybody)
    more = discord.Permissions(own & ~usual & ~PERMISSIONS.value)
    return ("administrator",) if more.administrator else tuple(sorted(name for name, is_given in more if is_given))


def may_post(roles: Sequence[Any], mine: Collection[str], everybody: str, overwrites: Sequence[Any]) -> bool:
    """Whether somebody can see a channel with these overwrites and write in it.

    `mine` are their own id and those of their roles; `everybody` is the role that each has, the guild's own id.
    """
    base = _united(one["permissions"] for one in roles if str(one["id"]) in {*mine, everybody})
    left = _overwritten(base, overwrites, {*mine}, everybody)
    return discord.Permissions(base).administrator or discord.Permissions(left) >= PERMISSIONS


def _united(permissions: Iterable[str]) -> int:
    united = 0
    for one in permissions:
        united |= int(one)
    return united


def _overwritten(base: int, listed: Sequence[Any], mine: set[str], everybody: str) -> int:
    """What is left of permissions in a channel: everybody's overwrite first, then one's roles, then one's own."""
    allowed = base
    ranks = (
        [one for one in listed if str(one["id"]) == everybody],
        [one for one in listed if int(one["type"]) == ROLE and str(one["id"]) in mine - {everybody}],
        [one for one in listed if int(one["type"]) != ROLE and str(one["id"]) in mine],
    )
    for rank in ranks:
        allowed &= ~_united(one["deny"] for one in rank)
        allowed |= _united(one["allow"] for one in rank)
    return allowed
