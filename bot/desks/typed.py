"""What is said in the chat to whoever typed or dropped something there: a true sentence, and the way into the form.

Nothing of what they wrote is in it: it is the same on one platform, byte for byte, whoever writes and whatever it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from adapters.interface import TYPED, Answer, Gesture, Wrote
from adapters.surfaces import Button, Card
from bot.text.catalog import Say, speaker

_KINDS: Final = frozenset({"edit", "deletion", "file", "voice", "sticker", "forward"})


def keeper(say: Say, platform: str) -> str:
    """Who may be able to keep what stands in a chat there."""
    return say("chat-keeper", platform=platform)


def sentence(say: Say, kind: str, platform: str) -> str:
    """What is true of a kind of message that can't be carried."""
    return say(f"typed-{kind if kind in _KINDS else 'other'}", keeper=keeper(say, platform))


def replied(answer: Answer, gesture: Gesture, language: str) -> Answer:
    """The answer with the message that goes with it, where something was written in the chat."""
    act = gesture.act
    return replace(answer, reply=reply(act.kind, language, gesture.who.platform)) if isinstance(act, Wrote) else answer


def reply(kind: str, language: str, platform: str) -> Card:
    """The message below what was written: text can be put into the form, for all else there is the empty one."""
    say = speaker(language)
    if kind == "text":
        said = say("typed-in-chat", keeper=keeper(say, platform))
        first = Button(TYPED, say("typed-put"), main=True)
    else:
        said, first = sentence(say, kind, platform), Button("write", say("home-write"), main=True)
    return Card(say("note-for-you"), buttons=(first, Button("now", say("note-now"))), language=language, said=(said,))
