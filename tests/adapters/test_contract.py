"""The adapters' contract, taken by every registered adapter; and that none is missing from it."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import adapters
from adapters.interface import Answer, ChannelAddress, DeliveryFailed, Gesture, Platform, PlatformAddress
from adapters.local.cast import Cast, SetPerson
from adapters.local.weather import Failure
from bot.text.catalog import speaker
from tests.adapters.conftest import Running, running_set
from tests.adapters.discord.bench import discord_bench
from tests.adapters.scripted import OFFICE, READERS
from tests.adapters.slack.bench import slack_bench
from tests.adapters.test_draw import skeleton
from tests.contracts.adapter import NOTE, AdapterContract, Bench, missing

_CAST = Cast(
    (
        SetPerson("id-of-quill", "Quill Ember", "grip"),
        SetPerson("id-of-wren", "Wren Castle", "coordinator", audience="reader"),
        SetPerson("id-of-ivo", "Ivo Marsh", "second AD", audience="office"),
    ),
    READERS,
    OFFICE,
)


@dataclass
class LocalBench:
    """The local set, reached as a browser reaches it."""

    running: Running
    person: PlatformAddress = _CAST.people[0].address
    member: PlatformAddress = _CAST.people[1].address
    outsider: PlatformAddress = _CAST.people[2].address
    channel: ChannelAddress = READERS

    def __post_init__(self) -> None:
        self.platform: Platform = self.running.set

    async def ask(self, answer: Callable[[Gesture], Answer]) -> str:
        """Open Home; the private page."""
        self.running.script.instead = answer
        _, page = await self.running.post("phone/id-of-quill", ("act", "home"), ("as", "id-of-quill"))
        self.running.script.instead = None
        return page.partition('<section class="sheet"')[2]

    async def type(self, words: str) -> None:
        """Type into the chat."""
        await self.running.post("phone/id-of-quill", ("act", "write"), ("as", "id-of-quill"), ("words", words))

    async def standing(self, place: PlatformAddress | ChannelAddress) -> list[str]:
        """The messages of a pane."""
        where = f"phone/{place.reveal()[2]}" if isinstance(place, PlatformAddress) else f"channel/{place.channel}"
        _, page = await self.running.get(where)
        return re.findall(r'<li id="m-(?!none)[^>]*>.*?</li>', page)

    def skeleton(self, shown: str) -> object:
        """Elements and attributes."""
        outside_boxes = re.sub(r"<textarea.*?</textarea>", "", shown, flags=re.DOTALL)
        return skeleton(shown), re.findall("[\u202a-\u202e\u2066-\u2069]", outside_boxes)

    def fail_next(self, failure: DeliveryFailed) -> None:
        """One refusal."""
        self.running.set.weather.next.append(Failure(failure.code, failure.permanent, failure.retry_after))

    def close_dms(self, person: PlatformAddress) -> None:
        """No more DMs."""
        self.running.set.weather.closed.add(person.reveal()[2])

    def add(self, person: PlatformAddress) -> None:
        """Into the readers' channel."""
        self.running.set.join(READERS, person.reveal()[2])


@asynccontextmanager
async def _local(folder: Path) -> AsyncIterator[Bench]:
    async with running_set(folder, _CAST) as running:
        yield LocalBench(running)


BENCHES: dict[str, Callable[[Path], AbstractAsyncContextManager[Bench]]] = {
    "discord": discord_bench,
    "local": _local,
    "slack-http": lambda _: slack_bench("http"),
    "slack-socket": lambda _: slack_bench("socket"),
}


class TestContract(AdapterContract):
    """Each adapter in turn."""

    @pytest.fixture(params=sorted(BENCHES))
    async def bench(self, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
        """One adapter, running."""
        async with BENCHES[request.param](tmp_path) as bench:
            yield bench


def test_no_registered_adapter_is_missing_from_the_contract() -> None:
    assert missing(adapters.REGISTERED, BENCHES) == set()
    assert missing({**adapters.REGISTERED, "carrier_pigeon": "x:Y"}, BENCHES) == {"carrier_pigeon"}  # the control


def test_an_adapter_is_found_by_its_name_and_loaded_only_then() -> None:
    found = adapters.find("local")
    assert found.__name__ == "LocalSet"
    assert found.__module__ in sys.modules
    with pytest.raises(LookupError):
        adapters.find("carrier_pigeon")


async def test_an_answer_that_was_lost_is_no_second_message(tmp_path: Path) -> None:
    async with running_set(tmp_path, _CAST) as running:
        running.set.weather.lost_answers = 1
        bench = LocalBench(running)
        with pytest.raises(DeliveryFailed) as refused:
            await running.set.send(bench.person, NOTE, "d1")
        assert not refused.value.permanent
        await running.set.send(bench.person, NOTE, "d1")
        assert len(await bench.standing(bench.person)) == 1


def test_both_languages_have_every_sentence_of_the_set() -> None:
    english, spanish = (_sentences(language) for language in ("en", "es"))
    assert list(english) == list(spanish)
    assert english == spanish
    assert speaker("es")("set-switch") == "Mostrar"


def _sentences(language: str) -> dict[str, set[str]]:
    """Each sentence with the names of its arguments, in the order of the file."""
    file = Path("bot/text", language, "set.ftl").read_text("utf-8")
    lines = re.findall(r"^(set-[\w-]+) = (.*)$", file, re.MULTILINE)
    return {key: set(re.findall(r"\$(\w+)", line)) for key, line in lines}
