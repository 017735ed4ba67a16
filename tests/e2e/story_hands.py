"""What somebody does and sees in one pane of the set: sentences by their key in the catalogue, and touches counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Frame, Locator, expect

from adapters.local.cast import SetPerson
from bot.text.catalog import Say, speaker
from tests.e2e.story_set import person
from tests.e2e.story_stage import Stage

ANY: Final = "\u2026any\u2026"
"""Stands for a time or a name that a sentence carries and that chance has drawn."""


@dataclass(slots=True)
class Hand:
    """One person at one pane. `touches` counts presses, ticks and choices; typing isn't counted."""

    stage: Stage
    pane: str
    who: SetPerson
    touches: int = 0

    @property
    def say(self) -> Say:
        """The language this person is spoken to in."""
        return speaker(self.who.language)

    @property
    def frame(self) -> Frame:
        """The pane."""
        return self.stage.frame(self.pane)

    @property
    def sheet(self) -> Locator:
        """The private page."""
        return self.frame.locator("#sheet")

    @property
    def chat(self) -> Locator:
        """The messages, and what stands below them."""
        return self.frame.locator("#chat")

    # --- what they do ---------------------------------------------------------------------------------------------

    async def press(self, key: str, **args: str | int) -> None:
        """Press a button of the private page."""
        await self._touch(self._button(self.sheet, self.say(key, **args)))

    async def press_on(self, key: str, alias: str) -> None:
        """Press a reader's button for the line of this name."""
        await self.press("desk-spoken", press=self.say(key), alias=alias)

    async def start(self, key: str, **args: str | int) -> None:
        """Press a button of the newest message that has it, or of the menu."""
        await self._touch(self._button(self.chat, self.say(key, **args)).last)

    async def command(self, key: str) -> None:
        """Press a button of the set's own menu, in the set's language."""
        await self._touch(self._button(self.chat, self.stage.say(key)))

    async def tick(self, key: str, **args: str | int) -> None:
        """Tick or untick a box, or choose one of a few."""
        await self._touch(self.sheet.get_by_label(pattern(self.say(key, **args))))

    async def choose(self, field: str, option: str) -> None:
        """Choose from a list that opens: two touches. The list itself is the browser's own and isn't driven."""
        await self.stage.turn_to(self.pane)
        await self.sheet.get_by_label(self.say(field), exact=True).select_option(label=option)
        self.touches += 2
        self.stage.clicks += 2

    async def unfold(self, key: str) -> None:
        """Open what stands folded."""
        await self._touch(self.sheet.locator("summary").get_by_text(self.say(key), exact=True))

    async def does(self, act: str, alias: str, *, shown: str = "") -> None:
        """One of the acts that stand folded on an own line and ask once more, with what they say before."""
        await self.unfold("line-more")
        await self.press(f"line-{act}-spoken", alias=alias)
        await self.titled(f"{act}-title")
        if shown:
            await self.sees(shown, alias=alias)
        await self.press(f"{act}-spoken", alias=alias)

    async def write(self, key: str, words: str) -> None:
        """Type words into a box."""
        await self.sheet.get_by_label(self.say(key), exact=True).fill(words)

    async def close(self) -> None:
        """Close the private page."""
        await self.stage.turn_to(self.pane)
        await self.sheet.get_by_role("link", name=self.stage.say("set-close"), exact=True).click()
        await expect(self.sheet).to_have_count(0)

    async def opens(self, alias: str) -> str:
        """What the desk's button for this line carries."""
        desk = self.sheet.get_by_role("button", name=self.say("desk-press-desk"), exact=True)
        if await desk.count():
            await desk.click()
        return await self._open(alias).get_attribute("value") or ""

    async def presses_forged(self, alias: str, value: str) -> None:
        """Press this line's button after writing something else into it."""
        await self._open(alias).evaluate("(button, value) => { button.value = value; }", value)
        await self._touch(self._open(alias))

    def _open(self, alias: str) -> Locator:
        name = self.say("desk-spoken", press=self.say("desk-press-open"), alias=alias)
        return self._button(self.sheet, name)

    async def _touch(self, what: Locator) -> None:
        await self.stage.turn_to(self.pane)
        await expect(self.frame.locator("form[aria-busy]")).to_have_count(0)
        await what.click()
        self.touches += 1
        self.stage.clicks += 1

    def _button(self, within: Locator, name: str) -> Locator:
        return within.get_by_role("button", name=name, exact=True)

    # --- what they see --------------------------------------------------------------------------------------------

    async def sees(self, key: str, **args: str | int) -> str:
        """A sentence of the catalogue, visible on the private page; gives it as it stands there."""
        found = self.sheet.get_by_text(pattern(self.say(key, **args))).first
        await self.stage.turn_to(self.pane)
        await expect(found).to_be_visible()
        return await found.inner_text()

    async def titled(self, key: str, **args: str | int) -> None:
        """The private page has this title."""
        await self.reads_title(self.say(key, **args))

    async def reads_title(self, title: str) -> None:
        """The private page has this title, word for word."""
        await self.stage.turn_to(self.pane)
        await expect(self.sheet.get_by_role("heading", name=title, exact=True, level=2)).to_be_visible()

    async def reads(self, words: str) -> None:
        """Words of a person, word for word, on the private page."""
        await self.stage.turn_to(self.pane)
        await expect(self.sheet.locator(".words blockquote").get_by_text(words, exact=True).first).to_be_visible()

    async def sees_not(self, key: str, **args: str | int) -> None:
        """A sentence of the catalogue that doesn't stand on the private page."""
        await expect(self.sheet).to_be_visible()
        await expect(self.sheet.get_by_text(pattern(self.say(key, **args)))).to_have_count(0)

    async def told(self, key: str, *, times: int = 1) -> None:
        """So many messages with this notice stand in the chat."""
        await self.stage.turn_to(self.pane)
        notices = self.frame.locator("#messages .notice").get_by_text(self.say(key), exact=True)
        await expect(notices).to_have_count(times)

    async def text(self) -> str:
        """All that the private page says, without its fields' marks."""
        return await self.sheet.locator(".sheet-body").inner_text()


def pattern(sentence: str) -> re.Pattern[str]:
    """A whole sentence; where ANY stands something stands."""
    words = re.split(r"\s+", sentence.strip())
    return re.compile("^" + r"\s+".join(re.escape(word).replace(re.escape(ANY), ".+") for word in words) + "$")


async def sat(stage: Stage, pane: str, who: str) -> Hand:
    """Somebody at a pane; choosing whose eyes it is counts as nobody's touch."""
    one = person(who)
    await stage.choose(pane, one)
    return Hand(stage, pane, one)
