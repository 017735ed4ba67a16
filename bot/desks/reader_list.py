"""The desk: every open line of one reader by deadline, with the words that they have opened, and its search.

A search looks at names and open words in memory, and is kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from adapters.surfaces import Block, Button, Facts, Form, Heading, Page, Quoted, Row, Say, TextField, Words
from bot.desks.reader_pages import closed_words, may_take, pairs, state
from bot.desks.reader_seat import Seat
from bot.lines.reader_view import TheirLine
from escalation.plain import folded, normalise, parts

LINES_A_PAGE: Final = 10
_BEGINNING: Final = 300
_LONGEST_SEARCH: Final = 80

Lines = tuple[TheirLine, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands above the lines and which presses stand below them; nothing of it is about a line."""

    above: tuple[Block, ...] = ()
    below: tuple[Button, ...] = ()


def desk(seat: Seat, lines: Lines, first: int = 0, beside: Beside = Beside()) -> Page:
    """A part of all open lines, from this position on."""
    say, count = seat.say, len(lines)
    first = first if 0 <= first < count else 0
    shown = lines[first : first + LINES_A_PAGE]
    last = first + len(shown)
    above: list[Block] = [*beside.above, Say(say("desk-count", count=count) if count else say("desk-none"))]
    if count > len(shown):
        above.append(Say(say("desk-part", first=first + 1, last=last, count=count), quiet=True))
    more = (Button("r-more", say("desk-press-more"), str(last)),) if last < count else ()
    return _page(seat, (*above, *_listed(seat, shown)), more, beside.below)


def found(seat: Seat, lines: Lines, wanted: str) -> Page:
    """The same page with the lines that hold these words."""
    say, hits = seat.say, tuple(line for line in lines if holds(line, wanted))
    shown = hits[:LINES_A_PAGE]
    above: list[Block] = [Words(Quoted(normalise(wanted)[:_LONGEST_SEARCH]), say("desk-searched"))]
    above.append(Say(say("desk-found", count=len(hits)) if hits else say("desk-found-none")))
    if len(hits) > len(shown):
        above.append(Say(say("desk-narrow", shown=len(shown)), quiet=True))
    back = (Button("r-desk", say("desk-press-desk")),)
    return _page(seat, (*above, *_listed(seat, shown)), back)


def search_form(seat: Seat, once: str) -> Form:
    """What to look for."""
    say = seat.say
    field = TextField("wanted", say("desk-label-search"), limit=_LONGEST_SEARCH, required=True)
    lead = (Say(say("desk-search-lead"), quiet=True),)
    return Form("r-search", say("desk-search-title"), lead, (field,), say("desk-press-search"), once)


def holds(line: TheirLine, wanted: str) -> bool:
    """Whether every word looked for stands in the line's name or in the words that are open to this reader."""
    seen = folded(" ".join((line.line.alias, *(said.words for _, said in line.said))))
    return all(word in seen for word in folded(normalise(wanted)).split())


def _page(seat: Seat, blocks: tuple[Block, ...], more: tuple[Button, ...], below: tuple[Button, ...] = ()) -> Page:
    search = Button("r-search", seat.say("desk-press-search"))
    return Page(seat.say("desk-title"), blocks, (*more, search, *below))


def _listed(seat: Seat, lines: Lines) -> tuple[Block, ...]:
    return tuple(block for line in lines for block in _one(seat, line))


def _one(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    how = (*pairs(seat, line), (seat.say("desk-state"), state(seat, line)))
    return (Heading(line.line.alias), Facts(how), *_words(seat, line), Row(_acts(seat, line)))


def _acts(seat: Seat, line: TheirLine) -> tuple[Button, ...]:
    """Opening it; and taking it at once while nobody has, so that this takes no more touches than from a card."""
    opens = seat.press("open", line)
    is_free = may_take(line) and not line.line.taken_by
    return (seat.press("take", line), opens) if is_free else (opens,)


def _words(seat: Seat, line: TheirLine) -> tuple[Block, ...]:
    """The person's last words, or their beginning."""
    if not line.last:
        return closed_words(seat, line)
    short, *rest = parts(line.last, _BEGINNING)
    caption = seat.say("desk-beginning" if rest else "desk-last", alias=line.line.alias)
    return (Words(Quoted(short), caption),)
