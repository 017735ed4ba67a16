"""What a command of anybody's leads to; where a platform has no command for it, a button does the same."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.interface import Command, Pressed
from adapters.surfaces import Form, Page
from tests.bot.ends.nights import line, roster
from tests.privacy.hands import Hand
from tests.privacy.set import OnSet, memory, open_set


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give an open set."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with open_set(Path(folder)) as found:
            found.platform._accounts |= {"passer-by"}
            yield found


async def seen(on: OnSet, act: Command | Pressed, user: str = "nell") -> Page | Form:
    """What somebody is shown; a form without what is random in it."""
    hand = Hand(on, user)
    await hand.act(act)
    assert hand.shown
    return replace(hand.shown, once="same") if isinstance(hand.shown, Form) else hand.shown


@pytest.mark.parametrize(("name", "action"), [("concern", "write"), ("inbox", "lines"), ("rights", "rights")])
async def test_a_command_shows_what_its_button_shows(on: OnSet, name: str, action: str) -> None:
    shown = await seen(on, Command(name))
    assert shown == await seen(on, Pressed(action))
    assert shown != await seen(on, Pressed("home"))  # the control


async def test_light_is_concern(on: OnSet) -> None:
    assert await seen(on, Command("light")) == await seen(on, Command("concern"))


async def test_join_joins_and_another_command_does_not(on: OnSet) -> None:
    for name in ("inbox", "rights", "something-newer"):
        await seen(on, Command(name), "passer-by")
        assert (await roster(on)).at("local", "w", "passer-by") is None, name
    await seen(on, Command("join"), "passer-by")
    me = next(one for one in (await roster(on)).people if one.user == "passer-by")
    assert me.joined


async def test_inbox_leads_to_what_waits_for_them_where_no_dm_can(on: OnSet) -> None:
    me = Hand(on, "nell")
    await me.act(Command("concern"))
    await me.fill(words="The robe was not there.")
    await me.fill()
    alias = (await line(on)).line.alias
    assert alias
    await me.act(Command("inbox"))
    assert alias in me.text
    assert alias not in str(await seen(on, Command("rights")))  # the control
