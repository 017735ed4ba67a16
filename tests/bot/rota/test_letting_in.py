"""One more reader reads a line only with its person's yes, once that has left; of a no nobody but its asker learns."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.surfaces import Choice, Form, Page
from bot.desks import asked_pages, line_pages
from bot.desks.here import Here
from bot.lines import agenda_kinds as kinds
from bot.lines.letting_in import NO, YES
from bot.lines.mine import Mine
from bot.lines.own_words import AskedAgain
from bot.lines.owning import MyLine
from bot.lines.sending import Sending
from bot.rota.readers import Readers
from bot.text.catalog import speaker
from escalation.calendar import ALWAYS
from escalation.concern import NotNow, State, Urgency
from escalation.roster import About, Role, Way, card_or_direct
from storage import agenda
from storage.agenda import Entry
from storage.lines import Said, Voice
from storage.people import Reading
from tests.bot.stage import Stage, account, actions, change_person, fixed_id, shown, staged, words_in

SAY = speaker("en")
NOOR = fixed_id("noor")
WORDS = "The robe was not there."
READS = Reading("Noor speaks Dutch and was on set for years.", ALWAYS, accepted=True, acting=True)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give an open stage on which Noor comes to read once lines are there."""
    async with staged(tmp_path) as open_stage:
        yield open_stage


async def held(stage: Stage, by: str = "ada", **more: object) -> MyLine:
    """A line that Wren holds; then Noor comes to read too."""
    mine = await stage.raised(WORDS, by, **more)
    await takes(stage, mine)
    await change_person(stage, "noor", reading=READS)
    return mine


async def takes(stage: Stage, mine: MyLine) -> None:
    """Wren opens it and takes it for the whole day."""
    await stage.opened("wren", mine)
    await stage.lines.take(account("wren"), mine.access.concern, stage.clock.now() + timedelta(hours=12))


async def give_form(stage: Stage, mine: MyLine, who: str = "wren") -> Page | Form:
    """[Give it to someone]."""
    return await stage.press(who, "r-give", stage.person_token(who, mine))


def offered(form: Page | Form) -> dict[str, str]:
    """Whom the holder can choose, by what the form would send."""
    if not isinstance(form, Form):
        return {}
    (field,) = form.fields
    assert isinstance(field, Choice)
    return dict(field.options)


async def asked(stage: Stage, mine: MyLine, reader: str = NOOR) -> int:
    """Wren asks the person about this reader, and the question leaves; its position."""
    page = await stage.send("wren", await give_form(stage, mine), to=reader)
    assert SAY("rota-asked") in words_in(page)
    await stage.later()
    return len(await stage.said(mine))


async def answer(stage: Stage, mine: MyLine, kind: str, at: int, by: str = "ada") -> None:
    """The person answers what stands at this position."""
    words = SAY(f"yes-said-{kind}")
    await stage.own.answer(account(by), mine.access, Said(Voice.PERSON, words, stage.clock.now(), answers=kind), at)


async def page_of(stage: Stage, mine: MyLine, by: str = "ada") -> Page:
    """The person's own page of it."""
    found = Mine(stage.house)
    here = Here(stage.house, await found.place(account(by), "en"), stage.clock.now())
    page = shown(line_pages.line_page(here, await found.one(account(by), mine.access)))
    assert isinstance(page, Page)
    return page


async def readers(stage: Stage, mine: MyLine) -> tuple[str, ...]:
    """The line's readers as they are kept."""
    return (await stage.concern(mine)).line.readers


# --- who is offered -----------------------------------------------------------------------------------------------


async def test_its_holder_is_offered_who_reads_here_and_the_person_is_to_be_asked(stage: Stage) -> None:
    mine = await stage.raised(WORDS)
    await takes(stage, mine)
    before = await give_form(stage, mine)
    assert list(offered(before).values()) == ["Ode Larkin", "Sol Marden"]
    assert SAY("rota-give-asks") not in words_in(before)
    await change_person(stage, "noor", reading=READS)
    form = await give_form(stage, mine)
    assert offered(form)[NOOR] == "Noor Field (the person is asked first)"
    assert SAY("rota-give-asks") in words_in(form)
    assert not offered(await give_form(stage, mine, "ode"))


async def test_whom_the_person_left_out_is_never_offered_and_cannot_be_asked_about(stage: Stage) -> None:
    mine = await held(stage, leave_out=("sol",))
    form = await give_form(stage, mine)
    assert set(offered(form)) == {"1", NOOR}
    for reader in (fixed_id("sol"), fixed_id("ivo"), fixed_id("ode"), fixed_id("nobody"), "x" * 32):
        assert "isn't possible" in words_in(await stage.send("wren", form, to=reader))
    assert not any(one.lets_in for one in await stage.said(mine))


async def test_a_reader_who_wrote_it_is_not_offered_like_anybody_who_was_left_out(stage: Stage) -> None:
    mine = await held(stage, by="sol")
    assert (await stage.concern(mine)).line.left_out == (fixed_id("sol"),)
    assert set(offered(await give_form(stage, mine))) == {"1", NOOR}


async def test_control_left_out_of_no_list_they_would_be_told_by_the_offer(stage: Stage) -> None:
    mine = await held(stage, by="sol")
    await stage.change(mine, left_out=())
    assert set(offered(await give_form(stage, mine))) == {"1", NOOR, fixed_id("sol")}


async def test_a_long_name_fits_into_the_list(stage: Stage) -> None:
    mine = await held(stage)
    await change_person(stage, "noor", name="N" * 80)
    await change_person(stage, "ode", name="O" * 80)
    assert all(len(label) <= 75 for label in offered(await give_form(stage, mine)).values())


# --- a yes --------------------------------------------------------------------------------------------------------


async def test_a_yes_that_has_left_opens_it_to_them_and_nothing_before_does(stage: Stage) -> None:
    mine = await held(stage)
    page = await stage.send("wren", await give_form(stage, mine), to=NOOR)
    assert "r-unsay" in actions(page)
    assert not asked_pages.asked(*await _asked_of(stage, mine)), "the question waits like every answer"
    assert not actions(await stage.opened("noor", mine))
    await stage.later()
    shown_to_ada = words_in(await page_of(stage, mine))
    assert SAY("asked-reader", reader="Wren Castle", name="Noor Field") in shown_to_ada
    assert READS.introduction in shown_to_ada
    assert not actions(await stage.opened("noor", mine))

    await answer(stage, mine, YES, 1 + 1)
    assert NOOR not in await readers(stage, mine)
    assert not actions(await stage.opened("noor", mine)), "a yes on its way is none yet"
    assert SAY("desk-said-let-in", reader="Noor Field") not in words_in(await stage.opened("wren", mine))
    await stage.later()

    line = (await stage.concern(mine)).line
    assert line.readers == (*mine.line.readers, NOOR)
    assert line.ladder
    assert [rung.reader for rung in line.ladder.rungs][-1] == NOOR
    assert WORDS in words_in(await stage.opened("noor", mine))
    assert [one.reader for one in await stage.record(mine) if one.code == "let_in"] == [NOOR]
    assert ("let_in", NOOR) in await stage.audited()
    assert SAY("desk-said-let-in", reader="Noor Field") in words_in(await stage.opened("wren", mine))
    assert "Noor Field" in words_in(await page_of(stage, mine))
    assert offered(await give_form(stage, mine))["3"] == "Noor Field", "it can be given to them now"


async def _asked_of(stage: Stage, mine: MyLine) -> tuple[Here, MyLine]:
    found = Mine(stage.house)
    here = Here(stage.house, await found.place(account("ada"), "en"), stage.clock.now())
    return here, await found.one(account("ada"), mine.access)


@pytest.mark.parametrize("kind", [YES, NO])
async def test_a_promise_goes_on_while_the_person_is_asked_and_after_either_answer(stage: Stage, kind: str) -> None:
    mine = await held(stage)
    before = (await stage.concern(mine)).line
    await answer(stage, mine, kind, await asked(stage, mine))
    await stage.later()
    after = (await stage.concern(mine)).line
    assert (after.promise, after.taken_by, after.state) == (before.promise, fixed_id("wren"), State.taken)


@pytest.mark.parametrize(("kind", "count"), [(NO, 1), (YES, 2)])
async def test_where_nobody_has_to_act_a_yes_starts_the_asking_anew_and_a_no_does_not(
    stage: Stage, kind: str, count: int
) -> None:
    mine = await held(stage)
    await stage.lines.reply(account("wren"), mine.access.concern, "I will see to it.")
    await stage.later()
    await answer(stage, mine, kind, await asked(stage, mine))
    await stage.later()
    assert (await stage.codes(mine)).count("reader_asked") == count


async def test_the_channels_card_may_stand_beside_them_from_then_on(stage: Stage) -> None:
    mine = await held(stage)
    there = ("wren", "ode", "sol", "noor")
    members = frozenset(account(one) for one in there)
    for kind, stands in ((None, False), (YES, True)):
        if kind:
            await answer(stage, mine, kind, await asked(stage, mine))
            await stage.later()
        card = await Sending(stage.house).card_of(mine.access.concern)
        assert card
        assert card.may_stand(members) is stands
    assert card_or_direct([fixed_id(one) for one in there], await readers(stage, mine)) is Way.card


async def test_nobody_lets_themselves_read_their_own_line(stage: Stage) -> None:
    mine = await stage.raised(WORDS, by="noor")
    await takes(stage, mine)
    await change_person(stage, "noor", reading=READS)
    at = await asked(stage, mine)
    page = await page_of(stage, mine, "noor")
    assert SAY("asked-reader-you", reader="Wren Castle") in words_in(page)
    assert f"answer-{YES}" not in actions(page)
    with pytest.raises(NotNow):
        await answer(stage, mine, YES, at, by="noor")
    await answer(stage, mine, NO, at, by="noor")
    await stage.later()
    assert NOOR not in await readers(stage, mine)


# --- a no ---------------------------------------------------------------------------------------------------------


async def views(stage: Stage, mine: MyLine, who: tuple[str, ...] = ("ode", "sol", "noor")) -> list[str]:
    """Everything that other readers, and whoever was asked about, could look at."""
    pages = [words_in(await stage.press(one, "r-desk")) for one in who]
    pages += [words_in(await stage.press(one, "r-open", stage.person_token(one, mine))) for one in who]
    card = await Sending(stage.house).card_of(mine.access.concern)
    assert card
    line = (card.line.state, card.line.readers, card.line.left_out, card.line.ladder, card.due, card.calls)
    on_agenda = await stage.store.read(lambda tx: agenda.of(tx, mine.access.concern))
    others = [one.step for one in on_agenda if one.kind in (kinds.ASK, kinds.CARD, kinds.EDIT) and one.step]
    return [*pages, str(line), str(others)]


async def _played(folder: Path, kind: str) -> list[str]:
    async with staged(folder) as stage:
        mine = await held(stage)
        await stage.opened("ode", mine)
        if kind:
            at = await asked(stage, mine)
            await answer(stage, mine, kind, at)
        else:
            await stage.later()
        await stage.later()
        return await views(stage, mine)


async def test_a_no_tells_its_asker_that_and_nobody_else_anything(tmp_path: Path) -> None:
    nothing = await _played(tmp_path / "a", "")
    assert await _played(tmp_path / "b", NO) == nothing
    assert await _played(tmp_path / "c", YES) != nothing, "control: a yes is seen"


async def test_its_asker_reads_not_passed_on_and_is_not_offered_them_again(stage: Stage) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    assert SAY("desk-said-asks-reader", reader="Noor Field") in words_in(await stage.opened("wren", mine))
    await answer(stage, mine, NO, at)
    assert NOOR in offered(await give_form(stage, mine)), "a no on its way is none yet"
    form = await give_form(stage, mine)
    await stage.later()
    page = words_in(await stage.opened("wren", mine))
    assert SAY("desk-said-keep-out") in page
    assert SAY("yes-said-keep-out") not in page
    assert NOOR not in offered(await give_form(stage, mine))
    assert "isn't possible" in words_in(await stage.send("wren", form, to=NOOR))


async def test_control_a_question_that_others_could_read_is_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = await held(stage)
    await views(stage, mine)  # each has opened it once
    before = await views(stage, mine)
    await asked(stage, mine)
    assert await views(stage, mine) == before
    monkeypatch.setattr("bot.lines.reader_view.letting_in.seen_by", lambda _reader, said: said)
    assert await views(stage, mine) != before


# --- races --------------------------------------------------------------------------------------------------------

ORDERS = [
    (answers, order)
    for count in (1, 2, 3)
    for answers in itertools.product((YES, NO), repeat=count)
    if all(one is not two for one, two in itertools.pairwise(answers))
    for order in itertools.permutations(range(count))
]


@pytest.mark.parametrize(("answers", "order"), ORDERS)
async def test_what_was_answered_last_counts_in_whatever_order_answers_leave(
    stage: Stage, answers: tuple[str, ...], order: tuple[int, ...]
) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    for kind in answers:
        await answer(stage, mine, kind, at)
    leaving = await _leaving(stage, mine)
    assert len(leaving) == len(answers)
    for number in order:
        await stage.carrying.words_leave(leaving[number])
    assert (NOOR in await readers(stage, mine)) is (answers[-1] == YES)


async def _leaving(stage: Stage, mine: MyLine) -> list[Entry]:
    found = await stage.store.read(lambda tx: agenda.of(tx, mine.access.concern))
    return sorted((one for one in found if one.kind == kinds.WORDS), key=lambda one: one.step)


async def test_a_yes_can_be_taken_back_while_it_waits_and_pressed_twice_it_is_one(stage: Stage) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    for _ in range(2):
        await answer(stage, mine, YES, at)
    assert len(await _leaving(stage, mine)) == 1
    assert f"answer-{YES}" not in actions(await page_of(stage, mine))
    await stage.own.unsay(account("ada"), mine.access)
    assert f"answer-{YES}" in actions(await page_of(stage, mine))
    await stage.later()
    assert NOOR not in await readers(stage, mine)


async def test_a_newer_question_takes_the_place_of_the_older_one(stage: Stage) -> None:
    mine = await held(stage)
    await change_person(stage, "ivo", roles=(Role.backup,), reading=READS)
    first = await asked(stage, mine)
    second = await asked(stage, mine, fixed_id("ivo"))
    assert "Ivo Marsh" in words_in(await page_of(stage, mine))
    with pytest.raises(AskedAgain):
        await answer(stage, mine, YES, first)
    await answer(stage, mine, YES, second)
    await stage.later()
    assert set(await readers(stage, mine)) - set(mine.line.readers) == {fixed_id("ivo")}


async def test_the_same_form_twice_asks_once(stage: Stage) -> None:
    mine = await held(stage)
    form = await give_form(stage, mine)
    for _ in range(2):
        await stage.send("wren", form, to=NOOR)
    assert sum(bool(one.lets_in) for one in await stage.said(mine)) == 1


async def test_an_answer_to_something_else_lets_nobody_in(stage: Stage) -> None:
    mine = await held(stage)
    concern = mine.access.concern
    await stage.lines.ask_yes(account("wren"), concern, "It was cold.", "the caterer")
    await stage.later()
    for kind in (YES, NO):
        with pytest.raises(NotNow):
            await answer(stage, mine, kind, 2)
    at = await asked(stage, mine)
    for kind in ("spoke", "not-spoke"):
        with pytest.raises(NotNow):
            await answer(stage, mine, kind, at)
    assert f"answer-{YES}" in actions(await page_of(stage, mine)), "it still stands there"


@pytest.mark.parametrize("ending", ["withdraw", "close"])
@pytest.mark.parametrize("first", [YES, ""])
async def test_nobody_is_let_into_a_line_that_its_person_has_ended(stage: Stage, ending: str, first: str) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    form = await give_form(stage, mine)
    leaving: list[Entry] = []
    if first:
        await answer(stage, mine, first, at)
        leaving = await _leaving(stage, mine)
    await getattr(stage.own, ending)(account("ada"), mine.access)
    assert f"answer-{YES}" not in actions(await page_of(stage, mine))
    with pytest.raises((NotNow, AskedAgain)):
        await answer(stage, mine, YES, at)
    found = await stage.store.read(lambda tx: agenda.of(tx, mine.access.concern))
    for entry in (one for one in found if one.kind == kinds.EFFECT):
        await stage.carrying.effect(entry)
    await stage.later()
    for entry in leaving:  # a worker had it in hand already
        await stage.carrying.words_leave(entry)
    assert NOOR not in await readers(stage, mine)
    assert not actions(await stage.opened("noor", mine))
    assert (await stage.concern(mine)).line.state in (State.withdrawn, State.closed)
    await stage.send("wren", form, to=NOOR)
    assert sum(bool(one.lets_in and one.by) for one in await stage.said(mine)) <= 1


@pytest.mark.parametrize("when", ["before the answer", "before it leaves"])
async def test_who_reads_no_more_by_then_is_not_let_in(stage: Stage, when: str) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    if when == "before it leaves":
        await answer(stage, mine, YES, at)
    await change_person(stage, "noor", reading=None)
    if when == "before the answer":
        assert f"answer-{YES}" not in actions(await page_of(stage, mine))
        with pytest.raises(NotNow):
            await answer(stage, mine, YES, at)
        return
    await stage.later()
    assert NOOR not in await readers(stage, mine)
    assert "not_let_in" in await stage.codes(mine)
    assert "let_in" not in await stage.codes(mine)
    assert SAY("desk-said-keep-out") in words_in(await stage.opened("wren", mine))
    await change_person(stage, "noor", reading=READS)
    assert not actions(await stage.opened("noor", mine)), "let in again, they find none of the old lines"


async def test_who_was_let_in_and_reads_no_more_leaves_it_like_every_reader(stage: Stage) -> None:
    mine = await held(stage)
    await answer(stage, mine, YES, await asked(stage, mine))
    await stage.later()
    await change_person(stage, "noor", announced=True, reading=None)
    await Readers(stage.house).accept(account("noor"))
    await change_person(stage, "noor", reading=READS)
    assert not actions(await stage.opened("noor", mine))


async def test_a_yes_counts_although_its_asker_holds_it_no_more(stage: Stage) -> None:
    mine = await held(stage)
    at = await asked(stage, mine)
    await stage.lines.recuse(account("wren"), mine.access.concern)
    await answer(stage, mine, YES, at)
    await stage.later()
    assert NOOR in await readers(stage, mine)


async def test_a_new_reader_opens_no_old_line_without_that_yes(stage: Stage) -> None:
    mine = await held(stage)
    await asked(stage, mine)
    await stage.later()
    place = await stage.lines.place(account("ada"), "en")
    assert NOOR in {one.id for one in place.readers(About(Urgency.today))}, "control: they read what is sent now"
    assert not actions(await stage.opened("noor", mine))
    assert WORDS not in words_in(await stage.press("noor", "r-desk"))
