"""T1: discord.py keeps one object per custom_id. Nobody may ever get another's words, nor lose their own."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
import simcord

from adapters.interface import Gesture, Show
from adapters.surfaces import Form, Quoted, TextField
from tests.adapters.discord.place import Place, place, words_of
from tests.adapters.scripted import Script

TIMES = 200
BOX = TextField("words", "Words", Quoted(""), tall=True)


def _form(_: Gesture) -> Show:
    return Show(Form("write", "Write", (), (BOX,), "Next", "once"))


async def _opened(one: simcord.MemberActor) -> dict[str, Any]:
    result: simcord.InteractionResult = await one.user.slash("concern")
    assert result.modal
    return result.modal


async def test_two_people_send_the_same_form_and_each_has_exactly_their_own_words() -> None:
    async with place(Script(instead=_form)) as here:
        one, other = here.person("one"), here.person("other")
        for turn in range(TIMES):
            mine, theirs = await _opened(one), await _opened(other)
            first, second = (one, mine, {"words": f"mine {turn}"}), (other, theirs, {"words": f"theirs {turn}"})
            if turn % 2:
                here.send_at_once(first, second)
            else:
                here.send_at_once(second)
                await here.settle()
                here.send_at_once(first)
            await here.settle()
        assert words_of(here.script.seen, one.id) == [f"mine {turn}" for turn in range(TIMES)]
        assert words_of(here.script.seen, other.id) == [f"theirs {turn}" for turn in range(TIMES)]
        _nothing_is_kept(here)


def _nothing_is_kept(here: Place) -> None:
    store = here.platform.client._connection._view_store
    assert not store._modals
    assert not store._views
    assert not store._synced_message_views


async def test_no_two_openings_share_a_name() -> None:
    async with place(Script(instead=_form)) as here:
        one = here.person("one")
        names = {(await _opened(one))["custom_id"] for _ in range(20)}
        assert len(names) == 20


class _Fixed(discord.Client):
    """What nobody may do: one custom_id for everybody's form."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.heard: list[tuple[int, str]] = []

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Open the form."""
        if interaction.type is discord.InteractionType.application_command:
            await interaction.response.send_modal(_FixedModal(self))


class _FixedModal(discord.ui.Modal):
    def __init__(self, client: _Fixed) -> None:
        super().__init__(title="Write", custom_id="write")
        self.box = discord.ui.TextInput[Any](custom_id="words")
        self.add_item(discord.ui.Label(text="Words", component=self.box))
        self._client = client

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Hear what stands in the box, a moment later."""
        await interaction.response.defer()
        await asyncio.sleep(0)
        self._client.heard.append((interaction.user.id, self.box.value))


@pytest.mark.parametrize("at_once", [True, False], ids=["at the same moment", "one after the other"])
async def test_control_a_fixed_name_mixes_them_up(at_once: bool) -> None:
    client = _Fixed()
    async with simcord.run(client, strict_sync=False, check_errors=False) as env:
        env.backend.register_commands(None, [{"name": "concern", "description": "x"}])
        here = Place(env, None, Script(), None, env.create_guild())  # type: ignore[arg-type] # the library alone
        one, other = here.person("one"), here.person("other")
        mine, theirs = await _opened(one), await _opened(other)
        assert client._connection._view_store._modals  # what `_nothing_is_kept` would find
        here.send_at_once((one, mine, {"words": "mine"}))
        if not at_once:
            await here.settle()
        here.send_at_once((other, theirs, {"words": "theirs"}))
        await here.settle()
        assert sorted(client.heard) != sorted([(one.id, "mine"), (other.id, "theirs")])
