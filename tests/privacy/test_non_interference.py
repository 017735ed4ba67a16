"""The same script, clock and chance, once with one sender and once with another: nobody else can see a difference.

ANONYMITY 8.2. Compared byte for byte: every page and answer of readers and office, every platform call without its
recipient, every log line, the rows of each table and the sizes of what is sealed in them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adapters.interface import Pressed
from adapters.surfaces import Form
from bot.lines import addressing, raising
from bot.lines.addressing import Sending, Wishes
from bot.lines.place import Place
from storage import ledger
from storage.keys import Production
from storage.lines import Line
from storage.store import Tx
from storage.tables import data
from tests.privacy.life import SAID, STEPS, Life, six_words
from tests.privacy.overheard import overheard
from tests.privacy.recorder import Called
from tests.privacy.set import (
    ELSEWHERE,
    LOCAL,
    OFFICE,
    OFFICE_CHANNEL,
    READERS,
    READERS_CHANNEL,
    SCENE,
    STRANGER,
    memory,
    open_set,
)

ONE: Final = ("nell", LOCAL)
ANOTHER: Final = ("bartholomew-of-the-long-id", LOCAL)
"""Same role, unit, platform and language; another id, name, length of both, cast number and call."""
OTHERS: Final = {"platform": ("sol-of-elsewhere", ELSEWHERE), "language": ("ines", LOCAL), "roster": (STRANGER, LOCAL)}
"""Who differs in more: from another platform, in another language, on no roster."""

Act = Callable[[Life], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Seen:
    """All that readers, office, runner and a thief of rows could compare."""

    pages: tuple[str, ...]
    messages: tuple[str, ...]
    calls: tuple[str, ...]
    logged: tuple[str, ...]
    rows: Mapping[str, int]
    sizes: Mapping[str, tuple[int, ...]]

    @property
    def shown(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What readers and office alone were shown."""
        return self.pages, self.messages


async def seen(sender: tuple[str, str], acts: Iterable[Act], *, seed: int = 7) -> Seen:
    """Play the acts with this sender on a fresh copy of the set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder, overheard(everything=False) as heard:
        async with open_set(Path(folder), seed=seed) as on:
            life = Life.begun(on)
            life.me.user, life.me.platform = sender
            for act in acts:
                await act(life)
            rows, sizes = await on.read(_counted)
        calls = [(call, _to(call)) for there in on.platforms.values() for call in there.calls]
        return Seen(
            tuple(page for hand in (life.vera, life.piet, life.oona, life.walt) for page in hand.pages),
            tuple(_line(call, to) for call, to in calls if to),
            tuple(_line(call, to or "somebody") for call, to in calls),
            tuple(heard.ours),
            rows,
            sizes,
        )


def _to(call: Called) -> str:
    """Which reader or channel this went to, empty for anybody else."""
    known = {READERS_CHANNEL, OFFICE_CHANNEL, OFFICE.user, *(one.user for one in READERS)}
    return call.to if call.verb == "edit" or call.to in known else ""


def _line(call: Called, to: str) -> str:
    return f"{call.verb} {to} {call.delivery} {call.surface}"


def _counted(tx: Tx, _production: Production) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Rows by table; lengths of every blob and text by column, sorted."""
    rows, sizes = dict[str, int](), dict[str, tuple[int, ...]]()
    for table in data.sorted_tables:
        found = tx.conn.execute(table.select()).mappings().all()
        rows[table.name] = len(found)
        for column in table.columns:
            lengths = (len(row[column.name]) for row in found if isinstance(row[column.name], bytes | str))
            sizes[f"{table.name}.{column.name}"] = tuple(sorted(lengths))
    return rows, sizes


# --- a whole life -------------------------------------------------------------------------------------------------


async def test_a_whole_life_shows_nobody_whose_it_is() -> None:
    first, second = await seen(ONE, STEPS), await seen(ANOTHER, STEPS)
    assert len(first.pages) > 20
    assert len(first.calls) > 50
    # Who shows their name shows it: the one page that may differ.
    named = [at for at, page in enumerate(first.pages) if "Harrowgate" in page]
    assert named
    assert [at for at, (a, b) in enumerate(zip(first.pages, second.pages, strict=True)) if a != b] == named
    assert replace(first, pages=()) == replace(second, pages=())


# --- scripts of acts ----------------------------------------------------------------------------------------------


def _raises(**choices: str) -> Act:
    async def act(life: Life) -> None:
        await life.raised("words", **choices)

    return act


def _on_line(*actions: str, **values: str) -> Act:
    async def act(life: Life) -> None:
        await life.to_line()
        for action in actions:
            if not life.me.has(action):
                return
            await life.me.press(action)
        if values:
            await life.me.fill(**values)

    return act


async def _now(life: Life) -> None:
    await life.on.go_on(timedelta(minutes=1))  # lines of one instant stand in no order
    await life.me.act(Pressed("now"))
    await life.me.fill(words="")
    await life.on.settle()


async def _key_only(life: Life) -> None:
    await life.raised("by key", follow="key_only")
    six_words(life)


async def _waits(life: Life) -> None:
    await life.on.go_on(timedelta(minutes=7))


async def _waits_long(life: Life) -> None:
    await life.on.go_on(timedelta(hours=1, minutes=1))


async def _desk(life: Life) -> None:
    for hand in (life.vera, life.oona):
        await hand.act(Pressed("r-desk"))
    await life.walt.act(Pressed("o-who"))


async def _opens(life: Life) -> None:
    if life.on.platform.in_place(READERS_CHANNEL):
        await life.vera.open_card()


def _reader_does(act: str, **values: str) -> Act:
    async def done(life: Life) -> None:
        await _opens(life)
        if not life.vera.has(act):
            return
        shown = await life.vera.press(act)
        if life.vera.has(f"{act}-go"):
            await life.vera.press(f"{act}-go")
        elif isinstance(shown, Form):
            await life.vera.fill(**values)
            if life.vera.has("r-back"):
                await life.vera.fill()

    return done


ACTS: Final[Mapping[str, Act]] = {
    "raise": _raises(),
    "raise before the scene": _raises(urgency="before_scene", occasion=SCENE.id),
    "raise soon": _raises(urgency="soon", follow="not_while_we_shoot"),
    "raise after wrap": _raises(leaves="after_wrap"),
    "keep a note": _raises(urgency="record"),
    "now": _now,
    "raise with a key only": _key_only,
    "add": _on_line("add", words=f"{SAID} more"),
    "category": _on_line("category", category="safety"),
    "close": _on_line("close", "close-yes"),
    "withdraw": _on_line("withdraw", "withdraw-yes"),
    "erase": _on_line("erase", "erase-yes"),
    "forget": _on_line("forget", "forget-yes"),
    "key": _on_line("key"),
    "hide": _on_line("hide", "hide-yes"),
    "take back": _on_line("take-back"),
    "talk now": _on_line("live", "live-yes"),
    "say yes": _on_line("answer-yes"),
    "say no": _on_line("answer-no"),
    "confirm": _on_line("answer-spoke"),
    "join": lambda life: life.me.act(Pressed("join")),
    "type": lambda life: life.me.write("text", SAID),
    "wait": _waits,
    "wait long": _waits_long,
    "desk": _desk,
    "open": _opens,
    "take": _reader_does("r-take"),
    "answer": _reader_does("r-answer", words="I hear you."),
    "ask a yes": _reader_does("r-yes", words="It is cold.", to_whom="the caterer", reveal="guess"),
    "we spoke": _reader_does("r-spoke", words="By the tent."),
    "mute": _reader_does("r-mute"),
    "recuse": _reader_does("r-recuse"),
    "rest": _reader_does("r-rest"),
}
SCRIPTS: Final = st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=9).map(
    lambda names: ("raise", *names, "wait long", "desk", "open")
)


# Each of these once told who wrote: by their own call, by the language of a sentence that was made for them.
@example(script=("raise before the scene", "wait long", "desk", "open", "take"), seed=1)
@example(script=("now", "take", "open", "desk"), seed=2)
@example(script=("raise", "wait long", "take", "ask a yes", "wait long", "say yes", "wait long", "open"), seed=3)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(script=SCRIPTS, seed=st.integers(0, 2**32 - 1))
async def test_no_script_shows_who_plays_it(script: tuple[str, ...], seed: int) -> None:
    acts = tuple(ACTS[name] for name in script)
    first = await seen(ONE, acts, seed=seed)
    assert await seen(ANOTHER, acts, seed=seed) == first
    for differs, sender in OTHERS.items():
        other = await seen(sender, acts, seed=seed)
        assert other.shown == first.shown, differs


# --- controls -----------------------------------------------------------------------------------------------------

SIMPLE: Final = tuple(ACTS[name] for name in ("raise", "wait long", "desk", "open"))


async def _differ() -> set[str]:
    first, second = await seen(ONE, SIMPLE), await seen(ANOTHER, SIMPLE)
    return {one.name for one in fields(Seen) if getattr(first, one.name) != getattr(second, one.name)}


async def test_control_the_length_of_an_id_in_a_page_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = addressing.addressed

    def telling(place: Place, line: Line, wishes: Wishes, sending: Sending) -> Line:
        return replace(kept(place, line, wishes, sending), keep_from=f"{len(place.account[2])} letters")

    assert await _differ() == set()
    monkeypatch.setattr(raising, "addressed", telling)
    assert await _differ() == {"pages"}


async def test_control_a_wait_drawn_from_the_address_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = addressing.addressed

    def drawn(place: Place, line: Line, wishes: Wishes, sending: Sending) -> Line:
        return kept(place, line, wishes, replace(sending, roll=len(place.account[2]) / 100))

    monkeypatch.setattr(raising, "addressed", drawn)
    assert "pages" in await _differ()


async def test_control_a_row_more_and_a_longer_blob_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = ledger._packed

    def longer(slot: ledger.Slot) -> bytes:
        return kept(slot).ljust(ledger.SLOT_BYTES * len(slot.route.user), b"\0")

    monkeypatch.setattr(ledger, "_packed", longer)
    assert "sizes" in await _differ()
