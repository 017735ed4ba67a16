"""A production to try the desks on: three readers, two units, an office person, two performers, a clock, known chance.

Everything is ours and real but the clock and the entropy; ids and roots are fixed, so that two stages made alike give
the same bytes.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from adapters.interface import (
    Act,
    Answer,
    Capabilities,
    ChannelAddress,
    Gesture,
    MessageRef,
    PlatformAddress,
    Pressed,
    Receive,
    Submitted,
)
from adapters.limits import buttons, check
from adapters.surfaces import Card, Form, Page, Quoted
from bot.audience import Audience
from bot.desks.reader import ReaderDesk
from bot.house import House
from bot.lines import agenda_kinds as kinds
from bot.lines.addressing import Wishes
from bot.lines.carrying import Carrying
from bot.lines.own_acts import OwnActs
from bot.lines.owning import MyLine
from bot.lines.place import Account
from bot.lines.raising import Draft, Raising, Writer
from bot.lines.reading import Lines
from bot.posting import Posting
from escalation import aliases
from escalation.calendar import ALWAYS, Hours
from escalation.concern import Urgency
from escalation.occasions import Kind, Occasion
from escalation.roster import Role
from storage import agenda, audit, concerns, occasions, people, productions
from storage.agenda import Entry, Lane
from storage.concerns import Concern
from storage.envelope import KEY_BYTES, Key
from storage.keys import Use
from storage.lines import Noted, Said, Voice
from storage.opening import in_folders, open_store
from storage.people import Person, Reading, Roster
from storage.productions import Book, Channel, Founding, Outside, Unit
from storage.roots import derive
from storage.spares import Spares
from storage.store import Store, Tx

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
READERS = ChannelAddress("local", "w", "readers")
OFFICE = ChannelAddress("local", "w", "office")
TEXT = Path(__file__).parents[2] / "bot" / "text"


def fixed_id(name: str) -> str:
    """An id that is the same in every stage."""
    return sha256(name.encode()).hexdigest()[:32]


@dataclass(slots=True)
class Clock:
    """Stands until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        """The moment it is."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


class Seeded:
    """Chance that comes out the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - a test's dice

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._dice.randbytes(count)

    def roll(self) -> float:
        """A number in [0, 1)."""
        return self._dice.random()


class SomePlatform:
    """A platform on which nothing happens; `there` are the members of the readers' channel."""

    name = "local"
    can = Capabilities(drops_repeats=True, knows_zones=False)

    def __init__(self, there: frozenset[PlatformAddress]) -> None:
        self.there = there

    async def run(self, receive: Receive) -> None:
        """Nobody comes."""

    async def ready(self) -> None:
        """It is."""

    async def send(self, to: PlatformAddress | ChannelAddress, card: Card, delivery: str) -> MessageRef:  # noqa: ARG002 - as platforms have it
        """Take it."""
        return MessageRef(self.name, delivery)

    async def edit(self, message: MessageRef, card: Card) -> None:
        """Take it."""

    async def delete(self, message: MessageRef) -> None:
        """Take it away."""

    async def members(self, channel: ChannelAddress) -> frozenset[PlatformAddress]:  # noqa: ARG002 - there is one
        """Who is there."""
        return self.there


MAIN = Unit(
    fixed_id("main"), "Main unit", "Hangar 4", "112", "555-0134", Hours("Europe/Madrid"),
    (fixed_id("wren"), fixed_id("ode"), fixed_id("sol")),
)  # fmt: skip
SECOND = Unit(
    fixed_id("second"), "Second unit", "Harbour", "999", "555-0177", Hours("Europe/London"),
    (fixed_id("ode"), fixed_id("sol")),
)  # fmt: skip
BOOK = Book(
    name="The Long Take",
    kind="film",
    runner="the guild",
    zone="Europe/Madrid",
    language="en",
    country="ES",
    readers_channel=Channel("local", "w", "readers"),
    office_channel=Channel("local", "w", "office"),
    outside=(Outside("Union line", "555-0101", "09:00-21:00", ("English", "Spanish")),),
    crew=30,
)
SCENE = Occasion(fixed_id("12A"), MAIN.id, Kind.scene, "Sc 12A", (START + timedelta(days=1)).date(), time(13))


def _person(user: str, name: str, role: Role, reading: Reading | None = None, language: str = "en") -> Person:
    return Person(fixed_id(user), name, (role,), "local", "w", user, language, joined=True, reading=reading)


def _reading(*, accepted: bool = True) -> Reading:
    return Reading("I read these lines.", ALWAYS, accepted=accepted, acting=accepted)


PEOPLE = (
    _person("wren", "Wren Castle", Role.coordinator, _reading()),
    _person("ode", "Ode Larkin", Role.backup, _reading()),
    _person("sol", "Sol Marden", Role.backup, _reading()),
    _person("noor", "Noor Field", Role.backup, _reading(accepted=False)),
    _person("ivo", "Ivo Marsh", Role.office),
    _person("ada", "Ada Brisk", Role.performer),
    _person("bo", "Bo Vela", Role.performer, language="es"),
)


def account(user: str, platform: str = "local") -> Account:
    """Somebody's account."""
    return platform, "w", user


@dataclass(slots=True)
class Stage:
    """An open production, and everything a test does on it."""

    store: Store = field(repr=False)
    house: House = field(repr=False)
    clock: Clock
    raising: Raising = field(repr=False)
    lines: Lines = field(repr=False)
    own: OwnActs = field(repr=False)
    carrying: Carrying = field(repr=False)
    desk: ReaderDesk = field(repr=False)
    count: int = 0

    # --- persons ------------------------------------------------------------------------------------------------------

    async def saved(self, words: str = "The robe was not there.", by: str = "ada", **more: object) -> MyLine:
        """A line that was sent and still waits. `leave_out`, `urgency`, `unit` and fields of `Wishes` can be given."""
        self.count += 1
        platform, left_out = str(more.pop("platform", "local")), more.pop("leave_out", ())
        assert isinstance(left_out, tuple)
        unit = more.pop("unit", MAIN)
        assert isinstance(unit, Unit)
        readers = tuple(fixed_id(one) for one in ("wren", "ode", "sol") if one not in left_out)
        draft = Draft(words, Urgency(str(more.pop("urgency", "today"))), readers, unit.id)
        who = account(by, platform)
        mine = await self.raising.draft(Writer(who, "es" if by == "bo" else "en"), draft, f"once-{self.count}")
        return await self.raising.send(who, mine.access, Wishes(**more))  # type: ignore[arg-type] # by the tests' names

    async def raised(self, words: str = "The robe was not there.", by: str = "ada", **more: object) -> MyLine:
        """A line that has reached its readers."""
        mine = await self.saved(words, by, **more)
        self.clock.at = max(self.clock.at, mine.line.leaves_at)
        await self.settle()
        return mine

    async def add(self, mine: MyLine, words: str, by: str = "ada", answers: str = "") -> None:
        """More words of the person; they leave after `later`."""
        self.count += 1
        said = Said(Voice.PERSON, words, self.clock.now(), answers=answers)
        await self.own.add(account(by), mine.access, said, f"more-{self.count}")

    async def later(self, by: timedelta = timedelta(minutes=31)) -> None:
        """Let time pass, and everything that was on its way leave."""
        self.clock.move(by)
        await self.settle()

    async def settle(self) -> None:
        """Carry out what is due; nothing is sent anywhere."""
        carry: dict[str, Callable[[Entry], Awaitable[None]]] = {
            kinds.LADDER: self.carrying.look,
            kinds.WORDS: self.carrying.words_leave,
            kinds.ANSWER: self.carrying.answer_leaves,
            kinds.EFFECT: self.carrying.effect,
        }
        while entries := await self._due():
            for entry in entries:
                await carry.get(entry.kind, self.carrying.finish)(entry)

    async def _due(self) -> tuple[Entry, ...]:
        now = self.clock.now()

        def work(tx: Tx) -> tuple[Entry, ...]:
            return tuple(entry for lane in Lane for entry in agenda.claim(tx, lane, now, timedelta(minutes=1), 50))

        return await self.store.write(work)

    # --- readers ------------------------------------------------------------------------------------------------------

    async def press(self, who: str, action: str, token: str = "", **more: str) -> Page | Form:
        """Press a button of a private page."""
        return await self.gesture(who, Pressed(action, token), **more)

    async def card(self, who: str, mine: MyLine) -> Page | Form:
        """Press [Open] on the line's card in the channel; where somebody was left out there is none, only a desk."""
        if mine.line.left_out:
            return await self.press(who, "r-open", self.person_token(who, mine))
        token = self.card_token(mine)
        return shown(await self.desk.receive(Gesture(_address(who), Pressed("r-open", token), READERS)))

    async def send(self, who: str, form: Page | Form, via: str = "", **values: str) -> Page | Form:
        """Send a form that was shown, with these values in it."""
        assert isinstance(form, Form)
        return await self.gesture(who, Submitted(form.name, values, form.once, form.token, via))

    async def gesture(self, who: str, act: Act, locale: str = "") -> Page | Form:
        """One act outside any channel, checked against every limit of surfaces."""
        return shown(await self.desk.receive(Gesture(_address(who), act, None, locale)))

    async def opened(self, who: str, mine: MyLine) -> Page:
        """The line's page, opened from its card."""
        page = await self.card(who, mine)
        assert isinstance(page, Page)
        return page

    async def taken(self, who: str, mine: MyLine) -> Page | Form:
        """Open it and take it, with the first time that is offered."""
        page = await self.opened(who, mine)
        form = await self.press(who, "r-take", token_of(page, "r-take"))
        return await self.send(who, form, until=first_time(form))

    def card_token(self, mine: MyLine) -> str:
        """The token on the line's card."""
        return self.house.tokens.for_channel(
            mine.access.concern, (READERS.platform, READERS.workspace, READERS.channel)
        )

    def person_token(self, who: str, mine: MyLine) -> str:
        """A token of a private page of this account."""
        return self.house.tokens.for_person(mine.access.concern, account(who), self.clock.now().date())

    # --- what is kept -------------------------------------------------------------------------------------------------

    async def concern(self, mine: MyLine) -> Concern:
        """The concern as it is kept."""
        found = await self.store.read(lambda tx: concerns.find(tx, self.house.production, mine.access.concern))
        assert found
        return found

    async def change(self, mine: MyLine, **more: object) -> None:
        """Change the line as it is kept, where no act of anybody's is needed."""
        concern = await self.concern(mine)
        line = replace(concern.line, **more)  # type: ignore[arg-type] # by the tests' names
        await self.store.write(lambda tx: concerns.save(tx, self.house.production, concern, line))

    async def said(self, mine: MyLine) -> tuple[Said, ...]:
        """Everything said on the line."""
        concern = await self.concern(mine)
        found = await self.store.read(lambda tx: concerns.said(tx, self.house.production, concern))
        return tuple(one for _, one in found)

    async def record(self, mine: MyLine) -> tuple[Noted, ...]:
        """The person's record."""
        concern = await self.concern(mine)
        return await self.store.read(lambda tx: concerns.record(tx, self.house.production, concern))

    async def codes(self, mine: MyLine) -> list[str]:
        """What the person's record says, in order."""
        return [one.code for one in await self.record(mine)]

    async def audited(self) -> list[tuple[str, str]]:
        """What the audit holds of readers: code and reader, sorted."""
        notes = await self.store.read(lambda tx: audit.read(tx, self.house.production))
        return sorted((note.code, note.by) for _, note in notes if note.by)

    async def planned(self, mine: MyLine, kind: str) -> int:
        """How many entries of a kind stand on the agenda for this line."""
        entries = await self.store.read(lambda tx: agenda.of(tx, mine.access.concern))
        return sum(entry.kind == kind for entry in entries)


ROOTS = derive(Key(b"c" * KEY_BYTES, 1), Key(b"r" * KEY_BYTES, 1))


@asynccontextmanager
async def staged(folder: Path, seed: int = 7) -> AsyncIterator[Stage]:
    """An open stage on SQLite in this folder: a copy of one that was founded once, since its keys are fixed."""
    shutil.copytree(await _first(), folder, dirs_exist_ok=True)
    store = open_store(in_folders(folder / "data", folder / "keys"), ROOTS)
    try:
        yield await _opened(store, seed)
    finally:
        store.close()


async def founded_in(store: Store, seed: int = 7) -> Stage:
    """The same production in an open store in which there is nothing."""
    await _found(store)
    return await _opened(store, seed)


async def _opened(store: Store, seed: int) -> Stage:
    (production,) = await store.read(productions.all_of)
    return _stage(House(store, Spares(store.keys), production, Clock(), Seeded(seed), _nothing, _nothing))


async def _first() -> Path:
    if not _FOUNDED:
        _FOUNDED.append(tempfile.TemporaryDirectory(prefix="ghostlight-stage-"))
        folder = Path(_FOUNDED[0].name)
        store = open_store(in_folders(folder / "data", folder / "keys"), ROOTS)
        await _found(store)
        store.close()
    return Path(_FOUNDED[0].name)


_FOUNDED: list[tempfile.TemporaryDirectory[str]] = []


async def _found(store: Store) -> None:
    spares = Spares(store.keys)
    key, production = await asyncio.to_thread(store.keys.make_production, bytes(16))
    (first,) = await spares.hand(production, Use.ROUTE)
    pages = await spares.hand(production, Use.CONTENT, 2)

    def work(tx: Tx) -> None:
        productions.found(tx, production, BOOK, Founding(key, first, pages[0]))
        productions.add_unit(tx, production, MAIN)
        productions.add_unit(tx, production, SECOND)
        people.change(tx, production, pages[1], lambda _: Roster(PEOPLE))
        occasions.put(tx, production, [SCENE])

    await store.write(work)


def _stage(house: House) -> Stage:
    assert isinstance(house.clock, Clock)
    lexicon = aliases.parse((TEXT / "aliases.en.txt").read_text(encoding="utf-8"))
    lines = Lines(house)
    there = SomePlatform(frozenset(_address(user) for user in ("wren", "ode", "sol")))
    desk = ReaderDesk(house, lines, Audience(house, Posting({"local": there})), READERS)
    raising, own, carrying = Raising(house, {"en": lexicon}), OwnActs(house), Carrying(house)
    return Stage(house.store, house, house.clock, raising, lines, own, carrying, desk)


async def change_person(stage: Stage, user: str, **more: object) -> None:
    """Change somebody on the roster."""
    (spare,) = await stage.house.content_keys(1)

    def changed(roster: Roster) -> Roster:
        person = roster.by_id(fixed_id(user))
        assert person
        return roster.having(replace(person, **more))  # type: ignore[arg-type] # by the tests' names

    await stage.store.write(lambda tx: people.change(tx, stage.house.production, spare, changed))


def shown(answer: Answer) -> Page | Form:
    """The surface of an answer; every limit of surfaces holds for it."""
    check(answer.surface)
    return answer.surface


def token_of(surface: Page | Form, action: str) -> str:
    """The token of a button with this action."""
    return next(button.token for button in buttons(surface) if button.action == action)


def actions(surface: Page | Form) -> list[str]:
    """What can be pressed."""
    return [button.action for button in buttons(surface)]


def first_time(form: Page | Form) -> str:
    """The time that is chosen in a form of promises."""
    assert isinstance(form, Form)
    return str(getattr(form.fields[0], "chosen", ""))


def words_in(surface: Page | Form) -> str:
    """Everything on a surface as one text, words of people too; two surfaces with the same text are the same bytes."""
    return "\n".join(_texts(surface))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Quoted):
        yield f"quoted {value.words}"
    elif is_dataclass(value):
        yield type(value).__name__
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    else:
        yield str(value)


def _address(user: str) -> PlatformAddress:
    return PlatformAddress(*account(user))


def _nothing() -> None:
    """Nobody is to be woken."""
