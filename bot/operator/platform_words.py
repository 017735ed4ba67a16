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
_TAKE_OUT: Final = "take them out until they read, or make them a reader in the production's file"
_LET_IN: Final = "let the app into this server, or mend `workspace` in the production's file: the server's id"
_DENY: Final = (
    "let the channel deny everybody, and allow single people only; no role, since nobody can list who has one"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """How one code is said: as it should be, otherwise, and what to do then. `{}` is what it is about.

    Where there is no sentence for otherwise, it is about a platform's own code, which explains itself.
    """

    good: str
    bad: str
    todo: str


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
    "discord_intent_needless": Saying(
        "",
        "the privileged intent {} is switched on, which Ghostlight never needs",
        "switch it off in the app's settings",
    ),
    "discord_commands": Saying(
        "the commands are registered",
        "the commands are not registered yet",
        "start `ghostlight run` once: it registers them",
    ),
    "discord_guild": Saying("{}: Ghostlight is in it", "{}: Ghostlight is not in it", _LET_IN),
    "discord_channel": Saying(
        "{}: it is there, and Ghostlight can write in it",
        "{}: Ghostlight can't see it or write in it",
        "give Ghostlight View Channel and Send Messages there; or its id is wrong in the production's file",
    ),
    "discord_channel_denies": Saying(
        "{}: it denies everybody", "{}: it doesn't deny everybody, so anybody may read it", _DENY
    ),
    "discord_channel_role": Saying("", "{}: this role can see it, and nobody can say who has it", _DENY),
    "discord_channel_members": Saying("people in the {}", "{}: who can see it can't be seen", _DENY),
    "discord_channel_stranger": Saying("", _STRANGER, _TAKE_OUT),
    "discord_administrators": Saying("administrators read every channel; at most so many in the {}", "", ""),
    "discord_person": Saying(
        "{} is there",
        "{} is not a member of the server in their address",
        "mend `account` in the production's file: the ids of server and person, not their names",
    ),
}
