"""A message of the bot on the local set: all that it says is there, as text, in its order."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.local.chat import Chat, draw_messages
from adapters.local.posted import Message
from adapters.local.view import View
from adapters.surfaces import Button, Card
from bot.text.catalog import speaker

AT = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
VIEW = View("/set", "en", "", speaker)


def drawn(card: Card) -> str:
    """A chat in which this card alone stands."""
    return str(draw_messages(VIEW, Chat((Message(1, "r", "dm/ada", AT, card),), UTC, "en")))


def test_paragraphs_stand_below_the_notice_and_above_the_buttons() -> None:
    html = drawn(Card("A note", buttons=(Button("open", "Open"),), said=("First <b>.", "Second.")))
    order = [html.index(one) for one in ("A note", "First &lt;b&gt;.", "Second.", ">Open<")]
    assert order == sorted(order)
    assert "<b>" not in html


def test_a_card_without_paragraphs_has_none() -> None:
    assert 'class="said"' in drawn(Card("A note", said=("One.",)))
    assert 'class="said"' not in drawn(Card("A note"))
