"""Suggests flags by words in a schedule's notes. A human confirms each; the notes themselves are kept nowhere.

No schedule has a column for intimacy, so a word is a reason to look and nothing more. "Closed set" in a heading means
"no visitors"; beside a strip it means an intimate scene, though not which kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.schedules.shape import Suggestion
from escalation.occasions import Flag

WORDS: Final[Mapping[Flag, tuple[str, ...]]] = {
    Flag.nudity: ("nudity", "nude", "naked", "topless", "desnudo", "desnuda", "desnudez", "merkin", "modesty garment"),
    Flag.simulated_sex: ("simulated sex", "sim sex", "sex scene", "love scene", "bed scene", "sexo", "escena de cama"),
    Flag.sexual_violence: ("sexual violence", "rape", "violencia sexual", "violación"),
    Flag.kiss: ("kiss", "kisses", "kissing", "beso", "besos", "besan"),
    Flag.physical_intimacy: ("intimacy", "intimate", "intimacy coordinator", "íntima", "intimidad", "closed set"),
    Flag.stunt: ("stunt", "stunts", "stunt coordinator", "especialista", "especialistas"),
    Flag.fight: ("fight", "fights", "brawl", "pelea", "combate"),
    Flag.firearm: ("firearm", "firearms", "gun", "guns", "pistol", "rifle", "armorer", "armourer", "arma de fuego"),
    Flag.animal: ("animal", "animals", "wrangler", "dog", "horse", "perro", "caballo", "animales"),
    Flag.hazard: ("hazard", "pyro", "fire", "underwater", "height", "heights", "smoke", "driving", "fuego", "humo"),
    Flag.minor: ("minor", "minors", "child", "children", "studio teacher", "chaperone", "menor", "menores"),
    Flag.emotional: ("emotional", "distressing", "emocional"),
    Flag.live_performance: ("live performance", "función en vivo"),
}
"""The words that suggest each flag; those of the fixed list do so too."""

_FLAG_OF: Final = {word: flag for flag, words in WORDS.items() for word in words} | {
    flag.value.replace("_", " "): flag for flag in Flag
}
_WORD: Final = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _FLAG_OF), key=len, reverse=True))})(?!\w)")
_NOT: Final = re.compile(r"(?<!\w)(?:no|not|without|sin)\s+$")


def of(notes: str) -> tuple[Suggestion, ...]:
    """Give the flags that words in these notes suggest, each once, in the order of our own list.

    "No stunts" suggests nothing. What it suggests beside is one of our words, never the file's own text.
    """
    plain = re.sub(r"[\s_]+", " ", notes.casefold())
    found: dict[Flag, str] = {}
    for match in _WORD.finditer(plain):
        if not _NOT.search(plain, max(0, match.start() - 12), match.start()):
            found.setdefault(_FLAG_OF[match[0]], match[0])
    return tuple(Suggestion(flag, found[flag]) for flag in Flag if flag in found)
