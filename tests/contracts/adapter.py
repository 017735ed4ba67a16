"""What every platform's adapter must do, whatever the platform. One suite; a bench brings one adapter to it.

A module that runs it subclasses `AdapterContract` and gives the fixture `bench`, one per name in `BENCHES`.
"""

# ruff: noqa: D102 - a test's name says what it proves
from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

import pytest

from adapters.interface import (
    Answer,
    ChannelAddress,
    DeliveryFailed,
    Gesture,
    MessageRef,
    Platform,
    PlatformAddress,
    Show,
)
from adapters.surfaces import Button, Card, Facts, Form, Page, Quoted, Say, TextField, Words

CANARY = "kanarienvogel"
NASTY = (
    "<script>alert(1)</script>",
    "*bold* _it_ `code` <!channel> <@U123> @everyone",
    "\u202egnp.exe",
    '"><img src=x>',
    "[link](http://example.com)",
    "\x00\x1b[31m",
    "</textarea>",
    "> quote\n# heading",
    "||spoiler||",
)

NOTE = Card("Ghostlight: a note for you", buttons=(Button("open", "Open"), Button("now", "Now")))
LINE = Card("Ghostlight: coordination", "Quiet Heron", (("Urgency", "today"),), (Button("open", "Open", "t"),))


class Bench(Protocol):
    """One running adapter, with a platform behind it that a test can look into and spoil."""

    platform: Platform
    person: PlatformAddress
    member: PlatformAddress
    outsider: PlatformAddress
    channel: ChannelAddress

    async def ask(self, answer: Callable[[Gesture], Answer]) -> str:
        """Let the person act, the bot answer so; give everything the platform was then told to show them."""

    async def type(self, words: str) -> None:
        """Let the person type words into the bot's DM."""

    async def standing(self, place: PlatformAddress | ChannelAddress) -> list[str]:
        """What the platform shows in this place now, a text per message."""

    def skeleton(self, shown: str) -> object:
        """What in this would act or format, without its text: equal for two texts that are only text."""

    def fail_next(self, failure: DeliveryFailed) -> None:
        """Let the platform refuse the next call so."""

    def close_dms(self, person: PlatformAddress) -> None:
        """Let the platform take no more DMs for this person."""

    def add(self, person: PlatformAddress) -> None:
        """Let somebody into the channel."""


def missing(registered: Collection[str], benches: Mapping[str, object]) -> set[str]:
    """The registered adapters that no bench brings to the contract. One may have several: `name-this`, `name-that`."""
    return set(registered) - {name.partition("-")[0] for name in benches}


def _page(words: str) -> Page:
    return Page("Quiet Heron", (Words(Quoted(words), "Quiet Heron, 1"), Facts((("Where", Quoted(words)),))))


def _form(words: str) -> Form:
    box = TextField("w", "Words", Quoted(words), tall=True)
    return Form("f", "Again", (Words(Quoted(words)),), (box,), "Send", "once")


class AdapterContract:
    """The suite. Each test stands for one sentence of `interface.py` or `surfaces.py`."""

    @pytest.fixture
    @abstractmethod
    def bench(self) -> Bench:
        """One adapter, running."""
        raise NotImplementedError

    @pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
    async def test_words_are_text_and_nothing_else(self, bench: Bench, words: str) -> None:
        for build in (_page, _form):
            plain = await bench.ask(_shows(build("plain")))
            nasty = await bench.ask(_shows(build(words)))
            assert bench.skeleton(nasty) == bench.skeleton(plain)

    async def test_control_what_is_not_escaped_is_noticed(self, bench: Bench) -> None:
        plain = await bench.ask(_shows(_page("plain")))
        assert bench.skeleton(plain.replace("plain", NASTY[0])) != bench.skeleton(plain)

    @pytest.mark.parametrize(
        "card",
        [
            replace(LINE, title="x" * 25),
            replace(LINE, buttons=(Button("open", "x" * 25),)),
            replace(LINE, buttons=(Button("open", "Open", "t" * 52),)),
            replace(LINE, buttons=(Button("x" * 21, "Open"),)),
            replace(LINE, buttons=LINE.buttons * 6),
        ],
        ids=["title", "label", "token", "action", "buttons"],
    )
    async def test_a_card_over_a_limit_is_refused_for_good(self, bench: Bench, card: Card) -> None:
        message = await bench.platform.send(bench.channel, LINE, "at-the-limits")
        with pytest.raises(DeliveryFailed) as refused:
            await bench.platform.send(bench.channel, card, "over")
        with pytest.raises(DeliveryFailed):
            await bench.platform.edit(message, card)
        assert refused.value.permanent
        assert len(await bench.standing(bench.channel)) == 1

    async def test_a_page_over_a_limit_is_not_cut_in_silence(self, bench: Bench) -> None:
        long = "x" * 25
        assert long not in await bench.ask(_shows(Page(long, (Say("x"),))))
        assert long[:24] in await bench.ask(_shows(Page(long[:24], (Say("x"),))))

    async def test_the_same_delivery_shows_nothing_twice(self, bench: Bench) -> None:
        if not bench.platform.can.drops_repeats:
            return
        first = await bench.platform.send(bench.person, NOTE, "d1")
        again = await bench.platform.send(bench.person, NOTE, "d1")
        assert first == again
        assert len(await bench.standing(bench.person)) == 1
        await bench.platform.send(bench.person, NOTE, "d2")
        assert len(await bench.standing(bench.person)) == 2

    async def test_an_edit_changes_in_place(self, bench: Bench) -> None:
        message = await bench.platform.send(bench.channel, LINE, "d1")
        await bench.platform.edit(message, replace(LINE, facts=(("State", "taken"),)))
        (shown,) = await bench.standing(bench.channel)
        assert "taken" in shown

    async def test_what_is_gone_stays_gone(self, bench: Bench) -> None:
        message = await bench.platform.send(bench.channel, LINE, "d1")
        await bench.platform.delete(message)
        assert await bench.standing(bench.channel) == []
        with pytest.raises(DeliveryFailed) as refused:
            await bench.platform.edit(message, LINE)
        assert refused.value.permanent
        await bench.platform.delete(message)
        with pytest.raises(DeliveryFailed):
            await bench.platform.edit(MessageRef(message.platform, "never-sent"), LINE)

    @pytest.mark.parametrize(
        "failure",
        [
            DeliveryFailed("gone", permanent=True),
            DeliveryFailed("later", permanent=False),
            DeliveryFailed("slow_down", permanent=False, retry_after=timedelta(seconds=7)),
        ],
        ids=lambda failure: failure.code,
    )
    async def test_a_failure_says_whether_to_try_again(self, bench: Bench, failure: DeliveryFailed) -> None:
        bench.fail_next(failure)
        with pytest.raises(DeliveryFailed) as refused:
            await bench.platform.send(bench.channel, LINE, "d1")
        assert (refused.value.permanent, refused.value.retry_after) == (failure.permanent, failure.retry_after)
        assert refused.value.__cause__ is None
        await bench.platform.send(bench.channel, LINE, "d1")
        assert len(await bench.standing(bench.channel)) == 1

    async def test_closed_dms_are_permanent_and_only_that_persons(self, bench: Bench) -> None:
        bench.close_dms(bench.person)
        with pytest.raises(DeliveryFailed) as refused:
            await bench.platform.send(bench.person, NOTE, "d1")
        assert refused.value.permanent
        await bench.platform.send(bench.member, NOTE, "d2")

    async def test_who_reads_a_channel_is_known_at_each_look(self, bench: Bench) -> None:
        before = await bench.platform.members(bench.channel)
        assert bench.member in before
        assert bench.outsider not in before
        bench.add(bench.outsider)
        assert await bench.platform.members(bench.channel) == before | {bench.outsider}

    async def test_nobody_unknown_is_written_to(self, bench: Bench) -> None:
        nobody, nowhere = PlatformAddress(bench.platform.name, "x", "nobody"), replace(bench.channel, channel="nowhere")
        for to in (nobody, nowhere):
            with pytest.raises(DeliveryFailed) as refused:
                await bench.platform.send(to, NOTE, "d1")
            assert refused.value.permanent

    async def test_nothing_reaches_the_logs(self, bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
        def fail(_: Gesture) -> Answer:
            raise RuntimeError(CANARY)

        caplog.set_level(logging.DEBUG)
        await bench.type(CANARY)
        await bench.ask(_shows(_page(CANARY)))
        await bench.ask(fail)
        await bench.platform.send(bench.person, replace(NOTE, notice=CANARY), "d1")
        bench.fail_next(DeliveryFailed("later", permanent=False))
        with pytest.raises(DeliveryFailed):
            await bench.platform.send(bench.person, NOTE, "d2")
        user = bench.person.reveal()[2]
        assert not any(CANARY in line or user in line for line in _lines(caplog))
        logging.getLogger("control").debug("%s %s", CANARY, user)
        assert sum(CANARY in line and user in line for line in _lines(caplog)) == 1


def _shows(surface: Page | Form) -> Callable[[Gesture], Answer]:
    return lambda _: Show(surface)


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Everything of every record that a formatter could write."""
    formatter = logging.Formatter()
    return [f"{formatter.format(record)} {vars(record)}" for record in caplog.records]
