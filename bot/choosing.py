"""Which production do you mean? What somebody is shown who may be in several, and where no production is.

What they pressed goes on, what they typed waits in a box, and nothing is chosen for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.interface import Act, Answer, Command, Gesture, Pressed, Show, Submitted, Wrote
from adapters.surfaces import (
    LONGEST_LABEL,
    LONGEST_WORDS,
    MOST_BUTTONS,
    Block,
    Button,
    Card,
    Choice,
    Field,
    Form,
    Page,
    Quoted,
    Row,
    TextField,
    Words,
)
from adapters.surfaces import Say as Paragraph
from bot.desks import typed
from bot.text.catalog import LANGUAGES, Say, speaker, spoken_language

SIGN: Final = ":"
"""Stands between the name of a button or form and the mark of its production."""
CHOOSE: Final = "choose"
_FROM_A_FORM: Final = "form"
"""The chooser's token where the words were typed into a form of ours and not into the chat."""
_GO_ON: Final = frozenset(
    {"open", "now", "write", "lines", "who", "rights", "key-in", "join", "r-desk", "r-join"}
    | {f"speak-{code}" for code in LANGUAGES}
)
"""What can be pressed before choosing, and goes on afterwards: it needs no token of one production."""


def nowhere(gesture: Gesture) -> Answer:
    """For whoever is where no production lives: none is named; what they typed stays, to copy."""
    language = spoken_language(gesture.locale)
    say = speaker(language)
    copied = _pieces(typed_words(gesture.act), say("choose-none-copy"))
    said = say("choose-none", platform=gesture.who.platform)
    page = Page(say("nothing-title"), (Paragraph(said), *copied))
    if not isinstance(gesture.act, Wrote):
        return Show(page)
    return Show(page, Card(say("note-for-you"), language=language, said=(said,)))


def choice(gesture: Gesture, names: Mapping[str, str]) -> Answer:
    """The productions to choose from, their names by their marks."""
    language = spoken_language(gesture.locale)
    return typed.replied(Show(_choice(gesture, names, speaker(language))), gesture, language)


def _choice(gesture: Gesture, names: Mapping[str, str], say: Say) -> Page | Form:
    act = gesture.act
    words = typed_words(act)
    if words or (isinstance(act, Wrote) and act.kind == "text"):
        return _box(say, words, tuple(names.items()), _FROM_A_FORM if is_from_a_form(act) else "")
    goes_on = _goes_on(act)
    buttons = tuple(_choose(goes_on, mark, name) for mark, name in names.items())
    rows = tuple(Row(buttons[at : at + MOST_BUTTONS]) for at in range(0, len(buttons), MOST_BUTTONS))
    about = (Paragraph(typed.sentence(say, act.kind, gesture.who.platform)),) if isinstance(act, Wrote) else ()
    blocks: tuple[Block, ...] = (*about, Paragraph(say("choose-production")), *rows)
    return Page(say("choose-title"), blocks)


def typed_words(act: Act) -> str:
    """Words that came along, from the chat or from a form."""
    match act:
        case Wrote(kind="text", words=quoted):
            return quoted.words
        case Submitted(values=values):
            return values.get("words", "")
        case _:
            return ""


def is_from_a_form(act: Act) -> bool:
    """Whether what came along was typed into a form of ours."""
    return isinstance(act, Submitted) and (act.form != CHOOSE or act.token == _FROM_A_FORM)


def in_the_form(answer: Answer, act: Act) -> Answer:
    """What a production answers to words of the chooser's box: no message in the chat, and no blame without a chat."""
    if is_from_a_form(act) and isinstance(answer.surface, Form):
        return Show(replace(answer.surface, problem=""))
    return Show(answer.surface)


def _pieces(words: str, caption: str = "", start: int = 0) -> tuple[Words, ...]:
    starts = range(start, len(words), LONGEST_WORDS)
    return tuple(Words(Quoted(words[at : at + LONGEST_WORDS]), caption) for at in starts)


def _choose(goes_on: str, mark: str, name: str) -> Button:
    label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}\u2026"
    return Button(f"{goes_on}{SIGN}{mark}", label, spoken=name)


def _box(say: Say, words: str, names: tuple[tuple[str, str], ...], token: str) -> Form:
    """What was typed, in a box; it goes on once they have said where to, and nothing is said for them."""
    fields: tuple[Field, ...] = (
        Choice(CHOOSE, say("choose-label"), names, ""),
        TextField("words", say("choose-words"), Quoted(words[:LONGEST_WORDS]), tall=True),
    )
    blocks: tuple[Block, ...] = (Paragraph(say("choose-production")), *_pieces(words, start=LONGEST_WORDS))
    return Form(CHOOSE, say("choose-title"), blocks, fields, say("choose-next"), CHOOSE, token)


def _goes_on(act: Act) -> str:
    """What is opened after choosing."""
    match act:
        case Pressed(action=action) if action in _GO_ON:
            return action
        case Command(name="concern" | "light"):
            return "write"
        case Command(name="desk"):
            return "r-desk"
        case _:
            return "home"
