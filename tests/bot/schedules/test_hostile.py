"""Proves that files that are too large, broken, or made to harm get a clear error, and nothing else happens."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedules import limits, reading
from bot.schedules.shape import Code, Faulty
from tests.bot.schedules.books import HABITS, MAIN, book, packed, parts, read, refused, sheet

GOOD = [["scene", "cast"], ["12A", "1"]]
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(content: str | bytes) -> bytes:
    return packed({**parts(""), SHEET: content})


def test_control_a_good_book_is_read() -> None:
    assert refused(book(GOOD)) == []
    assert refused(with_sheet(sheet(GOOD))) == []


def test_a_file_of_a_gigabyte_is_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "schedule.xlsx"
    with path.open("wb") as file:
        file.truncate(1024**3)
    tracemalloc.start()
    with path.open("rb") as file, pytest.raises(Faulty, match=Code.too_large):
        reading.from_file(file, HABITS, lambda _row: None)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_a_small_file_that_unpacks_to_very_much_is_refused() -> None:
    begin = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    bomb = with_sheet(begin + b" " * (limits.LARGEST_PART + 1))
    assert len(bomb) < 200_000
    assert refused(bomb) == [(0, Code.unpacks_too_large)]


def test_a_size_that_lies_is_not_believed() -> None:
    honest = bytearray(book(GOOD))
    with zipfile.ZipFile(io.BytesIO(bytes(honest))) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lying = bytes(honest).replace(size, (7).to_bytes(4, "little"))
    assert refused(lying) == [(0, Code.broken)]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://192.0.2.1/x">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
    ],
    ids=["file", "address", "growing", "outside"],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_document_type_is_refused_in_every_part(doctype: str, part: str) -> None:
    files = parts(sheet([["scene", "cast"], ["12A", "1"]]))
    files[part] = doctype + files.get(part, "<sst/>").replace("12A", "&e;")
    assert refused(packed(files)) == [(0, Code.unsafe)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.empty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Code.unknown_kind),
        (b"%PDF-1.7", Code.unknown_kind),
        (b"PK\x03\x04 and nothing else", Code.broken),
        (book(GOOD)[:-30], Code.broken),
        (packed({"word/document.xml": "<x/>"}), Code.unknown_kind),
        (packed(parts()), Code.empty),
        (with_sheet("<worksheet><sheetData>"), Code.broken),
        (with_sheet("<a>" * 100 + "</a>" * 100), Code.unsafe),
        (with_sheet(sheet([["x"]])), Code.no_header),
    ],
    ids=["empty", "old", "pdf", "no zip", "cut", "a text", "no sheet", "cut xml", "deep", "no headings"],
)
def test_what_is_no_schedule_is_said_to_be_none(content: bytes, code: Code) -> None:
    assert [found for _, found in refused(content)] == [code]


def test_a_locked_archive_is_said_to_be_locked() -> None:
    locked = bytearray(book(GOOD))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + place] |= 1
    assert refused(bytes(locked)) == [(0, Code.locked)]


def test_too_many_parts_rows_and_columns_are_refused_with_their_place() -> None:
    files: dict[str, str | bytes] = {**parts(sheet(GOOD)), **{f"x{number}": "" for number in range(limits.MOST_PARTS)}}
    assert refused(packed(files)) == [(0, Code.unpacks_too_large)]
    assert refused(with_sheet(sheet([["x"] * (limits.MOST_COLUMNS + 1)]))) == [(1, Code.too_many_columns)]
    rows = "<row><c><v>1</v></c></row>" * (limits.MOST_ROWS + 1)
    assert refused(with_sheet(f"<worksheet><sheetData>{rows}</sheetData></worksheet>")) == [
        (limits.MOST_ROWS + 1, Code.too_many_rows)
    ]
    assert refused(b"scene,cast\n" + b"1,1\n" * limits.MOST_ROWS) == [(limits.MOST_ROWS + 1, Code.too_many_rows)]
    assert refused(b"scene" + b",x" * limits.MOST_COLUMNS) == [(1, Code.too_many_columns)]
    assert refused(b"scene,cast\n1," + b"x" * (limits.LONGEST_CELL + 1)) == [(2, Code.too_long_a_cell)]


def test_merged_ranges_can_t_be_made_to_grow() -> None:
    rows = [["scene", "cast"], *([str(number), "1"] for number in range(3000))]
    assert refused(with_sheet(sheet(rows, ["A1:XFD1048576"] * 5000))) == [(0, Code.unsafe)]
    assert refused(with_sheet(sheet(rows, ["A1:XFD1048576", "B2:A1", "nonsense", "A0:A9"]))) == []


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("scene,cast\n12A,1\nEscenita ñ,3\n".encode("latin-1"), 3),
        ("scene,cast\n12A,1\n".encode("utf-16-le"), 1),
        (b"\xff\xfes\0c\0e\0n\0e\0\n\0\x00\xd8", 2),
    ],
    ids=["latin-1", "no mark", "half a letter"],
)
def test_another_encoding_is_a_fault_with_its_row(content: bytes, row: int) -> None:
    assert refused(content)[0][0] == row
    assert refused(content)[0][1] in (Code.not_utf8, Code.not_text)


def test_a_quote_that_never_ends_is_a_fault() -> None:
    assert refused(b'scene,cast\n12A,"1\n13,2\n')[0][1] is Code.broken


def test_formulas_are_text_to_nobody() -> None:
    found = read(b'scene,cast\n"=HYPERLINK(""http://192.0.2.1"")",1\n12A,@x\n')
    assert [(one.row, one.code) for one in found.faults] == [(2, Code.formula_without_value), (3, Code.no_cast_id)]
    assert found.strips == ()


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"scene,cast\n"]))
def test_no_bytes_break_the_reader(content: bytes, begin: bytes) -> None:
    assert isinstance(refused(begin + content), list)


@settings(max_examples=150)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_no_damage_to_a_book_breaks_the_reader(place: int, damage: bytes) -> None:
    whole = bytearray(book(GOOD))
    at = place % len(whole)
    whole[at : at + len(damage)] = damage
    assert isinstance(refused(bytes(whole)), list)
