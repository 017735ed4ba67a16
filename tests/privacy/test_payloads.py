"""What goes to readers and to the office is on a list, path by path; no id of anybody outside the readers is in it.

ANONYMITY 8.4: everything sent to the two channels, every DM to a reader, every page and form of a reader's desk.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.interface import ChannelAddress, Command, Pressed, Wrote
from adapters.surfaces import Button, Card, Facts, Page, Quoted, Say, Steps, Words
from adapters.surfaces import Step as Shown
from bot.text.catalog import speaker
from storage import concerns, ledger
from storage.keys import Production
from storage.store import Tx
from tests.privacy.hands import Hand
from tests.privacy.life import STEPS, Life
from tests.privacy.marks import found_in_text, found_raw
from tests.privacy.recorder import Called, dumped, paths
from tests.privacy.set import (
    CREW,
    KESTREL,
    LOCAL,
    OFFICE,
    OFFICE_CHANNEL,
    READERS,
    READERS_CHANNEL,
    STRANGER,
    UNIT,
    WORKSPACE,
    OnSet,
    memory,
    open_set,
)

_BUTTON: Final = ("action", "label", "main", "spoken", "token")
_BLOCKS: Final = {
    "Facts.rows[][]",
    "Facts.rows[][].Quoted",
    "Heading.text",
    "Say.quiet",
    "Say.strong",
    "Say.text",
    "Words.caption",
    "Words.quoted.Quoted",
    *(f"Row.buttons[].Button.{one}" for one in _BUTTON),
}
_CHOICE: Final = {"chosen", "hint", "label", "name", "options[][]"}
_TEXT: Final = {"hint", "label", "limit", "name", "required", "tall", "value.Quoted"}
TO_READERS: Final = frozenset(
    {
        "Page.title",
        "Page.language",
        *(f"Page.blocks[].{one}" for one in _BLOCKS),
        *(f"Page.buttons[].Button.{one}" for one in _BUTTON),
        *(f"Form.{one}" for one in ("language", "name", "once", "problem", "submit", "title", "token")),
        *(f"Form.blocks[].{one}" for one in _BLOCKS),
        *(f"Form.others[].Button.{one}" for one in _BUTTON),
        *(f"Form.fields[].Choice.{one}" for one in _CHOICE),
        *(f"Form.fields[].TextField.{one}" for one in _TEXT),
    }
)
"""No record, no fold, no list of people: words, what was chosen beside them, deadlines, and the reader's own acts."""
TO_OFFICE: Final = frozenset(
    {
        "Page.title",
        "Page.language",
        "Page.blocks[].Facts.rows[][]",
        "Page.blocks[].Heading.text",
        "Page.blocks[].Say.quiet",
        "Page.blocks[].Say.strong",
        "Page.blocks[].Say.text",
        *(f"Page.blocks[].Row.buttons[].Button.{one}" for one in _BUTTON),
        *(f"Page.buttons[].Button.{one}" for one in _BUTTON),
    }
)
CARDS: Final = frozenset(
    {
        "Card.notice",
        "Card.title",
        "Card.language",
        "Card.facts[][]",
        "Card.said[]",
        "Card.calls[]",
        *(f"Card.buttons[].Button.{one}" for one in _BUTTON),
    }
)
LABELS: Final = (
    *(
        "desk-urgency",
        "desk-due",
        "desk-due-taken",
        "desk-arrived",
        "desk-readers",
        "desk-askable",
        "desk-state",
        "desk-wish",
        "desk-basis",
    ),
    *("desk-follow", "desk-occasion", "desk-category", "desk-pass-to", "desk-keep-from", "desk-name", "desk-to-whom"),
)
CARD_LABELS: Final = ("card-urgency", "card-due", "card-due-taken", "card-state", "card-again", "card-news")
COVER_SENTENCES: Final = frozenset(
    dumped(Card(speaker("en")("rota-office-unconfirmed", unit=UNIT.name, time=at)))
    for at in ("07:00", "13:00", "20:00")
)
"""At call, lunch and wrap: all that the office's channel is ever told of here."""
CLOCK: Final = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d)\b")


def unlisted(surface: str, allowed: frozenset[str]) -> set[str]:
    """The paths in it that are not on the list, and lists of facts or presses that are not ours."""
    found = json.loads(surface)
    odd = {path for path, _ in paths(found)} - allowed - {f"{one.removesuffix('.x')}[]" for one in allowed}
    odd = {path for path in odd if not _is_empty_list(path, allowed)}
    return odd | {f"label {one}" for one in _labels(found) if one not in _known_labels()}


def _is_empty_list(path: str, allowed: frozenset[str]) -> bool:
    return any(one.startswith(f"{path}[]") for one in allowed)


def _known_labels() -> set[str]:
    return {speaker("en")(key) for key in (*LABELS, *CARD_LABELS)}


def _labels(found: Any) -> Iterator[str]:
    """The label of every fact."""
    if isinstance(found, dict):
        yield from (row[0] for row in found.get("rows") or found.get("facts") or [])
        found = list(found.values())
    if isinstance(found, list):
        for inner in found:
            yield from _labels(inner)


def minutes(surface: str) -> set[int]:
    """Every minute that stands in it."""
    return {int(match[2]) for match in CLOCK.finditer(surface)}


OUTSIDERS: Final = (
    *(one.user for one in (*CREW, OFFICE) if len(one.user) > 4),
    *(one.id for one in (*CREW, OFFICE)),
    *(one.name for one in (*CREW, OFFICE)),
    STRANGER,
)


# --- the walk -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What a whole life told to everybody, and what must not be in it."""

    readers: tuple[str, ...]
    mine: tuple[str, ...]
    calls: tuple[Called, ...]
    office: tuple[tuple[str, ...], tuple[str, ...]]
    urgent: str
    ids: tuple[bytes, ...]


@cache
def told() -> Told:
    """One whole life, lived once for all tests here."""
    return asyncio.run(_lived())


async def _lived() -> Told:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as on:
            before, life = await _asked(on), Life.begun(on)
            for step in STEPS:
                await step(life)
            return Told(
                tuple(page for hand in (life.vera, life.piet, life.oona) for page in hand.pages),
                tuple(life.me.pages),
                tuple(call for call in on.platform.calls if call.surface),
                (before, await _asked(on)),
                life.urgent,
                await on.read(_ids),
            )


def _ids(tx: Tx, production: Production) -> tuple[bytes, ...]:
    """Ids of all concerns, and every handle."""
    found = [one.id for one in concerns.all_of(tx, production)]
    return (*found, *(one.handle for one in ledger.slots(tx, production)))


async def _asked(on: OnSet) -> tuple[str, ...]:
    """All that the office can ask, in its channel and alone."""
    walt, office = Hand(on, OFFICE.user), ChannelAddress(LOCAL, WORKSPACE, OFFICE_CHANNEL)
    for act in (Pressed("o-who"), Pressed("o-home"), Pressed("o-concerns", "1"), Command("scene")):
        await walt.act(act)
    for asked in (Pressed("r-open"), Wrote("text", Quoted("Who wrote?")), Command("list")):
        await walt.act(asked, office)
    assert not walt.errors
    return tuple(walt.pages)


def test_readers_are_shown_what_is_on_the_list_and_nothing_else() -> None:
    pages = told().readers
    assert len(pages) > 25
    assert {page: odd for page in pages if (odd := unlisted(page, TO_READERS))} == {}
    found = [(path, value) for page in pages for path, value in paths(json.loads(page))]
    assert {path for path, _ in found} > {"Form.fields[].Choice.options[][]", "Page.blocks[].Words.quoted.Quoted"}
    acts = {str(value) for path, value in found if path.endswith("Button.action")}
    assert {act for act in acts if not act.startswith("r-")} == set()
    _assert_no_id("\n".join(pages), named=KESTREL.name)


def _assert_no_id(said: str, named: str = "") -> None:
    """No id or name of anybody outside the readers; no id of a concern; no handle. `named` gave their own name."""
    outsiders = [one for one in OUTSIDERS if one != named]
    assert found_in_text(said, outsiders) == set()
    assert len(told().ids) > 8
    assert found_raw(said.encode(), told().ids) == set()


def test_messages_hold_a_name_a_deadline_and_a_state() -> None:
    calls = told().calls
    assert {call.surface: odd for call in calls if (odd := unlisted(call.surface, CARDS))} == {}
    to_office = {call.surface for call in calls if call.to == OFFICE_CHANNEL}
    assert to_office <= COVER_SENTENCES, (
        "the office's channel gets the cover check's constant sentence and nothing else"
    )
    in_channel = [json.loads(call.surface)["Card"] for call in calls if call.to == READERS_CHANNEL]
    assert len(in_channel) > 5
    for card in in_channel:
        assert [one["Button"]["action"] for one in card["buttons"]] == ["r-open"]
        assert len(card["title"].split()) == 2
        assert card["said"] == []
        assert set(card["calls"]) <= {one.user for one in READERS}
    assert any(card["calls"] for card in in_channel)
    others = [json.loads(call.surface)["Card"] for call in calls if call.to != READERS_CHANNEL and call.verb == "send"]
    assert not any(card["calls"] for card in others)
    _assert_no_id("\n".join(call.surface for call in calls))


def test_a_reader_is_told_that_there_is_something_and_a_person_gets_one_note() -> None:
    greeted = {call.surface for call in told().calls if json.loads(call.surface)["Card"]["said"]}
    assert len(greeted) == len({json.loads(one)["Card"]["language"] for one in greeted}) == 2, "one a language, for all"
    people = {call.surface for call in told().calls if call.to == KESTREL.user}
    readers = {call.surface for call in told().calls if call.to in {one.user for one in READERS}}
    readers -= people  # at wrap everybody who joined gets the one note, whoever they are
    assert {json.loads(one)["Card"]["title"] for one in readers} == {""}
    assert len(readers) == 2, "one for everything, one for now"
    assert len(people - greeted) == 1


def test_no_minute_of_a_persons_act_is_shown_to_readers() -> None:
    """Everything but `now` is rounded to five minutes; the person acts at odd ones."""
    assert told().urgent
    said = [page for page in (*told().readers, *(call.surface for call in told().calls)) if told().urgent not in page]
    assert {minute % 5 for page in said for minute in minutes(page)} == {0}
    assert {minute % 5 for page in told().mine for minute in minutes(page)} > {0}, "their own record is exact"


def test_the_office_is_told_the_same_before_and_after() -> None:
    """Story 11: asked before anybody wrote, and after everything."""
    before, after = told().office
    assert after == before
    assert len(set(after)) == 3, "home, the answer, and nothing here"
    assert [page for page in after if {path for path, _ in paths(json.loads(page))} - TO_OFFICE] == []


# --- controls -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        Page("Quiet Heron", (Steps((Shown("10:01", "It was saved."),)),)),
        Page("Quiet Heron", (Facts((("Department", "make-up"),)),)),
        Card("Ghostlight: coordination", "Quiet Heron", (("From", "Nell"),)),
    ],
    ids=["a record", "a fact of ours", "a fact on a card"],
)
def test_control_what_is_not_on_the_list_is_seen(page: Page | Card) -> None:
    allowed = CARDS if isinstance(page, Card) else TO_READERS
    assert unlisted(dumped(page), allowed)
    fine = Page("Quiet Heron", (Say("Nobody has it."), Words(Quoted("words"))), (Button("r-desk", "Desk"),))
    assert unlisted(dumped(fine), TO_READERS) == set()


@pytest.mark.parametrize("named", [KESTREL.id, CREW[1].user, CREW[0].name.upper(), STRANGER])
def test_control_an_id_of_somebody_outside_is_seen(named: str) -> None:
    with pytest.raises(AssertionError):
        _assert_no_id(f"read by {named}")
    _assert_no_id(f"read by {READERS[0].name}, {UNIT.name}")


def test_control_an_id_of_a_line_is_seen() -> None:
    for one in told().ids:
        with pytest.raises(AssertionError):
            _assert_no_id(f"line {one.hex()}")


def test_control_a_minute_is_seen() -> None:
    assert minutes("It came at 10:01") == {1}
