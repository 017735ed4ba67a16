"""Ends come at night, in order, after they were announced; and what a person can do about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

from sqlalchemy import Table, func, select

from adapters.interface import DeliveryFailed, Pressed
from adapters.surfaces import Block, Words
from bot.lines import agenda_kinds as kinds
from escalation.concern import State
from storage import concerns, names, productions
from storage.errors import NotKept
from storage.keys import Production
from storage.productions import News
from storage.store import Tx
from storage.tables import audit as audit_rows
from storage.tables import retired, submissions
from tests.bot.ends.nights import (
    closed,
    entries,
    kept_note,
    line,
    lines,
    look,
    night_of,
    nights,
    notes_to,
    rewrite,
    shared,
    slots,
    today,
)
from tests.privacy.life import Life
from tests.privacy.set import KESTREL, fair

ANNOUNCED = "will be erased."


async def test_there_is_one_nightly_row_and_it_plans_the_next(life: Life) -> None:
    on = life.on
    (first,) = await entries(on, on.production.id, kinds.NIGHTLY)
    await night_of(on, today(on) + timedelta(days=1))
    (second,) = await entries(on, on.production.id, kinds.NIGHTLY)
    assert second.due == first.due + timedelta(days=1)
    await nights(on, 40)  # nothing ran for weeks: one night is enough
    (third,) = await entries(on, on.production.id, kinds.NIGHTLY)
    assert third.due == on.clock.now() + timedelta(days=1)


async def test_a_line_that_nobody_closes_is_announced_and_ends_a_week_later(life: Life) -> None:
    on, concern = life.on, await kept_note(life)
    born = today(on)
    await nights(on, 82)
    assert ANNOUNCED not in await look(life)
    told = notes_to(on, KESTREL.user)
    await nights(on, 1)
    assert (await line(on)).line.erased_on == born + timedelta(days=90)
    assert notes_to(on, KESTREL.user) == told, "nobody is woken for it"
    await night_of(on, today(on), time(10, 31))
    assert notes_to(on, KESTREL.user) == told + 1
    page = await look(life)
    assert f"On 9 June {concern.line.alias} {ANNOUNCED}" in page
    assert page.index(ANNOUNCED) < page.index("Everything else")
    await night_of(on, born + timedelta(days=89))
    assert len(await lines(on)) == 1
    await night_of(on, born + timedelta(days=90))
    assert await lines(on) == ()
    assert await slots(on) == 0
    assert notes_to(on, KESTREL.user) == told + 1, "an end by time is never confirmed afterwards"


async def test_a_known_wrap_lets_lines_live_longer(life: Life) -> None:
    on = life.on
    await kept_note(life)
    wraps = today(on) + timedelta(days=50)
    await nights(on, 83)
    assert (await line(on)).line.erased_on
    await rewrite(on, wraps=wraps)
    await nights(on, 1)
    assert (await line(on)).line.erased_on is None, "what was announced too early is taken back"
    assert ANNOUNCED not in await look(life)
    await night_of(on, wraps + timedelta(days=83))
    assert (await line(on)).line.erased_on == wraps + timedelta(days=90)


async def test_keep_prolongs_from_the_day_pressed_again_and_again(life: Life) -> None:
    on = life.on
    await kept_note(life)
    for _ in range(3):
        while not (await line(on)).line.erased_on:
            await nights(on, 1 if (await line(on)).line.ends_at - on.clock.now() < timedelta(days=9) else 60)
        await look(life)
        await life.me.press("keep-longer")
        kept = (await line(on)).line
        assert kept.kept_until == today(on) + timedelta(days=90)
        assert kept.erased_on is None
        assert ANNOUNCED not in life.me.text
        assert "is kept until" in life.me.text
    assert await slots(on) == 1


async def test_closing_says_when_the_way_ends_and_then_it_does(life: Life) -> None:
    on, concern = life.on, await shared(life)
    await life.on_line("close", "close-yes")
    assert f"The way back from {concern.line.alias} to you ends on 18 March." in life.me.text
    await life.left()
    await night_of(on, today(on) + timedelta(days=6))
    assert await slots(on) == 1
    await nights(on, 1)
    assert await slots(on) == 0
    found = await line(on)
    assert found.line.state is State.closed
    assert found.line.way_over
    assert len(await on.read(lambda tx, own: concerns.said(tx, own, found))) == 2, "the words stay for 90 days"
    await nights(on, 76)
    assert (await line(on)).line.erased_on
    await nights(on, 7)
    assert await lines(on) == ()


async def test_writing_again_keeps_the_way(life: Life) -> None:
    on = life.on
    await closed(life)
    await life.on_line("add")
    await life.me.fill(words="once more")
    await life.left()
    assert (await line(on)).line.closed_on is None
    await nights(on, 8)
    assert await slots(on) == 1


async def test_readers_lose_an_ended_line_with_its_card_and_its_name(life: Life) -> None:
    on, concern = life.on, await closed(life)
    assert [one.title for one in on.platform.in_place("readers")] == [concern.line.alias]
    await nights(on, 8)
    await nights(on, 75)
    await nights(on, 7)
    assert on.platform.in_place("readers") == []
    assert await on.store.write(lambda tx: names.read(tx, on.production)) == ()
    await life.vera.act(Pressed("r-desk"))
    assert concern.line.alias not in life.vera.text


async def test_a_name_whose_card_cannot_be_taken_away_is_not_given_out_again(life: Life) -> None:
    on, concern = life.on, await closed(life)
    await nights(on, 8)
    await nights(on, 75)
    on.platform.weather = _refuses("delete")
    await nights(on, 7)
    assert await lines(on) == ()
    assert await on.store.write(lambda tx: names.read(tx, on.production)) == (concern.line.alias,)


def _refuses(what: str) -> Callable[[str], None]:
    def weather(verb: str) -> None:
        if verb == what:
            raise DeliveryFailed("not_allowed", permanent=True)

    return weather


async def test_erase_now_ends_it_for_the_person_at_once_and_for_readers_at_night(life: Life) -> None:
    on, concern = life.on, await closed(life)
    await look(life)
    await life.me.press("end-now")
    assert "for its readers in the coming night" in life.me.text
    assert await slots(on) == 1, "one more press is needed"
    day = today(on)
    await life.me.press("end-now-yes")
    assert f"For you, {concern.line.alias} is erased" in life.me.text
    assert "A copy of its key in our backup ends by 19 March." in life.me.text
    assert "Not erased: what people remember" in life.me.text
    assert await slots(on) == 0
    await life.vera.open_card()
    assert "by the river" in life.vera.text, "what was read stays until the line ends"
    await night_of(on, day + timedelta(days=1))
    assert await lines(on) == ()
    assert on.platform.in_place("readers") == []


async def test_erase_now_takes_words_that_nobody_has_taken_at_once(life: Life) -> None:
    on = life.on
    await life.raised("by the river")
    await life.left()
    await life.on_line("close", "close-yes")
    await look(life)
    await life.me.press("end-now")
    assert "for its readers" not in life.me.text
    await life.me.press("end-now-yes")
    found = await line(on)
    assert await on.read(lambda tx, own: concerns.said(tx, own, found)) == ()
    await life.vera.open_card()
    assert "by the river" not in life.vera.text


async def test_what_never_left_is_gone_at_the_press(life: Life) -> None:
    on = life.on
    await kept_note(life)
    await nights(on, 83)
    await look(life)
    await life.me.press("end-now")
    await life.me.press("end-now-yes")
    assert "For its readers" not in life.me.text
    assert await lines(on) == ()
    await life.me.press("end-now-yes")
    assert "is erased" not in life.me.text


async def test_six_words_show_the_announcement_and_live_as_long_as_the_line(life: Life) -> None:
    on = life.on
    await life.raised("by key", urgency="record", follow="key_only")
    words = _six_words(life)
    await nights(on, 83)
    told = notes_to(on, KESTREL.user)
    await night_of(on, today(on), time(11))
    assert notes_to(on, KESTREL.user) == told, "there is nobody to write to"
    await _by_key(life, words)
    assert ANNOUNCED in life.me.text
    await life.me.press("keep-longer")
    assert ANNOUNCED not in life.me.text
    await nights(on, 60)
    await _by_key(life, words)
    assert (await line(on)).line.alias in life.me.text
    await nights(on, 23)
    await nights(on, 7)
    await _by_key(life, words)
    assert "lead nowhere" in life.me.text


def _six_words(life: Life) -> str:
    found = [block.quoted.words for block in _blocks(life) if isinstance(block, Words)]
    return next(one for one in found if len(one.split()) == 6)


def _blocks(life: Life) -> tuple[Block, ...]:
    assert life.me.shown
    return life.me.shown.blocks


async def _by_key(life: Life, words: str) -> None:
    await life.on.go_on(timedelta(minutes=2))
    await life.me.act(Pressed("key-in"))
    await life.me.fill(key=words)


async def test_a_draft_ends_by_itself_and_a_kept_one_a_week_after_wrap(life: Life) -> None:
    on = life.on
    await rewrite(on, wraps=today(on) + timedelta(days=10))
    for via in ("", "keep"):
        await life.me.act(Pressed("write"))
        await life.me.fill(words=f"draft {via}")
        if via:
            await life.me.fill(via=via)
            assert "28 March" in life.me.text
    await nights(on, 1)
    assert len(await lines(on)) == 2
    await nights(on, 1)
    assert len(await lines(on)) == 1
    await nights(on, 14)
    assert len(await lines(on)) == 1
    await nights(on, 1)
    assert await lines(on) == ()
    assert await slots(on) == 0


async def test_what_is_over_is_swept(life: Life) -> None:
    on, day = life.on, today(life.on)
    await shared(life)
    await rewrite(on, news=(News("reader_joins", day), News("reader_leaves", day + timedelta(days=10))))
    await nights(on, 15)
    assert [one.code for one in (await on.read(productions.book)).news] == ["reader_leaves"]
    assert await on.read(_rows_of(submissions)) == 0
    assert await on.read(_rows_of(audit_rows)) > 0
    await nights(on, 360)
    assert await on.read(_rows_of(audit_rows)) == 0


def _rows_of(table: Table) -> Callable[[Tx, Production], int]:
    return lambda tx, _: int(tx.conn.scalar(select(func.count()).select_from(table)) or 0)


def _storm(fail_at: int) -> tuple[list[str], Callable[[str, str, str], None]]:
    """A store that loses its answer at one call: before the work began, or after it was kept."""
    calls = list[str]()

    def weather(when: str, verb: str, name: str) -> None:
        calls.append(f"{when} {verb} {name}")
        if len(calls) == fail_at:
            raise NotKept("spoilt")

    return calls, weather


async def test_an_end_goes_on_after_a_fault_at_any_call(life: Life) -> None:
    """At each call of the store in turn, before and after: what is not yet ended ends at the next look."""
    on, number, is_hit = life.on, 0, True
    while is_hit:
        number += 1
        await kept_note(life)
        await nights(on, 83)
        calls, on.store.weather = _storm(number)
        on.clock.moment += timedelta(days=7)
        await on.settle()
        await on.go_on(timedelta(minutes=5))
        is_hit, on.store.weather = len(calls) >= number, fair
        on.faults.clear()
        assert await lines(on) == (), calls[number - 1 : number]
        assert await slots(on) == 0
        assert await on.read(_rows_of(retired)) == 0, "no key is left that was to be destroyed"
        assert len(await entries(on, on.production.id, kinds.NIGHTLY)) == 1
    assert number > 20


async def test_a_line_that_opens_no_more_holds_no_other_up(life: Life) -> None:
    """After a restore of another pair: what can't be opened stays, what can ends in time."""
    on = life.on
    lost = await kept_note(life)
    await kept_another(life)
    on.store.keys.destroy([lost.words_id])
    await nights(on, 83)
    await nights(on, 7)
    assert await on.read(concerns.ids_of) == (lost.id,)


async def kept_another(life: Life) -> None:
    """A second note of the same person."""
    await life.raised("another", urgency="record")
