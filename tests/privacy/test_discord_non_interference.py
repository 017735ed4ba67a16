"""The same script, clock and chance, with one sender and with another: on Discord nobody else can see a difference.

ANONYMITY 8.2. Compared byte for byte and in order: every message, change and removal in the two channels, every note,
modal and private message of readers and office, and each look at who can see a channel.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import pytest

from adapters.discord import cards
from adapters.discord.hands import Hands
from adapters.discord.markup import text
from adapters.interface import Act, PlatformAddress
from adapters.surfaces import Card, Form, Page
from tests.privacy.discord_life import KESTREL_ON_DISCORD, OURS, SHARED, Sender, lived, shared_life, whole_life
from tests.privacy.discord_sent import ANSWER, POST, READERS_PLACE, Sent, for_readers_and_office
from tests.privacy.discord_set import user_of
from tests.privacy.life import Life
from tests.privacy.set import ELSEWHERE, PEOPLE

ANOTHER: Final = Sender(user_of("bartholomew-of-the-long-id"))
"""Same role, unit and language; another id and name, of other lengths, another DM and region."""
IN_SPANISH: Final = Sender(user_of("ines"), locale="es-ES")
FROM_ELSEWHERE: Final = Sender("sol-of-elsewhere", ELSEWHERE)


def name_of(sender: Sender) -> str:
    """As it stands on the roster."""
    return next(one.name for one in PEOPLE if sender.user in (one.user, user_of(one.user)))


def same_but_for_a_name(first: list[str], second: list[str], another: Sender) -> bool:
    """Whether they are the same bytes, but for the name that somebody gave to a reader: it stands in answers alone."""
    return _unnamed(first, KESTREL_ON_DISCORD) == _unnamed(second, another)


def _unnamed(lines: list[str], sender: Sender) -> list[str]:
    drawn = text(name_of(sender)).replace("\\", "\\\\")
    return [line.replace(drawn, "a name") if line.startswith(ANSWER) else line for line in lines]


def test_a_whole_life_on_discord_shows_nobody_whose_it_is() -> None:
    first, second = whole_life(), asyncio.run(lived(ANOTHER, (*SHARED, *OURS)))
    mine, theirs = for_readers_and_office(first.sent), for_readers_and_office(second.sent)
    assert second.wrong == ()
    assert len(mine) > 100
    assert same_but_for_a_name(mine, theirs, ANOTHER)
    assert 0 < sum(a != b for a, b in zip(mine, theirs, strict=True)) < 5, "the name was given once, to one reader"


@pytest.mark.parametrize("another", [IN_SPANISH, FROM_ELSEWHERE], ids=["another language", "another platform"])
def test_from_where_somebody_writes_shows_nowhere(another: Sender) -> None:
    first, second = whole_life(), shared_life(another)
    mine, theirs = [for_readers_and_office(one.sent[: one.shared]) for one in (first, second)]
    assert second.wrong == ()
    assert len(mine) > 60
    assert same_but_for_a_name(mine, theirs, another)


# --- controls -----------------------------------------------------------------------------------------------------


async def _raised(life: Life) -> None:
    await life.raised("once")
    await life.left()
    await life.vera.open_card()


async def _is_seen() -> bool:
    """Whether two senders differ."""
    first, second = [await lived(one, (_raised,)) for one in (KESTREL_ON_DISCORD, ANOTHER)]
    return for_readers_and_office(first.sent) != for_readers_and_office(second.sent)


async def test_control_a_card_that_names_the_last_digit_of_an_id_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not await _is_seen()
    heard, ask, drawn = list[str](), Hands._ask, cards.drawn

    async def asking(self: Hands, interaction: object, who: PlatformAddress, act: Act) -> Page | Form:
        heard.append(who.reveal()[2][-2:])
        return await ask(self, interaction, who, act)  # type: ignore[arg-type]

    def naming(card: Card, mark: str, **more: bool) -> cards.Drawn:
        return drawn(replace(card, notice=f"{card.notice} {heard[-1] if heard else ''}"), mark, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Hands, "_ask", asking)
    monkeypatch.setattr(cards, "drawn", naming)
    assert await _is_seen()


def test_control_another_order_and_another_message_are_seen() -> None:
    posted = [Sent(POST, READERS_PLACE, {"content": one}) for one in "ab"]
    changed = [Sent("PATCH", READERS_PLACE, {}, number) for number in ("11", "12")]
    lines = for_readers_and_office([*posted, *changed])
    assert for_readers_and_office([*reversed(posted), *changed]) != lines
    assert for_readers_and_office([*posted, changed[0], changed[0]]) != lines
    later = [replace(one, named=f"9{one.named}") for one in changed]
    assert for_readers_and_office([*posted, *later]) == lines, "Discord's own"
