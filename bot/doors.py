"""The doors: which production and which desk a gesture goes to. One instance may serve several productions.

A channel belongs to one production. A person may be in several: then they choose, and every button and form they are
shown afterwards carries the mark of what they chose, so that nothing has to be remembered between two presses. Its
name stands first on whatever they are shown, so that they see where they are. Where no production is, none is named.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from adapters.interface import Act, Answer, ChannelAddress, Command, Gesture, Joined, Pressed, Show, Submitted, Wrote
from adapters.surfaces import Block, Button, Fold, Form, Quoted, Row
from adapters.surfaces import Say as Paragraph
from bot.audience import Audience
from bot.choosing import CHOOSE, SIGN, choice, in_the_form, nowhere, typed_words
from bot.desks.office import OfficeDesk
from bot.desks.person import PersonDesk
from bot.desks.reader import ReaderDesk
from storage import people, productions
from storage.errors import StorageError
from storage.keys import Production
from storage.store import Store, Tx

MARK: Final = 3
"""Characters of a mark: with a sign before them they fit behind the longest action of any desk, and no more would."""
_DRAWS: Final = 256


@dataclass(frozen=True, slots=True)
class Rooms:
    """One production's three desks, its two channels, and the one in which everybody has a card to write from.

    `audience` looks after who is in the readers' channel.
    """

    production: Production
    person: PersonDesk = field(repr=False)
    reader: ReaderDesk = field(repr=False)
    office: OfficeDesk = field(repr=False)
    audience: Audience = field(repr=False)
    readers_channel: ChannelAddress
    office_channel: ChannelAddress
    door_channel: ChannelAddress | None = None

    def is_near(self, account: tuple[str, str, str]) -> bool:
        """Whether this account is of the workspace that this production lives in."""
        return any((one.platform, one.workspace) == account[:2] for one in self.channels)

    @property
    def channels(self) -> tuple[ChannelAddress, ...]:
        """Every channel that is this production's alone."""
        return tuple(filter(None, (self.readers_channel, self.office_channel, self.door_channel)))

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture. A reader's and the office's acts have names of their own."""
        if isinstance(gesture.act, Joined):
            return await self._joined(gesture)
        name = _name(gesture.act)
        if gesture.channel == self.readers_channel or name.startswith("r-") or name == "/desk":
            return await self.reader.receive(gesture)
        if gesture.channel == self.office_channel or name.startswith("o-") or name == "/scene":
            return await self.office.receive(gesture)
        return await self.person.receive(gesture)

    async def _joined(self, gesture: Gesture) -> Answer:
        """Of all channels only that of the readers holds anything that somebody may not know of."""
        if gesture.channel == self.readers_channel:
            await self.audience.joined_by(gesture.who.reveal())
        return nowhere(gesture)


class Doors:
    """All productions of one instance."""

    def __init__(self, store: Store, rooms: tuple[Rooms, ...]) -> None:
        self._store = store
        self._rooms = rooms
        self._marks = marks(tuple(one.production.id for one in rooms))

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture."""
        if len(self._rooms) == 1:
            return await self._rooms[0].receive(gesture)
        mine = self._of_channel(gesture)
        if mine:
            return await self._answer(mine, gesture)
        chosen = self._chosen(gesture.act)
        if chosen:
            return in_the_form(await self._answer(chosen[0], replace(gesture, act=chosen[1])), gesture.act)
        marked, act = self._unmarked(gesture.act)
        if marked:
            return await self._answer(marked, replace(gesture, act=act))
        return await self._to_theirs(gesture)

    async def _answer(self, rooms: Rooms, gesture: Gesture) -> Answer:
        """What this production answers, marked as its own and under its name."""
        answer = await rooms.receive(gesture)
        try:
            name = await self._store.read(lambda tx: _name_of(tx, rooms.production))
        except (StorageError, TimeoutError):
            name = ""  # what was done is done, and has to be said
        return _marked(answer, self._mark(rooms), name)

    def _mark(self, rooms: Rooms) -> str:
        return self._marks[rooms.production.id]

    def _of_channel(self, gesture: Gesture) -> Rooms | None:
        if gesture.channel is None:
            return None
        return next((one for one in self._rooms if gesture.channel in one.channels), None)

    def _chosen(self, act: Act) -> tuple[Rooms, Act] | None:
        """What was typed into the chat, with the production that was chosen for it."""
        if not isinstance(act, Submitted) or act.form != CHOOSE:
            return None
        rooms = next((one for one in self._rooms if self._mark(one) == act.values.get(CHOOSE)), None)
        return (rooms, Wrote("text", Quoted(act.values.get("words", "")))) if rooms else None

    def _unmarked(self, act: Act) -> tuple[Rooms | None, Act]:
        """The production whose mark an act carries, and the act without it."""
        name, _, mark = _marked_name(act).rpartition(SIGN)
        rooms = next((one for one in self._rooms if name and self._mark(one) == mark), None)
        return (rooms, _renamed(act, name)) if rooms else (None, act)

    async def _to_theirs(self, gesture: Gesture) -> Answer:
        """To the one production that knows them or is of their workspace; they choose where there are more."""
        account = gesture.who.reveal()
        known = await self._store.read(lambda tx: _known(tx, self._rooms, account))
        theirs = tuple(one for one in self._rooms if one.production.id in known or one.is_near(account))
        if not theirs:
            return nowhere(gesture)
        if len(theirs) == 1 and not _is_adrift(gesture.act):
            return await self._answer(theirs[0], gesture)
        names = await self._store.read(lambda tx: {self._mark(one): _name_of(tx, one.production) for one in theirs})
        return choice(gesture, names)


def marks(productions_here: tuple[bytes, ...]) -> dict[bytes, str]:
    """A mark for each production, all of one draw. Raises ValueError where one stands twice, or for none at all.

    Where two come out alike all are drawn anew: a longer mark would not fit behind the longest action.
    """
    for draw in range(_DRAWS if productions_here else 0):
        drawn = {one: _drawn(one, draw) for one in productions_here}
        if len(set(drawn.values())) == len(productions_here):
            return drawn
    raise ValueError("every production needs a mark of its own")


def _drawn(production: bytes, draw: int) -> str:
    return base64.urlsafe_b64encode(sha256(bytes((draw,)) + production).digest()).decode()[:MARK]


def _is_adrift(act: Act) -> bool:
    """Whether words came in a form that no production's desk knows any more."""
    return isinstance(act, Submitted) and bool(typed_words(act)) and (SIGN in act.form or act.form == CHOOSE)


def _known(tx: Tx, rooms: tuple[Rooms, ...], account: tuple[str, str, str]) -> frozenset[bytes]:
    """The productions whose roster knows this account; every roster is opened, whoever asks."""
    found = [(one.production.id, people.read(tx, one.production).at(*account)) for one in rooms]
    return frozenset(production for production, person in found if person)


def _name_of(tx: Tx, production: Production) -> str:
    return productions.book(tx, production).name


def _name(act: Act) -> str:
    return f"/{act.name}" if isinstance(act, Command) else _marked_name(act)


def _marked_name(act: Act) -> str:
    match act:
        case Pressed(action=name) | Submitted(form=name):
            return name
        case _:
            return ""


def _renamed(act: Act, name: str) -> Act:
    match act:
        case Pressed():
            return replace(act, action=name)
        case Submitted():
            return replace(act, form=name, via=act.via.partition(SIGN)[0])
        case _:
            return act


# --- marks ----------------------------------------------------------------------------------------------------------


def _marked(answer: Show, mark: str, name: str) -> Answer:
    """The same answer under the production's name, every button and form of it marked."""
    surface = answer.surface
    named = (Paragraph(name, quiet=True),) if name else ()
    blocks = (*named, *(_block(one, mark) for one in surface.blocks))
    if isinstance(surface, Form):
        others = _buttons(surface.others, mark)
        form = replace(surface, name=f"{surface.name}{SIGN}{mark}", blocks=blocks, others=others)
        return replace(answer, surface=form)
    return replace(answer, surface=replace(surface, blocks=blocks, buttons=_buttons(surface.buttons, mark)))


def _block(block: Block, mark: str) -> Block:
    match block:
        case Row(buttons=buttons):
            return Row(_buttons(buttons, mark))
        case Fold(blocks=blocks):
            return replace(block, blocks=tuple(_block(one, mark) for one in blocks))
        case _:
            return block


def _buttons(buttons: tuple[Button, ...], mark: str) -> tuple[Button, ...]:
    return tuple(replace(one, action=f"{one.action}{SIGN}{mark}") for one in buttons)
