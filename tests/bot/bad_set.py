"""The demo, opened and not served: real desks, a clock that is moved, somebody's hands, and a store that can fail."""

from __future__ import annotations

import asyncio
import contextlib
import time as clocks
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from sqlalchemy import Engine, event

from adapters.interface import Act, ChannelAddress, Command, Gesture, OpenedHome, PlatformAddress, Pressed, Submitted
from adapters.local.cast import PLATFORM, WORKSPACE
from adapters.local.limits import buttons
from adapters.local.platform import LocalSet
from adapters.surfaces import Choice, Choices, Form, Page, Quoted, TextField, Words
from bot.app import Running, channel_of
from bot.clock import MovableClock
from bot.demo import open_demo
from bot.demo_cast import BOOK
from storage import agenda, concerns, people
from storage.concerns import Concern
from storage.errors import NotKept
from storage.lines import Noted, Said
from storage.people import Person, Roster
from storage.store import GroupWriter, Store, Tx, Writer
from tests.bot.stage import shown, words_in
from tests.privacy.set import memory

T = TypeVar("T")
Surface = Page | Form
READERS = ChannelAddress(*channel_of(BOOK.readers_channel))
OFFICE = ChannelAddress(*channel_of(BOOK.office_channel))
WORDS = "The robe was not there again."


class Weather:
    """A writer that fails: `fails` are the numbers of writes from now on that do, before or after they are kept."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.count = 0
        self.fails: frozenset[int] = frozenset()
        self.keeps = False
        self.slow = timedelta()

    def next(self, *numbers: int, keeps: bool = False, slow: timedelta = timedelta()) -> None:
        """Fail these of the coming writes, counted from 1; `keeps`: although they are kept; `slow`: late instead."""
        self.count, self.fails, self.keeps, self.slow = 0, frozenset(numbers), keeps, slow

    def submit(self, work: Callable[[Tx], T]) -> Future[T]:
        """Take a work, unless the weather is bad."""
        self.count += 1
        if self.count not in self.fails:
            return self.writer.submit(work)
        if self.slow:
            return self.writer.submit(lambda tx: self._late(work, tx))
        if self.keeps:
            self.writer.submit(work).result()
        failed: Future[T] = Future()
        failed.set_exception(NotKept("weather"))
        return failed

    def _late(self, work: Callable[[Tx], T], tx: Tx) -> T:
        clocks.sleep(self.slow.total_seconds())
        return work(tx)

    def close(self) -> None:
        """End it."""
        self.writer.close()


@dataclass(slots=True)
class OnSet:
    """The demo as it runs, with the weather over its store."""

    running: Running = field(repr=False)
    local: LocalSet = field(repr=False)
    clock: MovableClock
    weather: Weather
    hands: dict[str, Hand] = field(default_factory=dict, repr=False)

    @property
    def store(self) -> Store:
        """Its store."""
        return self.running.store

    @property
    def engine(self) -> Engine:
        """What writes its data."""
        assert isinstance(self.weather.writer, GroupWriter)
        return self.weather.writer._engine

    def hand(self, user: str, platform: str = PLATFORM) -> Hand:
        """Somebody's hands."""
        return self.hands.setdefault(f"{platform} {user}", Hand(self, user, platform))

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Look into the store."""
        return await self.store.read(work)

    async def go_on(self, by: timedelta = timedelta(minutes=31)) -> None:
        """Let time pass from due moment to due moment."""
        target = self.clock.now() + by
        await self.running.alarm.settle()
        for _ in range(300):
            due = await self.store.read(agenda.next_due)
            if due is None or due > target:
                break
            self.clock.move_to(due)
            await self.running.alarm.settle()
        self.clock.move_to(target)
        await self.running.alarm.settle()

    async def lines(self) -> tuple[Concern, ...]:
        """Every concern that is kept, drafts too."""
        return await self.read(lambda tx: concerns.all_of(tx, self.running.house.production))

    async def line(self) -> Concern:
        """The only concern that is kept."""
        (one,) = await self.lines()
        return one

    async def said(self, concern: Concern) -> tuple[Said, ...]:
        """All that was said on it."""
        found = await self.read(lambda tx: concerns.said(tx, self.running.house.production, concern))
        return tuple(one for _, one in found)

    async def every_word(self) -> list[str]:
        """Everything that anybody said on any line, sorted."""
        return sorted([one.words for concern in await self.lines() for one in await self.said(concern)])

    async def codes(self, concern: Concern) -> list[str]:
        """The person's record, in order."""
        found: tuple[Noted, ...] = await self.read(
            lambda tx: concerns.record(tx, self.running.house.production, concern)
        )
        return [one.code for one in found]

    async def roster(self) -> Roster:
        """Everybody who is known."""
        return await self.read(lambda tx: people.read(tx, self.running.house.production))

    async def rename(self, name: str, other: str) -> None:
        """Give somebody another name on the roster, whatever it is."""
        (spare,) = await self.running.house.content_keys(1)

        def renamed(roster: Roster) -> Roster:
            return replace(roster, people=tuple(_named(one, name, other) for one in roster.people))

        await self.store.write(lambda tx: people.change(tx, self.running.house.production, spare, renamed))

    async def waiting(self) -> list[str]:
        """What stands on the agenda, by kind."""
        found = [
            entry.kind
            for one in await self.lines()
            for entry in await self.read(lambda tx, one=one: agenda.of(tx, one.id))  # type: ignore[misc]
        ]
        return sorted(found)


@dataclass(slots=True)
class Hand:
    """One account, and what lies before it. Every answer is checked against every limit; no error is let pass."""

    on: OnSet = field(repr=False)
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

    def sending(self, via: str = "", form: Form | None = None, **values: str) -> Submitted:
        """What this form would be sent as."""
        it = form or self.form
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
        await self.drafted(words, **{name: values.pop(name) for name in ("readers", "urgency") if name in values})
        await self.fill(**values)
        return self.page

    async def raised(self, words: str = WORDS, **values: str) -> Page:
        """Send one, and let it reach its readers; the person's own page of it."""
        await self.sent(words, **values)
        await self.on.go_on()
        return await self.mine()

    async def mine(self) -> Page:
        """Their only line."""
        await self.act(OpenedHome())
        await self.press("lines")
        return self.page

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


def _named(one: Person, name: str, other: str) -> Person:
    return replace(one, name=other) if one.name == name else one


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


@asynccontextmanager
async def demo() -> AsyncIterator[OnSet]:
    """The demo in memory, at ten in the morning of a day that is still to come."""
    with TemporaryDirectory(prefix="ghostlight-bad-", dir=memory()) as folder:
        clock = MovableClock()
        tomorrow = (clock.now() + timedelta(days=1)).date()
        clock.move_to(datetime.combine(tomorrow, time(9), UTC))
        running, local = await open_demo(Path(folder) / "demo", 0, clock)
        weather = Weather(running.store._writer)
        running.store._writer = weather
        try:
            yield OnSet(running, local, clock, weather)
        finally:
            running.store._writer = weather.writer
            await running.close()
            local.close()


@contextlib.contextmanager
def overheard(on: OnSet) -> Iterator[list[str]]:
    """Every statement that reaches the data, in order."""
    heard = list[str]()

    def hear(_c: Any, _k: Any, statement: str, *_more: Any) -> None:
        heard.append(statement)

    engines = (on.engine, on.store._readers)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


async def together(*acts: Any) -> list[Any]:
    """At once; an error of one is an error of all."""
    return list(await asyncio.gather(*acts))


def quoted_in(surface: Surface) -> list[str]:
    """Each person's words that stand on a surface."""
    return [one.quoted.words for one in surface.blocks if isinstance(one, Words)] or [Quoted("").words]
