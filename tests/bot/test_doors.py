"""Several productions on one instance: each has its own channels, desks, keys and lines, and a person chooses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

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
from adapters.local.limits import buttons
from adapters.surfaces import Form, Page, Quoted
from bot.app import Running, open_house
from bot.doors import Doors
from bot.text.catalog import speaker
from storage import agenda, concerns, people, productions
from storage.concerns import Concern
from storage.envelope import KEY_BYTES, Key
from storage.keys import Production, Use
from storage.opening import in_folders, open_store
from storage.people import Roster
from storage.productions import Channel, Founding
from storage.roots import derive
from storage.spares import Spares
from storage.store import Store, Tx
from tests.bot.bad_hand import filled
from tests.bot.stage import BOOK, MAIN, PEOPLE, Clock, Seeded, SomePlatform, shown, words_in

SAY = speaker("en")
FIRST, SECOND = "The Long Take", "A Production With A Very Long Working Title"
WORDS = "The robe was not there."


@dataclass(slots=True)
class Two:
    """Two productions in one house. Ada and Wren are in both, Bo in the second only."""

    running: Running = field(repr=False)
    clock: Clock
    platform: SomePlatform

    async def act(self, user: str, act: Act, channel: ChannelAddress | None = None) -> Page | Form:
        """What somebody sees when they do this."""
        gesture = Gesture(PlatformAddress("local", "w", user), act, channel, "en")
        return shown(await self.running.doors.receive(gesture))

    async def press(self, user: str, surface: Page | Form, action: str) -> Page | Form:
        """Press a button that is shown, by the beginning of its action."""
        button = next(one for one in buttons(surface) if one.action.split(":")[0] == action)
        return await self.act(user, Pressed(button.action, button.token))

    async def send(self, user: str, form: Page | Form, **values: str) -> Page | Form:
        """Send a form that is shown."""
        assert isinstance(form, Form)
        return await self.act(user, Submitted(form.name, filled(form) | values, form.once, form.token))

    async def lines(self) -> list[int]:
        """How many lines each production has."""
        return [len(await kept(self, house.production)) for house in self.running.houses]


async def kept(two: Two, production: Production) -> tuple[Concern, ...]:
    """Every line of a production."""
    return await two.running.store.read(lambda tx: concerns.all_of(tx, production))


async def _found(store: Store, spares: Spares, name: str, mark: bytes, without: str = "") -> Production:
    key, production = await asyncio.to_thread(store.keys.make_production, mark * 16)
    (first,) = await spares.hand(production, Use.ROUTE)
    pages = await spares.hand(production, Use.CONTENT, 2)
    readers, office = (Channel("local", "w", f"{kind}-{name[0]}") for kind in ("readers", "office"))
    book = replace(BOOK, name=name, readers_channel=readers, office_channel=office)

    def work(tx: Tx) -> None:
        productions.found(tx, production, book, Founding(key, first, pages[0]))
        productions.add_unit(tx, production, replace(MAIN, id=(mark * 16).hex()))
        known = tuple(one for one in PEOPLE if one.user != without)
        people.change(tx, production, pages[1], lambda _: Roster(known))

    await store.write(work)
    return production


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    """Give two productions."""
    roots = derive(Key(b"c" * KEY_BYTES, 1), Key(b"r" * KEY_BYTES, 1))
    store = await asyncio.to_thread(open_store, in_folders(tmp_path / "data", tmp_path / "keys"), roots)
    spares = Spares(store.keys)
    known = [await _found(store, spares, FIRST, b"\1", without="bo"), await _found(store, spares, SECOND, b"\2")]
    clock, platform = Clock(), SomePlatform(frozenset())
    running = await open_house(store, known, clock, Seeded(3), {"local": platform})
    yield Two(running, clock, platform)
    await running.close()


async def test_whoever_is_in_two_chooses_and_stays_where_they_chose(two: Two) -> None:
    choice = await two.act("ada", Command("concern"))
    assert choice.title == SAY("choose-title")
    assert [one.spoken for one in buttons(choice)] == [FIRST, SECOND]
    assert all(len(one.label) <= 24 for one in buttons(choice))
    for number, button in enumerate(buttons(choice)):
        box = await two.act("ada", Pressed(button.action, button.token))
        preview = await two.send("ada", box, words=f"{WORDS} {number}")
        await two.send("ada", preview)
        assert await two.lines() == [[1, 0], [1, 1]][number]
    lines = await two.press("ada", await two.act("ada", Pressed("lines")), "lines")
    assert f"{WORDS} 0" not in words_in(lines) or f"{WORDS} 1" not in words_in(lines)


async def test_whoever_is_in_one_is_not_asked(two: Two) -> None:
    box = await two.act("bo", Command("concern"))
    assert isinstance(box, Form)
    await two.send("bo", await two.send("bo", box, words=WORDS))
    assert await two.lines() == [0, 1]


async def test_words_typed_into_the_chat_are_kept_while_they_choose(two: Two) -> None:
    long = "ñ" * 2999 + " and more " + "x" * 3100
    form = await two.act("ada", Wrote("text", Quoted(long)))
    assert isinstance(form, Form)
    assert "".join(one for one in words_in(form).split("quoted ")[1:]).count("x") >= 3100
    box = await two.send("ada", form, words=WORDS)
    assert isinstance(box, Form)
    assert WORDS in words_in(box)
    await two.send("ada", await two.send("ada", box))
    assert sorted(await two.lines()) == [0, 1]


async def test_a_line_of_one_is_nothing_in_the_other(two: Two) -> None:
    first, second = buttons(await two.act("ada", Pressed("write")))
    preview = await two.send("ada", await two.act("ada", Pressed(first.action)), words=WORDS)
    receipt = await two.send("ada", preview)
    back = next(one for one in buttons(receipt) if one.token)
    mark = second.action.rpartition(":")[2]
    strange = await two.act("ada", Pressed(f"{back.action.partition(':')[0]}:{mark}", back.token))
    assert SAY("nothing-here") in words_in(strange)
    assert WORDS in words_in(await two.act("ada", Pressed(f"line:{first.action.rpartition(':')[2]}", back.token)))


async def test_each_channel_leads_to_its_own_readers(two: Two) -> None:
    first, _ = buttons(await two.act("ada", Pressed("write")))
    await two.send("ada", await two.send("ada", await two.act("ada", Pressed(first.action)), words=WORDS))
    two.clock.move(timedelta(minutes=31))
    await two.running.alarm.settle()
    desks = [
        await two.act("wren", Pressed("r-desk"), ChannelAddress("local", "w", f"readers-{name[0]}"))
        for name in (FIRST, SECOND)
    ]
    assert [any(one.action.startswith("r-open") for one in buttons(desk)) for desk in desks] == [True, False]
    again = next(one for one in buttons(desks[0]) if one.action.startswith("r-open"))
    assert ":" in again.action, "what is pressed on a private page has no channel to tell where it belongs"
    page = await two.act("wren", Pressed(again.action, again.token))
    assert WORDS in words_in(page)


async def test_the_office_of_one_is_not_the_office_of_the_other(two: Two) -> None:
    pages = [
        words_in(await two.act("ivo", OpenedHome(), ChannelAddress("local", "w", f"office-{name[0]}")))
        for name in (FIRST, SECOND)
    ]
    assert FIRST in pages[0]
    assert SECOND in pages[1]


async def test_a_stranger_chooses_among_those_of_their_workspace_only(two: Two) -> None:
    assert len(buttons(await two.act("somebody", OpenedHome()))) == 2
    rooms = two.running.doors._rooms
    far = replace(
        rooms[1],
        readers_channel=ChannelAddress("local", "far", "r"),
        office_channel=ChannelAddress("local", "far", "o"),
    )
    two.running.doors = Doors(two.running.store, (rooms[0], far))
    home = await two.act("somebody", OpenedHome())
    assert home.title == SAY("home-title")


@pytest.mark.parametrize("mark", ["zz", "", ":", "\ud800", "A" * 60])
async def test_a_mark_of_nothing_leads_to_the_choice(two: Two, mark: str) -> None:
    assert (await two.act("ada", Pressed(f"write:{mark}"))).title == SAY("choose-title")


async def test_every_mark_fits_and_no_two_are_alike(two: Two) -> None:
    surfaces = [await two.act("bo", Pressed(action)) for action in ("open", "write", "now", "who", "rights", "home")]
    assert all(one.action.endswith(two.running.doors._rooms[1].mark) for page in surfaces for one in buttons(page))
    assert two.running.doors._rooms[0].mark != two.running.doors._rooms[1].mark
    with pytest.raises(ValueError, match="mark"):
        Doors(two.running.store, (two.running.doors._rooms[0],) * 2)


async def test_one_production_is_never_marked(two: Two) -> None:
    alone = Doors(two.running.store, two.running.doors._rooms[:1])
    page = shown(await alone.receive(Gesture(PlatformAddress("local", "w", "ada"), OpenedHome())))
    assert not any(":" in one.action for one in buttons(page))


async def test_what_is_due_is_carried_out_in_its_own_production(two: Two) -> None:
    for button in buttons(await two.act("ada", Pressed("write"))):
        box = await two.act("ada", Pressed(button.action))
        await two.send("ada", await two.send("ada", box, words=WORDS))
    two.clock.move(timedelta(minutes=31))
    await two.running.alarm.settle()
    states = [one.line.state for house in two.running.houses for one in await kept(two, house.production)]
    assert states == ["released", "released"]
    assert await two.running.store.read(agenda.next_due)
