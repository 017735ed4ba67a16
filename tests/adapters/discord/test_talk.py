"""Presses, commands and what is typed: where they come from, who it was, and what others see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import aiohttp
import discord
import simcord
from simcord.backend.models import MessageSticker, Poll, PollAnswer
from simcord.components import walk_components

from adapters.discord import commands
from adapters.discord.people import mark
from adapters.interface import TYPED, Answer, Command, Gesture, PlatformAddress, Pressed, Show, Submitted, Wrote
from adapters.surfaces import Button, Card, Form, Page, Quoted, Row, Say, TextField
from bot.text.catalog import speaker
from tests.adapters.discord.place import Diary, Place, place
from tests.adapters.scripted import Script
from tests.contracts.adapter import LINE, NOTE

REPLY = Card("Ghostlight: a note for you", buttons=(Button(TYPED, "Put it in the form"),), said=("You wrote here.",))
PAGE = Page("Yours", (Say("x"), Row((Button("go", "Go", "tok"),))))


def _replies(gesture: Gesture) -> Answer:
    return Show(PAGE, REPLY if isinstance(gesture.act, Wrote) else None)


def _dm(one: simcord.MemberActor) -> list[discord.Message]:
    """What the bot posted into this chat."""
    return [message for message in one.user.dm_channel.history() if message.author.bot and not message.flags.ephemeral]


# --- who and where ----------------------------------------------------------------------------------------------------


async def test_in_the_chat_and_in_the_guild_somebody_is_the_same_person() -> None:
    async with place() as here:
        one, channel = here.person("one"), here.guild.create_text_channel("general")
        await one.user.slash("inbox")
        await one.slash(channel, "inbox")
        assert {gesture.who for gesture in here.script.seen} == {here.address(one)}
        assert here.script.acts == [Command("inbox")] * 2


async def test_a_card_in_a_channel_is_nobodys_answer_and_its_press_is_private() -> None:
    async with place() as here:
        reader = here.person("wren")
        channel = here.channel(reader)
        await here.platform.send(here.at(channel), LINE, "d1")
        (card,) = channel.history()
        shown = await reader.click(card, label="Open")
        assert shown.ephemeral
        assert here.script.seen[-1].channel == here.at(channel)
        assert here.script.acts == [Pressed("open", "t")]
        assert card.interaction_metadata is None
        assert [one.id for one in channel.history() if not one.flags.ephemeral] == [card.id]
        here.script.instead = lambda _: Show(PAGE)
        page = await reader.click(card, label="Open")
        assert page.response
        await reader.click(page.response, label="Go")
        assert here.script.seen[-1].channel is None


async def test_a_card_calls_only_whom_it_calls() -> None:
    async with place() as here:
        reader, other = here.person("wren"), here.person("ode")
        channel = here.channel(reader, other)
        said = (f"@everyone <@{other.id}>",)
        await here.platform.send(here.at(channel), replace(LINE, calls=(str(reader.id),), said=said), "d1")
        (card,) = channel.history()
        assert [one.id for one in card.mentions] == [reader.id]
        assert not card.mention_everyone
        assert card.flags.suppress_embeds


async def test_a_note_is_plain_text_and_nothing_else_stands_on_a_lock_screen() -> None:
    async with place() as here:
        one = here.person("one")
        await here.platform.send(here.address(one), NOTE, "d1")
        (note,) = _dm(one)
        assert note.content == "Ghostlight\\: a note for you"
        assert not note.flags.components_v2


async def test_who_is_in_two_guilds_says_which_and_a_button_remembers_it() -> None:
    async with place() as here:
        one, elsewhere = here.person("one"), here.env.create_guild("elsewhere")
        elsewhere.add_member(one.user)
        lone = here.person("lone")
        await lone.user.slash("inbox")
        assert here.script.seen[-1].who == here.address(lone)
        asked = await one.user.slash("inbox")
        assert len(here.script.seen) == 1
        here.script.instead = lambda _: Show(PAGE)
        page = await one.user.click(asked.response, label=elsewhere.name)
        there = PlatformAddress("discord", str(elsewhere.id), str(one.id))
        assert (here.script.seen[-1].who, here.script.acts[-1]) == (there, Command("inbox"))
        await one.user.click(page.response, label="Go")
        assert (here.script.seen[-1].who, here.script.acts[-1]) == (there, Pressed("go", "tok"))
        await here.platform.send(there, NOTE, "d1")
        await one.user.click(_dm(one)[-1], label="Now")
        assert here.script.seen[-1].who == there


async def test_what_somebody_of_two_guilds_types_waits_for_which_and_goes_into_the_form() -> None:
    async with place(Script(instead=_replies)) as here:
        one, elsewhere = here.person("one"), here.env.create_guild("elsewhere")
        elsewhere.add_member(one.user)
        await one.send_dm("words")
        assert here.script.seen == []
        (asked,) = _dm(one)
        await one.user.click(asked, label=elsewhere.name)
        (seen,) = here.script.seen
        assert seen.who == PlatformAddress("discord", str(elsewhere.id), str(one.id))
        assert seen.act == Wrote("text", Quoted("words"))


async def test_a_form_whose_guild_is_gone_asks_which_and_keeps_every_word() -> None:
    form = Form("write", "Write", (), (TextField("words", "Words"),), "Next", "once")
    async with place(Script(instead=lambda _: Show(form))) as here:
        one = here.person("one")
        opened = await one.user.slash("concern")
        others = [here.env.create_guild("first"), here.env.create_guild("second")]
        for guild in others:
            guild.add_member(one.user)
        here.env.backend.remove_guild(here.guild.id)
        asked = await one.user.submit_modal(opened, {"words": "mine"})
        assert len(here.script.seen) == 1
        await one.user.click(asked.response, label="second")
        assert here.script.acts[-1] == Submitted("write", {"words": "mine"}, "once")
        assert here.script.seen[-1].who.reveal()[1] == str(others[1].id)


async def test_no_custom_id_holds_a_person() -> None:
    async with place(Script(instead=_replies)) as here:
        one = here.person("one")
        await one.user.slash("inbox")
        await one.send_dm("words")
        await here.platform.send(here.address(one), NOTE, "d1")
        sent = [request.json for request in here.env.http_requests if isinstance(request.json, dict)]
        drawn = [(body.get("data") or body).get("components") or [] for body in sent]
        ids = [one.get("custom_id", "") for components in drawn for one in walk_components(components)]
        assert len(list(filter(None, ids))) >= 4
        assert not any(str(one.id) in custom_id for custom_id in ids)
        assert all(mark(here.address(one)) == custom_id[1:3] for custom_id in filter(None, ids))


async def test_only_guilds_and_chats_are_listened_to() -> None:
    async with place() as here:
        asked = here.platform.client.intents
        assert {name for name, on in asked if on} == {"guilds", "dm_messages"}


# --- commands ---------------------------------------------------------------------------------------------------------


async def test_commands_are_registered_once_and_again_only_when_they_change() -> None:
    async with place() as here:
        assert _registrations(here) == 1
        await here.restart()
        assert _registrations(here) == 1
        command = here.env.backend.commands[None]["concern", 1]
        assert (command["contexts"], command["integration_types"], command["options"]) == ([0, 1], [0], [])
        command["description_localizations"] = {"es-ES": "Otra cosa"}
        assert await commands.register(here.platform.client, speaker)
        assert not await commands.register(here.platform.client, speaker)


def _registrations(here: Place) -> int:
    return sum(one.method == "PUT" and one.path.endswith("/commands") for one in here.env.http_requests)


# --- the chat ---------------------------------------------------------------------------------------------------------


async def test_what_was_typed_is_answered_and_its_button_takes_the_words_as_they_stand() -> None:
    async with place(Script(instead=_replies)) as here:
        one = here.person("one")
        typed = await one.send_dm("first")
        (reply,) = _dm(one)
        assert "first" not in str(reply.components)
        here.script.instead = None
        await one.user.edit(typed, "second")
        here.script.instead = _replies
        await one.user.click(reply, label="Put it in the form")
        assert here.script.acts[-1] == Wrote("text", Quoted("second"))
        await one.user.delete(typed)
        shown = await one.user.click(reply, label="Put it in the form")
        assert here.script.acts[-1] == Wrote("deletion", Quoted(""))
        assert shown.ephemeral


async def test_each_kind_is_told_apart_and_answered_once() -> None:
    async with place(Script(instead=_replies)) as here:
        one = here.person("one")
        channel = one.user.dm_channel.id
        backend = here.env.backend
        first = await one.send_dm("text")
        attachment = backend.store_attachments(channel, [("a.png", b"x")])
        await one.send_dm(attachments=attachment)
        await one.send_dm(attachments=attachment, flags=discord.MessageFlags(voice=True).value)
        reference = {"type": 1, "channel_id": str(channel), "message_id": str(first.id)}
        await one.send_dm(reference=reference)
        await one.send_dm(stickers=[MessageSticker(1, "wave", 1, here.guild.id)])
        await one.send_dm(poll=Poll("Which?", [PollAnswer(1, "this", None)], "2030-01-01T00:00:00+00:00"))
        await one.send_dm("a reply", reference={"channel_id": str(channel), "message_id": str(first.id)})
        await one.user.edit(first, "changed")
        await one.user.delete(first)
        kinds = [act.kind for act in here.script.acts if isinstance(act, Wrote)]
        assert kinds == ["text", "file", "voice", "forward", "sticker", "other", "text", "edit", "deletion"]
        assert len(_dm(one)) == len(kinds)


async def test_the_bots_own_messages_are_nobodys() -> None:
    async with place(Script(instead=_replies)) as here:
        one = here.person("one")
        await here.platform.delete(await here.platform.send(here.address(one), NOTE, "d1"))
        assert here.script.seen == []


async def test_what_was_typed_while_nobody_listened_is_answered_once_when_the_chat_is_seen() -> None:
    diary = Diary()
    async with place(Script(instead=_replies), diary) as here:
        one, quiet = here.person("one"), here.person("quiet")
        await one.send_dm("before")
        diary.until = here.env.now() - timedelta(minutes=1)
        for words in ("missed", "missed too"):
            _while_down(here, one, words)
        _while_down(here, quiet, "missed")
        await here.restart()
        before = len(here.script.seen)
        await one.send_dm("after")
        await here.platform.send(here.address(quiet), NOTE, "d1")
        heard = [act.words.words for act in here.script.acts[before:] if isinstance(act, Wrote)]
        assert heard == ["missed", "missed too", "after", "missed"]
        await here.restart()
        await one.user.slash("inbox")
        assert len(here.script.seen) == before + 5


def _while_down(here: Place, one: simcord.MemberActor, words: str) -> None:
    """A message that stands in the chat and of which no event reached the bot."""
    feed = here.env.backend.subscribers.pop()
    here.env.backend.create_message(one.user.dm_channel.id, one.id, words)
    here.env.backend.subscribers.append(feed)


async def test_a_reply_that_could_not_be_posted_is_posted_at_the_next_look() -> None:
    diary = Diary()
    async with place(Script(instead=_replies), diary) as here:
        one = here.person("one")
        here.env.inject_error("POST", "/channels/*/messages", status=500)
        await one.send_dm("words")
        assert _dm(one) == []
        diary.until = here.env.now() - timedelta(minutes=1)
        await here.restart()
        await one.user.slash("inbox")
        assert len(_dm(one)) == 1


async def test_a_connection_that_breaks_while_the_missed_are_looked_for_leaves_nobody_unanswered() -> None:
    diary = Diary()
    async with place(Script(instead=_replies), diary) as here:
        one = here.person("one")
        diary.until = here.env.now() - timedelta(minutes=1)
        await here.restart()
        _while_down(here, one, "missed")
        here.failures.append(aiohttp.ServerDisconnectedError())
        await one.send_dm("first")
        await one.send_dm("second")
        heard = [act.words.words for act in here.script.acts if isinstance(act, Wrote)]
        assert heard == ["first", "missed", "second"]
        assert len(_dm(one)) == 3
