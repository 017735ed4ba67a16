"""A channel of everybody's in the production's file: where its card stands, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.operator import applying, writing
from bot.operator.applying import End, Outcome
from bot.operator.findings import Finding
from bot.operator.productions_seen import production_findings
from bot.operator.refusals import out_of_reach
from bot.operator.state import State
from bot.settings import Settings
from storage import productions
from storage.productions import Channel, Door
from storage.store import Store, Tx
from tests.bot.operator.files import TEXT, another, changed, faults_of, good, in_store, settings_in, states_in

HIDDEN = '# door_channel = { platform = "slack", workspace = "T0EXAMPLE", channel = "C0EVERYBODY" }'
WITH = changed(HIDDEN, HIDDEN.removeprefix("# "))
HALL = Channel("slack", "T0EXAMPLE", "C0EVERYBODY")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with root keys."""
    return settings_in(tmp_path)


async def applied(settings: Settings, text: str) -> Outcome:
    """Apply it."""
    return await in_store(settings, partial(applying.apply, file=good(text)))


async def state(settings: Settings) -> State:
    """The only production as it is kept."""
    (found,) = await in_store(settings, states_in)
    return found


async def posted(settings: Settings) -> None:
    """Its card stands there."""

    def work(tx: Tx) -> None:
        (one,) = productions.all_of(tx)
        productions.rewrite_book(tx, one, replace(productions.book(tx, one), door=Door(HALL, "slack C0EVERYBODY:1")))

    async def act(store: Store) -> None:
        await store.write(work)

    await in_store(settings, act)


async def test_it_is_kept_shown_again_and_asks_for_a_new_start(settings: Settings) -> None:
    await applied(settings, TEXT)
    assert (await state(settings)).book.door is None
    outcome = await applied(settings, WITH)
    assert outcome.end is End.changed
    assert any("stop `ghostlight run` and start it again" in one for one in outcome.did)
    found = await state(settings)
    assert found.book.door == Door(HALL)
    assert 'door_channel = { platform = "slack", workspace = "T0EXAMPLE", channel = "C0EVERYBODY" }' in (
        writing.text_of(found)
    )


async def test_another_change_leaves_the_card_where_it_stands(settings: Settings) -> None:
    await applied(settings, WITH)
    await posted(settings)
    assert (await applied(settings, WITH)).end is End.unchanged
    await applied(settings, changed("crew = 42", "crew = 43", WITH))
    assert (await state(settings)).book.door == Door(HALL, "slack C0EVERYBODY:1")


@pytest.mark.parametrize(
    ("text", "door"),
    [(WITH.replace("C0EVERYBODY", "C0OTHER"), Door(replace(HALL, channel="C0OTHER"))), (TEXT, None)],
)
async def test_another_channel_gets_a_card_of_its_own_and_none_gets_none(
    settings: Settings, text: str, door: Door | None
) -> None:
    await applied(settings, WITH)
    await posted(settings)
    await applied(settings, text)
    assert (await state(settings)).book.door == door


@pytest.mark.parametrize("taken", ["C0READERS", "C0OFFICE"])
def test_the_readers_or_the_offices_channel_is_refused(taken: str) -> None:
    (fault,) = faults_of(WITH.replace("C0EVERYBODY", taken))
    assert "production.door_channel: is the readers' or the office's channel" in fault


def test_one_on_the_local_set_is_refused_since_it_has_none() -> None:
    (fault,) = faults_of(WITH.replace('door_channel = { platform = "slack"', 'door_channel = { platform = "local"'))
    assert "production.door_channel: lies on the local set, which has no channel that everybody is in" in fault


async def test_two_productions_share_none(settings: Settings) -> None:
    await applied(settings, WITH)
    shared = another("Otherwise").replace(HIDDEN, HIDDEN.removeprefix("# "))
    assert (await applied(settings, shared)).end is End.shared
    assert (await applied(settings, shared.replace("C0EVERYBODY", "C1HALL"))).end is End.founded  # the control


async def test_the_doctor_says_whether_the_card_is_posted(settings: Settings) -> None:
    assert not [one for one in seen(await founded(settings, TEXT)) if "write from" in one.what]
    (missing,) = [one for one in seen(await founded(settings, WITH)) if "write from" in one.what]
    assert missing.what == "The Lantern Yard: the card to write from is not posted yet"
    assert missing.todo.startswith("let Ghostlight into that channel")
    await posted(settings)
    assert Finding("The Lantern Yard: the card to write from is posted") in seen(await state(settings))


async def founded(settings: Settings, text: str) -> State:
    """A production by this text."""
    await applied(settings, text)
    return await state(settings)


def seen(found: State) -> list[Finding]:
    """What the doctor says of it."""
    return [*production_findings(found, datetime(2027, 3, 1, 9, tzinfo=UTC), private=False)]


async def test_one_on_a_platform_that_is_not_set_is_said(settings: Settings) -> None:
    found = await founded(settings, WITH)
    assert "The Lantern Yard: the channel of everybody's lies on Slack, which isn't set." in [
        *out_of_reach([found], ["discord"])
    ]
    assert [*out_of_reach([found], ["slack"])] == []  # the control
