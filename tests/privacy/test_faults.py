"""Every call of the store and of the platform fails, number by number: no mark in what anybody then logs or shows.

ANONYMITY 8.1, the second half. A life is lived several times; each time other calls fail: before they began, after
they were kept, by a platform that refuses, that is slow, or that raises what it should not, text and all.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.interface import DeliveryFailed
from bot.delivery import Delivery
from bot.text.catalog import LANGUAGES, speaker
from storage.errors import NotKept
from tests.privacy.hands import Hand
from tests.privacy.life import SAID, STEPS, Life, Step
from tests.privacy.marks import files_of, found, found_in_text
from tests.privacy.overheard import overheard
from tests.privacy.recorder import dm_place
from tests.privacy.set import KESTREL, OnSet, memory, open_set

WHO: Final = (KESTREL.user, KESTREL.id, KESTREL.name, "kestrel.q@example.invalid", dm_place(KESTREL.user))
PHASES: Final = 5
Spoilt = Callable[[], Exception]
AT_THE_STORE: Final[tuple[tuple[str, Spoilt], ...]] = (
    ("before", lambda: NotKept("injected")),
    ("after", lambda: NotKept("injected")),
)
AT_THE_PLATFORM: Final[tuple[Spoilt, ...]] = (
    lambda: DeliveryFailed("later", permanent=False, retry_after=timedelta(minutes=9)),
    lambda: DeliveryFailed("gone", permanent=True),
    TimeoutError,
    lambda: RuntimeError(f"POST {KESTREL.user}: {SAID}"),
)


@dataclass(slots=True)
class Storm:
    """Of each kind of call spoils every fifth: in five lives each number of each kind fails once.

    Kinds don't fail in step: a call that always follows another would else fail only where it isn't made.
    """

    phase: int
    numbers: Counter[str] = field(default_factory=Counter)
    spoilt: set[str] = field(default_factory=set)

    def at_the_store(self, when: str, verb: str, work: str) -> None:
        """Before or after a work, in turn."""
        kind = f"{verb} {work}"
        self.numbers[kind] += when == "before"
        number = self.numbers[kind]
        turn, error = AT_THE_STORE[number // PHASES % 2]
        if (number + self.phase + len(kind)) % PHASES == 0 and when == turn:
            self.spoilt.add(kind)
            raise error()

    def at_the_platform(self, verb: str) -> None:
        """At a send, an edit, a look at the members; one kind of failure after the other."""
        self.numbers[verb] += 1
        if (self.numbers[verb] + self.phase) % PHASES == 0:
            self.spoilt.add(verb)
            spoil = AT_THE_PLATFORM[(self.numbers[verb] // PHASES + self.phase) % len(AT_THE_PLATFORM)]
            raise spoil()


@dataclass(slots=True)
class Wreck:
    """What a stormy life left behind."""

    storm: Storm
    told: str
    shown: str
    files: dict[str, bytes]


async def _lived(phase: int) -> Wreck:
    storm = Storm(phase)
    with tempfile.TemporaryDirectory(dir=memory()) as folder, overheard(everything=False) as heard:
        async with open_set(Path(folder)) as on:
            life = Life.begun(on)
            on.store.weather = storm.at_the_store
            on.platform.weather = storm.at_the_platform
            for step in STEPS[:-1]:
                await _attempted(step, life)
            on.store.weather, on.platform.weather = (lambda *_: None), (lambda _: None)
            await life.left()
            errors = [error for hand in life.hands for error in hand.errors]
            return Wreck(
                storm,
                "\n".join((heard.everything, *errors, *_ours(on))),
                "\n".join(page for hand in (life.walt, life.oona, life.vera) for page in hand.pages),
                files_of(Path(folder)),
            )


async def _attempted(step: Step, life: Life) -> None:
    """Somebody who lives through this goes on with the next thing when a page isn't what they expected."""
    try:
        await step(life)
    except (AssertionError, IndexError):
        life.me.shown = None


NOT_KEPT: Final = ("not-done", "not-saved", "desk-press-not-kept", "desk-words-not-kept")


@pytest.fixture(autouse=True)
def _presses_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is told that something was not kept presses again, three times."""
    acted, sentences = Hand.act, [speaker(language)(key) for language in LANGUAGES for key in NOT_KEPT]

    async def act(hand: Hand, *what: Any) -> Any:
        for _ in range(3):
            known = len(hand.errors)
            shown = await acted(hand, *what)
            if len(hand.errors) == known and not any(sentence in hand.text for sentence in sentences):
                return shown
        return shown

    monkeypatch.setattr(Hand, "act", act)


def _ours(on: OnSet) -> list[str]:
    """Texts of errors that reached the alarm clock, which logs none: those of our own making."""
    return [str(one) for fault in on.faults for one in _leaves(fault) if not isinstance(one, RuntimeError)]


def _leaves(error: BaseException) -> list[BaseException]:
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return [one for each in inner for one in _leaves(each)] or [error]


async def test_no_fault_makes_anybody_say_who_or_what() -> None:
    spoilt, called = set[str](), set[str]()
    for phase in range(PHASES):
        wreck = await _lived(phase)
        assert found_in_text(wreck.told, (*WHO, SAID)) == set()
        assert found_in_text(wreck.shown, WHO) == set()
        assert {name: hits for name, blob in wreck.files.items() if (hits := found(blob, (*WHO, SAID)))} == {}
        assert "entry_put_off" in wreck.told
        spoilt |= wreck.storm.spoilt
        called |= set(wreck.storm.numbers)
    assert called - spoilt == set(), "every kind of call has failed at least once"
    assert {"send", "edit", "members"} < spoilt
    assert len(spoilt) > 25


async def test_control_a_logged_error_of_a_platform_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever logs what a platform raised is found by the same walk."""
    put_off = Delivery._put_off

    async def telling(delivery: Delivery, *what: Any) -> None:
        logging.getLogger("careless").warning("put off", exc_info=sys.exc_info())
        await put_off(delivery, *what)

    monkeypatch.setattr(Delivery, "_put_off", telling)
    wreck = await _lived(0)
    assert {mark for mark, _ in found_in_text(wreck.told, (*WHO, SAID))} >= {KESTREL.user, SAID}
