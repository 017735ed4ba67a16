"""How the doctor says what was looked at on a chat platform: each code of its `examine.py`, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_INVITE: Final = (
    "it has to be private, not archived, and Ghostlight in it (write `/invite @Ghostlight` there); or its id is wrong "
    "in the production's file"
)
_PRIVATE: Final = "make a private channel that is shared with nobody, and write its id into the production's file"
_AGAIN: Final = "install the app again from adapters/slack/manifest.yaml, and set the new token (docs/SLACK.md)"
_STRANGER: Final = "{} is in it and doesn't read: no card is posted as long as that is so"
_TAKE_OUT: Final = "a reader of the file accepts in their own chat with Ghostlight; take anybody else out"
_DENY: Final = (
    "let the channel deny View Channel to everybody, and allow it to single people only; no role and no thread, since "
    "nobody can list who has one"
)
_BOT_PAGE: Final = "in the app's settings, on the page Bot"
_OWN_SERVER: Final = (
    "if one of them doesn't read: make a server of the readers' own, with Ghostlight and the channel in it "
    "(docs/DISCORD.md, section 4)"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """How one code is said: as it should be, otherwise, and what to do then. `{}` is what it is about.

    Where there is no sentence for otherwise, it is about a platform's own code, which explains itself. `hint` is what
    could be better though all is as it should be.
    """

    good: str
    bad: str
    todo: str
    hint: str = ""


SAID: Final[Mapping[str, Saying]] = {
    "slack_token": Saying("the bot token is valid", "", ""),
    "slack_app_token": Saying("the app token is valid", "", ""),
    "slack_scopes": Saying("the app has every right it needs", "the app's rights can't be seen", _AGAIN),
    "slack_scope_missing": Saying("", "the app lacks the right {}", _AGAIN),
    "slack_scope_needless": Saying("", "the app has the right {}, which Ghostlight never needs", _AGAIN),
    "slack_socket": Saying(
        "the connection opens and answers",
        "the connection doesn't open",
        "look at Socket Mode in the app's settings, and whether web sockets may leave this network",
    ),
    "slack_channel": Saying("{}: it is there, and Ghostlight is in it", "{}: Ghostlight can't look into it", _INVITE),
    "slack_channel_private": Saying("{}: it is private", "{}: it is not private, anybody can read it", _PRIVATE),
    "slack_channel_unshared": Saying(
        "{}: it is shared with no other organisation", "{}: it is shared with another organisation", _PRIVATE
    ),
    "slack_channel_members": Saying("people in the {}", "{}: who is in it can't be seen", _INVITE),
    "slack_channel_stranger": Saying("", _STRANGER, _TAKE_OUT),
    "slack_person": Saying(
        "{}'s account is there",
        "{}'s account is not in this workspace, was deactivated, or is an app",
        "mend `account` in the production's file: the ids of workspace and person, not their names",
    ),
    "slack_dm": Saying(
        "{} can be written to", "{} can't be written to", "look whether their account was deactivated, and at the file"
    ),
    "discord_token": Saying("the bot token is valid", "", ""),
    "discord_gateway": Saying(
        "the connection opens and answers",
        "the connection doesn't open",
        "look whether web sockets may leave this network",
    ),
    "discord_intents": Saying("no privileged intent is switched on, and none is needed", "", ""),
    "discord_intent_needless": Saying(
        "", "the privileged intent {} is switched on, which Ghostlight never needs", f"switch it off {_BOT_PAGE}"
    ),
    "discord_closed": Saying(
        "nobody but the app's owner can let it into a server",
        "anybody can let it into a server of theirs, whose people could write here too",
        f"switch Public Bot off {_BOT_PAGE}",
    ),
    "discord_elsewhere": Saying(
        "",
        "what people do is sent to an address, and not to Ghostlight",
        "empty Interactions Endpoint URL in the app's settings, on the page General Information",
    ),
    "discord_commands": Saying(
        "the commands are registered",
        "the commands are not registered as they are now",
        "start `ghostlight run` once: it registers them",
    ),
    "discord_guilds": Saying(
        "", "Ghostlight is in no server, so nobody can reach it", "let it into your server by the link below"
    ),
    "discord_guild": Saying(
        "{}: Ghostlight is in it",
        "{}: Ghostlight is not in it",
        "let it in by the link below, or mend `workspace` in the production's file: the server's id",
    ),
    "discord_invite": Saying(
        "", "this link lets Ghostlight in: {}", "open it as the app's owner, who may manage that server too"
    ),
    "discord_right_needless": Saying(
        "",
        "{}: Ghostlight has this permission, which it never needs",
        "take it from Ghostlight's roles in the server's settings",
    ),
    "discord_administrators": Saying(
        "{} people at most administer it, and they read every channel in it, cards too",
        "",
        "",
        _OWN_SERVER,
    ),
    "discord_owner_reads": Saying("{}: nobody administers it but a reader", "", ""),
    "discord_channel": Saying(
        "{}: it is there, and Ghostlight can write in it",
        "{}: Ghostlight can't see it or write in it",
        "allow View Channel and Send Messages there to Ghostlight itself; or its id is wrong in the production's file",
    ),
    "discord_channel_kind": Saying(
        "",
        "{}: it is no text channel but a thread or another kind, and nobody can count who reads it",
        "take a text channel, and write its id into the production's file",
    ),
    "discord_channel_denies": Saying(
        "{}: it denies everybody who isn't allowed by name",
        "{}: it doesn't deny everybody, so anybody may read it",
        _DENY,
    ),
    "discord_channel_role": Saying("", "{}: this role can see it, and nobody can say who has it", _DENY),
    "discord_channel_members": Saying("people in the {}", "", ""),
    "discord_channel_stranger": Saying(
        "", _STRANGER, f"{_TAKE_OUT}, with the id of this server as `workspace` of their account"
    ),
    "discord_person": Saying(
        "{} is there",
        "{} is not a member of the server in their address",
        "mend `account` in the production's file: the ids of server and person, not their names; or let them join it",
    ),
    "discord_dm": Saying(
        "{} can be written to, unless they have closed their DMs, which shows only when one is sent",
        "{} can't be written to",
        "look whether their account still exists, and whether they have blocked Ghostlight",
    ),
}
