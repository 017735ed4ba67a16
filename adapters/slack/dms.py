"""What people type into the bot's DM: each message is answered once, with what the bot says where nothing can open."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from adapters.interface import DeliveryFailed, Diary
from adapters.slack import draw
from adapters.slack.answers import LONGEST_ANSWER, Answers
from adapters.slack.faults import note
from adapters.slack.typed import Typed
from adapters.slack.wire import Json
from adapters.surfaces import Card

_TRIES: Final = 3
_LONGEST_PAUSE: Final = 10.0


@dataclass(slots=True)
class DMs:
    """Hears what was typed. The diary knows what was answered, across restarts; Slack may push an event again."""

    answers: Answers
    diary: Diary
    _in_hand: set[str] = field(default_factory=set)

    async def hear(self, typed: Typed) -> None:
        """Answer this, unless it was answered or is being answered."""
        if typed.key in self._in_hand:
            return
        self._in_hand.add(typed.key)
        try:
            if not await self._was_seen(typed) and await self._answer(typed):
                await self.diary.note(typed.key)
        except Exception as error:  # noqa: BLE001 - the diary's store may fail in its own ways
            note("slack.diary_failed", error)
        finally:
            self._in_hand.discard(typed.key)

    async def _was_seen(self, typed: Typed) -> bool:
        """Whether this was answered; where the diary doesn't say, twice is better than never."""
        try:
            return await self.diary.was_seen(typed.key)
        except Exception as error:  # noqa: BLE001 - its store may fail in its own ways
            note("slack.diary_failed", error)
            return False

    async def _answer(self, typed: Typed) -> bool:
        """Whether this needs no answer any more."""
        person = await self.answers.people.find(typed.user)
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                answer = await self.answers.ask((typed.team, typed.user), typed.wrote, person)
            said = draw.message(answer.reply, typed.name) if answer.reply else None
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told where their words are
            note("slack.gesture_failed", error)
            await self._post(typed, draw.message(Card(self.answers.speaker(person.language)("chat-typed-failed"))))
            return False
        return said is None or await self._post(typed, said)

    async def _post(self, typed: Typed, said: Json) -> bool:
        wire = self.answers.wire
        for _ in range(_TRIES):
            try:
                await wire.call(wire.web.chat_postMessage(channel=typed.place, **said))
            except DeliveryFailed as failed:
                note("slack.not_answered", failed)
                if failed.permanent:
                    return True
                named = 1.0 if failed.retry_after is None else failed.retry_after.total_seconds()
                await asyncio.sleep(min(named, _LONGEST_PAUSE))
            else:
                return True
        return False
