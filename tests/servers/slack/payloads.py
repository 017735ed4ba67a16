"""What Slack pushes to an app: events, presses, submissions, commands, shortcuts, in the shapes bolt reads."""

from __future__ import annotations

import re
import time

from tests.servers.slack.things import Channel, Json, Message, User, View
from tests.servers.slack.views import shown
from tests.servers.slack.world import World

_TOKEN = "verification"
_LINK = re.compile(r"(https?://[^\s<>]+)")


def event(world: World, inside: Json) -> Json:
    """The callback around an event."""
    seat = {"enterprise_id": None, "team_id": world.team, "user_id": world.bot_user, "is_bot": True}
    return {
        "token": _TOKEN,
        "team_id": world.team,
        "context_team_id": world.team,
        "context_enterprise_id": None,
        "api_app_id": world.app,
        "event": inside,
        "type": "event_callback",
        "event_id": world.id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [seat | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": world.id("4-"),
    }


def home_opened(world: World, user: str, tab: str) -> Json:
    """`app_home_opened`, with the view that was published before, if any."""
    inside = {"type": "app_home_opened", "user": user, "channel": world.dm(user).id, "tab": tab, "event_ts": world.ts()}
    view = world.homes.get(user)
    return inside | ({"view": shown(world, view)} if view and tab == "home" else {})


def command(world: World, user: User, channel: Channel, name: str, text: str) -> Json:
    """A slash command; every value is text, as in a form."""
    return {
        "token": _TOKEN,
        "team_id": world.team,
        "team_domain": world.domain,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": world.app,
        "is_enterprise_install": "false",
        "response_url": _response_url(world),
        "trigger_id": world.trigger(user.id),
    }


def shortcut(world: World, user: User, callback: str) -> Json:
    """A global shortcut."""
    common = _common(world, user, "shortcut")
    return common | {"callback_id": callback, "trigger_id": world.trigger(user.id), "action_ts": world.ts()}


def pressed_in_view(world: World, user: User, view: View, action: Json) -> Json:
    """A press in a modal or on Home, with everything typed so far."""
    return _common(world, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.trigger(user.id, view.id),
        "view": shown(world, view),
        "actions": [action | {"action_ts": world.ts()}],
    }


def pressed_on_message(world: World, user: User, message: Message, action: Json) -> Json:
    """A press on a message; of an ephemeral one the message itself isn't passed on."""
    channel = world.channels[message.channel]
    standing = {} if message.only else {"message": message.shown(world.app, world.team)}
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    return (
        _common(world, user, "block_actions")
        | standing
        | {
            "container": container | {"is_ephemeral": bool(message.only)},
            "trigger_id": world.trigger(user.id),
            "channel": {"id": channel.id, "name": _name(channel)},
            "state": {"values": {}},
            "response_url": _response_url(world),
            "actions": [action | {"action_ts": world.ts()}],
        }
    )


def submitted(world: World, user: User, view: View) -> Json:
    """A modal that was sent."""
    own = {"trigger_id": world.trigger(user.id, view.id), "view": shown(world, view), "response_urls": []}
    return _common(world, user, "view_submission") | own


def closed(world: World, user: User, view: View) -> Json:
    """A modal that was closed by its person."""
    return _common(world, user, "view_closed") | {"view": shown(world, view), "is_cleared": False}


def written(world: World, words: str) -> tuple[str, list[Json]]:
    """What Slack makes of typed words: text with `&<>` escaped and links in `<>`, and rich text that holds them bare.

    Slack docs, Formatting message text, read 2026-11.
    """
    parts = [part for part in _LINK.split(words) if part]
    text = "".join(f"<{_escaped(part)}>" if _LINK.fullmatch(part) else _escaped(part) for part in parts)
    inside = [
        {"type": "link", "url": part} if _LINK.fullmatch(part) else {"type": "text", "text": part} for part in parts
    ]
    section = {"type": "rich_text_section", "elements": inside}
    return text, [{"type": "rich_text", "block_id": world.short(), "elements": [section]}] if parts else []


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _common(world: World, user: User, sort: str) -> Json:
    return {
        "type": sort,
        "team": {"id": world.team, "domain": world.domain},
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team},
        "api_app_id": world.app,
        "token": _TOKEN,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def _name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def _response_url(world: World) -> str:
    return f"{world.url}/api/response_url.{world.short()}"
