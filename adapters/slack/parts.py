"""Where the other parts come from of a page that is more than a view holds. In memory only."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from adapters.interface import Command
from adapters.slack import draw
from adapters.slack.read import Touched
from adapters.slack.wire import Json
from adapters.surfaces import Form, Page

MOST_KEPT: Final = 100
LONGEST_KEPT: Final = 300.0
"""Seconds that words may stay: meanwhile they can be withdrawn, and who sees them may have lost the right to."""


class Parts:
    """By view, what to show another part of: a command, to ask the bot again, as it is now and for whoever may see it.

    A press or a form may have changed something, and to ask again would do that again: so their page itself is kept,
    for as long as somebody turns it over at once, and no longer than it is open.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Touched | Page] = OrderedDict()

    def keep(self, view: str, touched: Touched, surface: Page | Form, drawn: Json) -> bool:
        """This is what the view shows now; what it showed before is forgotten. Whether the page itself is kept."""
        self._kept.pop(view, None)
        if not isinstance(surface, Page) or not _is_part(drawn):
            return False
        kept = touched if isinstance(touched.act, Command) else surface
        self._kept[view] = kept
        if kept is surface:
            asyncio.get_running_loop().call_later(LONGEST_KEPT, self._forget, view, surface)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return kept is surface

    def end(self, view: str) -> None:
        """The view was closed."""
        self._kept.pop(view, None)

    def of(self, view: str) -> Touched | Page | None:
        """What to ask, or to show; None for what is kept no more."""
        return self._kept.get(view)

    def _forget(self, view: str, surface: Page) -> None:
        if self._kept.get(view) is surface:
            del self._kept[view]


def _is_part(view: Json) -> bool:
    """Whether there is more than this view holds."""
    elements = (element for block in view["blocks"] for element in block.get("elements", ()))
    return any(str(element.get("action_id", "")).startswith(draw.PART) for element in elements)
