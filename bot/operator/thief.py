"""What somebody gets who takes a folder, a database or a backup, said plainly: the runner decides where they lie.

Each sentence follows from how things are sealed (THREAT-MODEL); change one only together with the other.
"""

from __future__ import annotations

from typing import Final

from bot.settings import Settings

_DATA: Final = (
    "They see that Ghostlight is in use: how many productions, units, occasions and lines there are, the days "
    "of occasions, and when what kind of thing is due. No word, no name, no account, nor who wrote."
)
_KEYS: Final = "Wrapped keys: noise, and how many there are."
_BOTH: Final = (
    "No word and no name either: the root keys that open them lie elsewhere. Should they get those later, they "
    "open all that was not erased when they took it."
)
_WITHOUT_KEYS: Final = "Nothing opens: what the root keys open is missing."
_WITH_CONTENT: Final = "The words, the roster, and who reads. Not who wrote which line."
_WITH_ROUTE: Final = "Which accounts have a way back to some line. Neither words nor which line is whose."
_ALL: Final = (
    "Everything that was not erased when it was made: words, names, and who wrote. So keep the root keys apart."
)
_OLD: Final = (
    "What was erased in between stays closed, since its keys are gone. A backup of keys brings back what was erased "
    "since it was made: keep those for 7 days at most."
)
_ON_POSTGRESQL: Final = (
    " PostgreSQL keeps deleted keys in its log and base backups as well: erasing is complete when that day's are gone."
)


def gets(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What is taken, and what they have then."""
    data, keys = ("data database", "keys database") if settings.url else ("data folder", "keys folder")
    both = f"a backup of the {data} and the {keys}"
    return (
        (f"the {data}", _DATA),
        (f"the {keys}", _KEYS),
        (f"the {data} and the {keys}", _BOTH),
        (f"a backup of the {data} with both root keys, without the {keys}", _WITHOUT_KEYS),
        (f"{both} with the content root key alone", _WITH_CONTENT),
        (f"{both} with the route root key alone", _WITH_ROUTE),
        (f"{both} with both root keys", _ALL),
        ("an old backup of data, and the keys of today", _OLD + (_ON_POSTGRESQL if settings.url else "")),
    )
