"""What the doctor looks at on each chat platform that is set. The adapters look; here it becomes sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from adapters.interface import ChannelAddress, DeliveryFailed, Examined, PlatformAddress
from bot.lines.place import as_reader
from bot.operator.findings import Finding
from bot.operator.platform_words import SAID
from bot.operator.refusals import PLATFORMS, TOKENS, explained, nobody_would_read, out_of_reach
from bot.operator.state import State
from bot.settings import Settings
from escalation.roster import reads
from storage.people import Person
from storage.productions import Channel


async def platform_findings(settings: Settings, states: Sequence[State]) -> tuple[Finding, ...]:
    """Everything about the platforms that are set, and whatever lies on one that isn't. Writes to nobody."""
    given: dict[str, object] = {"slack": settings.slack, "discord": settings.discord}
    set_here = {name: chosen for name, chosen in given.items() if chosen}
    found = [*_away(states, [*set_here])]
    if not set_here:
        todo = f"set {TOKENS['slack']}, or {TOKENS['discord']}; docs/SLACK.md and docs/DISCORD.md lead there"
        found.append(Finding("Platforms: none is set, so `ghostlight run` has nowhere to listen", todo))
    found += _transport(settings)
    for name, chosen in set_here.items():
        for state in states or (None,):
            found += await _on(name, chosen, state)
    return tuple(dict.fromkeys(found))  # what several productions share is said once


def _away(states: Sequence[State], set_here: Sequence[str]) -> Iterator[Finding]:
    if not set_here:
        return
    unread = nobody_would_read(states, set_here)
    if unread:
        yield from (Finding(one, "until then `ghostlight run` doesn't start") for one in str(unread).splitlines())
    yield from (Finding(one, "set that platform's tokens, or mend the file") for one in out_of_reach(states, set_here))


def _transport(settings: Settings) -> Iterator[Finding]:
    if settings.slack and settings.slack.app_token and settings.slack.signing_secret:
        hint = "with an app token Slack is listened to by Socket Mode; take SLACK_SIGNING_SECRET away"
        yield Finding("Slack: SLACK_SIGNING_SECRET is set and not used", hint=hint)


async def _on(platform: str, chosen: object, state: State | None) -> tuple[Finding, ...]:
    """One production at a time: a reader of another one is a stranger in this one's channel."""
    readers = _there(platform, state.book.readers_channel) if state else []
    office = _there(platform, state.book.office_channel) if state else []
    people = [one for one in (state.roster.readers if state else ()) if one.platform == platform]
    reading = [_account(one) for one in people if reads(as_reader(one))]
    waiting = [_account(one) for one in people if not reads(as_reader(one))]
    adapter = import_module(f"adapters.{platform}.examine")
    try:
        seen: tuple[Examined, ...] = await adapter.examine(chosen, readers, office, reading, waiting)
    except DeliveryFailed as failed:
        return (Finding(*explained(platform, failed.code)),)
    names = _names(state) if state else {}
    return tuple(_finding(platform, one, names) for one in seen)


def _there(platform: str, channel: Channel) -> list[ChannelAddress]:
    where = ChannelAddress(channel.platform, channel.workspace, channel.channel)
    return [where] if where.platform == platform else []


def _account(person: Person) -> PlatformAddress:
    return PlatformAddress(person.platform, person.workspace, person.user)


def _names(state: State) -> dict[str, str]:
    """What the ids of the production's file are called there."""
    book = state.book
    return {
        book.office_channel.workspace: f"office's server of {book.name}",
        book.readers_channel.workspace: f"server of {book.name}",
        book.readers_channel.channel: f"readers' channel of {book.name}",
        book.office_channel.channel: f"office channel of {book.name}",
        **{one.user: one.name for one in state.roster.readers},
    }


def _finding(platform: str, seen: Examined, names: Mapping[str, str]) -> Finding:
    """One thing that was looked at. Raises KeyError for a code that nobody has given words."""
    said = SAID[seen.code]
    if not seen.is_good and not said.bad:
        return Finding(*explained(platform, seen.about))
    about = ": ".join(names.get(word, word) for word in seen.about.split(" "))
    sentence = (said.good if seen.is_good else said.bad).replace("{}", about)
    what = f"{PLATFORMS[platform]}: {sentence}"
    return Finding(what, hint=said.hint) if seen.is_good else Finding(what, said.todo)
