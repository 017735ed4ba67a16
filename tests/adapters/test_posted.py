"""What the platform has posted outlives the bot: after a kill it stands there, once, and can still be changed."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.interface import DeliveryFailed
from adapters.local.posted import Posted
from adapters.surfaces import Button, Card
from tests.adapters.conftest import new_set
from tests.adapters.scripted import CAST, LINE, NOTE, OFFICE, READERS

AT = datetime(2026, 11, 12, 21, 5, tzinfo=UTC)
LIFE = """
import asyncio, sys
from pathlib import Path
from tests.adapters.conftest import new_set
from tests.adapters.scripted import CAST, LINE, NOTE, READERS

async def main() -> None:
    local = new_set(Path(sys.argv[1]))
    local.join(READERS, "pia")
    for number in range(10_000):
        message = await local.send(READERS, LINE, f"d{number}")
        print(number, message.ref, flush=True)

asyncio.run(main())
"""


def test_a_killed_process_loses_nothing_it_was_told_was_posted(tmp_path: Path) -> None:
    file = tmp_path / "platform.sqlite"
    with subprocess.Popen([sys.executable, "-c", LIFE, str(file)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().split() for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        told += [line.split() for line in process.stdout if line.endswith("\n")]
    posted = Posted(file)
    standing = {message.ref for message in posted.standing("channel/readers")}
    assert {ref for _, ref in told} <= standing
    assert posted.post("channel/readers", LINE, "d0", AT) == (told[0][1], False)
    assert posted.members("readers") == {"wren", "ode", "pia"}
    posted.close()


async def test_a_new_process_edits_what_the_last_one_sent(tmp_path: Path) -> None:
    first = new_set(tmp_path / "platform.sqlite")
    message = await first.send(READERS, LINE, "d1")
    first.close()
    second = new_set(tmp_path / "platform.sqlite")
    await second.edit(message, NOTE)
    (kept,) = second._house.posted.standing("channel/readers")
    assert kept.card == NOTE
    second.close()


def test_a_card_comes_back_as_it_was(tmp_path: Path) -> None:
    posted = Posted(tmp_path / "p.sqlite")
    card = Card("Ñotice", "T", (("a", "b\u2028"),), (Button("a", "L", "t", "spoken", main=True),), language="es")
    ref, is_new = posted.post("dm/ana", card, "d", AT)
    found = posted.message(ref)
    assert is_new
    assert found is not None
    assert (found.card, found.at, found.place) == (card, AT, "dm/ana")
    posted.close()


def test_the_same_delivery_elsewhere_is_another_message(tmp_path: Path) -> None:
    posted = Posted(tmp_path / "p.sqlite")
    assert posted.post("dm/ana", NOTE, "d", AT)[1]
    assert posted.post("dm/wren", NOTE, "d", AT)[1]
    assert not posted.post("dm/ana", LINE, "d", AT)[1]
    posted.close()


def test_a_deleted_message_leaves_no_content_and_a_repeat_brings_it_not_back(tmp_path: Path) -> None:
    posted = Posted(tmp_path / "p.sqlite")
    ref, _ = posted.post("dm/ana", LINE, "d", AT)
    assert posted.delete(ref) == "dm/ana"
    assert posted.delete(ref) is None
    assert posted.post("dm/ana", LINE, "d", AT) == (ref, False)
    assert posted.standing("dm/ana") == ()
    posted.close()


def test_the_file_is_as_durable_as_it_says(tmp_path: Path) -> None:
    posted = Posted(tmp_path / "p.sqlite")
    assert posted._do("PRAGMA synchronous") == [(2,)]
    assert posted._do("PRAGMA journal_mode") == [("wal",)]
    posted.close()
    with pytest.raises(DeliveryFailed, match="set_file"):
        posted.standing("dm/ana")


async def test_channels_are_peopled_once(tmp_path: Path) -> None:
    first = new_set(tmp_path / "p.sqlite")
    first.leave(READERS, "ode")
    first.close()
    second = new_set(tmp_path / "p.sqlite")
    assert await second.members(READERS) == {CAST.people[2].address}
    assert await second.members(OFFICE) == {CAST.people[4].address, CAST.people[5].address}
    second.close()
