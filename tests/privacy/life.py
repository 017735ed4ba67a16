"""A life of lines, act by act: one person on every path, three readers, the office, and somebody who tries doors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from adapters.interface import Pressed, Submitted
from adapters.surfaces import Page, Words
from tests.privacy.hands import Hand
from tests.privacy.set import KESTREL, OFFICE, OONA, PIET, VERA, OnSet

SAID: Final = "zarvolin"
"""Stands in everything that the person types."""
KINDS: Final = ("text", "edit", "deletion", "file", "voice", "sticker", "forward", "poll")
HALF_AN_HOUR: Final = timedelta(minutes=31)


@dataclass(slots=True)
class Life:
    """Who is about."""

    on: OnSet
    me: Hand
    vera: Hand
    piet: Hand
    oona: Hand
    walt: Hand
    other: Hand
    secrets: list[str] = field(default_factory=list)
    urgent: str = ""

    @classmethod
    def begun(cls, on: OnSet) -> Life:
        """Everybody at their phone."""
        me, vera, piet, oona, walt = (Hand(on, one.user) for one in (KESTREL, VERA, PIET, OONA, OFFICE))
        return cls(on, me, vera, piet, oona, walt, Hand(on, "lev"))

    @property
    def hands(self) -> tuple[Hand, ...]:
        """Everybody."""
        return (self.me, self.vera, self.piet, self.oona, self.walt, self.other)

    async def raised(self, words: str, **choices: str) -> None:
        """Write and send. What stands in `choices` is chosen where the form has it."""
        me = self.me
        await self.on.go_on(timedelta(minutes=1))
        await me.home()
        await me.press("write")
        await me.fill(words=f"{SAID} {words}", **_those(choices, "urgency", "readers"))
        await me.fill(**_those(choices, "follow", "occasion", "leaves"))

    async def to_line(self) -> str:
        """Go to the newest line that was sent; its name."""
        await self.me.act(Pressed("all-lines"))
        await self.me.press("line")
        return self.me.shown.title if self.me.shown else ""

    async def on_line(self, *actions: str) -> None:
        """Press these one after the other, from the newest line."""
        await self.to_line()
        for action in actions:
            await self.me.press(action)

    async def left(self) -> None:
        """Let everything leave that waits."""
        await self.on.go_on(HALF_AN_HOUR)


def _those(choices: dict[str, str], *names: str) -> dict[str, str]:
    return {name: choices[name] for name in names if name in choices}


Step = Callable[[Life], Awaitable[object]]


async def wander(life: Life) -> None:
    """Look at everything, join, change the language, type into the chat."""
    me = life.me
    for name in ("concern", "light", "inbox", "who-knows"):
        await me.command(name)
    for action in ("home", "open", "who", "rights", "key-in", "join", "speak-es", "speak-en", "lines", f"{SAID}"):
        await me.act(Pressed(action))
    for kind in KINDS:
        await me.write(kind, f"{SAID} {kind}")
    await me.act(Pressed("line", f"{SAID}-token"))
    await me.act(Submitted("add", {"words": f"{SAID} nowhere"}, "once", f"{SAID}-token"))
    await me.act(Submitted(f"{SAID}-form", {"words": f"{SAID} nowhere", "email": KESTREL.name}, "once"))


async def refused(life: Life) -> None:
    """Forms that can't be kept."""
    me = life.me
    await me.act(Pressed("write"))
    for values in ({"words": ""}, {"words": f"{SAID} " * 400}, {"words": f"{SAID} nobody", "readers": ""}):
        await me.fill(**values)
    await me.fill(via="now", words=f"{SAID} on the way to now")
    await me.act(Pressed("key-in"))
    await me.fill(key=f"{SAID} is not six words")
    await me.act(Pressed("key-in"))
    await me.fill(key="abandon ability able about above absent")


async def drafted(life: Life) -> None:
    """Keep, go back, change, look at rights, throw away."""
    me = life.me
    await me.act(Pressed("write"))
    await me.fill(via="keep", words=f"{SAID} on Tuesday at 14:05 in the make-up trailer")
    await me.press("draft")
    await me.fill(via="mend-0")
    await me.fill(via="edit")
    await me.fill(via="rights", words=f"{SAID} once more")
    await me.press("draft")
    await me.fill(via="keep")
    await me.press("discard")
    await me.press("discard-yes")


async def taken_back(life: Life) -> None:
    """Sent, and taken back before it left; and a dated note that goes to nobody."""
    await life.raised("taken back")
    await life.me.press("take-back")
    await life.raised("for me alone", urgency="record")


async def talked(life: Life) -> None:
    """A line with everything on it: taken, answered, a yes asked for, a note, more words, a category, a name."""
    await life.raised("by the river", occasion="")
    await life.left()
    await life.vera.open_card()
    await life.vera.press("r-take")
    await life.vera.fill()
    await _answered(life, "r-answer", words="I hear you.")
    await life.on_line("add")
    await life.me.fill(words=f"{SAID} and more")
    await life.on_line("category")
    await life.me.fill(category="privacy")
    await life.left()
    await _answered(life, "r-yes", words="The set is cold.", to_whom="the caterer", reveal="guess")
    await life.on_line("answer-yes")
    await life.left()
    await _answered(life, "r-yes", words="The set is loud.", to_whom="the caterer", reveal="many")
    await life.on_line("answer-change")
    await life.me.fill(words=f"{SAID} quieter")
    await life.left()
    await _answered(life, "r-spoke", words="We spoke by the tent.")
    await life.on_line("answer-spoke")
    await life.vera.act(Pressed("r-desk"))


async def _answered(life: Life, kind: str, **values: str) -> None:
    vera = life.vera
    await vera.open_card()
    await vera.press(kind)
    await vera.fill(**values)
    await vera.fill()
    await life.left()


async def ended(life: Life) -> None:
    """The same line: live, copied, given a key, closed, opened again, erased, withdrawn."""
    await life.on_line("live", "live-yes")
    await life.on_line("copy")
    await life.on_line("key")
    await life.on_line("close", "close-yes")
    await life.left()
    await life.on_line("add")
    await life.me.fill(words=f"{SAID} again")
    await life.left()
    await life.on_line("erase", "erase-yes")
    await life.on_line("withdraw", "withdraw-yes")
    await life.left()
    await life.vera.open_card()


async def hidden(life: Life) -> None:
    """A line that gets six words, is hidden, found by them from another account, and forgotten."""
    await life.raised("hidden")
    await life.on_line("key")
    six = six_words(life)
    await life.left()
    await life.on_line("hide", "hide-yes")
    for hand in (life.other, life.me):
        await hand.act(Pressed("key-in"))
        await hand.fill(key=six)
    await life.me.press("add")
    await life.me.fill(words=f"{SAID} by key")
    await life.me.press("forget")
    await life.me.press("forget-yes")
    await life.left()


async def key_only(life: Life) -> None:
    """A line that never has a way back but its six words."""
    await life.raised("with my key only", follow="key_only")
    six_words(life)
    await life.left()
    await life.piet.open_card()


async def at_once(life: Life) -> None:
    """Now, with come to me; one reader takes it, another looks."""
    await life.me.act(Pressed("now"))
    await life.me.fill(how="come", where=f"{SAID} trailer", words=f"{SAID} now")
    await life.on.settle()
    await life.oona.open_card()
    await life.piet.open_card()
    await life.piet.press("r-take")
    await life.piet.fill()
    await life.oona.act(Pressed("r-desk"))
    await life.on_line("name", "name-yes")
    life.urgent = await life.to_line()
    await life.piet.open_card()
    await life.left()


async def left_out(life: Life) -> None:
    """The coordinator is left out; the backups take it."""
    await life.raised("without her", readers=f"{PIET.id},{OONA.id}")
    await life.left()
    await life.vera.act(Pressed("r-desk"))
    alias = await life.to_line()
    await life.piet.act(Pressed("r-desk"))
    await life.piet.press("r-open", alias)
    await life.on_line("forget", "forget-yes")
    await life.left()


async def asked_about(life: Life) -> None:
    """The office asks, in its channel and alone; somebody else tries another's button."""
    channel = life.on.readers_channel
    for hand in (life.walt, life.other):
        await hand.act(Pressed("o-who"))
        await hand.command("scene")
        await hand.command("desk")
        for card in life.on.platform.in_place(channel.channel)[-2:]:
            await hand.act(Pressed("r-open", card.buttons[0].token), channel)
    await life.walt.write("text", "Who complained?")
    await life.other.act(Pressed("line", _a_token(life.me)))


async def unanswered(life: Life) -> None:
    """Nobody answers for a day."""
    await life.raised("unanswered")
    await life.on.go_on(timedelta(hours=3))


def _a_token(hand: Hand) -> str:
    return hand.text.partition('"token": "')[2].partition('"')[0]


def six_words(life: Life) -> str:
    """The six words that stand on the page before the person; kept as a secret of this life."""
    shown = life.me.shown
    assert isinstance(shown, Page), shown
    found = [block.quoted.words for block in shown.blocks if isinstance(block, Words)]
    life.secrets.append(found[-1])
    return found[-1]


STEPS: Final[tuple[Step, ...]] = (
    wander,
    refused,
    drafted,
    taken_back,
    talked,
    ended,
    hidden,
    key_only,
    at_once,
    left_out,
    asked_about,
    unanswered,
)
