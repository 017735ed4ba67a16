"""The envelope: what is sealed for one place opens there and nowhere else."""

from __future__ import annotations

import os

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.envelope import Key, pad, place, seal, unpad, unseal
from storage.errors import NotOurs, TooLong

keys = st.builds(Key, st.binary(min_size=32, max_size=32), st.integers(0, 2**64 - 1))
parts = st.one_of(st.binary(max_size=20), st.integers(-(2**63), 2**63 - 1))
places = st.tuples(st.text(max_size=8), st.text(max_size=8), st.lists(parts, max_size=4))
WHERE = place("words", "sealed", b"p" * 16, 1)


def _at(where: tuple[str, str, list[bytes | int]]) -> bytes:
    table, column, ids = where
    return place(table, column, *ids)


@given(key=keys, plain=st.binary(max_size=300), where=places)
def test_what_was_sealed_opens(key: Key, plain: bytes, where: tuple[str, str, list[bytes | int]]) -> None:
    sealed = seal(key, plain, _at(where))
    assert unseal(key, sealed, _at(where)) == plain
    assert int.from_bytes(sealed[4:12], "big") == key.epoch
    assert len(sealed) == 12 + 12 + len(plain) + 16


@given(first=places, second=places)
def test_two_places_never_give_the_same_bytes(
    first: tuple[str, str, list[bytes | int]], second: tuple[str, str, list[bytes | int]]
) -> None:
    assume(first != second)
    assert _at(first) != _at(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (place("a", "bc"), place("ab", "c")),
        (place("a", "b", b"cd", b"e"), place("a", "b", b"c", b"de")),
        (place("a", "b", 1), place("a", "b", (1).to_bytes(8, "big"))),
        (place("a", "b", b""), place("a", "b")),
        (place("a", "b", -1), place("a", "b", 2**63 - 1)),
    ],
)
def test_places_that_only_look_alike_differ(one: bytes, other: bytes) -> None:
    assert one != other


def test_control_joining_without_lengths_confuses_places() -> None:
    assert b"".join([b"a", b"bc"]) == b"".join([b"ab", b"c"])


@given(bit=st.integers(0, (12 + 12 + 5 + 16) * 8 - 1))
def test_no_bit_can_be_changed(bit: int) -> None:
    key = Key(bytes(32), 7)
    sealed = bytearray(seal(key, b"words", WHERE))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOurs):
        unseal(key, bytes(sealed), WHERE)


def test_it_opens_under_its_own_key_place_and_epoch_only() -> None:
    key = Key(os.urandom(32), 1)
    sealed = seal(key, b"words", WHERE)
    for other in (Key(os.urandom(32), 1), Key(bytes(32), 1)):
        with pytest.raises(NotOurs):
            unseal(other, sealed, WHERE)
    with pytest.raises(NotOurs):
        unseal(key, sealed, place("words", "sealed", b"p" * 16, 2))
    assert unseal(Key(key.secret, 2), sealed, WHERE) == b"words"  # the epoch is the header's, and authenticated there


@given(cut=st.integers(0, 44))
def test_what_was_cut_short_does_not_open(cut: int) -> None:
    key = Key(bytes(32))
    with pytest.raises(NotOurs):
        unseal(key, seal(key, b"words", WHERE)[:cut], WHERE)


@given(junk=st.binary(max_size=60))
def test_junk_does_not_open(junk: bytes) -> None:
    with pytest.raises(NotOurs):
        unseal(Key(bytes(32)), junk, WHERE)


def test_the_same_words_are_never_sealed_the_same() -> None:
    key = Key(bytes(32))
    assert len({seal(key, b"words", WHERE) for _ in range(100)}) == 100


def test_a_key_shows_nothing() -> None:
    assert repr(Key(b"s" * 32, 77)) == "Key()"


@given(plain=st.binary(max_size=100), room=st.integers(4, 200))
def test_padding_comes_off_again(plain: bytes, room: int) -> None:
    size = len(plain) + room
    assert len(pad(plain, size)) == size
    assert unpad(pad(plain, size)) == plain


@given(plain=st.binary(max_size=100), missing=st.integers(1, 104))
def test_what_does_not_fit_is_refused(plain: bytes, missing: int) -> None:
    with pytest.raises(TooLong):
        pad(plain, len(plain) + 4 - missing)


@given(padded=st.binary(max_size=40))
def test_a_length_that_can_not_be_true_is_refused(padded: bytes) -> None:
    length = int.from_bytes(padded[:4], "big")
    if len(padded) >= 4 and length <= len(padded) - 4:
        assert unpad(padded) == padded[4 : 4 + length]
    else:
        with pytest.raises(NotOurs):
            unpad(padded)
