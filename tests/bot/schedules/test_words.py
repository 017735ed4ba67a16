"""Proves how scene ids, cast ids, times, dates and notes are read, as call sheets really write them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules import suggestions
from bot.schedules.ids import NotAnId, cast, scene_id, scenes
from bot.schedules.number_formats import moment, plain, says
from bot.schedules.shape import Code
from bot.schedules.times import Dates, NotADate, NotATime, call_time, day_first
from escalation.occasions import Flag

NINE = datetime.combine(date(2027, 3, 4), time(9))


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        (" 12a ", "12A"),
        ("Sc. 12A", "12A"),
        ("Scene 12 A", "12A"),
        ("SC12", "12"),
        ("sc # 4", "4"),
        ("12 pt 2", "12PT2"),
        ("12 part 2", "12PT2"),
        ("12PT.2", "12PT2"),
        ("12 (Pt 2)", "12PT2"),
        ("12A part b", "12APTB"),
        ("9\u201312", "9-12"),
        ("101\u201412A", "101-12A"),
        ("Balcony", "BALCONY"),
        ("Scenery 3", "SCENERY3"),
        ("A12", "A12"),
        ("12\u200bA", "12A"),
        ("Escena 7", "7"),
    ],
)
def test_scene_ids_are_known_again_however_written(shown: str, known: str) -> None:
    assert scene_id(shown) == known
    assert scene_id(known) == known


def test_a_cell_may_hold_several_scenes_and_a_range_is_one() -> None:
    assert scenes("9-12, 13") == (("9-12", "9-12"), ("13", "13"))
    assert scenes("Sc 12A, pt 2; 14") == (("12APT2", "Sc 12A, pt 2"), ("14", "14"))
    assert scenes(" , ") == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [("=1+1", Code.formula_without_value), ("@SUM(A1)", Code.formula_without_value), ("x" * 41, Code.too_long_an_id)],
)
def test_what_is_no_scene_is_a_fault(cell: str, code: Code) -> None:
    with pytest.raises(NotAnId, match=code):
        scenes(cell)


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("1, 3, 3X", ("1", "3", "3X")),
        ("1 3 3X", ("1", "3", "3X")),
        ("1/3;7a", ("1", "3", "7a")),
        ("1.9", ("1.9",)),
        ("1. Ada Fennick, 3 - Bo", ("1", "3")),
        ("#4", ("4",)),
        ("(5)", ("5",)),
        ("BG", ("BG",)),
        ("3x, 3X", ("3x",)),
        ("", ()),
        ("1\n3", ("1", "3")),
    ],
)
def test_cast_ids_are_strings_and_names_are_dropped(cell: str, ids: tuple[str, ...]) -> None:
    assert cast(cell) == ids


@pytest.mark.parametrize("cell", ["Ada Fennick", "1-4", "all of them", "1, Ada", "=A1", "12345678"])
def test_what_is_no_cast_id_is_a_fault(cell: str) -> None:
    with pytest.raises(NotAnId, match=Code.no_cast_id):
        cast(cell)


def test_too_many_ids_are_a_fault() -> None:
    assert len(cast(",".join(map(str, range(200))))) == 200
    with pytest.raises(NotAnId, match=Code.too_many_ids):
        cast(",".join(map(str, range(201))))


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("0700", time(7)),
        ("7:00", time(7)),
        ("7:00 AM", time(7)),
        ("7a", time(7)),
        ("730a", time(7, 30)),
        ("12p", time(12)),
        ("12a", time(0)),
        ("12:30 a.m.", time(0, 30)),
        ("7.30", time(7, 30)),
        ("07h15", time(7, 15)),
        ("19:00h", time(19)),
        ("1330", time(13, 30)),
        ("7:00:00", time(7)),
        (time(7, 0, 30), time(7)),
        (NINE, time(9)),
        ("O/C", None),
        ("o/c", None),
        ("W/N", None),
        ("TBD", None),
        ("", None),
        (None, None),
        (" - ", None),
    ],
)
def test_times_are_read_as_they_are_written(cell: str | time | None, at: time | None) -> None:
    assert call_time(cell) == at


@pytest.mark.parametrize("cell", ["7", "25:00", "13p", "0a", "24:00", "7:60", "see Bo", "0.5", date(2027, 3, 4)])
def test_what_is_no_time_is_a_fault(cell: str | date) -> None:
    with pytest.raises(NotATime):
        call_time(cell)


DATES = Dates(day_first=True, near=date(2026, 11, 20))
MARCH = date(2027, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "2027-03-04",
        "4/3/2027",
        "04.03.27",
        "Thu 4 Mar 2027",
        "March 4, 2027",
        "4-Mar-27",
        "Thursday, March 4",
        "4 mar",
        "jueves 4 de marzo de 2027",
        "Thu 4/3",
        MARCH,
        NINE,
        "2027-03-04 00:00:00",
        "4th March 2027",
    ],
)
def test_dates_are_read_as_they_are_written(cell: str | date) -> None:
    assert DATES.read(cell) == MARCH


def test_a_date_without_a_year_is_the_nearest_and_nothing_is_no_date() -> None:
    assert DATES.read("1/11") == date(2026, 11, 1)
    assert [DATES.read(cell) for cell in (None, " ", "TBD")] == [None, None, None]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/2/2027", Code.no_such_date),
        ("29/2", Code.no_such_date),
        ("soon", Code.no_such_date),
        ("5", Code.no_such_date),
        ("4 Smarch", Code.no_such_date),
        (time(7), Code.no_such_date),
        ("Fri 4/3/2027", Code.wrong_weekday),
    ],
)
def test_what_is_no_date_is_a_fault(cell: str | time, code: Code) -> None:
    with pytest.raises(NotADate, match=code):
        DATES.read(cell)


def test_a_file_shows_which_way_round_its_dates_are() -> None:
    assert day_first(["3/4/2027", "13/4/2027"], usual=False)
    assert not day_first(["3/4/2027", "4/13/2027"], usual=True)
    assert day_first(["3/4/2027", None, MARCH], usual=True)
    with pytest.raises(NotADate, match=Code.dates_disagree):
        day_first(["13/4/2027", "4/13/2027"], usual=True)


# --- Numbers of workbooks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code", "what"),
    [
        (0, None, ""),
        (14, None, "d"),
        (20, None, "h"),
        (22, None, "dh"),
        (164, "dd/mm/yyyy", "d"),
        (164, "h:mm AM/PM", "h"),
        (164, '[$-409]ddd "day" d;@', "d"),
        (164, '0 "days"', ""),
        (164, "mmm", "d"),
        (164, "General", ""),
        (164, "mm:ss", "h"),
    ],
)
def test_a_format_says_what_a_number_is(number: int, code: str | None, what: str) -> None:
    assert says(number, code) == what


def test_serial_days_are_counted_from_1900_or_1904() -> None:
    assert moment(46450, "d", from_1904=False) == MARCH
    assert moment(46450 - 1462, "d", from_1904=True) == MARCH
    assert moment(0.75, "h", from_1904=False) == time(18)
    assert moment(0.2916666666666667, "dh", from_1904=False) == time(7)
    assert moment(46450.5, "dh", from_1904=False) == NINE + timedelta(hours=3)
    assert [moment(day, "d", from_1904=False) for day in (60, -1, 3e9)] == [None, None, None]
    assert [plain(number) for number in (12.0, 1.9, 700.0)] == ["12", "1.9", "700"]


@given(st.floats(-1e14, 1e14), st.sampled_from(["d", "h", "dh"]), st.booleans())
def test_no_number_breaks_the_reading_of_dates(serial: float, what: str, from_1904: bool) -> None:
    assert isinstance(moment(serial, what, from_1904=from_1904), date | time | None)


# --- Suggestions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "flags"),
    [
        ("KISS; stunt coordinator on set", {Flag.kiss: "kiss", Flag.stunt: "stunt coordinator"}),
        ("CLOSED SET", {Flag.physical_intimacy: "closed set"}),
        ("simulated_sex", {Flag.simulated_sex: "simulated sex"}),
        ("partial nudity, studio teacher", {Flag.nudity: "nudity", Flag.minor: "studio teacher"}),
        ("No stunts. Sin armas", {}),
        ("beso y pelea", {Flag.kiss: "beso", Flag.fight: "pelea"}),
        ("firefighters, undogged, skiss", {}),
    ],
)
def test_words_suggest_flags_and_nothing_else_of_a_note_is_kept(notes: str, flags: dict[Flag, str]) -> None:
    assert {one.flag: one.word for one in suggestions.of(notes)} == flags


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_is_suggested_by_its_own_name(flag: Flag) -> None:
    assert flag in {one.flag for one in suggestions.of(flag.value)}


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_a_reader(text: str) -> None:
    suggestions.of(text)
    scene_id(text)
    for reader, wrong in ((scenes, NotAnId), (cast, NotAnId), (call_time, NotATime), (DATES.read, NotADate)):
        try:
            reader(text)
        except wrong:
            continue
