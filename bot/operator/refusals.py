"""Why a run can't begin, and what to do about it, for whoever runs this Ghostlight."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bot.operator.state import State
from escalation.roster import Role

PLATFORMS: Final = {"slack": "Slack", "discord": "Discord", "local": "the local set"}
TOKENS: Final = {
    "slack": "SLACK_BOT_TOKEN and SLACK_APP_TOKEN",
    "discord": "DISCORD_BOT_TOKEN",
}
NO_PLATFORM: Final = (
    "No platform is set. Set the tokens of one, each under its name, or the path of its file with _FILE behind it:",
    "  Slack:    SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET where Slack calls an address of yours)",
    "  Discord:  DISCORD_BOT_TOKEN",
    "docs/SLACK.md and docs/DISCORD.md lead from nothing to a working app. To try Ghostlight without any token:",
    "  ghostlight demo                  the whole set on this machine, in a browser",
    "  python -m tests.servers.slack    a local Slack, from a checkout; docs/SLACK.md, Try it first without Slack",
)
_INTENTS: Final = (
    "doesn't let Ghostlight hear of servers and of its own DMs",
    "neither needs anybody's leave: look at the app's page whether Discord has restricted it, and for a newer version",
)
_NETWORK: Final = ("can't be reached", "look at this machine's network, and at the platform's address if you moved it")
# What a platform's code says, or what stands behind its name, and what to do.
_WHY: Final = {
    "discord_token_refused": (
        "refuses the bot token",
        "it was reset, or is not the bot's: take a new one on the app's page Bot, and set it as DISCORD_BOT_TOKEN",
    ),
    "discord_intents_refused": _INTENTS,
    "token_refused": (
        "refuses the bot token",
        "it was taken back, or the app was removed: install the app again and set its new token",
    ),
    "app_token_refused": ("refuses the app token", "make one for this app, with connections:write, and set it"),
    "missing_scope": ("gives this token too few rights", "install the app again from its manifest"),
    "unreachable": _NETWORK,
    "timeout": _NETWORK,
}


class CannotRun(Exception):
    """A run can't begin; the text says why and what to do."""


def explained(platform: str, code: str) -> tuple[str, str]:
    """What a platform's code means, and what to do."""
    usual = ("doesn't let Ghostlight in", "look whether it has trouble of its own, and try again")
    said, todo = _WHY.get(code) or _WHY.get(code.removeprefix(f"{platform}_"), usual)
    return f"{PLATFORMS[platform]} {said} ({code})", todo


def refused(platforms: Collection[str], code: str) -> CannotRun:
    """One of these platforms took neither tokens nor connection; a code begins with the platform's name."""
    platform = next((one for one in platforms if code.startswith(f"{one}_")), "")
    said, todo = (
        explained(platform, code) if platform else (f"A platform doesn't let Ghostlight in ({code})", "try again")
    )
    return CannotRun(f"{said}: {todo}. `ghostlight doctor` looks closer.")


def nobody_would_read(known: Sequence[State], running: Collection[str]) -> CannotRun | None:
    """A readers' channel on a platform that isn't set: people would write, and nobody would see a card."""
    gone = {(one.book.name, one.book.readers_channel.platform) for one in known}
    lines = [_unread(name, platform) for name, platform in sorted(gone) if platform not in running]
    return CannotRun("\n".join(lines)) if lines else None


def _unread(production: str, platform: str) -> str:
    where = PLATFORMS.get(platform, platform)
    said = f"{production}: its readers' channel lies on {where}, which isn't set, so nobody would see a concern."
    todo = f"Set {TOKENS[platform]}" if platform in TOKENS else "That one is for `ghostlight demo` only"
    return f"{said} {todo}, or give it another channel in the production's file."


def out_of_reach(known: Sequence[State], running: Collection[str]) -> Iterator[str]:
    """Who and what else lies on a platform that isn't set: a run goes on without them, and says so."""
    for one in known:
        office, door = one.book.office_channel.platform, one.book.door
        if office not in running:
            yield f"{one.book.name}: the office's channel lies on {PLATFORMS.get(office, office)}, which isn't set."
        if door and door.channel.platform not in running:
            where = PLATFORMS.get(door.channel.platform, door.channel.platform)
            yield f"{one.book.name}: the channel of everybody's lies on {where}, which isn't set."
        for person in one.roster.people:
            if person.platform in running or not (person.reading or Role.office in person.roles):
                continue
            where = PLATFORMS.get(person.platform, person.platform)
            yield f"{one.book.name}: {person.name}'s account is on {where}, which isn't set: nothing reaches them."
