"""Makes words plain: what tells a way of writing or could act on a platform is taken out, the meaning stays.

Every function is pure, linear in its input and calm with anything a keyboard, a paste or an attacker sends.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST: Final = 3000
"""The most characters one text may have, after `normalise`: at most 12,000 bytes, inside the padded size."""

PILE: Final = 4
"""The most combining marks that may stand on one letter; more is decoration that runs over other lines."""

_PLAIN: Final = {
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u301f\uff02",
    "'": "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u00b4\u02bc\u0060\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d",
    " - ": "\u2014\u2015\u2e3a\u2e3b\ufe58",
    "...": "\u2026",
    "\n": "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029",
    " ": "\t\u2800",
    "\ufffd": "".join(map(chr, range(0xD800, 0xE000))),
    # Invisible without being "format" characters: joiners, fillers, variation selectors, the object mark.
    # The skin tones of emoji say who wrote, so they go too.
    "": "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x1F3FB, 0x1F400)))),
}
_BY_CATEGORY: Final = {"Cc": "", "Cf": "", "Co": "", "Zs": " "}
_GENDER_OF_EMOJI: Final = re.compile("\u200d[\u2640\u2642]")
_SIGILS: Final = frozenset("@#!")
_CALLS: Final = ("everyone", "channel", "here")
_ADDRESS_GOES_ON: Final = re.compile(r"(?:channel|here)(?:\w|[.-]\w)")
_DOTS: Final = re.compile(r"\.{4,}")
_DASHES: Final = re.compile(r"-{2,}")
_SPACES: Final = re.compile(r" {2,}")
_BESIDE_NEWLINE: Final = re.compile(r" ?\n ?")
_NEWLINES: Final = re.compile(r"\n{3,}")


class _Letters(dict[int, str]):
    """A table for `str.translate` that asks the Unicode category of a character it doesn't list."""

    def __missing__(self, code: int) -> str:
        if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noncharacters
            return ""
        letter = chr(code)
        return _BY_CATEGORY.get(unicodedata.category(letter), letter)


_LETTERS: Final = _Letters({ord(odd): plain for plain, odds in _PLAIN.items() for odd in odds} | {10: "\n"})


def normalise(words: str) -> str:
    """Give the words as a reader may see them; a second call changes nothing.

    NFC; quotes, dashes and ellipses plain; control, format and private characters gone; lone surrogates
    replaced by U+FFFD; every kind of space one space, at most one blank line in a row, none at the edges;
    mentions defused ("<!channel>" reads "channel", "<@U123>" reads "U123"). Ordinary emoji stay, without
    skin tone, gender sign and joiner. Nothing else is lost and nothing is invented.
    """
    plain = unicodedata.normalize("NFC", words.replace("\r\n", "\n"))
    plain = _GENDER_OF_EMOJI.sub("", plain).translate(_LETTERS)
    plain = _uncalled(_unmentioned(plain))
    # Again, because what was dropped may have stood between a letter and its accent.
    return _spaced(_thinned(unicodedata.normalize("NFC", plain)))


def too_long(words: str) -> bool:
    """Say whether normalised words pass `LONGEST`."""
    return len(words) > LONGEST


def parts(words: str, limit: int) -> tuple[str, ...]:
    """Cut words into pieces of at most `limit` characters, at a space or newline where there is one.

    The space at a cut is dropped, nothing else is. No words, no parts. Raises ValueError for a limit under 1.
    """
    if limit < 1:
        raise ValueError("a part has at least one character")
    pieces, start = [], 0
    while start < len(words):
        end = _cut(words, start, limit)
        pieces.append(words[start:end])
        start = end + (end < len(words) and words[end] in " \n" and end > start)
    return tuple(pieces)


def _cut(words: str, start: int, limit: int) -> int:
    """Find where the part that begins at `start` ends."""
    hard = start + limit
    if hard >= len(words):
        return len(words)
    soft = max(words.rfind(" ", start + 1, hard + 1), words.rfind("\n", start + 1, hard + 1))
    if soft > start:
        return soft
    whole = hard
    while whole > start and hard - whole < PILE and unicodedata.combining(words[whole]):
        whole -= 1
    return whole if whole > start else hard


def _thinned(words: str) -> str:
    """Keep at most PILE marks on a letter."""
    if words.isascii():
        return words
    kept, pile = [], 0
    for letter in words:
        pile = pile + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if pile <= PILE:
            kept.append(letter)
    return "".join(kept)


def _unmentioned(words: str) -> str:
    """Drop the brackets and signs of "<@U1>", "<#C1|name>", "<!here>", also of broken and nested ones.

    One pass with a count of open brackets: a pattern that is applied until nothing changes takes the
    square of the length on "<@<@<@...".
    """
    kept: list[str] = []
    opened, fresh = 0, False
    for letter in words:
        if letter in _SIGILS and kept and kept[-1] == "<":
            kept.pop()
            opened, fresh = opened + 1, True
        elif fresh and letter in "@#!&":
            continue
        elif letter == ">" and opened:
            opened, fresh = opened - 1, False
        else:
            fresh = False
            kept.append(letter)
    return "".join(kept)


def _uncalled(words: str) -> str:
    """Drop the sign of "@everyone", "@here" and "@channel", from the end, so that no new one is formed."""
    pieces = words.split("@")
    kept = [pieces.pop()]
    after = kept[0][:12]
    while pieces:
        before = pieces.pop()
        sign = "" if _calls(before, after.lower()) else "@"
        kept += (sign, before)
        after = (before + sign + after)[:12]
    return "".join(reversed(kept))


def _calls(before: str, after: str) -> bool:
    """Say whether an @ between these two calls everybody and isn't the middle of an e-mail address."""
    if not after.startswith(_CALLS):
        return False
    in_address = bool(before) and before[-1].isalnum() and _ADDRESS_GOES_ON.match(after) is not None
    return not in_address


def _spaced(words: str) -> str:
    """Fold dots, dashes, spaces and blank lines."""
    words = _DASHES.sub(" - ", _DOTS.sub("...", words))
    words = _BESIDE_NEWLINE.sub("\n", _SPACES.sub(" ", words))
    return _NEWLINES.sub("\n\n", words).strip(" \n")


_TOKEN: Final = re.compile(
    r"""(?P<link>(?:https?://|www\.)[^\s<>"]++)
    |(?P<email>(?<![\w.+%-])[\w.+%-]{1,64}+@[\w-]++(?:\.[\w-]++)++)
    |(?P<handle>@\w[\w.-]{0,30}\w)
    |(?P<tag>\#\d{1,4}[a-z]?\b)
    |(?P<date>\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\d\d)?(?!\d))
    |(?P<phone>\+?\(?\d(?:[ ().-]{0,2}+\d){6,14}(?!\w))
    |(?P<clock>(?:[01]?\d|2[0-4])(?:
        [:h][0-5]\d(?::[0-5]\d)?(?:\s?(?:[ap]m\b|[ap]\.m\.|h(?:rs?)?\b))?
        |(?:\.[0-5]\d)?\s?(?:[ap]m\b|[ap]\.m\.)
        |[0-5]\d\s?(?:h|hrs|hours|horas)\b)(?!\w))
    |(?P<number>\d\w*+)
    |(?P<word>[\w\u0300-\u036f]++)""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINS: Final = " \t\r\n\u00a0'\u2019-"
KINDS_OF_TOKEN: Final = frozenset(f"{{{name}}}" for name in _TOKEN.groupindex)
"""What a token may be, written as in a word list."""


class Token(NamedTuple):
    """One token: where it stands, how it is matched, and whether it follows the one before in one phrase."""

    start: int
    end: int
    plain: str
    kind: str
    joined: bool


def tokens(words: str) -> Iterator[Token]:
    """Cut words into tokens, in order."""
    before = 0
    for match in _TOKEN.finditer(words):
        start, end = match.span()
        joined = not words[before:start].strip(_JOINS)
        yield Token(start, end, folded(match[0]), f"{{{match.lastgroup}}}", joined)
        before = end


def folded(word: str) -> str:
    """Fold capitals and accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
