"""The messages that stand in a chat: a line's card and a DM for readers, the first contact and the one note for people.

None has a person's word. The note for people is the same, byte for byte, whatever happened and whoever gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.surfaces import Button, Card
from bot.lines.place import wall
from bot.lines.sending import LineCard, To
from bot.text.catalog import LANGUAGES, speaker
from escalation.concern import Urgency
from storage.agenda import Entry
from storage.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Introduced:
    """What is said of a production on first contact: its name, who reads, who runs it."""

    production: str
    readers: tuple[str, ...]
    runner: str


class Cards:
    """Draws cards in the words of the catalogue."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def for_person(self, language: str) -> Card:
        """The one note, with [Open] and [Now]."""
        say = speaker(language)
        buttons = (Button("open", say("note-open"), main=True), Button("now", say("note-now")))
        return Card(say("note-for-you"), buttons=buttons)

    def welcome(self, about: Introduced, language: str, platform: str) -> Card:
        """The first contact, to whoever joins there: what this is, whose eyes, and what it can't promise."""
        say = speaker(language)
        names = ", ".join(about.readers)
        said = (
            say("home-what", production=about.production),
            say("home-readers", readers=names) if names else say("home-unread"),
            say("home-software"),
            say("home-asked"),
            say("home-runner", runner=about.runner),
            say("home-workspace", platform=platform),
        )
        buttons = (
            Button("open", say("note-open"), main=True),
            Button("who", say("home-who")),
            Button("now", say("note-now")),
            *_speaks(language),
        )
        return Card(say("note-for-you"), buttons=buttons, language=language, said=said)

    def at_door(self, production: str, language: str) -> Card:
        """The card in a channel of everybody's, the same for all who see it; whoever presses is answered privately."""
        say = speaker(language)
        said = (say("door-what", production=production), say("door-private"), say("door-now"))
        buttons = (
            Button("write", say("home-write"), main=True),
            Button("now", say("note-now")),
            Button("who", say("home-who")),
            *_speaks(language),
        )
        return Card(say("door-notice"), say("home-write"), buttons=buttons, language=language, said=said)

    def for_reader(self, to: To) -> Card:
        """A reader's DM: that there is something, never what."""
        say = speaker(to.language)
        notice = say("coordination-urgent") if to.urgent else say("coordination")
        return Card(notice, buttons=(Button("r-desk", say("coordination-desk"), main=True),))

    def of_line(self, found: LineCard, entry: Entry, *, again: bool) -> Card:
        """A line's card: alias, urgency, when it is due, how it stands, [Open]. `step` 1 is a nudge: a new message.

        Who is asked now is called by id, so that their platform alerts them; an edit calls nobody.
        """
        say, line = speaker(found.language), found.line
        urgent = line.urgency is Urgency.now
        facts = [(say("card-urgency"), say(f"urgency-{line.urgency.replace('_', '-')}"))]
        if found.due:
            label = say("card-due-taken") if line.promise else say("card-due")
            facts.append((label, _due(found, found.due)))
        facts.append((say("card-state"), say(f"card-state-{line.state}")))
        if again:
            facts.append((say("card-again"), say("card-again-after-restart")))
        if entry.step == 1:
            facts.append((say("card-news"), say("card-news-something")))
        token = self._tokens.for_channel(found.concern, found.channel)
        opens = Button("r-open", say("card-open"), token, say("card-open-spoken", alias=line.alias), main=True)
        notice = say("coordination-urgent") if urgent else say("coordination")
        return Card(notice, line.alias, tuple(facts), (opens,), calls=found.calls)


def _due(found: LineCard, due: datetime) -> str:
    """A deadline as a card has it, which may stand for days: with its day unless that is the day it is drawn on."""
    say, time = speaker(found.language), wall(due, names_zone=found.names_zone)
    if found.is_due_today:
        return time
    weekday, month = say("desk-weekday", day=due.isoweekday()), say("desk-month", month=due.month)
    return say("desk-time-on-day", day=say("desk-date", weekday=weekday, day=due.day, month=month), time=time)


def _speaks(language: str) -> tuple[Button, ...]:
    """Every other language we speak, each in its own words."""
    return tuple(Button(f"speak-{code}", speaker(code)("home-speak")) for code in LANGUAGES if code != language)
