"""What is said in the chat to whoever typed or dropped something there: a true sentence, and the way into the form.

Nothing of what they wrote is in it, so it is the same, byte for byte, whoever writes and whatever it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from adapters.interface import TYPED, Act, Answer, Wrote
from adapters.surfaces import Button, Card
from bot.text.catalog import Say, speaker

_KINDS: Final = frozenset({"edit", "deletion", "file", "voice", "sticker", "forward"})


def sentence(say: Say, kind: str) -> str:
    """What is true of a kind of message that can't be carried."""
    return say(f"typed-{kind if kind in _KINDS else 'other'}")


def replied(answer: Answer, act: Act, language: str) -> Answer:
    """The answer with the message that goes with it, where something was written in the chat."""
    return replace(answer, reply=reply(act.kind, language)) if isinstance(act, Wrote) else answer


def reply(kind: str, language: str) -> Card:
    """The message below what was written: text can be put into the form, for all else there is the empty one."""
    say = speaker(language)
    if kind == "text":
        said, first = say("typed-in-chat"), Button(TYPED, say("typed-put"), main=True)
    else:
        said, first = sentence(say, kind), Button("write", say("home-write"), main=True)
    return Card(say("note-for-you"), buttons=(first, Button("now", say("note-now"))), language=language, said=(said,))
