"""What people type into the bot's DM: each message is answered once, with what the bot says where nothing can open.

What could not be answered stays open, in memory, and is tried again until Slack takes an answer or refuses it for good.
Whatever stands in the DM is found again after a restart (`missed.py`); edits and deletions are not.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

from adapters.interface import DeliveryFailed, Diary
from adapters.slack import draw
from adapters.slack.answers import LONGEST_ANSWER, Answers
from adapters.slack.faults import REFUSED_TOKEN, note
from adapters.slack.kit import Say as Sentences
from adapters.slack.typed import Typed
from adapters.slack.wire import Json
from adapters.surfaces import Card

OF_THE_TOKEN: Final = frozenset({REFUSED_TOKEN, "slack_missing_scope", "slack_not_allowed_token_type"})
"""Refusals of our token, not of a person or a place: over once the operator mends it."""
_TRIES: Final = 3
_LONGEST_PAUSE: Final = 10.0


@dataclass(slots=True)
class DMs:
    """Hears what was typed. The diary knows what was answered, across restarts; Slack may push an event again."""

    answers: Answers
    diary: Diary
    _open: dict[str, Typed] = field(default_factory=dict, repr=False)
    _in_hand: set[str] = field(default_factory=set, repr=False)
    _told: set[str] = field(default_factory=set, repr=False)
    _free_at: float = 0.0

    @property
    def are_answered(self) -> bool:
        """Whether nothing that was typed waits for an answer."""
        return not self._open

    async def hear(self, typed: Typed) -> None:
        """Answer this, unless it was answered or is being answered; where that fails it stays open."""
        await self._take(typed, _TRIES)

    async def again(self) -> None:
        """Try once more what is open, oldest first, with the pauses that Slack names."""
        for typed in tuple(self._open.values()):
            await asyncio.sleep(self._free_at - time.monotonic())
            await self._take(typed, 1)

    async def _take(self, typed: Typed, tries: int) -> None:
        if typed.key in self._in_hand:
            return
        self._in_hand.add(typed.key)
        self._open[typed.key] = typed
        try:
            if await self._was_seen(typed):
                self._close(typed)
            elif await self._answer(typed, tries):
                self._close(typed)
                await self.diary.note(typed.key)
        except Exception as error:  # noqa: BLE001 - the diary's store may fail in its own ways
            note("slack.diary_failed", error)
        finally:
            self._in_hand.discard(typed.key)

    def _close(self, typed: Typed) -> None:
        self._open.pop(typed.key, None)
        self._told.discard(typed.key)

    async def _was_seen(self, typed: Typed) -> bool:
        """Whether this was answered; where the diary doesn't say, twice is better than never."""
        try:
            return await self.diary.was_seen(typed.key)
        except Exception as error:  # noqa: BLE001 - its store may fail in its own ways
            note("slack.diary_failed", error)
            return False

    async def _answer(self, typed: Typed, tries: int) -> bool:
        """Whether this needs no answer any more."""
        person = await self.answers.people.find(typed.user)
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                answer = await self.answers.ask((typed.team, typed.user), typed.wrote, person)
            said = draw.message(answer.reply, typed.name) if answer.reply else None
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told where their words are
            note("slack.gesture_failed", error)
            await self._tell(typed, self.answers.speaker(person.language), tries)
            return False
        return said is None or await self._post(typed, said, tries)

    async def _tell(self, typed: Typed, say: Sentences, tries: int) -> None:
        """That there is no answer yet: said once, however often it is tried; a lock screen shows the one note."""
        card = Card(say("note-for-you"), said=(say("chat-typed-failed"),))
        if typed.key not in self._told and await self._post(typed, draw.message(card), tries):
            self._told.add(typed.key)

    async def _post(self, typed: Typed, said: Json, tries: int) -> bool:
        """Whether it stands there, or never will."""
        wire = self.answers.wire
        for _ in range(tries):
            try:
                await wire.call(wire.web.chat_postMessage(channel=typed.place, **said))
            except DeliveryFailed as failed:
                note("slack.not_answered", failed)
                if failed.permanent and failed.code not in OF_THE_TOKEN:
                    return True
                named = 1.0 if failed.retry_after is None else failed.retry_after.total_seconds()
                self._free_at = time.monotonic() + named
                if named > _LONGEST_PAUSE:
                    return False
                await asyncio.sleep(named)
            else:
                return True
        return False
