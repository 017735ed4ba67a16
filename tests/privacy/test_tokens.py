"""A token opens a concern for who it was made for, where and while it was meant to; for anybody else it is nothing."""

from __future__ import annotations

import base64
import os
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.envelope import Key
from storage.keys import Production
from storage.tokens import Tokens

SECRET, PRODUCTION = os.urandom(32), Production(os.urandom(16), Key(os.urandom(32)))
TOKENS = Tokens(SECRET, PRODUCTION)
ME, CHANNEL = ("slack", "W1", "U1"), ("slack", "W1", "C1")
TODAY = date(2026, 3, 14)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
CONCERN = b"c" * 16

ids = st.binary(min_size=16, max_size=16)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
places = st.tuples(names, names, names)
CARD, MINE = TOKENS.for_channel(CONCERN, CHANNEL), TOKENS.for_person(CONCERN, ME, TODAY)
BY_KEY = TOKENS.for_person(CONCERN, ME, TODAY, by_key=True)


def answers(token: str, tokens: Tokens = TOKENS) -> list[bytes | None]:
    """What this token is, in every way it could be asked."""
    return [
        tokens.in_channel(token, CHANNEL),
        tokens.of_person(token, ME, NOON),
        tokens.of_person(token, ME, NOON, by_key=True),
    ]


@given(concern=ids, where=places)
def test_a_token_leads_to_its_concern(concern: bytes, where: tuple[str, str, str]) -> None:
    assert TOKENS.in_channel(TOKENS.for_channel(concern, where), where) == concern
    assert TOKENS.of_person(TOKENS.for_person(concern, where, TODAY), where, NOON) == concern


@given(concern=ids, where=places, other=places)
def test_somebody_else_or_another_channel_gets_nothing(
    concern: bytes, where: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    if where != other:
        assert TOKENS.in_channel(TOKENS.for_channel(concern, where), other) is None
        assert TOKENS.of_person(TOKENS.for_person(concern, where, TODAY), other, NOON) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [(("a", "bc", "d"), ("ab", "c", "d")), (("a", "", "b"), ("", "a", "b")), (("a", "b", ""), ("a", "", "b"))],
)
def test_names_that_only_run_together_are_somebody_else(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert TOKENS.in_channel(TOKENS.for_channel(CONCERN, one), other) is None


def test_each_kind_is_that_kind_only() -> None:
    assert answers(CARD) == [CONCERN, None, None]
    assert answers(MINE) == [None, CONCERN, None]
    assert answers(BY_KEY) == [None, None, CONCERN]
    same = ("slack", "W1", "X")
    assert TOKENS.of_person(TOKENS.for_channel(CONCERN, same), same, NOON) is None
    assert TOKENS.in_channel(TOKENS.for_person(CONCERN, same, TODAY), same) is None


@pytest.mark.parametrize(
    "other", [Tokens(os.urandom(32), PRODUCTION), Tokens(SECRET, Production(os.urandom(16), PRODUCTION.key))]
)
def test_another_root_or_production_gets_nothing(other: Tokens) -> None:
    assert answers(CARD, other) == answers(MINE, other) == [None] * 3


def test_a_persons_token_lives_two_days_and_a_cards_for_ever() -> None:
    last = datetime(2026, 3, 16, 23, 59, 59, tzinfo=UTC)
    assert TOKENS.of_person(MINE, ME, last) == CONCERN
    assert TOKENS.of_person(MINE, ME, last + timedelta(seconds=1)) is None
    west = timezone(timedelta(hours=-10))
    assert TOKENS.of_person(MINE, ME, (last + timedelta(seconds=1)).astimezone(west)) is None
    assert TOKENS.of_person(MINE, ME, datetime(2199, 1, 1, tzinfo=UTC)) is None
    assert TOKENS.in_channel(CARD, CHANNEL) == CONCERN


@pytest.mark.parametrize("token", [CARD, MINE, BY_KEY], ids=["card", "person", "key"])
def test_every_other_spelling_is_nothing(token: str) -> None:
    """Each character changed, cut, doubled or padded: base64 has several spellings of the same bytes."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n\0é"
    changed = {token[:at] + other + token[at + 1 :] for at in range(len(token)) for other in alphabet} - {token}
    cut = {token[:at] for at in range(len(token))} | {token[at:] for at in range(1, len(token))}
    padded = {token + end for end in ("=", "==", "===", "A", "AA", " ", "\n")} | {token * 2, " " + token, "\ud800"}
    assert len(changed) > 3_000
    assert [other for other in changed | cut | padded if answers(other) != [None] * 3] == []


@pytest.mark.parametrize("token", [CARD, MINE], ids=["card", "person"])
def test_no_bit_can_be_changed(token: str) -> None:
    raw = base64.urlsafe_b64decode(token + "==")
    for bit in range(len(raw) * 8):
        turned = bytearray(raw)
        turned[bit // 8] ^= 1 << bit % 8
        assert answers(base64.urlsafe_b64encode(turned).decode().rstrip("=")) == [None] * 3


def test_control_unsealed_tokens_are_forged() -> None:
    plain = base64.urlsafe_b64encode(CONCERN).decode()
    assert base64.urlsafe_b64decode(plain) == CONCERN
    assert answers(plain) == [None] * 3


@given(token=st.text(max_size=80))
def test_anything_else_is_nothing(token: str) -> None:
    assert answers(token) == [None] * 3


@given(concern=ids, where=places)
def test_a_token_is_short_and_says_nothing(concern: bytes, where: tuple[str, str, str]) -> None:
    for token in (TOKENS.for_channel(concern, where), TOKENS.for_person(concern, where, TODAY)):
        assert len(token) == 46
        assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        assert concern not in base64.urlsafe_b64decode(token + "==")


def test_two_peoples_tokens_for_one_concern_have_nothing_in_common() -> None:
    other = TOKENS.for_person(CONCERN, ("slack", "W1", "U2"), TODAY)
    first, second = (base64.urlsafe_b64decode(one + "==") for one in (MINE, other))
    assert not any(first[at : at + 4] in second for at in range(len(first) - 3))
