"""Words that a person adds, seen against what stands on the line: forms that come twice, and what an answer is to."""

from __future__ import annotations

from bot.lines import letting_in
from bot.lines.place import Account
from escalation.concern import Act, NotNow, was_posted
from storage import concerns, people, submissions
from storage.concerns import Concern
from storage.keys import Production
from storage.lines import Line, Said
from storage.people import Roster
from storage.store import Tx
from storage.submissions import Taken


class AskedAgain(Exception):  # it carries nothing: the line's own page says what stands there now
    """Something newer was asked than what the person has just answered."""


def came_before(tx: Tx, production: Production, concern: Concern, once: str, words: str) -> tuple[bool, int | None]:
    """Whether just these words came with this form; else the position of other words of it that can be replaced."""
    found = submissions.find(tx, production, _mark(concern, once))
    if found is None:
        return False, None
    if found.digest == _digest(tx, words):
        return True, None
    there = dict(concerns.said(tx, production, concern)).get(found.position)
    waits = found.position in concern.line.waiting or not was_posted(concern.line.state)
    is_its = there is not None and _digest(tx, there.words) == found.digest
    return False, found.position if waits and is_its else None


def remember(tx: Tx, production: Production, concern: Concern, once: str, said: Said, position: int) -> None:
    """Know this form when it comes again. Its `once` counts for this line alone, so that no other's words are lost."""
    taken = Taken(concern.id.hex(), position, _digest(tx, said.words))
    submissions.keep(tx, production, _mark(concern, once), taken, said.at.date())


def newest_asked(tx: Tx, production: Production, concern: Concern) -> int:
    """The position of what was asked last, seen by the person or not yet; 0 when nothing was."""
    asked = [at for at, one in concerns.said(tx, production, concern) if is_question(one)]
    return asked[-1] if asked else 0


def is_question(said: Said) -> bool:
    """Whether a reader asks something that the person answers by a press."""
    return bool(said.by) and bool(said.asks_yes or said.spoke or said.lets_in)


def answered_with(question: Said) -> frozenset[str]:
    """The answers that a question can have."""
    if question.lets_in:
        return frozenset(letting_in.ANSWERS)
    return frozenset({"spoke", "not-spoke"} if question.spoke else {"yes", "no"})


def check_asked(tx: Tx, production: Production, concern: Concern, position: int, answer: str, account: Account) -> Said:
    """The question at this position. Raises AskedAgain where something newer was asked.

    Raises NotNow where nothing was, where this answers something else, or where it can't be said any more.
    """
    newest = newest_asked(tx, production, concern)
    if newest and newest != position:
        raise AskedAgain
    question = dict(concerns.said(tx, production, concern)).get(newest)
    if question is None or answer not in answered_with(question):
        raise NotNow(concern.line.state, Act.agree)
    if question.lets_in:
        _check_about_reader(people.read(tx, production), concern.line, question, answer, account)
    return question


def _check_about_reader(known: Roster, line: Line, question: Said, answer: str, account: Account) -> None:
    """It ends with the line, and once they read it or nothing here. Nobody lets themselves read their own line."""
    person = known.by_id(question.lets_in)
    is_self = person is not None and person.is_at(*account)
    if letting_in.is_over(line) or not letting_in.may_join(line, person) or (is_self and answer == letting_in.YES):
        raise NotNow(line.state, Act.agree)


def is_answered_so(tx: Tx, production: Production, concern: Concern, said: Said) -> bool:
    """Whether this very answer is the last thing that was said to what was asked."""
    turns = [one for _, one in concerns.said(tx, production, concern) if one.answers or is_question(one)]
    return bool(turns) and (turns[-1].answers, turns[-1].words) == (said.answers, said.words)


def _mark(concern: Concern, once: str) -> str:
    return f"{concern.id.hex()}:{once}"


def _digest(tx: Tx, words: str) -> str:
    return submissions.digest(tx, {"words": words})
