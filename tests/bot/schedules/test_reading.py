"""Proves that schedules are read from every format into the same strips, with every fault by its row."""

import io
from dataclasses import replace
from datetime import date, time

import pytest

from bot.schedules import reading
from bot.schedules.reading import Habits
from bot.schedules.shape import CallLine, Code, Faulty, Read, Strip
from escalation.occasions import Flag
from tests.bot.schedules.books import HABITS, Made, book, faults, packed, parts, pasted, read, sheet

MARCH = date(2027, 3, 4)
TEXT = """Scene,Shoot Date,Cast #,Call Time,Set Call,Unit,Notes
Sc. 12A,4/3/2027,"1, 3, 3X",11:00,13:00,Main,kiss
14,4/3/2027,1 7a,O/C,15:30,second,STUNT COORDINATOR
"""
STRIPS = (
    ("12A", "main", MARCH, time(13), (CallLine("1", time(11)), CallLine("3", time(11)), CallLine("3X", time(11)))),
    ("14", "second", MARCH, time(15, 30), (CallLine("1"), CallLine("7a"))),
)


def said(found: Read) -> tuple[object, ...]:
    return tuple((one.id, one.unit, one.day, one.starts, one.calls) for one in found.strips)


ROWS: list[list[Made]] = [
    ["THE LONG REHEARSAL - one line schedule"],
    [],
    ["SCENE #", "Shooting  Date", "cast id", "CALL", "On Set", "Unit", "Special"],
    [
        "Sc. 12A",
        ('s="1"', "<v>46450</v>"),
        "1, 3, 3X",
        ('s="2"', "<v>0.4583333333333333</v>"),
        "1:00 PM",
        "main",
        "kiss",
    ],
    [14, ('s="3"', "<v>46450</v>"), "1 7a", "W/N", ('s="2"', "<v>0.6458333333333334</v>"), "Second", "stunt"],
]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        book(ROWS),
    ],
    ids=["utf-8", "mark", "utf-16", "crlf", "xlsx"],
)
def test_every_format_gives_the_same_strips(content: bytes) -> None:
    found = read(content)
    assert (said(found), found.faults) == (STRIPS, ())
    assert [[one.flag for one in strip.suggestions] for strip in found.strips] == [[Flag.kiss], [Flag.stunt]]


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_what_stands_between_cells_is_found_out(mark: str) -> None:
    quoted = TEXT.replace('"1, 3, 3X"', "1 3 3X").replace(",", mark)
    assert said(pasted(quoted)) == STRIPS
    assert said(read(quoted.encode())) == STRIPS


def test_1904_and_shared_and_pronounced_texts() -> None:
    rows: list[list[Made]] = [["scene", "date"], [('t="s"', "<v>0</v>"), ('s="1"', "<v>44988</v>")]]
    files = parts(sheet(rows), from_1904=True)
    files["xl/sharedStrings.xml"] = "<sst><si><r><t>12</t></r><r><t>A</t></r><rPh><t>twelve</t></rPh></si></sst>"
    found = read(packed(files))
    assert [(one.id, one.day) for one in found.strips] == [("12A", MARCH)]


def test_a_date_merged_downwards_is_every_row_s_and_a_banner_merged_across_is_nobody_s() -> None:
    rows: list[list[Made]] = [
        ["scene", "date", "cast"],
        ["12A", "4/3/2027", "1"],
        ["14", None, "3"],
        ["LUNCH"],
        ["15", "5/3/2027", "1"],
    ]
    found = read(book(rows, ["B2:B3", "A4:C4"]))
    assert [(one.id, one.day) for one in found.strips] == [("12A", MARCH), ("14", MARCH), ("15", date(2027, 3, 5))]


def test_hidden_sheets_and_sheets_without_headings_are_passed_over() -> None:
    rows: list[list[Made]] = [["scene", "cast"], ["99", "9"]]
    found = read(packed(parts(sheet(rows), sheet([["Notes"]]), sheet([["scene", "cast"], ["12A", "1"]]), hidden=1)))
    assert [one.id for one in found.strips] == ["12A"]


# --- The mess -----------------------------------------------------------------------------------------------

MESS = """THE LONG REHEARSAL,,,,,
Production office +1 555-0102,,,,,

Scene No.,Date,Day/Night,Cast,Crew Call,Comments
DAY 1 - Thursday,,,,,
12A,Thu 4/3/27,D,"1. Ada Fennick, 3",07:00,"she says goodbye; wardrobe 36"
CLOSED SET,,,,,
LUNCH,,,,,
Scene No.,Date,Day/Night,Cast,Crew Call,Comments
12A,Thu 4/3/27,D,3X,07:00,
9\u201312,4 Mar 2027,N,,,
END OF DAY 1,,,,,
Total pages 3,,,,,
"""


def test_banners_headings_totals_and_names_are_passed_over() -> None:
    found = pasted(MESS)
    assert found.faults == ()
    assert found.strips == (
        Strip(
            6,
            "12A",
            "12A",
            day=MARCH,
            calls=tuple(map(CallLine, ("1", "3", "3X"))),
            suggestions=found.strips[0].suggestions,
        ),
        Strip(11, "9-12", "9-12", day=MARCH),
    )
    assert [(one.flag, one.word) for one in found.strips[0].suggestions] == [(Flag.physical_intimacy, "closed set")]


def test_a_crew_call_is_never_a_person_s_call() -> None:
    assert {call.at for strip in pasted(MESS).strips for call in strip.calls} == {None}
    assert {call.at for call in pasted(MESS.replace("Crew Call", "Call")).strips[0].calls} == {time(7)}


def test_nothing_is_kept_but_what_is_needed() -> None:
    for kept in (repr(pasted(MESS)), repr(read(TEXT.encode()))):
        assert not [word for word in ("Fennick", "goodbye", "wardrobe", "555", "REHEARSAL") if word in kept]


FAULTY = """scene,date,cast,call,unit
12A,31/2/2027,1,11:00,main
14,4/3/2027,Ada Fennick,11:00,main
15,4/3/2027,1,late,main
16,4/3/2027,1,11:00,third
,4/3/2027,1,11:00,main
17,Fri 4/3/2027,1,11:00,main
18,4/3/2027,1,11:00,main
18,4/3/2027,1,12:00,main
19,4/3/2027,1,11:00,main
"""


def test_every_fault_has_its_row_and_the_others_are_read() -> None:
    found = pasted(FAULTY)
    assert faults(found) == [
        (2, 2, "no_such_date"), (3, 3, "no_cast_id"), (4, 4, "no_such_time"), (5, 5, "no_such_unit"),
        (6, 1, "no_scene"), (7, 2, "wrong_weekday"), (9, 0, "calls_disagree"),
    ]  # fmt: skip
    assert [one.id for one in found.strips] == ["19"]
    assert found.left_out == {("", one) for one in ("12A", "14", "15", "16", "17", "18")}


def test_a_scene_of_which_one_row_is_faulty_is_left_out_whole() -> None:
    found = pasted("scene,cast,call\n12A,1,11:00\n12A,3,late\n14,1,9:00\n")
    assert [one.id for one in found.strips] == ["14"]


def test_cells_without_a_value_are_faults_where_they_matter() -> None:
    formula, error = ("", '<f>A1&amp;"x"</f>'), ('t="e"', "<v>#REF!</v>")
    kept = ('t="str"', "<f>A1</f><v>1</v>")
    rows: list[list[Made]] = [
        ["scene", "cast", "pages"],
        ["12A", formula, 1],
        ["14", "1", error],
        ["15", error, 1],
        ["16", kept, formula],
    ]
    found = read(book(rows))
    assert faults(found) == [(2, 2, "formula_without_value"), (4, 2, "error_value")]
    assert [(one.id, [call.cast_id for call in one.calls]) for one in found.strips] == [("14", ["1"]), ("16", ["1"])]


def test_a_range_that_a_spreadsheet_took_for_a_date_is_a_fault() -> None:
    found = read(book([["scene", "cast"], ["12A", ('s="1"', "<v>46450</v>")]]))
    assert faults(found) == [(2, 2, "no_cast_id")]


# --- Columns ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["scene", "SCENES", "Scene #", "scene no.", "Sc", " sc # ", "Escena"])
def test_a_scene_column_by_any_of_its_names(heading: str) -> None:
    assert [one.id for one in pasted(f"{heading},cast\n12A,1\n").strips] == ["12A"]


@pytest.mark.parametrize("heading", ["call", "Call Time", "CALL TIME:"])
def test_a_call_column_by_any_of_its_names(heading: str) -> None:
    assert pasted(f"scene,cast,{heading}\n12A,1,9:00\n").strips[0].calls == (CallLine("1", time(9)),)


def test_the_surer_of_two_names_wins_and_two_of_the_same_are_a_fault() -> None:
    found = pasted("scene,cast,cast id\n12A,Ada Fennick,1\n")
    assert found.strips[0].calls == (CallLine("1"),)
    assert found.unused == (2,)
    with pytest.raises(Faulty) as wrong:
        pasted("scene,cast,cast\n12A,1,1\n")
    assert [(one.row, one.column, one.code) for one in wrong.value.faults] == [(1, 3, Code.two_columns)]


def test_what_was_remembered_wins() -> None:
    own = replace(HABITS, columns={"cast": "Who", "scene": "Nr"})
    found = pasted("nr,who,cast\n12A,1,x y z\n", own)
    assert found.strips[0].calls == (CallLine("1"),)
    assert dict(found.columns) == {"scene": "nr", "cast": "who"}
    again = replace(HABITS, columns=dict(found.columns))
    assert pasted("nr,who,cast\n12A,1,x y z\n", again) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [("a,b\n1,2\n", Code.no_header), ("date,cast\n4/3,1\n", Code.no_scene_column), (" \n", Code.empty)],
)
def test_without_headings_nothing_is_read(text: str, code: Code) -> None:
    with pytest.raises(Faulty, match=code):
        pasted(text)


def test_dates_follow_the_country_unless_the_file_shows_otherwise() -> None:
    american = Habits(HABITS.units, day_first=False, today=HABITS.today)
    assert pasted("scene,date\n12A,3/4/2027\n", american).strips[0].day == MARCH
    shown = pasted("scene,date\n12A,4/3/2027\n13,13/3/2027\n", american)
    assert (shown.strips[0].day, shown.day_first) == (MARCH, True)
    with pytest.raises(Faulty, match=Code.dates_disagree):
        pasted("scene,date\n12A,3/14/2027\n13,13/3/2027\n")


def test_ten_thousand_strips_are_read_with_progress() -> None:
    rows = "".join(f'{number},4/3/2027,"1, 3",11:00\n' for number in range(10_000))
    seen: list[int] = []
    found = reading.from_file(io.BytesIO(b"scene,date,cast,call\n" + rows.encode()), HABITS, seen.append)
    assert (len(found.strips), seen[-1]) == (10_000, 10_001)
