"""The demo's stage when it tells a story: the same clock, the story's words, and longer moves of the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.local.cast import Cast
from adapters.local.story import Told, UnknownTime
from bot.demo_cast import BOOK
from bot.demo_stage import DemoStage
from bot.stories import Story
from bot.story_script import Prompter
from bot.text.catalog import speaker

_STEP: Final = re.compile(r"(\d{1,3})(min|h|d)")
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_UNITS: Final = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(slots=True)
class TellingStage(DemoStage):
    """A stage with a story on it, played once."""

    story: Story = field(kw_only=True)
    cast: Cast = field(kw_only=True)
    begun: bool = False

    def begin(self) -> None:
        """Its first step is played now; twice is fine."""
        self.begun = True

    def told(self, language: str) -> Told:
        """The story in this language, the panes in the language of whoever sits at each."""
        story, say = self.story, speaker(language)
        again = say("story-again-how", command=f"ghostlight demo --story {story.name}")
        script = Prompter(story, self.cast, language, BOOK.language).script()
        return Told(story.title[language], story.about[language], len(story.steps), again, script)

    async def go(self, when: str) -> None:
        """Go on to `next`, by `5min` or `21d`, or to the next `21:00`. Raises `UnknownTime`."""
        await self.go_on(None if when == "next" else self._moment(when))

    def _moment(self, when: str) -> datetime:
        if step := _STEP.fullmatch(when):
            return self.clock.now() + int(step[1]) * _UNITS[step[2]]
        if at := _TIME.fullmatch(when):
            return self._next(time(int(at[1]), int(at[2])))
        raise UnknownTime

    def _next(self, at: time) -> datetime:
        now = self.clock.now().astimezone(ZoneInfo(self.zone))
        today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)
