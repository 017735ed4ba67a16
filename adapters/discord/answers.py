"""Showing an answer to the one who acted: as a modal, in place of the private message they pressed on, or in a new one.

An interaction has to be answered within 3 s, and what is shown later within 15 minutes (Discord, Receiving and
Responding, read 2026-11). So an answer that takes its time is announced first. A modal can only be the first answer,
and never one to a modal.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

import discord
from discord.ui import LayoutView, Modal

from adapters import limits
from adapters import surfaces as s
from adapters.discord import blocks, cards, layout, modals, names, sheets
from adapters.discord.faults import UNHEARD
from adapters.discord.kept import Kept
from adapters.discord.layout import Group, Numbers, Part
from adapters.discord.read import Done, Interaction, is_private, language_of
from adapters.interface import Pressed, Speaker, Submitted
from adapters.where import where

_LOG = logging.getLogger(__name__)
PATIENCE: Final = 1.8
"""Seconds after which an answer that isn't there is announced."""
LONGEST: Final = 60.0
Ask = Callable[[], Awaitable[s.Page | s.Form]]


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be shown: a surface, below it acts that Discord could not offer before, and rows drawn elsewhere.

    `beside`: in a message of its own, so that what somebody wrote and was looking at stays.
    """

    surface: s.Page | s.Form
    mark: str = ""
    after: tuple[tuple[str, s.Button], ...] = field(repr=False, default=())
    rows: tuple[Group, ...] = field(repr=False, default=())
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that a page takes up, and how to take it away."""

    id: int
    delete: Callable[[], Awaitable[None]] = field(repr=False)


class Answers:
    """Shows answers. Keeps, for a quarter of an hour and in memory, what was sent and which acts a modal left out."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._others = Kept[tuple[s.Button, ...]]()
        self._pages = Kept[tuple[Shown, ...]]()
        self.sent = Kept[Done]()

    async def give(self, interaction: Interaction, done: Done, ask: Ask) -> None:
        """Ask the bot, and show what it says; whatever goes wrong is said, with the words that were typed.

        Where Discord takes no answer any more, it is said in their DM.
        """
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._asked(done, ask, language_of(interaction)))
            await asyncio.wait({asking}, timeout=PATIENCE)
            if not asking.done():
                await _announce(interaction)
            if await self.show(interaction, await asking):
                return
            if not await self.show(interaction, self.failed(done, language_of(interaction))):
                await self._tell(interaction, done.mark)

    async def show(self, interaction: Interaction, told: Told) -> bool:
        """Show this now; whether all of it stands there. What Discord doesn't take is logged by its kind."""
        try:
            await self._show(interaction, told)
        except (*UNHEARD, limits.OverLimit) as error:
            fault(error)
            return False
        return True

    async def _tell(self, interaction: Interaction, mark: str) -> None:
        """Say in their DM that no answer could be shown. Discord says to them that nothing came, and it may be done."""
        say = self._speaker(language_of(interaction))
        look = s.Button("open", say("note-open"), main=True)
        card = s.Card(say("note-for-you"), buttons=(look,), said=(say("chat-not-shown"),))
        try:
            await interaction.user.send(**cards.drawn(card, mark), suppress_embeds=True)
        except UNHEARD as error:
            fault(error)

    async def _asked(self, done: Done, ask: Ask, locale: str) -> Told:
        try:
            async with asyncio.timeout(LONGEST):
                surface = await ask()
            limits.check(surface)
            told = Told(surface, done.mark, self._left_out(done, surface))
            self._drawn(told, locale)  # what can't be drawn has failed while the words can still be given back
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and keeps their words
            fault(error)
            return self.failed(done, locale)
        return told

    def failed(self, done: Done, locale: str) -> Told:
        """That it was not done, everything that was typed, and one press to do it again."""
        say = self._speaker(locale)
        again = s.Button("again", say("discord-again"), main=True)
        words = tuple(
            s.Words(s.Quoted(one[at : at + s.LONGEST_WORDS]), say("discord-yours"))
            for one in done.words
            for at in range(0, len(one), s.LONGEST_WORDS)
        )
        kept = (s.Say(say("discord-failed-typed")),) if words else ()
        page = s.Page(say("discord-failed-title"), (s.Say(say("discord-failed")), *kept, *words))
        match done.act:
            case Submitted():
                key = self.sent.keep(done)
                return Told(page, done.mark, ((key, s.Button("", again.label, main=True)),), beside=True)
            case Pressed(action=action, token=token):
                button = s.Button(action, again.label, token, main=True)
                return Told(s.Page(page.title, page.blocks, (button,)), done.mark, beside=True)
            case _:
                return Told(page, done.mark, beside=True)

    def _left_out(self, done: Done, surface: s.Page | s.Form) -> tuple[tuple[str, s.Button], ...]:
        """The acts of the form that was sent, where its modal could not offer them and the answer doesn't either."""
        if not isinstance(done.act, Submitted) or not isinstance(surface, s.Form):
            return ()
        others = self._others.find(_key(done.act.form, done.act.once, done.act.token)) or ()
        there = {one.action for one in limits.buttons(surface)}
        missing = [one for one in others if one.action not in there]
        if not missing:
            return ()
        key = self.sent.keep(done)
        return tuple((key, one) for one in missing)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _drawn(self, told: Told, locale: str) -> tuple[LayoutView, ...]:
        numbers = Numbers(told.mark or names.mark_of(""))
        return layout.messages((*self._parts(told.surface, numbers, locale), *_after(told, numbers), *told.rows))

    def _parts(self, surface: s.Page | s.Form, numbers: Numbers, locale: str) -> Iterable[Part]:
        say = self._speaker(surface.language or locale)
        if isinstance(surface, s.Page):
            return _page(surface, numbers)
        labels = sheets.Labels(say("discord-write"), say("discord-change"), say("discord-go-on"))
        return sheets.drawn(surface, numbers, labels)

    def _modal(self, told: Told, locale: str) -> Modal | None:
        form = told.surface
        if not isinstance(form, s.Form) or told.after or not _has_boxes(form):
            return None
        say = self._speaker(form.language or locale)
        modal = modals.opened(form, told.mark or names.mark_of(""), say("discord-submit", label=form.submit))
        if modal:
            self._others.keep(form.others, _key(form.name, form.once, form.token))
        return modal

    # --- sending --------------------------------------------------------------------------------------------------

    async def _show(self, interaction: Interaction, told: Told) -> None:
        locale = language_of(interaction)
        if not interaction.response.is_done() and interaction.type is not discord.InteractionType.modal_submit:
            modal = self._modal(told, locale)
            if modal:
                await interaction.response.send_modal(modal)
                return
        first, *more = self._drawn(told, locale)
        if not told.beside:
            await self._away(interaction)
        shown = [await (_beside if told.beside else _first)(interaction, first)]
        shown += [await _next(interaction, one) for one in more]
        for part in shown if more else ():
            self._pages.keep(tuple(shown), str(part.id))

    async def _away(self, interaction: Interaction) -> None:
        """Take away the other messages of the page that was pressed on: it is being replaced."""
        pressed = interaction.message.id if interaction.message else 0
        for one in self._pages.drop(str(pressed)) or ():
            if one.id != pressed:
                try:
                    await one.delete()
                except UNHEARD as error:
                    fault(error)


def fault(error: BaseException) -> None:
    """Log the kind of an error and where it came from."""
    _LOG.error("discord.failed", extra={"fault": where(error)})


def _key(*parts: str) -> str:
    return "|".join(parts)


def _has_boxes(form: s.Form) -> bool:
    return any(isinstance(one, s.TextField) for one in form.fields)


def _page(page: s.Page, numbers: Numbers) -> Iterator[Part]:
    """A page begins with its heading; where a block is one already, that is it."""
    if not (page.blocks and isinstance(page.blocks[0], s.Heading)):
        yield blocks.title(page.title)
    yield from blocks.unfolded(page.blocks, numbers.presses)
    if acts := numbers.presses(page.buttons):
        yield acts
    yield from blocks.folded(page.blocks, numbers.presses)


def _after(told: Told, numbers: Numbers) -> Iterator[Part]:
    drawn = [layout.button(one, numbers.name(names.AGAIN, one.action, key)) for key, one in told.after]
    if drawn:
        yield (discord.ui.ActionRow[Any](*drawn),)


async def _announce(interaction: Interaction) -> None:
    """Say that an answer is coming: on what was pressed, or in a new private message."""
    try:
        if is_private(interaction.message):
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
    except UNHEARD as error:
        fault(error)


async def _first(interaction: Interaction, view: LayoutView) -> Shown:
    """Show it in place of what was pressed on, if only the presser sees that; else in a new private message."""
    if interaction.response.is_done():
        at = (await interaction.edit_original_response(view=view)).id
    elif is_private(interaction.message):
        await interaction.response.edit_message(view=view)
        at = cast(discord.Message, interaction.message).id
    else:
        at = await _new(interaction, view)
    return Shown(at, interaction.delete_original_response)


async def _beside(interaction: Interaction, view: LayoutView) -> Shown:
    """Show it in a new private message, whatever was announced."""
    if interaction.response.is_done() and is_private(interaction.message):
        return await _next(interaction, view)
    if interaction.response.is_done():
        at = (await interaction.edit_original_response(view=view)).id
    else:
        at = await _new(interaction, view)
    return Shown(at, interaction.delete_original_response)


async def _new(interaction: Interaction, view: LayoutView) -> int:
    sent = await interaction.response.send_message(view=view, ephemeral=True, suppress_embeds=True)
    return sent.message_id or 0


async def _next(interaction: Interaction, view: LayoutView) -> Shown:
    sent = await interaction.followup.send(view=view, ephemeral=True, suppress_embeds=True, wait=True)
    return Shown(sent.id, sent.delete)
