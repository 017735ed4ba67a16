"""What a person is told about who was asked is what happened; and nobody learns of a `now` by what happens to others.

Each of these was found in a review: a reader who had answered kept all others from being asked; a guess about cover
changed other people's lines; an erased `now` went on ringing; a nudge's card outlived its line.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.interface import Command
from adapters.local.cast import PLATFORM, WORKSPACE
from bot.lines import agenda_kinds as kinds
from bot.lines.ending import Ending
from bot.lines.owning import Access
from bot.text.catalog import speaker
from escalation.calendar import ALWAYS
from escalation.roster import Cover
from escalation.rungs import Phase
from storage import people
from storage.agenda import Entry
from storage.people import Person, Reading, Roster
from tests.bot.bad_set import OFFICE, OnSet, demo

SAY = speaker("en")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """Give the demo, its readers on duty at any time."""
    async with demo() as opened:
        await change_readers(opened, lambda _, reading: replace(reading, duty=ALWAYS))
        yield opened


async def change_readers(on: OnSet, changed: Callable[[Person, Reading], Reading]) -> None:
    """Change what the roster knows of each reader."""
    (spare,) = await on.running.house.content_keys(1)

    def one(person: Person) -> Person:
        return replace(person, reading=changed(person, person.reading)) if person.reading else person

    def all_of(roster: Roster) -> Roster:
        return replace(roster, people=tuple(map(one, roster.people)))

    await on.store.write(lambda tx: people.change(tx, on.running.house.production, spare, all_of))


async def cover(on: OnSet, user: str, what: Cover) -> None:
    """Let a reader be covered."""
    await change_readers(on, lambda who, reading: replace(reading, cover=what) if who.user == user else reading)


async def ids(on: OnSet) -> dict[str, str]:
    """Readers' ids by account."""
    return {one.user: one.id for one in (await on.roster()).readers}


async def answered(on: OnSet, urgency: str) -> None:
    """Ada's line, answered by Mara, who then says no more; Ada writes again."""
    ada, mara = on.hand("ada"), on.hand("mara")
    if urgency == "now":
        await ada.press("now", "")
        await ada.fill(words="Please come.")
        await on.go_on(MINUTE)
        await mara.opened()
        await mara.press("r-take")
        await mara.fill()
    else:
        await ada.raised(urgency="today")
    await mara.answered("I come.")
    await on.go_on()
    on.asks.clear()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="It goes on.")


@pytest.mark.parametrize("urgency", ["now", "today"])
async def test_bug_after_an_answer_nobody_else_was_asked_although_the_person_was_told_so(
    on: OnSet, urgency: str
) -> None:
    await answered(on, urgency)
    await on.go_on(timedelta(hours=6))
    assert set(on.asked()) == {"mara", "ilo", "sanne"}
    line = (await on.line()).line
    assert line.taken_by == ""
    ilo = on.hand("ilo")
    await ilo.opened()
    assert ilo.has("r-take")


async def test_control_whoever_holds_it_is_asked_alone(on: OnSet) -> None:
    await answered(on, "today")
    await on.go_on(timedelta(minutes=40))
    assert set(on.asked()) == {"mara"}


async def test_bug_a_guess_about_cover_changed_the_lines_of_others(on: OnSet) -> None:
    """Bruno's line is Ilo's turn; Ada's `now` leaves Mara out, and Ilo and Sanne let it ring."""
    mine, bruno, ada = await ids(on), on.hand("bruno"), on.hand("ada")
    await bruno.drafted("The robe.", readers=f"{mine['ilo']},{mine['sanne']}", urgency="soon")
    await bruno.fill()
    await on.go_on()
    (before,) = await on.lines()
    codes, asked = await on.codes(before), on.asked()
    await ada.press("now", "")
    await ada.fill(words="Please come.", readers=mine["ilo"])
    await on.go_on(10 * MINUTE)
    assert [one.reading.cover.guessed for one in (await on.roster()).readers if one.reading and one.reading.cover]
    (after,) = [one for one in await on.lines() if one.id == before.id]
    assert await on.codes(after) == codes
    assert on.asked().count("sanne") == asked.count("sanne")


async def test_a_guess_counts_for_what_is_sent_afterwards_and_says_no_more_than_is_known(on: OnSet) -> None:
    mine = await ids(on)
    await change_readers(
        on,
        lambda who, reading: (
            replace(reading, cover=Cover(who.id, None, guessed=True)) if who.id == mine["mara"] else reading
        ),
    )
    await on.hand("ada").raised(urgency="today")
    codes = await on.codes(await on.line())
    assert "skipped_not_answering" in codes
    assert "skipped_covered" not in codes
    assert "mara" not in on.asked()


async def test_bug_a_late_guess_covered_whoever_had_taken_the_now(on: OnSet) -> None:
    (acts,) = on.running.delivery._acts.values()
    assert isinstance(acts, dict)
    late, held = acts[kinds.COVERED], list[Entry]()

    async def hold(entry: Entry) -> None:
        held.append(entry)

    acts[kinds.COVERED] = hold
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.press("now", "")
    await ada.fill(words="Please come.")
    await on.go_on(timedelta(minutes=5, seconds=5))
    await mara.opened()
    await mara.press("r-take")
    await mara.fill()
    for entry in held:
        await late(entry)
    covered = {one.user for one in (await on.roster()).readers if one.reading and one.reading.cover}
    assert held
    assert "mara" not in covered


# --- the office ---------------------------------------------------------------------------------------------------


async def _slot_with_mara_there(on: OnSet, *, concern: bool) -> list[str]:
    """Mara says that she is there, Ilo until when he isn't; what the office then hears."""
    mine, until = await ids(on), on.clock.now() + timedelta(hours=10)
    await on.dismiss("Sanne Ropewell")
    await cover(on, "ilo", Cover(mine["ilo"], until))
    if concern:
        ada = on.hand("ada")
        await ada.drafted("It is about her.", readers=mine["ilo"])
        await ada.fill()
    for _ in range(40):
        mara = on.hand("mara")
        await mara.act(Command("desk"))
        if mara.has("r-here"):
            await mara.press("r-here")
        await on.go_on(10 * MINUTE)
    if concern:
        line = (await on.line()).line
        assert line.ladder
        assert line.ladder.phase is Phase.unanswered
    return [one.card.notice for one in on.local._house.posted.standing(f"channel/{OFFICE.channel}")]


async def test_bug_an_unanswered_line_told_who_was_left_out_that_it_is_there(on: OnSet) -> None:
    told = await _slot_with_mara_there(on, concern=True)
    async with demo() as other:
        await change_readers(other, lambda _, reading: replace(reading, duty=ALWAYS))
        assert told == await _slot_with_mara_there(other, concern=False)


async def test_where_somebody_was_left_out_the_person_is_asked_first(on: OnSet) -> None:
    mine, ada = await ids(on), on.hand("ada")
    await ada.drafted("It is about her.", readers=mine["ilo"])
    await ada.fill()
    await on.go_on(timedelta(hours=6))
    await ada.mine()
    assert SAY("ends-office") in ada.text


# --- what outlives a line --------------------------------------------------------------------------------------------


async def _erased(on: OnSet) -> None:
    (line,) = await on.lines()
    await Ending(on.running.house).erase_now((PLATFORM, WORKSPACE, "ada"), Access(line.id))


async def test_bug_an_erased_now_went_on_ringing(on: OnSet) -> None:
    ada = on.hand("ada")
    await ada.press("now", "")
    await ada.fill(words="Please come.")
    await on.go_on(MINUTE)
    await _erased(on)
    on.asks.clear()
    await on.go_on(timedelta(hours=3))
    assert on.asked() == []


def cards(on: OnSet) -> list[str]:
    """The cards of lines that stand in the readers' channel."""
    standing = on.local._house.posted.standing(f"channel/{on.channel}")
    return [one.card.title for one in standing if one.card.buttons[0].action == "r-open"]


async def test_bug_a_nudges_card_outlived_its_line(on: OnSet) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.answered("I will look.")
    await on.go_on()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    await on.go_on()
    assert cards(on) == [(await on.line()).line.alias], "the new one takes the old one's place"
    await _erased(on)
    await on.go_on(timedelta(days=1))
    assert await on.lines() == ()
    assert cards(on) == []


async def test_a_card_that_could_not_be_taken_away_goes_with_its_line(
    on: OnSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, mara = on.hand("ada"), on.hand("mara")
    await ada.raised()
    await mara.answered("I will look.")
    await on.go_on()
    await ada.mine()
    await ada.press("add")
    await ada.fill(words="Thank you.")
    with monkeypatch.context() as broken:
        broken.setattr(on.local, "delete", _refused)
        await on.go_on()
    assert len(cards(on)) == 2
    await _erased(on)
    await on.go_on(timedelta(days=1))
    assert cards(on) == []


async def _refused(_message: object) -> None:
    raise RuntimeError("refused")
