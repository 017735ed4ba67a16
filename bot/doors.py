"""The doors: which production and which desk a gesture goes to. One instance may serve several productions.

A channel belongs to one production. A person may be in several: then they choose, and every button and form they are
shown afterwards carries the mark of what they chose, so that nothing has to be remembered between two presses.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from adapters.interface import (
    Act,
    Answer,
    ChannelAddress,
    Command,
    Gesture,
    Pressed,
    Show,
    Submitted,
    Wrote,
)
from adapters.surfaces import (
    LONGEST_WORDS,
    Block,
    Button,
    Choice,
    Field,
    Fold,
    Form,
    Page,
    Quoted,
    Row,
    TextField,
    Words,
)
from adapters.surfaces import Say as Paragraph
from bot.desks.office import OfficeDesk
from bot.desks.person import PersonDesk
from bot.desks.reader import ReaderDesk
from bot.text.catalog import Say, speaker, spoken_language
from storage import people, productions
from storage.keys import Production
from storage.store import Store, Tx

_SIGN: Final = ":"
_MARK: Final = 2
CHOOSE: Final = "choose"


@dataclass(frozen=True, slots=True)
class Rooms:
    """One production's three desks and its two channels."""

    production: Production
    person: PersonDesk = field(repr=False)
    reader: ReaderDesk = field(repr=False)
    office: OfficeDesk = field(repr=False)
    readers_channel: ChannelAddress
    office_channel: ChannelAddress

    @property
    def mark(self) -> str:
        """Two characters that tell this production from others on the same instance."""
        return base64.urlsafe_b64encode(sha256(self.production.id).digest()).decode()[:_MARK]

    def is_near(self, account: tuple[str, str, str]) -> bool:
        """Whether this account is of the workspace that this production lives in."""
        near = (self.readers_channel, self.office_channel)
        return any((one.platform, one.workspace) == account[:2] for one in near)

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture. A reader's and the office's acts have names of their own."""
        name = _name(gesture.act)
        if gesture.channel == self.readers_channel or name.startswith("r-") or name == "/desk":
            return await self.reader.receive(gesture)
        if gesture.channel == self.office_channel or name.startswith("o-") or name == "/scene":
            return await self.office.receive(gesture)
        return await self.person.receive(gesture)


class Doors:
    """All productions of one instance."""

    def __init__(self, store: Store, rooms: tuple[Rooms, ...]) -> None:
        if not rooms or len({one.mark for one in rooms}) != len(rooms):
            raise ValueError("every production needs a mark of its own")
        self._store = store
        self._rooms = rooms

    async def receive(self, gesture: Gesture) -> Answer:
        """Answer one gesture."""
        if len(self._rooms) == 1:
            return await self._rooms[0].receive(gesture)
        mine = self._of_channel(gesture)
        if mine:
            return _marked(await mine.receive(gesture), mine.mark)
        marked, act = self._chosen(gesture.act) or self._unmarked(gesture.act)
        if marked:
            return _marked(await marked.receive(replace(gesture, act=act)), marked.mark)
        return await self._to_theirs(gesture)

    def _of_channel(self, gesture: Gesture) -> Rooms | None:
        if gesture.channel is None:
            return None
        return next((one for one in self._rooms if gesture.channel in (one.readers_channel, one.office_channel)), None)

    def _chosen(self, act: Act) -> tuple[Rooms, Act] | None:
        """What was typed into the chat, with the production that was chosen for it."""
        if not isinstance(act, Submitted) or act.form != CHOOSE:
            return None
        rooms = next((one for one in self._rooms if one.mark == act.values.get(CHOOSE)), None)
        return (rooms, Wrote("text", Quoted(act.values.get("words", "")))) if rooms else None

    def _unmarked(self, act: Act) -> tuple[Rooms | None, Act]:
        """The production whose mark an act carries, and the act without it."""
        name, _, mark = _marked_name(act).rpartition(_SIGN)
        rooms = next((one for one in self._rooms if name and one.mark == mark), None)
        return (rooms, _renamed(act, name)) if rooms else (None, act)

    async def _to_theirs(self, gesture: Gesture) -> Answer:
        """To the one production they are in; they choose where there are more, or where nobody knows them yet."""
        account = gesture.who.reveal()
        known = await self._store.read(lambda tx: _known(tx, self._rooms, account))
        theirs = tuple(one for one in self._rooms if one.production.id in known)
        theirs = theirs or tuple(one for one in self._rooms if one.is_near(account)) or self._rooms
        if len(theirs) == 1:
            return _marked(await theirs[0].receive(gesture), theirs[0].mark)
        return await self._choice(gesture, theirs)

    async def _choice(self, gesture: Gesture, theirs: tuple[Rooms, ...]) -> Answer:
        """Which production do you mean? What they pressed goes on, and what they typed waits in a box."""
        names = await self._store.read(lambda tx: {one.mark: _name_of(tx, one.production) for one in theirs})
        say = speaker(spoken_language(gesture.locale))
        if isinstance(gesture.act, Wrote) and gesture.act.kind == "text":
            return Show(_typed(say, gesture.act.words.words, tuple(names.items())))
        goes_on = _goes_on(gesture.act)
        buttons = tuple(_choose(goes_on, one.mark, names[one.mark]) for one in theirs)
        rows = tuple(Row(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
        blocks: tuple[Block, ...] = (Paragraph(say("choose-production")), *rows)
        return Show(Page(say("choose-title"), blocks))


def _choose(goes_on: str, mark: str, name: str) -> Button:
    label = name if len(name) <= 24 else f"{name[:23]}\u2026"
    return Button(f"{goes_on}{_SIGN}{mark}", label, spoken=name)


def _typed(say: Say, words: str, names: tuple[tuple[str, str], ...]) -> Form:
    """What was typed into the chat, in a box; it goes on once they have said where to."""
    fields: tuple[Field, ...] = (
        Choice(CHOOSE, say("choose-label"), names, names[0][0]),
        TextField("words", say("choose-words"), Quoted(words[:LONGEST_WORDS]), tall=True),
    )
    rest = tuple(
        Words(Quoted(words[at : at + LONGEST_WORDS])) for at in range(LONGEST_WORDS, len(words), LONGEST_WORDS)
    )
    blocks: tuple[Block, ...] = (Paragraph(say("choose-production")), *rest)
    return Form(CHOOSE, say("choose-title"), blocks, fields, say("choose-next"), CHOOSE)


def _goes_on(act: Act) -> str:
    """What is opened after choosing: what was pressed, if it needs no token of one production."""
    match act:
        case Pressed(action="open" | "now" | "write" | "lines" | "who" | "rights" | "key-in" as action):
            return action
        case Command(name="concern" | "light"):
            return "write"
        case Pressed(action="r-desk" | "r-join" as action):
            return action
        case Command(name="desk"):
            return "r-desk"
        case _:
            return "home"


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
            return replace(act, form=name, via=act.via.partition(_SIGN)[0])
        case _:
            return act


# --- marks ----------------------------------------------------------------------------------------------------------


def _marked(answer: Answer, mark: str) -> Answer:
    """The same answer, every button and form of it marked."""
    if not isinstance(answer, Show):
        return answer
    surface = answer.surface
    blocks = tuple(_block(one, mark) for one in surface.blocks)
    if isinstance(surface, Form):
        others = _buttons(surface.others, mark)
        return Show(replace(surface, name=f"{surface.name}{_SIGN}{mark}", blocks=blocks, others=others))
    return Show(replace(surface, blocks=blocks, buttons=_buttons(surface.buttons, mark)))


def _block(block: Block, mark: str) -> Block:
    match block:
        case Row(buttons=buttons):
            return Row(_buttons(buttons, mark))
        case Fold(blocks=blocks):
            return replace(block, blocks=tuple(_block(one, mark) for one in blocks))
        case _:
            return block


def _buttons(buttons: tuple[Button, ...], mark: str) -> tuple[Button, ...]:
    return tuple(replace(one, action=f"{one.action}{_SIGN}{mark}") for one in buttons)
