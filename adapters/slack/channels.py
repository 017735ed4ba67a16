"""Who can read a channel."""

from __future__ import annotations

from adapters.slack.wire import Json, Wire


async def about(wire: Wire, channel: str) -> Json:
    """The channel as Slack has it. Raises `DeliveryFailed`."""
    found: Json = (await wire.call(wire.web.conversations_info(channel=channel)))["channel"]
    return found


def is_open(channel: Json) -> bool:
    """Whether others than its members can read a channel (Slack, conversation object, read 2026-11)."""
    ways = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
    return not channel.get("is_private") or any(channel.get(way) for way in ways)


async def members(wire: Wire, channel: str) -> frozenset[str]:
    """Everybody in it but ourselves, other apps' bots too. Raises `DeliveryFailed`."""
    me = await wire.identity()
    found: set[str] = set()
    cursor = None
    while True:
        page = await wire.call(wire.web.conversations_members(channel=channel, limit=200, cursor=cursor))
        found.update(page["members"])
        cursor = page.get("response_metadata", {}).get("next_cursor")
        if not cursor:
            return frozenset(found - {me.user})
