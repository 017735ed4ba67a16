"""Tells what a number in a workbook is: a number, a date or a time, by its format; and turns serial days into dates.

ECMA-376 part 1, 18.8.30 (numFmt) and 18.17.4 (dates and times): day 1 is 1 January 1900 and 29 February 1900, which
never was, is counted; or day 0 is 1 January 1904, if the workbook says so.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

_BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 16, 17), "d"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h"),
    22: "dh",
}
_NOT_LETTERS: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIRST_TRUE_DAY: Final = 61
"""1 March 1900: before it the count of days is off by one."""
_MINUTES: Final = 24 * 60
_LAST_DAY: Final = 2_957_003
"""The last day of the year 9999, counted from 1904."""


def says(number: int, code: str | None) -> str:
    """Give which of "d" (a date) and "h" (a time) a format stands for; empty for a plain number."""
    if code is None:
        return _BUILT_IN.get(number, "")
    letters = set(_NOT_LETTERS.sub("", code.partition(";")[0]).lower())
    is_time = bool(letters & set("hs"))
    is_date = bool(letters & set("yd")) or ("m" in letters and not is_time)
    return "d" * is_date + "h" * is_time if "general" not in code.lower() else ""


def moment(serial: float, what: str, *, from_1904: bool) -> date | time | None:
    """Give the date, time, or both that a serial day stands for; None if it stands for no real one."""
    minutes = round(serial * _MINUTES)
    days, rest = divmod(minutes, _MINUTES)
    clock = time(rest // 60, rest % 60)
    if what == "h" or ("h" in what and days == 0):
        return clock if serial >= 0 else None
    if not (0 if from_1904 else _FIRST_TRUE_DAY) <= days <= _LAST_DAY:
        return None
    on = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=days)
    return datetime.combine(on, clock) if "h" in what and rest else on


def plain(serial: float) -> str:
    """Write a number as a spreadsheet shows it: `12`, `1.9`."""
    return f"{serial:.15g}"
