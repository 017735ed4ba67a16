"""Proves who may be told, and that whoever is left out never is."""

from datetime import UTC, datetime, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.concern import Urgency
from escalation.roster import (
    READING,
    About,
    Cover,
    Reader,
    Role,
    Way,
    card_or_direct,
    clash,
    is_covered,
    may_know,
    may_say_yes,
    needs_yes,
    readers_for,
    reads,
    strangers,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def reader(id_: str, *roles: Role, units: tuple[str, ...] | None = None) -> Reader:
    return Reader(id_, roles, units, accepted=True, acting=True)


SAFETY = reader("safety", Role.safety_contact)
BACKUP_B = reader("backup-b", Role.backup, units=("B",))
BACKUP = reader("backup", Role.performer, Role.backup)
COORDINATOR = reader("coordinator", Role.coordinator)
SECOND = reader("second", Role.coordinator, units=("A", "B"))
ALL = (SAFETY, BACKUP_B, BACKUP, COORDINATOR, SECOND)


def ids(about: About, readers: tuple[Reader, ...] = ALL) -> list[str]:
    return [each.id for each in readers_for(readers, about)]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (About(Urgency.today, "A"), ["coordinator", "second", "backup"]),
        (About(Urgency.today, "B"), ["coordinator", "second", "backup-b", "backup"]),
        (About(Urgency.today), ["coordinator", "second", "backup-b", "backup"]),
        (About(Urgency.now, "A", safety=True), ["coordinator", "second", "backup", "safety"]),
        (About(Urgency.now, "A", left_out=("coordinator", "second")), ["backup"]),
        (About(Urgency.soon, "A", writer="backup"), ["coordinator", "second"]),
        (About(Urgency.soon, "A", recused=("second",)), ["coordinator", "backup"]),
        (About(Urgency.soon, "A", writer="backup", left_out=("coordinator", "second")), []),
        (About(Urgency.record, "A"), []),
    ],
)
def test_readers_in_ladder_order(about: About, expected: list[str]) -> None:
    assert ids(about) == expected


@pytest.mark.parametrize("urgency", [urgency for urgency in Urgency if urgency is not Urgency.record])
def test_off_duty_or_not_a_reader_of_the_concern_is_one_for_every_urgency(urgency: Urgency) -> None:
    assert ids(About(urgency, "A")) == ["coordinator", "second", "backup"]


@pytest.mark.parametrize(
    "other",
    [
        Reader("x", (Role.coordinator,), acting=True),
        Reader("x", (Role.coordinator,), accepted=True),
        reader("x", Role.coordinator, Role.office),
        reader("x", Role.office),
        reader("x", Role.performer, Role.observer),
        reader("x"),
    ],
    ids=["not accepted", "no acting reader's yes", "clash", "office", "neither", "no role"],
)
def test_who_is_not_a_reader_reads_nothing(other: Reader) -> None:
    assert not reads(other)
    assert ids(About(Urgency.now, safety=True), (other,)) == []


def test_a_backup_who_is_also_the_safety_contact_reads_all() -> None:
    both = reader("both", Role.safety_contact, Role.backup)
    assert ids(About(Urgency.today), (both,)) == ["both"]


ROLE_SETS = list(chain.from_iterable(combinations(Role, number) for number in range(len(Role) + 1)))


def test_only_reading_and_office_exclude_each_other() -> None:
    clashes = {roles for roles in ROLE_SETS if clash(roles)}
    expected = {roles for roles in ROLE_SETS if Role.office in roles and set(READING) & set(roles)}
    assert clashes == expected
    assert 0 < len(clashes) < len(ROLE_SETS)


ids_of_all = st.sets(st.sampled_from([each.id for each in ALL])).map(tuple)


@given(
    st.builds(
        About,
        st.sampled_from(Urgency),
        st.sampled_from(["A", "B", None]),
        st.booleans(),
        ids_of_all,
        st.none() | st.sampled_from([each.id for each in ALL]),
        ids_of_all,
    ),
    st.permutations(ALL),
)
def test_left_out_recused_and_writers_never_read(about: About, readers: list[Reader]) -> None:
    found = {each.id for each in readers_for(readers, about)}
    assert not found & {*about.left_out, *about.recused, about.writer}
    assert about.safety or "safety" not in found


@pytest.mark.parametrize(
    ("who", "expected"),
    [("coordinator", True), ("backup", True), ("left", False), ("recused", False), ("nobody", False)],
)
def test_may_know(who: str, expected: bool) -> None:
    assert may_know(who, ["coordinator", "backup", "left", "recused"], ["left"], ["recused"]) is expected


@pytest.mark.parametrize(
    ("members", "way"),
    [
        (["coordinator", "backup"], Way.card),
        (["coordinator"], Way.card),
        (["coordinator", "backup", "left out"], Way.direct),
        (["a stranger", "coordinator"], Way.direct),
        ([], Way.direct),
        (None, Way.direct),
    ],
)
def test_a_card_stands_only_where_everybody_may_know(members: list[str] | None, way: Way) -> None:
    assert card_or_direct(members, ["coordinator", "backup"]) is way


def test_strangers_are_told_apart() -> None:
    assert strangers(["x", "coordinator", "y"], ["coordinator", "backup"]) == ("x", "y")
    assert strangers(["coordinator"], ["coordinator", "backup"]) == ()


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (None, False),
        (Cover("c", NOON + timedelta(seconds=1)), True),
        (Cover("c", NOON), False),
        (Cover("c", NOON - timedelta(seconds=1)), False),
        (Cover("c"), True),
        (Cover("c", guessed=True), True),
    ],
)
def test_cover_ends_at_its_end(cover: Cover | None, expected: bool) -> None:
    assert is_covered(cover, NOON) is expected


def test_only_the_first_reader_needs_nobodys_yes() -> None:
    newcomer = Reader("new", (Role.backup,))
    assert not needs_yes([], newcomer)
    assert not needs_yes([newcomer, Reader("other", (Role.backup,), accepted=True)], newcomer)
    assert needs_yes([COORDINATOR, newcomer], newcomer)


@pytest.mark.parametrize(
    ("by", "newcomer", "expected"),
    [
        (COORDINATOR, Reader("new", (Role.backup,)), True),
        (COORDINATOR, Reader("new", (Role.backup, Role.office)), False),
        (Reader("new", (Role.backup,), accepted=True), Reader("new", (Role.backup,)), False),
        (reader("producer", Role.office), Reader("new", (Role.backup,)), False),
        (COORDINATOR, COORDINATOR, False),
    ],
)
def test_whose_yes_counts(by: Reader, newcomer: Reader, expected: bool) -> None:
    assert may_say_yes(by, newcomer) is expected
