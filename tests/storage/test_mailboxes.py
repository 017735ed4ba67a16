"""Six words lead back to a line: however they are typed, in either language, and no other words do."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import mailboxes
from storage.envelope import Key
from storage.mailboxes import LISTS, Mailbox, _list, _plain, six_words, understood, unlock
from storage.store import Store
from tests.storage.homes import Stage, founded, random_id

languages = st.sampled_from(sorted(LISTS))
nine = st.binary(min_size=9, max_size=9)
ENDS = date(2026, 9, 1)


def mailbox() -> Mailbox:
    """A mailbox as its words would open it; deriving one takes 40 ms."""
    return Mailbox(os.urandom(32), Key(os.urandom(32)))


@given(language=languages, entropy=nine)
def test_six_words_are_understood(language: str, entropy: bytes) -> None:
    words = six_words(language, entropy)
    assert len(words) == 6
    assert _meant(words, understood(" ".join(words)))


def _meant(words: tuple[str, ...], found: tuple[str, ...] | None) -> bool:
    """Whether both open the same mailbox: it is derived from the first four letters of each."""
    return found is not None and [_plain(word)[:4] for word in words] == [_plain(word)[:4] for word in found]


WAYS: dict[str, Callable[[str], str]] = {
    "shouted": str.upper,
    "with a capital": str.title,
    "first letters": lambda words: " ".join(_plain(word)[:4] for word in words.split()),
    "other endings": lambda words: " ".join(
        _plain(word)[:4] + "xyz" * (len(_plain(word)) > 3) for word in words.split()
    ),
    "without accents": _plain,
    "composed": lambda words: unicodedata.normalize("NFC", words),
    "decomposed": lambda words: unicodedata.normalize("NFD", words),
    "wide letters": lambda words: words.replace("a", "\uff41"),
    "with commas": lambda words: words.replace(" ", ", "),
    "with hyphens": lambda words: words.replace(" ", "-"),
    "with stops": lambda words: words.replace(" ", ". ") + ".",
    "numbered": lambda words: " ".join(f"{number}. {word}" for number, word in enumerate(words.split(), 1)),
    "on lines": lambda words: "\n" + words.replace(" ", " \n\t"),
}


@pytest.mark.parametrize("way", WAYS)
@given(language=languages, entropy=nine)
def test_typed_differently_they_are_still_understood(way: str, language: str, entropy: bytes) -> None:
    words = six_words(language, entropy)
    assert _meant(words, understood(WAYS[way](" ".join(words))))


@settings(max_examples=30)
@given(language=languages, entropy=nine, wrong=st.integers(0, 5), other=st.sampled_from(["qqqq", "x", "zzzz", "абвг"]))
def test_a_word_that_is_in_no_list_is_not_understood(language: str, entropy: bytes, wrong: int, other: str) -> None:
    words = list(six_words(language, entropy))
    assert understood(" ".join([*words[:wrong], other, *words[wrong + 1 :]])) is None
    assert understood(" ".join(words[:wrong])) is None
    assert understood(" ".join([*words, words[0]])) is None


def test_words_of_two_languages_are_not_understood_together() -> None:
    assert understood("abandon ability able above absurd zurdo") is None
    assert understood("") is None


@pytest.mark.parametrize("language", sorted(LISTS))
def test_the_first_four_letters_tell_each_word_apart(language: str) -> None:
    assert len({_plain(word)[:4] for word in _list(language)}) == 2048


def test_an_unknown_language_gets_the_english_list() -> None:
    assert six_words("xx", bytes(9)) == six_words("en", bytes(9)) == ("abandon",) * 6


def test_words_are_shown_composed() -> None:
    assert "\u00e1cido" in _list("es")
    assert all(unicodedata.is_normalized("NFC", word) for language in LISTS for word in _list(language))


def test_every_bit_of_sixty_six_counts() -> None:
    assert six_words("en", b"\xff" * 9) == ("zoo",) * 6
    flipped = [six_words("en", (1 << bit + 6).to_bytes(9, "big")) for bit in range(66)]
    assert len(set(flipped)) == 66


def test_words_that_two_lists_share_the_letters_of_open_one_mailbox() -> None:
    """Of six Spanish words one key in five thousand looks English: it was lost as long as whole words were derived."""
    spanish = ("abuso", "acceso", "acción", "ácido", "activo", "acto")
    english = understood(" ".join(spanish))
    assert english == ("abuse", "access", "accident", "acid", "action", "actor")
    production = random_id()
    assert unlock(spanish, production) == unlock(english, production)


def test_a_mailbox_is_that_of_its_words_and_its_production() -> None:
    production, words = random_id(), six_words("es", os.urandom(9))
    one = unlock(words, production)
    assert one == unlock(words, production)
    assert one != unlock(words, random_id())
    assert one.id != unlock((*words[:5], "zoo"), production).id
    assert repr(one) == "Mailbox()"
    assert one.key.secret != one.id


# --- What a mailbox leads to ------------------------------------------------------------------------------


async def test_it_leads_to_its_concern_until_it_is_removed(stage: Stage) -> None:
    box, concern = mailbox(), random_id()
    assert await _leads(stage, box) is None
    await _put(stage, box, concern)
    assert await _leads(stage, box) == concern
    await stage.store.write(lambda tx: mailboxes.remove(tx, box.id))
    assert await _leads(stage, box) is None


async def _put(stage: Stage, box: Mailbox, concern: bytes | None = None) -> None:
    await stage.store.write(lambda tx: mailboxes.put(tx, stage.production, box, concern or random_id(), ENDS))


async def _leads(stage: Stage, box: Mailbox) -> bytes | None:
    return await stage.store.read(lambda tx: mailboxes.leads_to(tx, stage.production, box))


async def test_neither_its_name_nor_its_key_alone_opens_it(stage: Stage) -> None:
    box, other = mailbox(), mailbox()
    await _put(stage, box)
    assert await _leads(stage, Mailbox(box.id, other.key)) is None
    assert await _leads(stage, Mailbox(other.id, box.key)) is None


async def test_it_belongs_to_one_production(stage: Stage, store: Store) -> None:
    box, elsewhere = mailbox(), await founded(store)
    await _put(stage, box)
    assert await _leads(elsewhere, box) is None


async def test_it_ends_in_time_and_can_be_prolonged(stage: Stage) -> None:
    kept, ends = mailbox(), mailbox()
    for box in (kept, ends):
        await _put(stage, box)
    await stage.store.write(lambda tx: mailboxes.prolong(tx, kept.id, ENDS + timedelta(days=90)))
    await stage.store.write(lambda tx: mailboxes.forget(tx, ENDS))
    assert await _leads(stage, ends) is not None  # it ends with the day, not before
    await stage.store.write(lambda tx: mailboxes.forget(tx, ENDS + timedelta(days=1)))
    assert await _leads(stage, ends) is None
    assert await _leads(stage, kept) is not None
