"""Somebody at their phone: presses what was shown to them, fills in forms, and keeps everything they saw."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from adapters.interface import (
    Act,
    ChannelAddress,
    Command,
    Gesture,
    OpenedHome,
    PlatformAddress,
    Pressed,
    Submitted,
    Wrote,
)
from adapters.limits import check
from adapters.surfaces import Block, Button, Choice, Choices, Fold, Form, Page, Quoted, Row
from tests.privacy.recorder import dumped
from tests.privacy.set import LOCAL, WORKSPACE, ZONE, OnSet

Surface = Page | Form


def buttons(surface: Surface) -> tuple[Button, ...]:
    """Every button on it."""
    own = surface.others if isinstance(surface, Form) else surface.buttons
    return (*_inside(surface.blocks), *own)


def _inside(blocks: Iterable[Block]) -> Iterator[Button]:
    for block in blocks:
        if isinstance(block, Row):
            yield from block.buttons
        if isinstance(block, Fold):
            yield from _inside(block.blocks)


def filled(form: Form) -> dict[str, str]:
    """A form's values as they stand in it."""
    values = {}
    for one in form.fields:
        if isinstance(one, Choice):
            values[one.name] = one.chosen
        elif isinstance(one, Choices):
            values[one.name] = ",".join(one.ticked)
        else:
            values[one.name] = one.value.words
    return values


@dataclass(slots=True)
class Hand:
    """One account. `pages` is everything this account was ever shown, as JSON; `errors` what an adapter would get."""

    on: OnSet
    user: str
    platform: str = LOCAL
    locale: str = "en"
    shown: Surface | None = None
    pages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def address(self) -> PlatformAddress:
        """How the bot knows this account."""
        return PlatformAddress(self.platform, WORKSPACE, self.user)

    @property
    def account(self) -> tuple[str, str, str]:
        """The same, in clear."""
        return self.address.reveal()

    @property
    def form(self) -> Form:
        """The form that lies before them."""
        assert isinstance(self.shown, Form), self.shown
        return self.shown

    @property
    def text(self) -> str:
        """What they see now, as JSON."""
        return self.pages[-1]

    async def act(self, act: Act, channel: ChannelAddress | None = None) -> Surface | None:
        """Do it; like an adapter, lets no error out and shows none."""
        gesture = Gesture(self.address, act, channel, self.locale, ZONE)
        try:
            answer = await self.on.running.doors.receive(gesture)
            check(answer.surface)
        except Exception as error:  # noqa: BLE001 - as an adapter does
            self.errors.append("".join(traceback.format_exception(error)))
            return None
        self.shown = answer.surface
        self.pages.append(dumped(self.shown))
        return self.shown

    def has(self, action: str) -> bool:
        """Whether this can be pressed now."""
        return self.shown is not None and any(one.action == action for one in buttons(self.shown))

    async def press(self, action: str, alias: str = "") -> Surface | None:
        """Press a button that is shown: the first with this action, of the line with this name if one is given."""
        assert self.shown is not None
        mine = (one for one in buttons(self.shown) if one.action == action and alias in one.spoken)
        button = next(mine, Button(action, action))
        return await self.act(Pressed(action, button.token))

    async def fill(self, via: str = "", **values: str) -> Surface | None:
        """Send the form before them with these values."""
        form = self.form
        return await self.act(Submitted(form.name, filled(form) | values, form.once, form.token, via))

    async def command(self, name: str) -> Surface | None:
        """Type a command."""
        return await self.act(Command(name))

    async def home(self) -> Surface | None:
        """Open the bot's own page."""
        return await self.act(OpenedHome())

    async def write(self, kind: str, words: str) -> Surface | None:
        """Type or drop something into the chat."""
        return await self.act(Wrote(kind, Quoted(words)))

    async def open_card(self, alias: str = "") -> Surface | None:
        """Press [Open] on a card in the readers' channel, the newest if no name is given."""
        channel = self.on.readers_channel
        cards = [card for card in self.on.platform.in_place(channel.channel) if alias in ("", card.title)]
        return await self.act(Pressed("r-open", cards[-1].buttons[0].token), channel)
