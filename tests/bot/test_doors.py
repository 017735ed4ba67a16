"""Several productions on one instance: each has its own channels, desks, keys and lines, and a person chooses."""

from __future__ import annotations

import ast
import asyncio
import re
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
from adapters.limits import buttons
from adapters.surfaces import LONGEST_ACTION, Form, Page, Quoted
from adapters.surfaces import Say as Paragraph
from bot import doors
from bot.app import Running, open_house
from bot.desks import person, reader
from bot.desks.reader_forms import KINDS, LOOKED
from bot.doors import MARK, Doors, Rooms
from bot.text.catalog import LANGUAGES, speaker
from storage import agenda, concerns, people, productions
from storage.concerns import Concern
from storage.envelope import KEY_BYTES, Key
from storage.errors import StorageError
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
DESKS = Path(__file__).parents[2] / "bot" / "desks"
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


def typed_text(language: str) -> str:
    """What stands above words that were typed into the chat."""
    say = speaker(language)
    return say("typed-text", keeper=say("chat-keeper", platform="local"))


def mark(two: Two, number: int) -> str:
    """The mark of the first or the second."""
    return two.running.doors._mark(two.running.doors._rooms[number])


def far(two: Two, number: int) -> Rooms:
    """The first or the second, as if it lived in another workspace."""
    readers, office = ChannelAddress("local", "far", f"r{number}"), ChannelAddress("local", "far", f"o{number}")
    return replace(two.running.doors._rooms[number], readers_channel=readers, office_channel=office)


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


async def test_whoever_is_known_to_one_is_offered_those_of_their_workspace_too(two: Two) -> None:
    choice = await two.act("bo", Command("concern"))
    assert [one.spoken for one in buttons(choice)] == [FIRST, SECOND]
    box = await two.act("bo", Pressed(buttons(choice)[1].action))
    await two.send("bo", await two.send("bo", box, words=WORDS))
    assert await two.lines() == [0, 1]


async def test_whoever_is_known_to_one_and_near_no_other_is_not_asked(two: Two) -> None:
    two.running.doors = Doors(two.running.store, (far(two, 0), two.running.doors._rooms[1]))
    box = await two.act("bo", Command("concern"))
    assert isinstance(box, Form)
    await two.send("bo", await two.send("bo", box, words=WORDS))
    assert await two.lines() == [0, 1]


async def test_words_typed_into_the_chat_are_kept_while_they_choose(two: Two) -> None:
    long = "ñ" * 2999 + " and more " + "x" * 3100
    form = await two.act("ada", Wrote("text", Quoted(long)))
    assert isinstance(form, Form)
    assert "".join(one for one in words_in(form).split("quoted ")[1:]).count("x") >= 3100
    assert filled(form)["choose"] == "", "nothing is chosen for them"
    form = await two.send("ada", form)
    assert "ñ" * 2999 in words_in(form)
    box = await two.send("ada", form, words=WORDS, choose=mark(two, 0))
    assert isinstance(box, Form)
    assert box.problem == typed_text("en")
    assert WORDS in words_in(box)
    await two.send("ada", await two.send("ada", box))
    assert await two.lines() == [1, 0]


@pytest.mark.parametrize("name", ["write:zzz", "write", "now:zz", "choose", "send:", "r-answer:zzz"])
@pytest.mark.parametrize("user", ["ada", "bo", "somebody"])
async def test_words_in_a_form_that_leads_nowhere_wait_while_they_choose(two: Two, user: str, name: str) -> None:
    form = await two.act(user, Submitted(name, {"words": WORDS, "urgency": "today"}, "once", "token"))
    assert form.title == SAY("choose-title")
    assert WORDS in words_in(form)
    form = await two.send(user, form)
    box = await two.send(user, form, choose=mark(two, 1))
    assert isinstance(box, Form)
    assert filled(box)["words"] == WORDS
    assert box.problem == ("" if name != "choose" else typed_text(box.language))


async def test_words_in_a_form_that_leads_nowhere_wait_for_whoever_is_in_one_too(two: Two) -> None:
    two.running.doors = Doors(two.running.store, (far(two, 0), two.running.doors._rooms[1]))
    form = await two.act("bo", Submitted("write:zzz", {"words": WORDS}, "once"))
    assert WORDS in words_in(form)
    assert isinstance(form, Form)
    assert WORDS in words_in(await two.send("bo", form, choose=mark(two, 1)))


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
    two.running.doors = Doors(two.running.store, (two.running.doors._rooms[0], far(two, 1)))
    home = await two.act("somebody", OpenedHome())
    assert home.title == SAY("home-title")


@pytest.mark.parametrize(
    "act",
    [
        OpenedHome(),
        Command("desk"),
        Pressed("now"),
        Wrote("text", Quoted(WORDS)),
        Submitted("write", {"words": WORDS}, "o"),
    ],
    ids=["home", "command", "press", "typed", "form"],
)
async def test_where_no_production_lives_none_is_named(two: Two, act: Act) -> None:
    two.running.doors = Doors(two.running.store, (far(two, 0), far(two, 1)))
    page = await two.act("somebody", act)
    assert SAY("choose-none", platform="local") in words_in(page)
    assert not buttons(page)
    assert FIRST not in words_in(page)
    assert SECOND not in words_in(page)
    assert (WORDS in words_in(page)) is isinstance(act, Wrote | Submitted)


def on(platform: str, two: Two) -> Doors:
    """The doors as if both productions lived in servers of this platform, each in its own."""
    lived = (
        replace(one, readers_channel=at(platform, number, "r"), office_channel=at(platform, number, "o"))
        for number, one in enumerate(two.running.doors._rooms)
    )
    return Doors(two.running.store, tuple(lived))


def at(platform: str, number: int, name: str) -> ChannelAddress:
    """A channel in the server of the first or the second."""
    return ChannelAddress(platform, f"server-{number}", name)


@pytest.mark.parametrize("platform", ["discord", "slack"])
@pytest.mark.parametrize(
    "act",
    [
        Command("join"),
        Command("concern"),
        Command("inbox"),
        Pressed("join"),
        Pressed("open"),
        Wrote("text", Quoted(WORDS)),
        Submitted("write", {"words": WORDS}, "o"),
    ],
    ids=["join", "concern", "inbox", "join-press", "open-press", "typed", "form"],
)
async def test_whoever_comes_from_a_third_server_is_told_so_and_joins_nothing(
    two: Two, platform: str, act: Act
) -> None:
    here, before = on(platform, two), await rosters(two)
    answer = await here.receive(Gesture(PlatformAddress(platform, "third", "newcomer"), act, None, "en"))
    said = SAY("choose-none", platform=platform)
    assert ("server" in said, "workspace" in said) == (platform == "discord", platform == "slack")
    assert said in words_in(shown(answer))
    assert (WORDS in words_in(shown(answer))) is isinstance(act, Wrote | Submitted)
    assert answer.reply is None or answer.reply.said == (said,)
    assert not buttons(shown(answer))
    assert [name for name in (FIRST, SECOND) if name in repr(answer)] == []
    assert (await rosters(two), await two.lines()) == (before, [0, 0])


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_control_whoever_comes_from_the_server_of_one_is_let_in(two: Two, platform: str) -> None:
    here, before = on(platform, two), await rosters(two)
    gesture = Gesture(PlatformAddress(platform, "server-1", "newcomer"), Pressed("join"), None, "en")
    said = words_in(shown(await here.receive(gesture)))
    assert (FIRST in said, SECOND in said) == (False, True)
    assert await rosters(two) == [before[0], before[1] + 1]


async def rosters(two: Two) -> list[int]:
    """How many people each production knows."""
    return [await known(two, house.production) for house in two.running.houses]


async def known(two: Two, production: Production) -> int:
    """How many people this production knows."""
    roster = await two.running.store.read(lambda tx: people.read(tx, production))
    return len(roster.people)


async def test_where_they_are_stands_first_and_quiet_on_whatever_they_are_shown(two: Two) -> None:
    for number, name in enumerate((FIRST, SECOND)):
        channel = ChannelAddress("local", "w", f"office-{name[0]}")
        box = await two.act("ada", Pressed(f"write:{mark(two, number)}"))
        preview = await two.send("ada", box, words=WORDS)
        surfaces = [box, preview, await two.send("ada", preview), await two.act("ivo", OpenedHome(), channel)]
        assert [one.blocks[0] for one in surfaces] == [Paragraph(name, quiet=True)] * 4


async def test_what_was_done_is_said_although_the_name_cannot_be_read(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> str:
        raise StorageError

    monkeypatch.setattr(doors, "_name_of", lost)
    page = await two.act("ada", Pressed(f"home:{mark(two, 0)}"))
    assert page.title == SAY("home-title")


@pytest.mark.parametrize("mark", ["zz", "", ":", "\ud800", "A" * 60])
async def test_a_mark_of_nothing_leads_to_the_choice(two: Two, mark: str) -> None:
    assert (await two.act("ada", Pressed(f"write:{mark}"))).title == SAY("choose-title")


async def test_every_mark_fits_and_no_two_are_alike(two: Two) -> None:
    mine = mark(two, 1)
    names = ("open", "write", "now", "who", "rights", "home")
    surfaces = [await two.act("bo", Pressed(f"{name}:{mine}")) for name in names]
    assert all(one.action.endswith(f":{mine}") for page in surfaces for one in buttons(page))
    assert mine != mark(two, 0)
    with pytest.raises(ValueError, match="mark"):
        Doors(two.running.store, (two.running.doors._rooms[0],) * 2)


def test_productions_that_come_out_alike_are_drawn_anew_and_nobody_is_refused() -> None:
    first, second = _alike()
    found = doors.marks((first, second))
    assert found[first] != found[second]
    assert {len(one) for one in found.values()} == {MARK}
    assert doors.marks((first,))[first] != found[first], "all are drawn anew, so that no mark tells which were alike"


def _alike() -> tuple[bytes, bytes]:
    seen = dict[str, bytes]()
    for number in range(20_000):
        production = number.to_bytes(16)
        other = seen.setdefault(doors.marks((production,))[production], production)
        if other != production:
            return other, production
    raise AssertionError


def test_a_mark_fits_behind_every_action_of_every_desk(two: Two) -> None:
    found = actions_of(two)
    assert {
        "answer-not-spoke",
        "forget-me-yes",
        "r-recuse-go",
        "r-answer-go",
        "write",
        "keep-longer",
        "mend-99",
    } <= found
    assert max(len(one) for one in found) + 1 + MARK <= LONGEST_ACTION


DRAWN = {"f'speak-{code}'", "f'mend-{at}'", "f'{act}-yes'", "f'answer-{one}'", "f'r-{act}'", "f'o-{action}'"}
"""Names that are put together; each is spelled out below."""


def actions_of(two: Two) -> set[str]:
    """Every name of a button or form: those that are written in the desks, and those that a table has."""
    calls = [call for path in DESKS.glob("*.py") for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    firsts = [
        one.args[0] for one in calls if isinstance(one, ast.Call) and one.args and _called(one) in {"Button", "Form"}
    ]
    assert {ast.unparse(one) for one in firsts if isinstance(one, ast.JoinedStr)} == DRAWN
    written = [one.value for one in (*firsts, *calls) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    starts = {str(one.value) for one in firsts if isinstance(one, ast.Constant)}
    of_channels = {one for one in written if re.fullmatch(r"[ro]-[a-z-]+", one)}
    presses = [one.args[0] for one in calls if isinstance(one, ast.Call) and one.args and _called(one) == "press"]
    pressed = {f"r-{one.value!s}" for one in presses if isinstance(one, ast.Constant)}
    desk = two.running.doors._rooms[0].person
    tables = {*desk._pages, *desk._on_line, *person._ANSWERS, *person._LINE_ACTS, *person._ON_DRAFT}
    drawn = {f"{one}-yes" for one in person._LINE_ACTS} | {f"speak-{one}" for one in LANGUAGES} | {"mend-99"}
    kinds = {f"r-{one}{end}" for one in (*KINDS, *reader._BEFORE, *reader._PROMISES) for end in ("", LOOKED)}
    return starts | of_channels | pressed | tables | drawn | kinds


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


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
