"""Proves what a schedule would change, as values: nothing is taken away, and the same file twice is nothing new."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules.consequences import DryRun, dry_run
from bot.schedules.matching import Now
from bot.schedules.outcomes import (
    Added,
    Altered,
    AskAgain,
    Blocked,
    Broken,
    Consequence,
    Flagged,
    Joins,
    Leaves,
    Moved,
    NeedsVisit,
    NotInFile,
    Retimed,
    Stays,
)
from escalation.checkin_plans import USUAL, Rules
from escalation.checkins import plan
from escalation.notice import Why
from escalation.occasions import Called, Flag, Kind, Occasion, Part, Schedule, State
from escalation.rescheduling import Change
from tests.bot.schedules.books import pasted
from tests.escalation.shooting import MAIN, people, utc

MARCH = date(2027, 3, 4)
AT = utc("2027-03-03 18:40")
HEAD = "scene,date,cast,call,set call,unit,notes\n"
FIRST = HEAD + "12A,4/3/2027,1 3,11:00,13:00,main,\n14,4/3/2027,1 7,9:00,15:30,main,\n"


def now(
    occasions: Collection[Occasion], at: datetime = AT, ticks: tuple[datetime, ...] = (), linked: str = "137"
) -> Now:
    schedule = Schedule(tuple(occasions), (("main", MAIN), ("second", MAIN)))
    made = "{}/{}/{}".format
    return Now(schedule, {"12A": ticks}, frozenset(linked), "main", at, made)


def scene(**other: object) -> Occasion:
    one = Occasion(
        "12A", "main", Kind.scene, "Sc. 12a", MARCH, time(13), (Flag.simulated_sex,),
        (Called("1", at=time(11)), Called("3", at=time(11))),
    )  # fmt: skip
    return replace(one, **other)  # type: ignore[arg-type] # named by each test


def run(text: str, *occasions: Occasion, **other: object) -> DryRun:
    return dry_run(pasted(text), now(occasions, **other))  # type: ignore[arg-type] # named by each test


def of(found: DryRun, kind: type[Consequence]) -> list[Consequence]:
    return [one for one in found.consequences if isinstance(one, kind)]


OTHER = scene(
    id="14", name="14", starts=time(15, 30), flags=(), calls=(Called("1", at=time(9)), Called("7", at=time(9)))
)


def test_a_first_file_adds_its_scenes_without_a_flag() -> None:
    found = run(FIRST, linked="1")
    assert found.consequences == (
        Added("/12A/0", MARCH),
        Added("/14/0", MARCH),
        AskAgain("1"),
        NeedsVisit("3"),
        NeedsVisit("7"),
    )
    assert {(one.name, one.flags, one.placed) for one in found.changed} == {("12A", (), AT), ("14", (), AT)}


def test_the_same_file_again_changes_nothing() -> None:
    once = run(FIRST)
    again = dry_run(pasted(FIRST), replace(now(()), schedule=once.schedule))
    assert (again.changed, again.consequences) == ((), ())
    assert run(FIRST, scene(), OTHER).consequences == ()


def test_a_double_joins_seventeen_hours_before_and_notice_is_broken_for_her() -> None:
    text = FIRST.replace("1 3,11:00", "1 3 3X,11:00")
    found = run(text, scene(), OTHER, at=utc("2027-03-03 17:00"), ticks=(utc("2027-03-01 09:00"),))
    assert of(found, Joins) == [Joins("12A", "3X", timedelta(hours=17))]
    (broken,) = of(found, Broken)
    assert isinstance(broken, Broken)
    assert [(one.cast_id, one.why, one.left) for one in broken.short] == [("3X", Why.person_added, timedelta(hours=17))]
    assert of(found, NeedsVisit) == [NeedsVisit("3X")]
    assert len(found.changed) == 1


def test_nothing_is_sent_by_an_import() -> None:
    """Before [Call sheet is out] the plan of what would stand is empty, whatever joined."""
    found = run(FIRST.replace("1 3,11:00", "1 3 3X,11:00"), scene(), OTHER)
    assert plan(found.schedule, people("1", "3", "3X"), (), AT, USUAL, Rules()) == ()


def test_a_moved_day_is_one_move_and_manual_flags_stay() -> None:
    found = run(FIRST.replace("12A,4/3", "12A,5/3"), scene(), OTHER)
    assert of(found, Moved) == [Moved("12A", MARCH, date(2027, 3, 5))]
    (after,) = found.changed
    assert (after.flags, after.edition, after.placed) == ((Flag.simulated_sex,), 2, AT)


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ("13:00,main", "14:00,main", Retimed("12A", time(13), time(14))),
        ("1 3,11:00", "1 3,10:00", Altered("12A", (Change.call_times,))),
        ("13:00,main", "13:00,second", Altered("12A", (Change.unit,))),
        ("1 3,11:00", "1,11:00", Leaves("12A", "3")),
        ("13:00,main,", "13:00,main,kiss", "Flagged"),
    ],
)
def test_each_difference_is_said(written: str, instead: str, expected: object) -> None:
    found = run(FIRST.replace(written, instead), scene(), OTHER, ticks=(utc("2027-02-20 09:00"),))
    if expected == "Flagged":
        (flagged,) = of(found, Flagged)
        assert isinstance(flagged, Flagged)
        assert [one.flag for one in flagged.suggestions] == [Flag.kiss]
        assert found.changed == ()
    else:
        assert found.consequences == (expected,)


def test_what_the_file_doesn_t_say_stays() -> None:
    bare = "scene,date\n12A,\n"
    assert run(bare, scene(), OTHER).changed == ()
    unknown = FIRST.replace("11:00,13:00", "TBD,")
    assert run(unknown, scene(), OTHER).changed == ()


def test_people_with_a_part_set_by_hand_stay_until_a_human_decides() -> None:
    by_hand = (
        Called("3X", Part.double),
        Called("dop", Part.crew),
        Called("mum", Part.guardian),
        Called("5", child=True),
    )
    found = run(FIRST, scene(calls=(*scene().calls, *by_hand)), OTHER)
    assert set(found.consequences) == {Stays("12A", "3X"), Stays("12A", "5")}
    assert found.changed == ()


def test_a_scene_that_is_gone_from_the_file_stays_and_is_said() -> None:
    gone = scene(id="9", name="Sc 9")
    rehearsal = scene(id="r", name="Sc 9", kind=Kind.rehearsal)
    other_day = scene(id="20", name="20", day=date(2027, 3, 9))
    found = run(FIRST, scene(), OTHER, gone, rehearsal, other_day)
    assert found.consequences == (NotInFile("9"),)
    assert {one.id for one in found.schedule.occasions} == {"12A", "14", "9", "r", "20"}
    faulty = FIRST + "9,31/2/2027,1,9:00,9:00,main,\n"
    assert run(faulty, scene(), OTHER, gone).consequences == ()


def test_a_scene_on_two_days_is_two_occasions_each_known_again() -> None:
    text = FIRST + "12A,5/3/2027,1 3,11:00,13:00,main,\n"
    once = run(text, scene(), OTHER)
    assert of(once, Added) == [Added("/12A/0", date(2027, 3, 5))]
    again = dry_run(pasted(text.replace("5/3", "6/3")), replace(now(()), schedule=once.schedule))
    assert of(again, Moved) == [Moved("/12A/0", date(2027, 3, 5), date(2027, 3, 6))]


def test_what_is_wrapped_is_the_past() -> None:
    done = scene(state=State.wrapped, wrapped=AT)
    found = run(FIRST.replace("12A,4/3", "12A,9/3"), done, OTHER)
    assert of(found, Added) == [Added("/12A/0", date(2027, 3, 9))]
    assert done in found.schedule.occasions


def test_words_that_put_a_minor_beside_intimacy_are_said_to_stop_it() -> None:
    suggested = FIRST.replace("13:00,main,", "13:00,main,studio teacher")
    assert of(run(suggested, scene(), OTHER), Blocked) == [Blocked("12A")]
    assert of(run(suggested, scene(flags=(Flag.kiss,)), OTHER), Blocked) == []
    assert of(run(suggested, scene(flags=(Flag.nudity, Flag.minor)), OTHER), Blocked) == []


def test_ids_that_differ_in_case_are_one_person() -> None:
    found = run(
        FIRST.replace("1 3,11:00", "1 3x,11:00"),
        scene(calls=(Called("1", at=time(11)), Called("3X", at=time(11)))),
        OTHER,
    )
    assert found.consequences == ()


def test_episodes_keep_scenes_apart() -> None:
    text = "episode,scene,date,cast\n101,1,4/3/2027,1\n102,1,4/3/2027,3\n"
    found = run(text)
    assert {one.id for one in found.changed} == {"101/1/0", "102/1/0"}


ROW = st.tuples(
    st.sampled_from(["1", "2", "3A"]), st.sampled_from(["4/3/2027", "5/3/2027", ""]), st.sampled_from(["1", "1 3", ""])
)
rows = st.lists(ROW, min_size=1, max_size=6)


@settings(max_examples=80)
@given(rows, rows)
def test_applying_twice_is_applying_once(first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]) -> None:
    def text(made: list[tuple[str, str, str]]) -> str:
        return "scene,date,cast\n" + "".join(",".join(row) + "\n" for row in made)

    before = run(text(first)).schedule
    once = dry_run(pasted(text(second)), replace(now(()), schedule=before))
    twice = dry_run(pasted(text(second)), replace(now(()), schedule=once.schedule))
    assert twice.changed == ()
    assert len({one.id for one in once.schedule.occasions}) == len(once.schedule.occasions)
    assert {one.id for one in before.occasions} <= {one.id for one in once.schedule.occasions}
