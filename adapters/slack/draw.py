"""A surface, drawn in Block Kit. Pure functions; a person's words stand in `plain_text` only, where nothing acts.

`say` gives our own sentences in one language: `speaker(language)`. A surface over a limit raises `OverLimit`; none is
ever cut. A page that is more than a view holds comes in parts that say so, with buttons to the others: such a press is
`read.Turned(part)`, after which the page is drawn again with that `part`, or the last if it has become shorter.

A view has at most 100 blocks and 250 KB, its title and buttons 24 characters, its metadata 3,000; a message 50 blocks
and about 13,200 characters in them (Slack, views and Block Kit, read 2026-11; the last from bolt-js issue 2509). Folds
stand below everything else, since a view can't fold. Nothing in Slack carries a surface's `language`, so a screen
reader takes its own; a screen reader reads of a message only its top-level text, so that is the notice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Final

from adapters import surfaces as s
from adapters.interface import TYPED
from adapters.limits import check
from adapters.slack import kit
from adapters.slack.blocks import DrawButton, Told, draw_block, facts, unfolded
from adapters.slack.fields import draw_field
from adapters.slack.kit import Json, Say

MOST_BLOCKS: Final = 100
LARGEST_VIEW: Final = 200_000
MOST_IN_MESSAGE: Final = 50
LONGEST_MESSAGE: Final = 12_000
VIA: Final = "via:"
"""What the action id of a button inside a form begins with."""
PART: Final = "~part"
"""The action of our own buttons between the parts of a page; no action of the bot's can be called so."""
_FRAME: Final = 4
"""Blocks that stand around a part: a Home tab's title, which part it is, the way to the others."""


def modal(surface: s.Page | s.Form, say: Say, part: int = 0) -> Json:
    """A private surface as a modal, for `views.open`, `views.update` and the answer to a submission.

    There is room in it for one block more: a sentence above everything, should the next step fail.
    """
    check(surface)
    view: Json = {"type": "modal", "title": kit.plain(surface.title), "close": kit.plain(say("chat-close"))}
    if isinstance(surface, s.Page):
        return {**view, "blocks": _page(surface, say, part), "private_metadata": _kept(language=surface.language)}
    return {
        **view,
        "callback_id": surface.name,
        "submit": kit.plain(surface.submit),
        "blocks": kit.within(_form(surface, say), MOST_BLOCKS - 1, LARGEST_VIEW) or kit.quiet(say("chat-empty")),
        "private_metadata": _kept(once=surface.once, token=surface.token, language=surface.language),
    }


def home(page: s.Page, say: Say, part: int = 0) -> Json:
    """A page as the Home tab, for `views.publish`."""
    check(page)
    blocks = [*kit.header(page.title), *_page(page, say, part)]
    return {"type": "home", "blocks": blocks, "private_metadata": _kept(language=page.language)}


def message(card: s.Card, typed: str = "") -> Json:
    """A card, for `chat.postMessage` and `chat.update`. `typed` names a message, for buttons named `TYPED`."""
    check(card)
    said = (block for paragraph in card.said for block in kit.rich([(paragraph, False)]))
    buttons = [replace(one, token=typed) if typed and one.action == TYPED else one for one in card.buttons]
    blocks = [
        *kit.rich([(card.notice, not card.title)]),
        *kit.header(card.title),
        *facts(card.facts),
        *said,
        *kit.mentions(card.calls),
        *kit.row(list(map(_numbered(""), buttons))),
    ]
    kit.within(blocks, MOST_IN_MESSAGE, LONGEST_MESSAGE)
    return {"text": _escaped(card.notice), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def waiting(say: Say) -> Json:
    """What is opened at once, before the bot is asked."""
    return told(say("chat-wait-title"), say("chat-wait"), say)


def failed(say: Say) -> Json:
    """No answer came: nothing may be believed done."""
    return told(say("chat-failed-title"), say("chat-failed"), say)


def told(title: str, sentence: str, say: Say) -> Json:
    """A modal with one sentence of our own."""
    return modal(s.Page(title, (s.Say(sentence),)), say)


# --- what stands in a view ----------------------------------------------------------------------------------------


def _form(form: s.Form, say: Say) -> list[Json]:
    press = _numbered(VIA)
    above, folds = unfolded(form.blocks)
    return [
        *_problem(form.problem, say),
        *_drawn(above, press, say),
        *(draw_field(field, form.once) for field in form.fields),
        *kit.row([press(button) for button in form.others]),
        *(block for fold in folds for group in _fold(fold, press, say) for block in group),
    ]


def _problem(problem: str, say: Say) -> list[Json]:
    """What went wrong stands first, under a heading that says so without any colour."""
    return [*kit.header(say("chat-look")), *kit.rich([kit.bold(problem)]), kit.DIVIDER] if problem else []


def _page(page: s.Page, say: Say, part: int) -> list[Json]:
    press = _numbered("")
    above, folds = unfolded(page.blocks)
    groups = [
        *(_drawn([block], press, say) for block in above),
        kit.row([press(button) for button in page.buttons]),
        *(group for fold in folds for group in _fold(fold, press, say)),
    ]
    parts = _parts(_held(groups))
    if len(parts) == 1:
        return parts[0] or kit.quiet(say("chat-empty"))
    standing = min(part, len(parts) - 1)
    return _of_parts(parts[standing], standing, len(parts), say)


def _drawn(blocks: Iterable[Told | s.Row], press: DrawButton, say: Say) -> list[Json]:
    empty = say("chat-empty")
    return [drawn for block in blocks for drawn in draw_block(block, press, empty)]


def _fold(fold: s.Fold, press: DrawButton, say: Say) -> list[list[Json]]:
    inside, _ = unfolded(fold.blocks)
    return [[kit.DIVIDER, *kit.header(fold.title)], *(_drawn([block], press, say) for block in inside)]


def _held(groups: Iterable[list[Json]]) -> Iterator[list[Json]]:
    """Blocks that stay together: a caption and its words, a heading and what stands under it."""
    held: list[Json] = []
    for group in groups:
        held += group
        if group and group[-1]["type"] != "header":
            yield held
            held = []
    yield held


def _parts(groups: Iterable[list[Json]]) -> list[list[Json]]:
    """The blocks in as many parts as views are needed; an empty page is one part."""
    parts: list[list[Json]] = [[]]
    for group in groups:
        for piece in [group] if _has_room([], group) else [[block] for block in group]:
            if not _has_room(parts[-1], piece):
                parts.append([])
            parts[-1] += piece
    return parts


def _has_room(part: list[Json], group: list[Json]) -> bool:
    together = [*part, *group]
    return len(together) <= MOST_BLOCKS - _FRAME and kit.size(together) <= LARGEST_VIEW


def _of_parts(blocks: list[Json], part: int, parts: int, say: Say) -> list[Json]:
    """A part, between the sentence that says so and the buttons to the others."""
    where = kit.rich([kit.bold(say("chat-part", part=part + 1, parts=parts))])
    ways = [(part - 1, "chat-part-back"), (part + 1, "chat-part-next")]
    buttons = [kit.button(f"{PART}/{to}", s.Button(PART, say(key), str(to))) for to, key in ways if 0 <= to < parts]
    return [*where, *blocks, *kit.row(buttons)]


def _numbered(before: str) -> DrawButton:
    """Draws buttons under ids that differ within one view, as Slack asks."""
    number = count(1)
    return lambda one: kit.button(f"{before}{one.action}/{next(number)}", one)


def _kept(**kept: str) -> str:
    """What a view says about itself when it comes back: never a person's words, never a person."""
    return json.dumps(kept, separators=(",", ":"))


def _escaped(notice: str) -> str:
    """The top-level text is formatted by Slack, unlike anything else we send."""
    return kit.shown(notice).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
