"""Somebody's phone on the set: presses what it is shown, fills in forms, and reads what stands on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from adapters.interface import Act, Gesture, PlatformAddress, Pressed, Receive, Submitted
from adapters.local.cast import PLATFORM, WORKSPACE
from adapters.surfaces import Block, Button, Choice, Choices, Fold, Form, Heading, Page, Row, TextField, Words
from bot.text.catalog import LANGUAGES, speaker

Surface = Page | Form
A_MOMENT: Final = timedelta(seconds=2)


class Phone:
    """One account. `passes` lets a little time go by before each gesture, as it does between a person's presses."""

    def __init__(self, receive: Receive, passes: Callable[[timedelta], None], account: str) -> None:
        self._receive = receive
        self._passes = passes
        self.account = account

    async def do(self, act: Act) -> Surface:
        """Make a gesture; what is shown."""
        self._passes(A_MOMENT)
        answer = await self._receive(Gesture(PlatformAddress(PLATFORM, WORKSPACE, self.account), act))
        return answer.surface

    async def press(self, action: str, token: str = "") -> Surface:
        """Press a button."""
        return await self.do(Pressed(action, token))

    async def line(self, alias: str) -> Surface | None:
        """The page of one of one's own lines, None if the list has no such name."""
        return await self._behind(await self.press("all-lines"), alias, "line")

    async def desk_line(self, alias: str) -> Surface | None:
        """A reader's page of a line, opened from the desk."""
        return await self._behind(await self.press("r-desk"), alias, "r-open")

    async def _behind(self, page: Surface, heading: str, action: str) -> Surface | None:
        while True:
            if button := under(page, heading, action):
                return await self.press(button.action, button.token)
            more = button_of(page, "r-more")
            if more is None:
                return None
            page = await self.press(more.action, more.token)


def filled(form: Form, values: Mapping[str, str], via: str = "") -> Submitted:
    """The form as it is sent: what stands in it, and these values."""
    return Submitted(form.name, {**_standing(form), **values}, form.once, form.token, via)


def _standing(form: Form) -> dict[str, str]:
    values = {}
    for one in form.fields:
        match one:
            case TextField():
                values[one.name] = one.value.words
            case Choice():
                values[one.name] = one.chosen
            case Choices():
                values[one.name] = ",".join(one.ticked)
    return values


def blocks_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, also those that are folded away."""
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from blocks_of(block.blocks)


def button_of(surface: Surface, action: str) -> Button | None:
    """The button with this action, wherever it stands."""
    found = [block.buttons for block in blocks_of(surface.blocks) if isinstance(block, Row)]
    found.append(surface.buttons if isinstance(surface, Page) else surface.others)
    return next((one for buttons in found for one in buttons if one.action == action), None)


def under(surface: Surface, heading: str, action: str) -> Button | None:
    """The button with this action below a heading."""
    at = ""
    for block in blocks_of(surface.blocks):
        if isinstance(block, Heading):
            at = block.text
        elif isinstance(block, Row) and at == heading:
            return next((one for one in block.buttons if one.action == action), None)
    return None


def headings_of(surface: Surface) -> set[str]:
    """All headings."""
    return {block.text for block in blocks_of(surface.blocks) if isinstance(block, Heading)}


def words_of(surface: Surface) -> list[str]:
    """Everybody's words on it, in order."""
    return [block.quoted.words for block in blocks_of(surface.blocks) if isinstance(block, Words)]


def says(surface: Surface, key: str) -> bool:
    """Whether this is its title, in any language we speak."""
    return surface.title in {speaker(language)(key) for language in LANGUAGES}


def alias_in(surface: Surface) -> str:
    """The name a receipt gives to a line, empty if it is no receipt."""
    for language in LANGUAGES:
        before, after = speaker(language)("receipt-heading", alias="\0").split("\0")
        for text in headings_of(surface):
            if text.startswith(before) and text.endswith(after):
                return text[len(before) : len(text) - len(after)]
    return ""


def six_words_in(surface: Surface) -> str:
    """The six words on a page, empty if there are none."""
    captions = {speaker(language)("key-caption") for language in LANGUAGES}
    words = (one for one in blocks_of(surface.blocks) if isinstance(one, Words) and one.caption in captions)
    return next((one.quoted.words for one in words), "")
