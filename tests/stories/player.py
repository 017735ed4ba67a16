"""Plays the script of a story with the hands of one platform, as the page `story.js` plays it in a browser.

What a story does is done, what it looks for is looked for; the first thing that isn't so ends it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from adapters.local.story import UnknownTime
from bot.story_script import Prompter
from bot.story_stage import TellingStage
from tests.stories import eyes
from tests.stories.frame import Frame, frame
from tests.stories.hands import CHANNELS, Box, People, Press, Sight, Text
from tests.stories.marks import Marks

MOST_MOVES: Final = 12
LANGUAGE: Final = "en"
MOMENT: Final = timedelta(seconds=2)

Play = dict[str, Any]
Verb = Callable[[Play], Awaitable[bool]]


@dataclass(slots=True)
class Player:
    """Plays one story once. `seats` are who sits at each pane; what is typed and unfolded goes with a private page."""

    hands: People
    stage: TellingStage
    frame: Frame = field(default_factory=lambda: frame(LANGUAGE))
    marks: Marks = field(default_factory=Marks)
    seats: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    unfolded: dict[str, set[str]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    async def to_the_end(self, written: str) -> str:
        """Play all steps; gives what didn't come true, as the bar says it; empty if everything did."""
        script = Prompter(self.stage.story, self.stage.cast, LANGUAGE, written).script()
        for number, step in enumerate(script["steps"], start=1):
            for play in step["plays"]:
                if not await self._verb(play["do"])(play):
                    what = str(play["fault"]).replace("{what}", self.marks.shown(play["what"]))
                    return str(script["fault"]).replace("{step}", str(number)).replace("{what}", what)
        return ""

    def _verb(self, name: str) -> Verb:
        verbs: dict[str, Verb] = {
            "sit": self._sit,
            "press": self._press,
            "opens": self._opens,
            "tick": self._tick,
            "choose": self._choose,
            "write": self._write,
            "unfold": self._unfold,
            "shut": self._shut,
            "reload": self._reload,
            "clock": self._clock,
            "names": self._names,
            "copies": self._copies,
            "sees": self._sees,
            "reads": self._sees,
            "sees_not": self._sees_not,
            "reads_not": self._sees_not,
            "nowhere": self._nowhere,
            "remember": self._remember,
            "unchanged": self._unchanged,
        }
        return verbs[name]

    # --- where ----------------------------------------------------------------------------------------------------

    def _who(self, play: Play) -> str:
        return str(play.get("who") or self.seats.get(play["pane"], ""))

    def _page(self, play: Play) -> Sight | None:
        return None if play["pane"] == "readers" else self.hands.page(self._who(play))

    def _chat(self, play: Play) -> Sight:
        """The messages of a pane. Where nothing stands, the local set says so in a sentence."""
        pane = play["pane"]
        messages = self.hands.channel(pane) if pane in CHANNELS else self.hands.chat(self._who(play))
        return messages or (Text(self.frame.nothing),)

    def _scope(self, play: Play) -> Sight:
        """What stands in front and isn't folded: the private page, else the messages."""
        page = self._page(play)
        return eyes.visible(self._chat(play) if page is None else page, self.unfolded.get(self._who(play), ()))

    def _filled(self, play: Play) -> dict[str, tuple[str, ...]]:
        return self.typed.setdefault(self._who(play), {})

    def _turned(self, who: str) -> None:
        """Another page stands before them now."""
        self.typed.pop(who, None)
        self.unfolded.pop(who, None)

    # --- what is looked for ---------------------------------------------------------------------------------------

    async def _sees(self, play: Play) -> bool:
        found = eyes.standing(self._scope(play), self.marks.pattern(play["what"]), self._filled(play))
        return len(found) >= int(play.get("times", 1))

    async def _sees_not(self, play: Play) -> bool:
        wanted = self.marks.pattern(play["what"])
        sights = (self._chat(play), self._page(play) or ())
        return not any(eyes.standing(sight, wanted, self._filled(play)) for sight in sights)

    async def _nowhere(self, play: Play) -> bool:
        said = eyes.everything((*self._chat(play), *(self._page(play) or ())), self._filled(play))
        found = [words for words in map(self.marks.filled, play["all"]) if words in said]
        play["what"] = ", ".join(found)
        return not found

    async def _remember(self, play: Play) -> bool:
        self.kept[play["what"]] = self.hands.kept(_place(play["what"]))
        return True

    async def _unchanged(self, play: Play) -> bool:
        return self.kept[play["what"]] == self.hands.kept(_place(play["what"]))

    async def _names(self, play: Play) -> bool:
        wanted = self.marks.pattern(play["what"])
        found = eyes.standing(self._scope(play), wanted)
        named = wanted.fullmatch(found[0]) if found else None
        if named:
            self.marks.learn(play["what"], named[1])
        return named is not None

    async def _copies(self, play: Play) -> bool:
        caption, _, place = str(play["what"]).partition("\n")
        words = eyes.below(self._scope(play), self.marks.pattern(caption))
        if words:
            self.marks.learn(place, words)
        return bool(words)

    # --- what is done ---------------------------------------------------------------------------------------------

    async def _sit(self, play: Play) -> bool:
        """A pane shows somebody's messages anew, without a private page that was open before them."""
        self.seats[play["pane"]] = play["who"]
        return await self._reload(play)

    async def _press(self, play: Play) -> bool:
        who = self._who(play)
        if self._page(play) is None and await self._framed(who, play["what"]):
            return True
        return await self._pressed(who, eyes.button(self._scope(play), self.marks.pattern(play["what"])))

    async def _framed(self, who: str, label: str) -> bool:
        """What stands in the local set's own frame; False if this label doesn't."""
        if label == self.frame.home:
            await self.hands.home(who)
        elif label in self.frame.commands:
            await self.hands.command(who, self.frame.commands[label])
        elif label == self.frame.send and self.said.get(who, "").startswith("/"):
            await self.hands.command(who, self.said.pop(who).removeprefix("/"))
        else:
            return False
        await self._settled()
        return True

    async def _opens(self, play: Play) -> bool:
        found = eyes.button(self._chat(play), self.marks.pattern(play["what"]))
        self.seats["own"] = play["who"]
        return await self._pressed(play["who"], found)

    async def _pressed(self, who: str, press: Press | None) -> bool:
        if press is None:
            return False
        await self.hands.press(who, press, self.typed.get(who, {}))
        self._turned(who)
        await self._settled()
        return True

    async def _tick(self, play: Play) -> bool:
        found = eyes.option(self._scope(play), self.marks.pattern(play["what"]))
        if found is None:
            return False
        box, value = found
        filled = self._filled(play)
        ticked = set(filled.get(box.name, box.values)) ^ {value} if box.many else {value}
        filled[box.name] = tuple(one for one, _ in box.options if one in ticked)
        return True

    async def _choose(self, play: Play) -> bool:
        box = eyes.box(self._scope(play), self.marks.pattern(play["what"]))
        found = eyes.option((box,), self.marks.pattern(play["option"])) if box else None
        if found is None:
            return False
        self._filled(play)[found[0].name] = (found[1],)
        return True

    async def _write(self, play: Play) -> bool:
        words = self.marks.filled(play["words"])
        if self._page(play) is None and play["what"] == self.frame.write_to:
            self.said[self._who(play)] = words
            return True
        box = eyes.box(self._scope(play), self.marks.pattern(play["what"]))
        if not isinstance(box, Box) or box.options:
            return False
        self._filled(play)[box.name] = (words,)
        return True

    async def _unfold(self, play: Play) -> bool:
        wanted = self.marks.pattern(play["what"])
        titles = eyes.standing(self._scope(play), wanted)
        self.unfolded.setdefault(self._who(play), set()).update(titles)
        return bool(titles)

    async def _shut(self, play: Play) -> bool:
        await self.hands.close(self._who(play))
        self._turned(self._who(play))
        return True

    async def _reload(self, play: Play) -> bool:
        await self.hands.restart(self._who(play))
        self._turned(self._who(play))
        return True

    # --- time -----------------------------------------------------------------------------------------------------

    async def _settled(self) -> None:
        """Nobody presses twice in one moment: it passes, and what is due in it is carried out."""
        await self.stage.go_on(self.stage.now() + MOMENT)

    async def _clock(self, play: Play) -> bool:
        if not play.get("until"):
            return await self._moved(play["what"])
        enough = int(play.get("times", 1))
        for _ in range(MOST_MOVES):
            if self._count(play) >= enough:
                return True
            if not await self._moved(play["what"]):
                return False
        return self._count(play) >= enough

    def _count(self, play: Play) -> int:
        return len(eyes.standing(self._chat(play), self.marks.pattern(play["until"])))

    async def _moved(self, when: str) -> bool:
        try:
            await self.stage.go(when)
        except UnknownTime:
            return False
        await self._settled()
        return True


def _place(page: str) -> str:
    """The channel or the person that a page of the local set is about: `channel/office?who=tam`, `phone/tam`."""
    return urlsplit(page).path.partition("/")[2]
