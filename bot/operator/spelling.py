"""How times, hours and lengths are written in the production's file, and read from it.

Each reading function raises ValueError with a sentence that says how it is written.
"""

from __future__ import annotations

import re
from datetime import time, timedelta
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from escalation.calendar import Span

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_SPAN: Final = re.compile(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)(\s*\+1)?")
_LENGTH: Final = re.compile(r"(\d{1,4})\s*(min|h|d)")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_UNITS: Final = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_MIDNIGHT: Final = "24:00"


def clock_time(written: object) -> time:
    """Read `07:30`."""
    if isinstance(written, time):
        return written
    found = _CLOCK.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError('is no time of day: write it in quotes, "07:30"')
    return time(int(found[1]), int(found[2]))


def hours(written: object) -> Span:
    """Read `07:00-20:00`, `18:00-24:00`, or a night that ends the next morning, `18:00-06:00+1`."""
    found = _SPAN.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError('are no hours: write them in quotes, "07:00-20:00"')
    start = clock_time(found[1])
    end = time(0) if found[2] == _MIDNIGHT else clock_time(found[2])
    _check_end(start, end, to_midnight=found[2] == _MIDNIGHT, next_day=bool(found[3]))
    return Span(start, end)


def _check_end(start: time, end: time, *, to_midnight: bool, next_day: bool) -> None:
    if next_day and (to_midnight or end > start):
        raise ValueError("are longer than a day: +1 is for a night that ends the next morning")
    if not next_day and not to_midnight and end <= start:
        raise ValueError('end before they begin: a night that ends the next morning is written "18:00-06:00+1"')


def hours_text(span: Span) -> str:
    """Write hours as `hours` reads them."""
    if span.end == time(0):
        return f"{span.start:%H:%M}-{_MIDNIGHT}"
    return f"{span.start:%H:%M}-{span.end:%H:%M}" + ("+1" if span.end <= span.start else "")


def weekday(written: object) -> int:
    """Read `mon` ... `sun`; Monday is 0."""
    if written not in WEEKDAYS:
        raise ValueError(f"is no weekday: write one of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(str(written))


def length(written: object) -> timedelta:
    """Read `90 min`, `2 h` or `3 d`."""
    found = _LENGTH.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError('no length of time: write "90 min", "2 h" or "3 d"')
    return int(found[1]) * _UNITS[found[2]]


def length_text(span: timedelta) -> str:
    """Write a length as `length` reads it."""
    minutes = span // timedelta(minutes=1)
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min"


def zone(written: str) -> str:
    """Read the name of a time zone, as in `Europe/Madrid`."""
    try:
        ZoneInfo(written)
    except (LookupError, ValueError, OSError):  # a name that leads out of the folder, or to a folder
        near = get_close_matches(written, available_timezones(), 1)
        hint = f"did you mean {near[0]}?" if near else 'zones are written like "Europe/Madrid"'
        raise ValueError(f"no such time zone: {hint}") from None
    return written


def ring_url(written: str) -> str:
    """Read the address that rings a reader: https, a host, and no name or password within it."""
    try:
        parts = urlsplit(written)
        parts.port  # noqa: B018 - a wrong port shows only when asked for
    except ValueError:
        raise ValueError("is no web address") from None
    if parts.scheme != "https":
        raise ValueError("must begin with https: the call goes through networks of others")
    if not parts.hostname or parts.username or parts.password or any(one.isspace() for one in written):
        raise ValueError("is no web address with a host and without a name or password in front of it")
    return written


def key(written: str) -> str:
    """Read the short name by which the file calls somebody or something."""
    if not _KEY.fullmatch(written):
        raise ValueError("a short name has letters without accents, digits, - and _, and 40 of them at most")
    return written


def line_of_text(written: str) -> str:
    """Read one line of text: not empty, nothing invisible in it."""
    if not written.strip():
        raise ValueError("is empty")
    if not written.isprintable():
        raise ValueError("must stand on one line, with nothing invisible in it")
    return written.strip()
