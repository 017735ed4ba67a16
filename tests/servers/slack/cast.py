"""The invented people of the local workspace, and a production's file in which they have their ids here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.demo_cast import PEOPLE
from tests.servers.slack.server import SlackServer

EXAMPLE: Final = Path(__file__).parents[3] / "bot" / "operator" / "example.toml"

_LOCALES: Final = {"en": "en-US", "es": "es-ES"}
_READERS, _OFFICE = ("mara", "ilo"), ("odile",)
# Who stands in the example's file, by the id that stands there for them.
_IN_THE_FILE: Final = {"mara": "U0EXAMPLE1", "ilo": "U0EXAMPLE2", "odile": "U0EXAMPLE3", "ada": "U0EXAMPLE4"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in the workspace, by their short names, and the two channels."""

    people: dict[str, str]
    parts: dict[str, str]
    readers: str
    office: str


def assemble(slack: SlackServer) -> Cast:
    """Put everybody into the workspace; the ids are the same each time."""
    people = {one.id: slack.person(one.name, locale=_LOCALES[one.language]) for one in PEOPLE}
    slack.world.users[people["elin"]].guest = True
    readers = slack.channel(*(people[one] for one in _READERS), name="quiet-readers")
    office = slack.channel(*(people[one] for one in _OFFICE), name="office")
    return Cast(people, {people[one.id]: one.part for one in PEOPLE}, readers, office)


def production_file(slack: SlackServer, cast: Cast) -> str:
    """The example's file with the ids of this workspace; nothing in it calls an address outside."""
    told = {"T0EXAMPLE": slack.team, "C0READERS": cast.readers, "C0OFFICE": cast.office}
    text = EXAMPLE.read_text("utf-8")
    for before, after in (told | {there: cast.people[name] for name, there in _IN_THE_FILE.items()}).items():
        text = text.replace(before, after)
    return "".join(line for line in text.splitlines(keepends=True) if not _calls_outside(line))


def _calls_outside(line: str) -> bool:
    return line.startswith(("ring_url = ", "# A web call without content"))
