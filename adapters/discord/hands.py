"""What people do on Discord, handed to the bot: commands, presses, forms. Stateless, so that a restart changes nothing.

What only changes a form that stands in a message (a choice, a box to write in) is done here; the bot hears of it when
the form is sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, cast

import discord

from adapters import surfaces as s
from adapters.discord import modals, names, people, read, sheets
from adapters.discord.answers import Answers, Told, fault
from adapters.discord.faults import UNHEARD
from adapters.discord.guilds import which
from adapters.discord.kept import Kept
from adapters.discord.names import Name
from adapters.discord.people import PLATFORM, People, SeveralGuilds
from adapters.discord.read import Done, Interaction
from adapters.interface import (
    TYPED,
    Act,
    ChannelAddress,
    Gesture,
    PlatformAddress,
    Pressed,
    Receive,
    Speaker,
    Submitted,
    Wrote,
)

_BOXES: Final = frozenset({names.TEXT, names.SEND})


class Hands:
    """Takes every interaction there is. `receive` is the bot."""

    def __init__(self, client: discord.Client, people_here: People, speaker: Speaker) -> None:
        self._client = client
        self._people = people_here
        self._speaker = speaker
        self._answers = Answers(speaker)
        self._picked = Kept[read.Picked]()
        self.receive: Receive | None = None

    async def take(self, interaction: Interaction) -> None:
        """One act of one person."""
        data = cast(dict[str, Any], interaction.data or {})
        match interaction.type:
            case discord.InteractionType.application_command:
                await self._hand(interaction, read.commanded(str(data.get("name", ""))))
            case discord.InteractionType.modal_submit:
                picked = self._picked_in(interaction.message)
                await self._hand(interaction, read.submitted(data, interaction.message, picked))
            case discord.InteractionType.component:
                await self._component(interaction, data)

    async def _component(self, interaction: Interaction, data: dict[str, Any]) -> None:
        name, message = names.read(str(data.get("custom_id", ""))), interaction.message
        if name is None or message is None:
            return
        match name.kind:
            case names.PRESS:
                await self._hand(interaction, Done(Pressed(*name.parts), name.mark))
            case names.AGAIN:
                await self._again(interaction, name)
            case names.GUILD:
                await self._in_guild(interaction, name.parts[0], name.parts[1])
            case names.PICK:
                await self._pick(interaction, data, message)
            case _:
                await self._sheet(interaction, name, message)

    # --- forms that stand in a message ----------------------------------------------------------------------------

    def _picked_in(self, message: discord.Message | None) -> read.Picked:
        return (self._picked.find(str(message.id)) or {}) if message else {}

    async def _pick(self, interaction: Interaction, data: dict[str, Any], message: discord.Message) -> None:
        """Show the choice in the message, and keep it: the form may be sent before Discord shows it there."""
        chosen = sheets.choosing(message, data["custom_id"], data["values"], self._picked_in(message))
        self._picked.keep(chosen, str(message.id))
        try:
            await interaction.response.edit_message(view=sheets.shown(message, chosen))
        except UNHEARD as error:
            fault(error)

    async def _sheet(self, interaction: Interaction, name: Name, message: discord.Message) -> None:
        sheet = sheets.read(message)
        if sheet is None:
            await self._gone(interaction)
            return
        if name.kind in _BOXES and (name.kind == names.TEXT or sheet.is_open):
            sending = self._speaker(read.language_of(interaction))("discord-box")
            modal = modals.of_texts(sheet.sent, sheet.texts, name.mark, sending)
            try:
                await interaction.response.send_modal(modal)
            except UNHEARD as error:
                fault(error)
            return
        await self._hand(interaction, read.of_sheet(sheet, name, self._picked_in(message)))

    # --- to the bot -----------------------------------------------------------------------------------------------

    async def _hand(self, interaction: Interaction, done: Done | None, guild: int | None = None) -> None:
        """To the bot with it, and its answer back."""
        if done is None:
            return
        try:
            who = await self._people.met(interaction.user.id, interaction.guild_id or guild, done.mark)
        except SeveralGuilds as several:
            await self._answers.show(interaction, self._which(interaction, done, several.guilds))
        except UNHEARD as error:
            fault(error)
            await self._answers.show(interaction, self._answers.failed(done, read.language_of(interaction)))
        else:
            at_home = replace(done, mark=people.mark(who))
            await self._answers.give(interaction, at_home, lambda: self._ask(interaction, who, done.act))

    async def _ask(self, interaction: Interaction, who: PlatformAddress, act: Act) -> s.Page | s.Form:
        if self.receive is None:
            raise LookupError("nobody listens yet")
        if isinstance(act, Pressed) and act.action == TYPED:
            act = await self._wrote(interaction, act.token)
        channel = _channel(interaction) if isinstance(act, Pressed) else None
        answer = await self.receive(Gesture(who, act, channel, str(interaction.locale)))
        return answer.surface

    async def _wrote(self, interaction: Interaction, message: str) -> Wrote:
        """What was typed into the chat, as it stands there now."""
        chat = self._client.get_partial_messageable(interaction.channel_id or 0)
        try:
            typed = await chat.fetch_message(int(message))
        except discord.NotFound:
            return Wrote("deletion", s.Quoted(""))
        return Wrote("text", s.Quoted(typed.content))

    async def _again(self, interaction: Interaction, name: Name) -> None:
        """What was sent, once more, by another act if one is named; that act alone if what was sent is gone."""
        action, key = name.parts
        kept = self._sent(key)
        if kept:
            act = replace(kept.act, via=action) if action and isinstance(kept.act, Submitted) else kept.act
            await self._hand(interaction, replace(kept, act=act))
        elif action:
            await self._hand(interaction, Done(Pressed(action), name.mark))
        else:
            await self._gone(interaction)

    def _sent(self, key: str) -> Done | None:
        kept = self._answers.sent.find(key)
        return kept if kept and isinstance(kept.act, Submitted) else None

    async def _gone(self, interaction: Interaction) -> None:
        """Say that this can't be done again from here; what stands there stays."""
        say = self._speaker(read.language_of(interaction))
        page = s.Page(say("discord-failed-title"), (s.Say(say("discord-gone")),))
        await self._answers.show(interaction, Told(page, beside=True))

    # --- which guild ----------------------------------------------------------------------------------------------

    def _which(self, interaction: Interaction, done: Done, guilds: tuple[discord.Guild, ...]) -> Told:
        key = self._answers.sent.keep(done) if isinstance(done.act, Submitted) else ""
        say = self._speaker(read.language_of(interaction))
        page = s.Page(say("discord-which-title"), (s.Say(say("discord-which")),))
        return Told(page, rows=which(guilds, read.in_short(done, key)), beside=True)

    async def _in_guild(self, interaction: Interaction, guild: str, short: str) -> None:
        """On with what they were about to do, in the guild they mean."""
        meant = read.at_length(short)
        done = self._sent(meant) if isinstance(meant, str) else meant
        if done is None:
            await self._gone(interaction)
        else:
            await self._hand(interaction, done, int(guild))


def _channel(interaction: Interaction) -> ChannelAddress | None:
    """The channel that a button stands in; None for a private message and in the bot's DM."""
    if interaction.guild_id is None or interaction.channel_id is None or read.is_private(interaction.message):
        return None
    return ChannelAddress(PLATFORM, str(interaction.guild_id), str(interaction.channel_id))
