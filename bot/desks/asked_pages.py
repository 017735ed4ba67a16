"""What a reader asks and that has no answer yet: a yes to words, a yes to one more reader, or whether you spoke."""

from __future__ import annotations

from typing import Final

from adapters.surfaces import Block, Button, Facts, Quoted, Row, Say, Words
from bot.desks.here import Here
from bot.lines import letting_in
from bot.lines.own_words import answered_with, is_question
from bot.lines.owning import MyLine
from storage.lines import Said

ASKED: Final = 5
"""How many digits at the end of an answer's token say what it answers."""
ANSWERS: Final = ("yes", "no", "change", "spoke", "not-spoke", *letting_in.ANSWERS)
"""What can be answered; `change` leads back to the words first."""


def asked(here: Here, mine: MyLine) -> tuple[Block, ...]:
    """The newest question, unless it was answered: a newer one takes the place of those before it."""
    questions = [(at, one) for at, one in mine.said if is_question(one)]
    if not questions:
        return ()
    at, question = questions[-1]
    if any(later > at and one.answers in answered_with(question) for later, one in mine.said):
        return ()
    if question.lets_in:
        return _reader_asked(here, mine, at, question)
    return (_spoke_asked if question.spoke else _words_asked)(here, mine, at, question)


def _words_asked(here: Here, mine: MyLine, at: int, one: Said) -> tuple[Block, ...]:
    """The exact words, to whom, and three answers."""
    to_whom = Facts(((here.say("yes-to"), Quoted(one.asks_yes)),))
    lead = Say(here.say("yes-asked", reader=here.reader(one.by)), strong=True)
    return (lead, to_whom, Words(Quoted(one.words)), _answers(here, mine, at, "yes", "no", "change"))


def _spoke_asked(here: Here, mine: MyLine, at: int, one: Said) -> tuple[Block, ...]:
    lead = Say(here.say("spoke-asked", reader=here.reader(one.by)), strong=True)
    return (lead, Words(Quoted(one.words)), _answers(here, mine, at, "spoke", "not-spoke"))


def _reader_asked(here: Here, mine: MyLine, at: int, one: Said) -> tuple[Block, ...]:
    """Who would read it too, all of it, in the words that introduce them; nothing once that can't be any more."""
    person, say = here.place.roster.by_id(one.lets_in), here.say
    if person is None or letting_in.is_over(mine.line) or not letting_in.may_join(mine.line, person):
        return ()
    asker = here.reader(one.by)
    lead = Say(say("asked-reader", reader=asker, name=person.name), strong=True)
    introduced = person.reading.introduction if person.reading else ""
    about = (Words(Quoted(introduced), person.name),) if introduced else ()
    if person == here.place.me:
        return (lead, Say(say("asked-reader-you", reader=asker)), _answers(here, mine, at, letting_in.NO))
    return (
        lead,
        *about,
        Say(say("asked-reader-means", reader=asker, name=person.name)),
        _answers(here, mine, at, *letting_in.ANSWERS),
    )


def _answers(here: Here, mine: MyLine, at: int, *names: str) -> Row:
    """The answers, each bound to the position of what it answers."""
    say, token, alias = here.say, f"{here.token(mine.access)}{at:0{ASKED}d}", mine.line.alias
    return Row(
        tuple(Button(f"answer-{one}", say(f"yes-{one}"), token, say(f"yes-{one}-spoken", alias=alias)) for one in names)
    )
