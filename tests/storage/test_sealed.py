"""Payloads: an old one is read by a newer program, one from the future is refused, a broken one shows nothing."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import lines
from storage.errors import NotKept, NotOurs
from storage.lines import Said, Voice
from storage.sealed import Codec

CANARY = "canary-of-nobody"


@dataclass(frozen=True, slots=True)
class Early:
    """A payload as it was at first."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Later:
    """The same with fields that came later."""

    words: str
    at: datetime
    day: date | None = None
    for_long: timedelta = timedelta(hours=1)
    more: tuple[str, ...] = field(default=())


EARLY, LATER = Codec(Early), Codec(Later)
AT = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)
anything = st.text(st.characters(exclude_categories=["Cs"]))


@given(words=anything, at=st.datetimes(timezones=st.just(UTC)), more=st.lists(anything, max_size=3))
def test_what_was_written_is_read(words: str, at: datetime, more: list[str]) -> None:
    payload = Later(words, at, at.date(), timedelta(microseconds=at.microsecond), tuple(more))
    assert LATER.load(LATER.dump(payload)) == payload


@given(words=anything)
def test_words_of_any_kind_are_read_as_they_were_said(words: str) -> None:
    spoken = Said(Voice.PERSON, words, AT)
    assert lines.SAID.load(lines.SAID.dump(spoken)) == spoken


def test_a_payload_without_the_newer_fields_is_read() -> None:
    assert LATER.load(EARLY.dump(Early("words", AT))) == Later("words", AT)


def test_a_payload_with_fields_from_a_newer_program_is_read() -> None:
    assert EARLY.load(LATER.dump(Later("words", AT, AT.date()))) == Early("words", AT)


def test_an_unknown_version_is_refused() -> None:
    raw = EARLY.dump(Early("words", AT))
    assert raw[0] == 1
    for other in (b"", b"\0" + raw[1:], b"\2" + raw[1:], raw[1:]):
        with pytest.raises(NotOurs):
            EARLY.load(other)


@pytest.mark.parametrize("fault", [{"words": 7}, {"words": [CANARY]}, {"at": CANARY}, {"words": None}])
def test_a_payload_that_does_not_fit_is_refused_and_not_shown(fault: dict[str, Any]) -> None:
    raw = b"\1" + json.dumps({"words": CANARY, "at": AT.isoformat()} | fault).encode()
    with pytest.raises(NotOurs) as raised:
        EARLY.load(raw)
    assert CANARY not in "".join(traceback.format_exception(raised.value))
    with pytest.raises(NotOurs):
        EARLY.load(raw[: len(raw) // 2])


@pytest.mark.parametrize("words", [f"\ud800{CANARY}", cast("str", [CANARY]), cast("str", CANARY.encode() + b"\xff")])
def test_what_nobody_could_read_again_is_refused_and_not_shown(words: str) -> None:
    with pytest.raises(NotKept) as raised:
        EARLY.dump(Early(words, AT))
    assert CANARY not in "".join(traceback.format_exception(raised.value))


def test_nothing_of_a_payload_is_shown() -> None:
    assert CANARY not in repr(Said(Voice.PERSON, CANARY, AT, asks_yes=CANARY))
