"""Asking somebody who can't be reached: skipped in time, tried again, the person told; and who is in the channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import Pressed
from adapters.local.weather import Failure
from bot.lines import agenda_kinds as kinds
from bot.text.catalog import speaker
from escalation.rungs import Phase, Standing
from tests.bot.bad_set import READERS, OnSet, demo
from tests.bot.stage import words_in

SAY = speaker("en")
URGENT = SAY("coordination-urgent")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, opened and not served."""
    async with demo() as opened:
        yield opened


def urgent(on: OnSet, user: str) -> int:
    """How often somebody was rung."""
    return on.notes(user).count(URGENT)


async def standings(on: OnSet) -> set[Standing]:
    """How the rungs of the only line stand."""
    line = (await on.line()).line
    assert line.ladder
    return {rung.standing for rung in line.ladder.rungs}


async def now(on: OnSet, user: str = "ada") -> None:
    """Somebody presses [Now] and sends."""
    hand = on.hand(user)
    await hand.press("now", "")
    await hand.fill(words="Please come.")


async def test_an_hour_without_the_platform_during_a_now_loses_nobody_and_bursts_on_nobody(on: OnSet) -> None:
    on.local.weather.down = True
    await now(on)
    await on.go_on(timedelta(hours=1))
    line = (await on.line()).line
    assert line.ladder
    assert line.ladder.phase is Phase.unanswered
    assert await standings(on) == {Standing.unreachable}
    codes = await on.codes(await on.line())
    assert "outside_help" in codes
    assert codes.count("nobody_answered") == 1
    assert [urgent(on, one) for one in ("mara", "ilo", "sanne")] == [0, 0, 0]
    on.local.weather.down = False
    await on.go_on(MINUTE)
    assert [urgent(on, one) for one in ("mara", "ilo", "sanne")] == [1, 1, 1]
    assert await standings(on) == {Standing.reachable}
    await on.go_on(6 * MINUTE)
    assert [urgent(on, one) for one in ("mara", "ilo", "sanne")] == [2, 2, 2]


async def test_control_with_the_platform_they_are_rung_at_once_and_again(on: OnSet) -> None:
    await now(on)
    await on.go_on(MINUTE)
    assert [urgent(on, one) for one in ("mara", "ilo", "sanne")] == [1, 1, 1]
    await on.go_on(3 * MINUTE)
    assert [urgent(on, one) for one in ("mara", "ilo", "sanne")] == [2, 2, 2]


async def test_whoever_is_not_reached_in_five_minutes_is_skipped_and_the_next_is_asked(on: OnSet) -> None:
    await on.hand("ada").sent(urgency="today")
    on.clock.move_to((await on.line()).line.leaves_at)
    on.local.weather.next.extend([Failure("later")] * 200)
    await on.go_on(4 * MINUTE)
    assert await standings(on) == {Standing.reachable}
    await on.go_on(2 * MINUTE)
    assert Standing.unreachable in await standings(on)
    assert "skipped_unreachable" in await on.codes(await on.line())


async def test_a_closed_chat_skips_at_once(on: OnSet) -> None:
    on.local.weather.closed.add("mara")
    await on.hand("ada").raised()
    line = (await on.line()).line
    assert line.ladder
    assert line.ladder.rungs[0].standing is Standing.unreachable
    assert SAY("coordination") in on.notes("ilo")


async def test_nobody_is_asked_any_more_about_what_another_has_taken(on: OnSet) -> None:
    on.local.weather.down = True
    await now(on)
    await on.go_on(MINUTE)
    on.local.weather.down = False
    mara = on.hand("mara")
    await mara.press("r-desk", "")
    await mara.press("r-take")
    await mara.fill()
    await on.go_on(3 * MINUTE)
    assert urgent(on, "ilo") == 0
    assert kinds.ASK not in await on.waiting()


# --- who is in the channel ----------------------------------------------------------------------------------------


def cards(on: OnSet) -> list[str]:
    """What stands in the readers' channel."""
    return [one.card.title for one in on.local._house.posted.standing(f"channel/{on.channel}")]


async def test_a_card_waits_while_a_stranger_is_there_and_stands_when_they_have_left(on: OnSet) -> None:
    on.local.join(READERS, "tam")
    await on.hand("ada").raised()
    assert cards(on) == []
    assert "direct" in await on.codes(await on.line())
    assert SAY("coordination") in on.notes("mara")
    on.local.leave(READERS, "tam")
    await on.go_on(6 * MINUTE)
    assert cards(on) == [(await on.line()).line.alias]
    assert not (await on.line()).line.direct


async def test_opened_beside_a_stranger_nothing_is_shown_and_the_card_goes(on: OnSet) -> None:
    await on.hand("ada").raised()
    (card,) = on.local._house.posted.standing(f"channel/{on.channel}")
    token = card.card.buttons[0].token
    on.local.join(READERS, "tam")
    mara = on.hand("mara")
    await mara.act(opens(token), READERS)
    assert mara.text == words_in(mara.page)
    assert SAY("desk-stranger") in mara.text
    assert cards(on) == []
    concern = await on.line()
    assert (await on.codes(concern)).count("direct") == 1
    assert concern.line.opened_by == ()
    await mara.press("r-desk")
    await mara.press("r-open")
    assert (await on.line()).line.opened_by
    on.local.leave(READERS, "tam")
    await on.go_on(6 * MINUTE)
    assert len(cards(on)) == 1


async def test_a_card_goes_at_its_next_change_when_a_stranger_has_come(on: OnSet) -> None:
    await on.hand("ada").raised()
    assert len(cards(on)) == 1
    on.local.join(READERS, "tam")
    mara = on.hand("mara")
    await mara.press("r-desk", "")
    await mara.press("r-take")
    await mara.fill()
    await on.go_on(MINUTE)
    assert cards(on) == []
    assert (await on.line()).line.direct
    on.local.leave(READERS, "tam")
    await on.go_on(6 * MINUTE)
    assert len(cards(on)) == 1


async def test_control_without_a_stranger_the_card_opens(on: OnSet) -> None:
    await on.hand("ada").raised()
    (card,) = on.local._house.posted.standing(f"channel/{on.channel}")
    mara = on.hand("mara")
    await mara.act(opens(card.card.buttons[0].token), READERS)
    assert (await on.line()).line.alias == mara.page.title


async def test_whoever_is_no_reader_learns_nothing_of_the_channel_by_a_card(on: OnSet) -> None:
    await on.hand("ada").raised()
    (card,) = on.local._house.posted.standing(f"channel/{on.channel}")
    on.local.join(READERS, "tam")
    tam = on.hand("tam")
    await tam.act(opens(card.card.buttons[0].token), READERS)
    assert SAY("desk-nothing") in tam.text
    assert len(cards(on)) == 1


def opens(token: str) -> Pressed:
    """A press on a card's [Open]."""
    return Pressed("r-open", token)


async def test_members_that_cannot_be_learnt_are_strangers(on: OnSet) -> None:
    await on.hand("ada").raised()
    (card,) = on.local._house.posted.standing(f"channel/{on.channel}")
    on.local.weather.next.append(Failure("later"))
    mara = on.hand("mara")
    await mara.act(opens(card.card.buttons[0].token), READERS)
    assert SAY("desk-stranger") in mara.text
    assert len(cards(on)) == 1
