"""Writes workbooks by hand, good and hostile ones. All names in them are invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from bot.schedules import reading
from bot.schedules.reading import Habits
from bot.schedules.shape import Code, Faulty, Read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TODAY = date(2026, 11, 20)
HABITS = Habits({"Main": "main", "second": "second"}, day_first=True, today=TODAY)
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="ddd d/m/yyyy"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/>
<xf numFmtId="164"/></cellXfs></styleSheet>"""
"""Styles 1 and 3 are dates, 2 is a time."""

Made = str | int | float | tuple[str, str] | None


def column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell(row: int, place: int, made: Made) -> str:
    """Text, a number, or (attributes, content) for anything else."""
    ref = f"{column(place)}{row}"
    if made is None:
        return ""
    if isinstance(made, tuple):
        return f'<c r="{ref}" {made[0]}>{made[1]}</c>'
    if isinstance(made, str):
        return f'<c r="{ref}" t="inlineStr"><is><t>{escape(made)}</t></is></c>'
    return f'<c r="{ref}"><v>{made}</v></c>'


def sheet(rows: Sequence[Sequence[Made]], merged: Sequence[str] = ()) -> str:
    written = "".join(
        f'<row r="{number}">{"".join(cell(number, place, made) for place, made in enumerate(row, 1))}</row>'
        for number, row in enumerate(rows, 1)
    )
    merges = "".join(f"<mergeCell ref={quoteattr(ref)}/>" for ref in merged)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'


def parts(*sheets: str, from_1904: bool = False, hidden: int = 0) -> dict[str, str]:
    """The files of a workbook; the first `hidden` sheets are hidden."""
    state = {True: "hidden", False: "visible"}
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}" state="{state[number <= hidden]}"/>'
        for number in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{LINK}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    book = f'<workbookPr date1904="{int(from_1904)}"/><sheets>{listed}</sheets>'
    return {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(sheets, 1)},
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def book(rows: Sequence[Sequence[Made]], merged: Sequence[str] = (), *, from_1904: bool = False) -> bytes:
    return packed(parts(sheet(rows, merged), from_1904=from_1904))


def read(content: bytes, habits: Habits = HABITS) -> Read:
    return reading.from_file(io.BytesIO(content), habits, lambda _row: None)


def pasted(text: str, habits: Habits = HABITS) -> Read:
    return reading.from_paste(text, habits, lambda _row: None)


def refused(content: bytes) -> list[tuple[int, Code]]:
    """Why a file can't be used, with the rows."""
    try:
        read(content)
    except Faulty as faulty:
        return [(fault.row, fault.code) for fault in faulty.faults]
    return []


def faults(found: Read) -> list[tuple[int, int, str]]:
    return [(fault.row, fault.column, fault.code.value) for fault in found.faults]
