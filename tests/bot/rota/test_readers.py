"""A change of readers: accepted, let in by a reader, told to everybody, opens no old line; nobody comes silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.interface import Command, OpenedHome, Pressed, Wrote
from adapters.surfaces import Choices, Form, Page, Quoted, Words
from bot.lines import agenda_kinds as kinds
from bot.text.catalog import speaker
from escalation import acts
from escalation.calendar import ALWAYS
from escalation.concern import State
from escalation.roster import Cover, Role
from escalation.rungs import Standing
from storage import concerns, people
from storage.people import Person, Reading
from storage.productions import News
from tests.bot.rota.at_work import Work, at, at_work, said
from tests.privacy.hands import Hand
from tests.privacy.set import OFFICE, OONA, PIET, READERS, VERA, somebody

SAY = speaker("en")
NEW = somebody(
    "finn",
    "Finn Alderway",
    Role.backup,
    units=(),
    reading=Reading("I am Finn.", ALWAYS, knows="I have worked with Vera."),
)
PROMISE = "I pass nothing on without the person's yes, save the three exceptions."


async def _with_finn(work: Work) -> None:
    work.on.platform._accounts |= {NEW.user}
    await work.change(NEW)


def hand(work: Work, person: Person = NEW) -> Hand:
    """Somebody's phone."""
    return Hand(work.on, person.user)


def closed(page: object) -> bool:
    """Whether this is the one neutral page."""
    return isinstance(page, Page) and page.title == SAY("desk-nothing-title") and not page.buttons


async def test_whoever_is_asked_is_led_to_the_page_with_the_promise_once_a_day() -> None:
    async with at_work(_with_finn) as work:
        await work.on.settle()
        assert work.dms(NEW.user) == ["r-join"]
        await work.rota.begin()
        await work.until("08:59", 1)
        assert work.dms(NEW.user).count("r-join") == 1
        await work.until("09:00", 1)
        assert work.dms(NEW.user).count("r-join") == 2
        page = await work.asked(hand(work))
        assert isinstance(page, Form)
        (promise,) = page.fields
        assert isinstance(promise, Choices)
        assert (promise.options, promise.ticked) == ((("yes", PROMISE),), ())
        assert "Nothing is open to you here" in said(page).splitlines()[0]


@pytest.mark.parametrize(
    "act", [Pressed("r-desk"), Pressed("r-search"), Pressed("r-here"), Pressed("r-cover"), Pressed("r-ring"),
            Pressed("r-new"), Pressed("r-new-yes"), Pressed("r-open"), Command("desk"), OpenedHome(),
            Wrote("text", Quoted("hello"))]
)  # fmt: skip
@pytest.mark.parametrize("accepted", [False, True])
async def test_a_newcomer_can_open_nothing(act: object, accepted: bool) -> None:
    async with at_work(_with_finn) as work:
        await work.life.raised("before")
        await work.life.left()
        finn = hand(work)
        if accepted:
            await work.accept(finn)
        page = await finn.act(act, work.on.readers_channel)  # type: ignore[arg-type] # an act
        assert closed(page)


async def test_an_acting_readers_yes_lets_them_read_and_everybody_is_told() -> None:
    async with at_work(_with_finn) as work:
        finn, vera = hand(work), work.life.vera
        await work.on.settle()
        assert "has to say yes" in said(await work.accept(finn))
        await work.on.settle()
        assert [one for one in work.dms(VERA.user) if one == "r-desk"] == ["r-desk"]
        desk = await work.press(vera, "r-desk")
        assert "Finn Alderway is to read concerns" in said(desk)
        await vera.press("r-new")
        page = vera.shown
        assert isinstance(page, Page)
        shown = [block.quoted.words for block in page.blocks if isinstance(block, Words)]
        assert shown == ["I am Finn.", "I have worked with Vera."]
        assert await work.news() == []
        await vera.press("r-new-yes")
        assert await work.news() == [News("reader_joins", at("10:00").date(), NEW.id)]
        assert {"reader_accepted", "reader_let_in", "reader_joins"} <= set(await work.audited())
        assert "r-desk" not in work.dms(NEW.user)
        await work.on.settle()
        assert work.dms(NEW.user).count("r-desk") == 1, "whoever waits is told of the yes"
        assert not closed(await work.press(finn, "r-desk"))
        await work.press(vera, "r-desk")
        assert not vera.has("r-new")


async def test_the_note_to_everybody_is_one_entry() -> None:
    async with at_work(_with_finn) as work:
        await work.accept(hand(work))
        await work.press(work.life.vera, "r-desk")
        await work.life.vera.press("r-new")
        await work.life.vera.press("r-new-yes")
        assert len(await work.planned(work.on.production.id, kinds.EVERYBODY)) == 1


async def test_a_new_reader_reads_what_is_sent_from_then_on_and_nothing_older() -> None:
    async with at_work(_with_finn) as work:
        await work.life.raised("before")
        await work.life.left()
        finn = hand(work)
        await work.accept(finn)
        await work.press(work.life.vera, "r-desk")
        await work.life.vera.press("r-new")
        await work.life.vera.press("r-new-yes")
        assert "No line is open" in said(await work.press(finn, "r-desk"))
        old = {one.id for one in await work.on.read(concerns.all_of)}
        await work.life.raised("after")
        await work.life.left()
        lines = {one.id: one.line.readers for one in await work.on.read(concerns.all_of)}
        assert {NEW.id in readers for line, readers in lines.items() if line in old} == {False}
        assert {NEW.id in readers for line, readers in lines.items() if line not in old} == {True}
        assert "One line is open" in said(await work.press(finn, "r-desk"))


async def test_the_first_reader_needs_nobodys_yes_and_the_second_does() -> None:
    async def before(work: Work) -> None:
        for reader in READERS:
            await work.change(reader, accepted=False, acting=False)

    async with at_work(before) as work:
        gone = [news.code for news in await work.news()]
        assert gone == ["reader_leaves"] * 3, "they read until the file changed"
        assert "You read concerns" in said(await work.accept(work.life.vera))
        first = News("reader_first", at("10:00").date(), VERA.id)
        assert (await work.news())[-1] == first, "nobody read before, so none reads too"
        assert "has to say yes" in said(await work.accept(work.life.piet))
        assert closed(await work.press(work.life.piet, "r-desk"))


async def test_a_reader_whom_the_file_drops_is_told_of_and_loses_every_line_at_once() -> None:
    async with at_work() as work:
        await work.life.raised("before")
        await work.life.left()
        gone = replace(await work.person(VERA), reading=None, roles=(Role.crew,))
        (spare,) = await work.on.running.house.content_keys(1)
        await work.on.store.write(
            lambda tx: people.change(tx, work.on.production, spare, lambda roster: roster.having(gone))
        )
        await work.rota.begin()
        assert [(news.code, news.reader) for news in await work.news()] == [("reader_leaves", VERA.id)]
        assert "reader_leaves" in await work.audited()
        await work.on.settle()
        (concern,) = await work.on.read(concerns.all_of)
        record = await work.on.read(lambda tx, production: concerns.record(tx, production, concern))
        assert ("skipped_left_out", VERA.id) in [(one.code, one.reader) for one in record]
        assert closed(await work.press(work.life.vera, "r-desk"))
        await work.rota.begin()
        assert len(await work.news()) == 1


async def _drop(work: Work, person: Person) -> None:
    """The file drops somebody, while nothing looks."""
    gone = replace(await work.person(person), reading=None, roles=(Role.crew,))
    (spare,) = await work.on.running.house.content_keys(1)
    await work.on.store.write(
        lambda tx: people.change(tx, work.on.production, spare, lambda roster: roster.having(gone))
    )


async def _add_again(work: Work, person: Person) -> None:
    """The file names them as a reader anew: they have accepted nothing."""
    assert person.reading
    again = replace(await work.person(person), roles=person.roles, reading=Reading("I am back.", ALWAYS))
    (spare,) = await work.on.running.house.content_keys(1)
    await work.on.store.write(
        lambda tx: people.change(tx, work.on.production, spare, lambda roster: roster.having(again))
    )


@pytest.mark.parametrize("looks", [True, False])
@pytest.mark.parametrize("settles", [True, False])
@pytest.mark.parametrize("leaves", [True, False])
async def test_who_was_out_and_is_let_in_again_finds_no_old_line(looks: bool, settles: bool, leaves: bool) -> None:
    async with at_work() as work:
        vera, piet = work.life.vera, work.life.piet
        await work.life.raised("before")
        if leaves:
            await work.life.left()
        await _drop(work, VERA)
        if looks:
            await work.rota.begin()
        if settles:
            await work.on.settle()
        await _add_again(work, VERA)
        await work.accept(vera)
        await work.press(piet, "r-desk")
        await piet.press("r-new")
        await piet.press("r-new-yes")
        (old,) = await work.on.read(concerns.all_of)
        assert VERA.id in old.line.left_out
        assert old.line.ladder
        assert {rung.reader: rung.standing for rung in old.line.ladder.rungs}[VERA.id] is Standing.left_out
        if not leaves:
            await work.life.left()
        assert "No line is open" in said(await work.press(vera, "r-desk"))
        await work.on.settle()
        (old,) = await work.on.read(concerns.all_of)
        record = await work.on.read(lambda tx, production: concerns.record(tx, production, old))
        assert ("asked", PIET.id) in [(one.code, one.reader) for one in record]
        await work.life.raised("after")
        await work.life.left()
        assert "One line is open" in said(await work.press(vera, "r-desk"))  # the control


async def test_what_they_held_is_nobodys_again() -> None:
    async with at_work() as work:
        await work.life.raised("before")
        await work.life.left()
        await work.press(work.life.vera, "r-desk")
        (line,) = await work.on.read(concerns.all_of)
        taken = replace(line.line, state=State.taken, taken_by=VERA.id, promise=at("12:00"))
        assert taken.ladder
        rungs = acts.taken(taken.ladder, VERA.id, work.on.clock.now(), at("12:00"))
        await work.on.store.write(lambda tx: concerns.save(tx, work.on.production, line, replace(taken, ladder=rungs)))
        await _drop(work, VERA)
        await work.rota.begin()
        (line,) = await work.on.read(concerns.all_of)
        assert (line.line.taken_by, line.line.promise, line.line.left_out) == ("", None, (VERA.id,))
        await work.on.settle()
        record = await work.on.read(lambda tx, production: concerns.record(tx, production, line))
        assert ("skipped_left_out", VERA.id) in [(one.code, one.reader) for one in record]


async def test_a_line_whose_key_is_gone_stops_no_reader_and_no_start() -> None:
    async with at_work(_with_finn) as work:
        await work.life.raised("lost")
        await work.life.left()
        (lost,) = await work.on.read(concerns.all_of)
        await work.life.raised("kept")
        await work.life.left()
        work.on.store.keys.destroy([lost.words_id])
        assert len(await work.on.read(concerns.all_that_open)) == 1
        await _drop(work, VERA)
        await work.rota.begin()
        assert [one.code for one in await work.news()] == ["reader_leaves"]
        (kept,) = await work.on.read(concerns.all_that_open)
        assert VERA.id in kept.line.left_out
        assert "has to say yes" in said(await work.accept(hand(work)))


async def test_whoever_waits_can_take_it_back_and_is_the_first_where_nobody_reads() -> None:
    async def before(work: Work) -> None:
        await _with_finn(work)
        for reader in READERS:
            await work.change(reader, accepted=False, acting=False)
        await work.change(NEW, accepted=True)

    async with at_work(before) as work:
        finn = hand(work)
        assert finn.user
        page = await work.asked(finn)
        assert isinstance(page, Page)
        assert [one.action for one in page.buttons] == ["r-join-no"]
        assert not (await work.person(NEW)).reading.acting  # type: ignore[union-attr] # nobody acts by waiting
        assert "you don't read concerns here" in said(await work.press(finn, "r-join-no"))
        assert not (await work.person(NEW)).reading.accepted  # type: ignore[union-attr] # Finn has it
        assert "You read concerns" in said(await work.accept(finn))


async def test_nobody_reads_who_has_not_ticked_the_promise() -> None:
    async with at_work(_with_finn) as work:
        finn = hand(work)
        await work.asked(finn)
        for promise in ("", "no"):
            again = await finn.fill(promise=promise)
            assert isinstance(again, Form)
            assert again.problem == SAY("rota-join-unticked")
        assert not (await work.person(NEW)).reading.accepted  # type: ignore[union-attr] # Finn has it
        await finn.fill(promise="yes")
        assert (await work.person(NEW)).reading.accepted  # type: ignore[union-attr] # Finn has it


async def test_a_no_ends_the_asking_until_they_accept_after_all() -> None:
    async with at_work(_with_finn) as work:
        finn = hand(work)
        await work.on.settle()
        await work.asked(finn)
        await finn.fill("r-join-no")
        await work.until("09:30", 1)
        assert work.dms(NEW.user).count("r-join") == 1
        assert await work.news() == []
        assert "has to say yes" in said(await work.accept(finn))


async def test_a_readers_no_keeps_them_outside() -> None:
    async with at_work(_with_finn) as work:
        finn, vera = hand(work), work.life.vera
        await work.accept(finn)
        await work.press(vera, "r-desk")
        await vera.press("r-new")
        page = await vera.press("r-new-no")
        assert isinstance(page, Page)
        assert "stays outside" in said(page)
        assert closed(await work.press(finn, "r-desk"))
        assert await work.news() == []
        again = await work.press(work.life.piet, "r-desk")
        assert "Finn" not in said(again)


async def test_nobody_lets_themselves_in_and_no_stranger_lets_anybody_in() -> None:
    async with at_work(_with_finn) as work:
        finn, vera = hand(work), work.life.vera
        await work.accept(finn)
        await work.press(vera, "r-desk")
        await vera.press("r-new")
        assert vera.shown
        token = next(one.token for one in vera.shown.buttons if one.action == "r-new-yes")  # type: ignore[union-attr] # a page
        for other in (finn, hand(work, OFFICE), work.life.me, work.life.piet):
            await work.press(other, "r-new-yes", token)
        assert not (await work.person(NEW)).reading.acting  # type: ignore[union-attr] # Finn has it
        await work.press(vera, "r-new-yes", token)
        assert (await work.person(NEW)).reading.acting  # type: ignore[union-attr] # the control


async def test_the_office_is_never_asked_to_read() -> None:
    async def before(work: Work) -> None:
        await work.change(replace(NEW, roles=(Role.backup, Role.office)))

    async with at_work(before) as work:
        await work.on.settle()
        assert work.dms(NEW.user) == []
        assert closed(await work.accept(hand(work)))


async def test_readers_on_a_closed_set_are_asked_for_their_yes_later() -> None:
    async with at_work(_with_finn) as work:
        await work.change(VERA, cover=Cover(VERA.id, at("12:00")))
        await work.accept(hand(work))
        await work.on.settle()
        assert "r-desk" not in work.dms(VERA.user)
        assert "r-desk" in work.dms(PIET.user)
        await work.until("09:00", 1)
        await work.on.go_on(timedelta(0))
        assert "r-desk" in work.dms(VERA.user)


async def test_who_read_before_the_first_look_is_no_news() -> None:
    async with at_work() as work:
        assert await work.news() == []
        assert [(await work.person(one)).announced for one in (VERA, PIET, OONA)] == [True] * 3
        assert not (await work.person(OFFICE)).announced
