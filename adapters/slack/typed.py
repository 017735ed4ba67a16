"""What was typed or dropped into the bot's DM, from `message.im` events and `conversations.history`. Pure functions.

Slack, message event and its subtypes, read 2026-11. A change of a message comes as `message_changed`, also where only
a preview of a link was added; a deletion as `message_deleted`, or as a change into a tombstone. Not documented, taken
from what other projects recorded: an audio clip is a file of the subtype `slack_audio`, a forwarded message an
attachment with `is_share`. Not seen by us: what the GIF picker sends, so whatever has neither words nor files is
called a sticker; Slack has no other stickers, and emoji are words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.interface import Wrote
from adapters.slack.kit import Json, sendable
from adapters.surfaces import Quoted

_OF_PEOPLE: Final = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of a person's own messages; all others are Slack's notices, or a bot's."""
_DMS: Final = ("im", "app_home")
_SLACKBOT: Final = "USLACKBOT"
_VOICE: Final = "slack_audio"
_LINK: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ACCOUNT: Final = re.compile(r"<@([^<>|]*)>")
_UNNAMED: Final = "\u2026"
"""Stands for a name that isn't known: an id is nothing that its writer saw."""
_ESCAPED: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Typed:
    """One message, edit or deletion in a DM. `ts` names the message; `key` what happened, for the diary.

    `thread`: the ts of the message it replies to, "" for one that stands in the chat itself.
    """

    user: str = field(repr=False)
    team: str
    place: str = field(repr=False)
    wrote: Wrote
    ts: str = field(repr=False)
    key: str = field(repr=False)
    thread: str = field(repr=False, default="")

    @property
    def name(self) -> str:
        """What finds the message again: its ts, behind that of its thread."""
        return f"{self.thread}/{self.ts}" if self.thread else self.ts


def typed(body: Json, bot: str) -> Typed | None:
    """What happened in a DM. None for what nobody typed: the bot's own (`bot` is its user id), Slack's notices."""
    event, team = body["event"], body["team_id"]
    if event.get("channel_type") not in _DMS:
        return None
    match event.get("subtype"):
        case "message_changed":
            return _changed(event, team, bot)
        case "message_deleted":
            return _gone(event, event.get("previous_message") or {}, team, bot)
        case _:
            return in_history(event, team, event["channel"], bot)


def in_history(message: Json, team: str, place: str, bot: str) -> Typed | None:
    """A message of a DM as it stands; None for what nobody typed."""
    if message.get("subtype") not in _OF_PEOPLE or not _is_a_person(message, bot):
        return None
    ts, thread = message["ts"], message.get("thread_ts", "")
    found = Typed(message["user"], message.get("team") or team, place, wrote(message), ts, f"{place}:{ts}")
    return replace(found, thread=thread) if thread != ts else found


def wrote(message: Json) -> Wrote:
    """What kind of message it is, and its words if it is nothing but words."""
    words, attachments = words_of(message.get("text") or ""), message.get("attachments") or ()
    # A link to a message, pasted among words, is previewed in the same way, but isn't shared.
    if any(one.get("is_share") or (one.get("is_msg_unfurl") and not words.strip()) for one in attachments):
        return Wrote("forward", Quoted(""))
    if files := message.get("files"):
        return Wrote("voice" if any(map(_is_voice, files)) else "file", Quoted(""))
    return Wrote("text", Quoted(words)) if words.strip() else Wrote("sticker", Quoted(""))


def mentioned(message: Json) -> frozenset[str]:
    """Whom a message names by nothing but the id of their account."""
    return frozenset(_ACCOUNT.findall(message.get("text") or ""))


def named(message: Json, names: Mapping[str, str]) -> Json:
    """The same message with these names, by account, beside the ids in its text."""

    def beside(account: re.Match[str]) -> str:
        name = names.get(account[1], "")
        for escaped, sign in reversed(_ESCAPED):
            name = name.replace(sign, escaped)
        return f"<@{account[1]}|{name}>" if name else account[0]

    return {**message, "text": _ACCOUNT.sub(beside, message.get("text") or "")}


def words_of(text: str) -> str:
    """A message's text as its writer saw it: links and names without Slack's marks, escaped signs as themselves."""
    plain = _LINK.sub(_named, text)
    for escaped, sign in _ESCAPED:
        plain = plain.replace(escaped, sign)
    return sendable(plain)


def _named(link: re.Match[str]) -> str:
    """A link or a name as it looks. Slack, Formatting message text, read 2026-11; ids never stand in it."""
    target, label = link[1], link[2]
    match target[:1]:
        case "!" if target.startswith(("!date", "!subteam")):
            return label or _UNNAMED
        case "!":
            return f"@{label or target[1:]}"
        case "@" | "#" as sign:
            return sign + (label or _UNNAMED).removeprefix(sign)
        case _ if target.startswith("tel:"):
            return label or target.removeprefix("tel:")
        case _:
            return label or target if target.endswith(label or target) else f"{label} ({target})"


def _changed(event: Json, team: str, bot: str) -> Typed | None:
    now, before = event["message"], event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":
        return _gone(event, before, team, bot)
    if now.get("text") == before.get("text"):
        return None
    return _happened(event, now, team, bot, Wrote("edit", Quoted(words_of(now.get("text") or ""))))


def _gone(event: Json, message: Json, team: str, bot: str) -> Typed | None:
    return _happened(event, message, team, bot, Wrote("deletion", Quoted("")))


def _happened(event: Json, message: Json, team: str, bot: str, what: Wrote) -> Typed | None:
    if message.get("subtype") not in _OF_PEOPLE or not _is_a_person(message, bot):
        return None
    place = event["channel"]
    key = f"{place}:{event['event_ts']}"
    return Typed(message["user"], message.get("team") or team, place, what, message["ts"], key)


def _is_a_person(message: Json, bot: str) -> bool:
    return message.get("user") not in (None, bot, _SLACKBOT) and not message.get("bot_id")


def _is_voice(file: Json) -> bool:
    return file.get("subtype") == _VOICE or str(file.get("mimetype") or "").startswith("audio/")
