"""The methods that post, change and remove messages."""

from __future__ import annotations

from typing import Any

from tests.servers.slack.args import must
from tests.servers.slack.kit import LONGEST_MESSAGE_BLOCKS, MOST_IN_MESSAGE, faults_of_blocks, length
from tests.servers.slack.kit_ids import named
from tests.servers.slack.things import Channel, Json, Message, Refused
from tests.servers.slack.world import World

LONGEST_TEXT = 40_000
_OPTIONS = ("unfurl_links", "unfurl_media", "mrkdwn", "parse", "link_names")


def post_message(world: World, args: Json) -> Json:
    """`chat.postMessage`; a user's id as channel opens the DM."""
    must(args, "channel")
    channel = _target(world, str(args["channel"]))
    text, blocks = _content(args)
    options = {name: args[name] for name in _OPTIONS if name in args}
    message = Message(world.ts(), channel.id, world.bot_user, text, world.bot, named(world, blocks), options=options)
    world.keep(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.shown(world.app, world.team)}


def update(world: World, args: Json) -> Json:
    """`chat.update`: only the app's own messages."""
    message = _own(world, args, "cant_update_message")
    text, blocks = _content(args)
    world.change(message, text, named(world, blocks))
    shown = message.shown(world.app, world.team)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}


def delete(world: World, args: Json) -> Json:
    """`chat.delete`: only the app's own messages."""
    message = _own(world, args, "cant_delete_message")
    world.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(world: World, args: Json) -> Json:
    """`chat.postEphemeral`: one person in a channel sees it, for the session."""
    must(args, "channel", "user")
    channel = _writable(world, world.place(str(args["channel"])))
    if args["user"] not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = _content(args)
    world.whispers.append(
        Message(world.ts(), channel.id, world.bot_user, text, world.bot, named(world, blocks), only=str(args["user"]))
    )
    return {"message_ts": world.whispers[-1].ts}


def _target(world: World, name: str) -> Channel:
    """Slack posts into the DM of an account that has ended as if somebody read it (python-slack-sdk issue 1156)."""
    if not name.startswith(("U", "W")):
        return _writable(world, world.place(name))
    if name not in world.users:
        raise Refused("channel_not_found")
    return _writable(world, dm_with(world, name))


def dm_with(world: World, name: str) -> Channel:
    """The DM with this person, or Slack's reason why there can be none."""
    user = world.user(name)
    if user.bot:
        raise Refused("cannot_dm_bot")
    return world.dm(user.id)


def _writable(world: World, channel: Channel) -> Channel:
    if channel.archived:
        raise Refused("is_archived")
    if world.bot_user not in channel.members:
        raise Refused("not_in_channel")
    if channel.kind == "im" and not world.manifest.messages_tab:
        raise Refused("messages_tab_disabled")
    return channel


def _content(args: Json) -> tuple[str, list[Json]]:
    text, blocks = str(args.get("text") or ""), args.get("blocks")
    if not text and not blocks:
        raise Refused("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    if blocks is None:
        return text, []
    _must_fit(blocks)
    return text, blocks


def _must_fit(blocks: Any) -> None:
    if isinstance(blocks, list) and length(blocks) > LONGEST_MESSAGE_BLOCKS:
        raise Refused("msg_blocks_too_long")
    faults = faults_of_blocks(blocks, MOST_IN_MESSAGE)
    if faults:
        told = [f"[ERROR] {fault}" for fault in faults]
        raise Refused("invalid_blocks", errors=faults, response_metadata={"messages": told})


def _own(world: World, args: Json, code: str) -> Message:
    must(args, "channel", "ts")
    channel = world.place(str(args["channel"]))
    if channel.archived:
        raise Refused("is_archived")
    message = channel.message(str(args["ts"]))
    if message is None:
        raise Refused("message_not_found")
    if message.bot != world.bot:
        raise Refused(code)
    return message
