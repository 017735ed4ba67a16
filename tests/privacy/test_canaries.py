"""A person whose id, name, address, DM and words are marks writes on every path; the marks are looked for everywhere.

ANONYMITY 8.1. The platform's own memory is the platform's: what is looked at is what Ghostlight keeps, logs and shows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.lines import agenda_kinds as kinds
from storage import agenda, ledger, pages
from storage.agenda import Entry
from storage.keys import Production, Spare
from storage.store import Tx
from tests.privacy.life import SAID, STEPS, Life, talked
from tests.privacy.marks import disguises, files_of, found, found_in_text, found_raw
from tests.privacy.overheard import Overheard, overheard
from tests.privacy.recorder import dm_place
from tests.privacy.set import KESTREL, OONA, PIET, VERA, found_in, open_set, roots

WHO = (
    KESTREL.user,
    KESTREL.id,
    KESTREL.name,
    KESTREL.name.partition(" <")[0],
    "kestrel.q@example.invalid",
    dm_place(KESTREL.user),
)
UNSENT = ("Tuesday", "once more", "taken back", "for me alone", "nobody", "on the way", "nowhere", "text", "edit")
"""Words that never went to anybody."""


@dataclass(slots=True)
class Lived:
    """What is left of a whole life: files, logs, what everybody saw."""

    life: Life
    files: dict[str, bytes]
    heard: Overheard
    stderr: str
    handles: frozenset[bytes]

    def in_files(self, marks: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
        """Marks by file."""
        looked = tuple(marks)
        return {name: hits for name, blob in self.files.items() if (hits := found(blob, looked))}


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a life is lived, and how it is looked at."""

    folder: Path
    capfd: pytest.CaptureFixture[str]
    handles: set[bytes]

    async def live(self, *steps: Callable[[Life], Awaitable[object]], everything: bool = False) -> Lived:
        """Live these steps, then look at what is left while it runs and after it stopped."""
        with overheard(everything=everything) as heard:
            async with open_set(self.folder) as on:
                life = Life.begun(on)
                for step in steps:
                    await step(life)
                files = files_of(self.folder)
        files |= {f"{name}, closed": blob for name, blob in files_of(self.folder).items()}
        return Lived(life, files, heard, "".join(self.capfd.readouterr()), frozenset(self.handles))


@pytest.fixture
def bench(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A folder of its own, and a note of every handle that the ledger was given."""
    handles, added = set[bytes](), ledger.add

    def noticing(tx: Tx, production: Production, slot: ledger.Slot, spare: Spare) -> None:
        handles.add(slot.handle)
        added(tx, production, slot, spare)

    monkeypatch.setattr(ledger, "add", noticing)
    return Bench(tmp_path, capfd, handles)


@pytest.mark.parametrize("everything", [False, True], ids=["info", "debug"])
async def test_a_whole_life_leaves_no_mark(bench: Bench, everything: bool) -> None:
    lived = await bench.live(*STEPS, everything=everything)
    _assert_walked(lived)
    assert lived.in_files((*WHO, SAID)) == {}
    assert found_in_text(lived.heard.everything + lived.stderr, (*WHO, SAID)) == set()
    _assert_no_secret(lived)
    _assert_shown_to_readers_only(lived.life)
    assert lived.life.on.faults == []


def _assert_walked(lived: Lived) -> None:
    """The life came by everywhere: otherwise nothing is proved."""
    life = lived.life
    mine = "\n".join(life.me.pages)
    for title in ("Saved", "Kept for later", "Nothing was sent", "Your own copy", "Six words", "Withdrawn", "hidden"):
        assert title in mine, title
    assert f"{SAID} by the river" in "\n".join(life.vera.pages)
    assert f"{SAID} now" in "\n".join(life.piet.pages)
    assert f"{SAID} hidden" in "\n".join(life.other.pages), "six words open the line from another account"
    assert len(lived.handles) >= 8
    assert len(life.secrets) == 2
    assert [one for hand in life.hands for one in hand.errors] == []


def _assert_no_secret(lived: Lived) -> None:
    everything = b"".join(lived.files.values())
    assert found_raw(everything, lived.handles) == set()
    assert found(everything, lived.life.secrets) == set()
    said = lived.heard.everything + lived.stderr + _calls(lived.life)
    assert found_raw(said.encode(), (*lived.handles, *_root_keys())) == set()
    assert found_raw(everything, _root_keys()) == set()
    assert found_in_text(said, lived.life.secrets) == set()


def _root_keys() -> tuple[bytes, ...]:
    kept = roots()
    return kept.content_wrap.secret, kept.route_wrap.secret, kept.lookup, kept.token


def _calls(life: Life) -> str:
    return "\n".join(called.surface for called in life.on.platform.calls)


def _assert_shown_to_readers_only(life: Life) -> None:
    """Words stand in pages of that line's readers alone; the name only where it was given; both in no message."""
    assert found_in_text(_calls(life), (*WHO, SAID)) == set()
    assert found_in_text("\n".join(life.walt.pages), (*WHO, SAID)) == set()
    for hand in (life.vera, life.oona):
        assert found_in_text("\n".join(hand.pages), WHO) == set()
    named = [page for page in life.piet.pages if found_in_text(page, WHO)]
    assert named
    assert all(f"{SAID} now" in page for page in named)
    readers = "\n".join(page for hand in (life.vera, life.piet, life.oona) for page in hand.pages)
    assert [words for words in UNSENT if f"{SAID} {words}" in readers] == []
    assert f"{SAID} without her" not in "\n".join(life.vera.pages)
    assert f"{SAID} without her" in "\n".join(life.piet.pages)


def test_every_disguise_is_seen_through() -> None:
    for mark in (*WHO, SAID):
        for way, look in disguises(mark).items():
            assert (mark, way) in found(b"x" + look + b"y", [mark])
            assert len(look) >= 8, (mark, way)
    assert found(b"nothing of the kind", (*WHO, SAID)) == set()


async def test_control_a_roster_in_clear_is_found(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_clear(_production: Production, _kind: object, content: bytes, _spare: object) -> bytes:
        return content

    def as_it_is(_tx: Tx, _production: Production, _kind: object, _key: bytes, sealed: bytes) -> bytes:
        return sealed

    monkeypatch.setattr(pages, "_sealed", in_clear)
    monkeypatch.setattr(pages, "_opened", as_it_is)
    await asyncio.to_thread(found_in, bench.folder)
    lived = await bench.live(talked)
    hits = {mark for found_here in lived.in_files(WHO).values() for mark, _ in found_here}
    # Two of the three: the edge of one of SQLite's pages may go through the third, wherever that falls today.
    assert len({KESTREL.user, KESTREL.id, KESTREL.name} & hits) >= 2


async def test_control_a_handle_in_the_agenda_is_found(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = agenda.add

    def naming(tx: Tx, entries: Iterable[Entry]) -> None:
        named = next(iter(bench.handles), b"")
        kept(tx, [replace(one, subject=named) if one.kind == kinds.LADDER else one for one in entries])

    monkeypatch.setattr(agenda, "add", naming)
    lived = await bench.live(_write)
    assert len(lived.handles) == 1
    assert found_raw(b"".join(lived.files.values()), lived.handles) == lived.handles


async def _write(life: Life) -> None:
    await life.me.home()
    await life.me.press("write")
    await life.me.fill(words=SAID)
    await life.me.fill()


async def test_control_secrets_in_a_log_are_found(bench: Bench) -> None:
    lived = await bench.live(_write)
    with overheard(everything=True) as heard:
        logging.getLogger("somebody").debug("%s", {"root": _root_keys()[0].hex(), "who": KESTREL.user})
        logging.getLogger("somebody").debug("said", extra={"words": SAID})
        logging.getLogger("somebody").error("failed", exc_info=LookupError(KESTREL.name))
    told = "\n".join(heard.raw)
    assert found_raw(told.encode(), _root_keys()) == {_root_keys()[0]}
    assert {mark for mark, _ in found_in_text(told, (*WHO, SAID))} >= {KESTREL.user, KESTREL.name, SAID}
    assert found_in_text(heard.written, (*WHO, SAID)) == set(), "our own formatter writes none of it"
    assert "somebody DEBUG" in heard.written
    lived.files["log"] = told.encode()
    assert set(lived.in_files([SAID])) == {"log"}


async def test_control_words_in_a_page_of_somebody_else_are_found(tmp_path: Path) -> None:
    async with open_set(tmp_path) as on:
        life = Life.begun(on)
        life.walt.pages.append(f"{SAID} overheard")
        with pytest.raises(AssertionError):
            _assert_shown_to_readers_only(life)
    assert {VERA.user, PIET.user, OONA.user}.isdisjoint(WHO)
