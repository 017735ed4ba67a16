"""Somebody at their phone: every answer is checked against every limit, and no error is let pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from adapters.interface import Act, ChannelAddress, Command, Gesture, OpenedHome, PlatformAddress, Pressed, Submitted
from adapters.limits import buttons
from adapters.local.cast import PLATFORM, WORKSPACE
from adapters.surfaces import Choice, Choices, Form, Page, TextField, Words
from bot.app import Running
from tests.bot.stage import shown, words_in

Surface = Page | Form
WORDS = "The robe was not there again."


class Around(Protocol):
    """What somebody's hands need of the set."""

    running: Running

    async def go_on(self, by: timedelta = ...) -> None:
        """Let time pass."""


@dataclass(slots=True)
class Hand:
    """One account, and what lies before it. Every answer is checked against every limit; no error is let pass."""

    on: Around = field(repr=False)
    user: str
    platform: str = PLATFORM
    locale: str = "en"
    shown: Surface | None = None

    @property
    def address(self) -> PlatformAddress:
        """How the bot knows this account."""
        return PlatformAddress(self.platform, WORKSPACE, self.user)

    @property
    def form(self) -> Form:
        """The form before them."""
        assert isinstance(self.shown, Form), words_in(self.shown) if self.shown else None
        return self.shown

    @property
    def page(self) -> Page:
        """The page before them."""
        assert isinstance(self.shown, Page), self.shown
        return self.shown

    @property
    def text(self) -> str:
        """All they see."""
        assert self.shown
        return words_in(self.shown)

    async def act(self, act: Act, channel: ChannelAddress | None = None) -> Surface:
        """Do it."""
        gesture = Gesture(self.address, act, channel, self.locale, "Europe/Madrid")
        self.shown = shown(await self.on.running.doors.receive(gesture))
        return self.shown

    async def press(self, action: str, token: str | None = None) -> Surface:
        """Press what is shown, or a button with this token that isn't."""
        return await self.act(Pressed(action, self.token(action) if token is None else token))

    def token(self, action: str, of: Surface | None = None) -> str:
        """The token of a button that is shown."""
        surface = of or self.shown
        assert surface
        found = [one.token for one in buttons(surface) if one.action == action]
        assert found, (action, [one.action for one in buttons(surface)])
        return found[0]

    def has(self, action: str) -> bool:
        """Whether this can be pressed."""
        return self.shown is not None and any(one.action == action for one in buttons(self.shown))

    def sending(self, via: str = "", **values: str) -> Submitted:
        """What the form before them would be sent as."""
        return self.sending_of(self.form, via, **values)

    def sending_of(self, it: Form, via: str = "", **values: str) -> Submitted:
        """What this form, which may be an old one, would be sent as."""
        return Submitted(it.name, filled(it) | values, it.once, it.token, via)

    async def fill(self, via: str = "", **values: str) -> Surface:
        """Send the form that is shown."""
        return await self.act(self.sending(via, **values))

    # --- ways that are gone often ---------------------------------------------------------------------------------

    async def box(self) -> Form:
        """Open the first screen."""
        await self.act(Command("concern"))
        return self.form

    async def drafted(self, words: str = WORDS, **values: str) -> Form:
        """Go as far as the preview."""
        await self.box()
        await self.fill(words=words, **values)
        return self.form

    async def sent(self, words: str = WORDS, **values: str) -> Page:
        """Send a concern; the receipt."""
        first = {name: values.pop(name) for name in ("readers", "urgency") if name in values}
        await self.drafted(words, **first)
        await self.fill(**values)
        return self.page

    async def raised(self, words: str = WORDS, **values: str) -> Page:
        """Send one, and let it reach its readers; the person's own page of it."""
        await self.sent(words, **values)
        await self.on.go_on()
        return await self.mine()

    async def mine(self) -> Page:
        """Their only line."""
        await self.back()
        return self.page

    async def back(self) -> Surface:
        """What leads from their account: a line, a draft, or a list."""
        await self.act(OpenedHome())
        return await self.press("lines")

    async def opened(self) -> Page:
        """As a reader: the only line on the desk, opened."""
        await self.act(Command("desk"))
        await self.press("r-open")
        return self.page

    async def answered(self, words: str, kind: str = "answer", **more: str) -> Surface:
        """As a reader: open the only line and leave words on it, in both steps."""
        await self.opened()
        await self.press(f"r-{kind}")
        await self.fill(words=words, **more)
        return await self.fill()


def filled(form: Form) -> dict[str, str]:
    """A form's values as they stand in it."""
    values = dict[str, str]()
    for one in form.fields:
        match one:
            case Choice():
                values[one.name] = one.chosen
            case Choices():
                values[one.name] = ",".join(one.ticked)
            case TextField():
                values[one.name] = one.value.words
    return values


def all_typed(surface: Surface) -> str:
    """Words of people on a surface, in the box and beside it, in the order they stand there."""
    boxes = [one.value for one in surface.fields if isinstance(one, TextField)] if isinstance(surface, Form) else []
    beside = [one.quoted for one in surface.blocks if isinstance(one, Words)]
    return "".join(quoted.words for quoted in (*boxes, *beside))


def is_neutral(surface: Surface | None) -> bool:
    """Whether this is the person's page that says nothing."""
    return isinstance(surface, Page) and surface.title == "Nothing here"


def quoted_in(surface: Surface) -> list[str]:
    """Each person's words that stand on a surface."""
    return [one.quoted.words for one in surface.blocks if isinstance(one, Words)]
