"""The methods that tell of people and conversations, and who the app itself is."""

from __future__ import annotations

from tests.servers.slack.args import flag, must, page
from tests.servers.slack.chat import dm_with
from tests.servers.slack.things import Channel, Json, Message, Refused
from tests.servers.slack.world import World


def auth_test(world: World, _args: Json) -> Json:
    """`auth.test`."""
    return {
        "url": f"https://{world.domain}.slack.com/",
        "team": world.domain,
        "user": world.users[world.bot_user].handle,
        "team_id": world.team,
        "user_id": world.bot_user,
        "bot_id": world.bot,
        "is_enterprise_install": False,
    }


def users_info(world: World, args: Json) -> Json:
    """`users.info`, with `include_locale`."""
    must(args, "user")
    return {"user": world.user(str(args["user"])).shown(include_locale=flag(args, "include_locale"))}


def info(world: World, args: Json) -> Json:
    """`conversations.info`."""
    must(args, "channel")
    channel = world.place(str(args["channel"]))
    shown = channel.shown(world.team, world.bot_user)
    return {"channel": shown | ({"num_members": len(channel.members)} if flag(args, "include_num_members") else {})}


def members(world: World, args: Json) -> Json:
    """`conversations.members`, a page at a time; the bot is among them."""
    must(args, "channel")
    return page(args, world.place(str(args["channel"])).members, "members", usual=100, most=1000)


def listed(world: World, args: Json) -> Json:
    """`conversations.list`: of private ones and DMs those the app is in."""
    kinds = _kinds(args)
    rows = [
        channel.shown(world.team, world.bot_user)
        for channel in world.channels.values()
        if channel.kind in kinds and (channel.kind == "public" or world.bot_user in channel.members)
        if not (channel.archived and flag(args, "exclude_archived"))
    ]
    return page(args, rows, "channels", usual=100, most=1000)


def _kinds(args: Json) -> set[str]:
    names = {"im": "im", "private_channel": "private", "public_channel": "public", "mpim": "mpim"}
    asked = str(args.get("types") or "public_channel").split(",")
    if not set(asked) <= set(names):
        raise Refused("invalid_types")
    return {names[one] for one in asked}


def history(world: World, args: Json) -> Json:
    """`conversations.history`: newest first, between `oldest` and `latest`, their own moments only if `inclusive`.

    Replies in threads don't stand in it; the message that they are under names the latest.
    """
    channel = _of_ours(world, args)
    found = [_with_replies(world, channel, one) for one in reversed(_between(channel, args)) if not one.thread]
    answer = page(args, found, "messages", usual=100, most=999)
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"]), "pin_count": 0}


def _with_replies(world: World, channel: Channel, message: Message) -> Json:
    shown, under = message.shown(world.app, world.team), [one for one in channel.messages if one.thread == message.ts]
    if not under:
        return shown
    return shown | {"thread_ts": message.ts, "reply_count": len(under), "latest_reply": under[-1].ts}


def replies(world: World, args: Json) -> Json:
    """`conversations.replies`: a thread's first message, then its replies between `oldest` and `latest`."""
    must(args, "ts")
    channel, thread = _of_ours(world, args), str(args["ts"])
    first = channel.message(thread)
    if first is None:
        raise Refused("thread_not_found")
    found = [first, *(one for one in _between(channel, args) if one.thread == thread)]
    answer = page(args, [one.shown(world.app, world.team) for one in found], "messages", usual=1000, most=1000)
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


def _of_ours(world: World, args: Json) -> Channel:
    must(args, "channel")
    channel = world.place(str(args["channel"]))
    if world.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(channel: Channel, args: Json) -> list[Message]:
    oldest, latest = (float(args.get(name) or usual) for name, usual in (("oldest", "0"), ("latest", "inf")))
    edges = flag(args, "inclusive")
    return [
        message
        for message in channel.messages
        if oldest < float(message.ts) < latest or (edges and float(message.ts) in {oldest, latest})
    ]


def opened(world: World, args: Json) -> Json:
    """`conversations.open`: the DM with one person."""
    if args.get("channel"):
        channel = world.place(str(args["channel"]))
    else:
        must(args, "users")
        if world.user(str(args["users"])).deleted:
            raise Refused("user_disabled")
        channel = dm_with(world, str(args["users"]))
    return {"channel": channel.shown(world.team, world.bot_user) if flag(args, "return_im") else {"id": channel.id}}
