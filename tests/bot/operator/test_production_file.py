"""Every kind of fault of a production's file is found, with its line, in a plain sentence; the example has none."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from bot.operator import production_file, shapes
from bot.operator.production_commands import EXAMPLE
from bot.operator.production_file import with_revision
from tests.bot.operator.files import TEXT, changed, faults_of, good, line_of, without

SLACK = 'platform = "slack", workspace = "T0EXAMPLE"'
# What is changed in the example, what stands on the line at fault, and what is said of it.
FAULTS: dict[str, tuple[str, str, str]] = {
    "key twice": ("crew = 42", 'crew = 42\nname = "x"', "this is no TOML"),
    "table twice": ("[office.odile]", "[units.second]", "this is no TOML"),
    "day that isn't": ("2027-03-11", "2027-02-30", "this is no TOML"),
    "unknown key": ("crew = 42", "crew = 42\ncrow = 1", "production.crow: there is no such setting; did you mean crew"),
    "unknown table": ("[occasions.sc-12a]", "[occasion.sc-12a]", "occasion: there is no such setting; did you mean"),
    "missing key": ('reach = "+1 000-0141"', "", "outside[2].reach: is missing: its number or address"),
    "no emergency number": ('emergency = "112"', "", "units.main.emergency: is missing: the emergency number"),
    "empty emergency number": ('"112"', '" "', "units.main.emergency: is empty"),
    "wrong type": ("crew = 42", 'crew = "42"', "production.crew: must be a whole number without quotes"),
    "text as number": ('"The Lantern Yard"', "3", "production.name: must be text in quotes"),
    "yes as text": ("standby = false", 'standby = "no"', "occasions.sc-12a.standby: must be true or false"),
    "list as text": ('flags = ["simulated_sex"]', 'flags = "kiss"', "flags: must be a list in square brackets"),
    "text as table": ('account = { platform = "slack", workspace = "T0EXAMPLE", user = "U0EXAMPLE3" }',
                      'account = "odile"', "office.odile.account: must be a table"),
    "date in quotes": ("day = 2027-03-11", 'day = "2027-03-11"', "day: is no date: write it without quotes"),
    "moment as date": ("wraps = 2027-04-30", "wraps = 2027-04-30T10:00:00", "wraps: is no date"),
    "country": ('"ES"', '"Spain"', 'country: is not written like that: two capital letters, such as "ES"'),
    "crew of none": ("crew = 42", "crew = 0", "production.crew: must be 1 or more"),
    "revision": ("revision = 1", "revision = 0", "revision: must be 1 or more"),
    "too long": ('"The Lantern Yard"', f'"{"x" * 61}"', "production.name: is too long: 60 at most"),
    "invisible": ('"The Lantern Yard"', '"The\\u0000Yard"', "production.name: must stand on one line"),
    "zone": ('"Europe/Madrid"', '"Europe/Madird"', "timezone: no such time zone: did you mean Europe/Madrid?"),
    "zone that leads out": ('"Europe/Madrid"', '"../../etc/passwd"', "timezone: no such time zone"),
    "language": ('locale = "en"', 'locale = "xx"', "production.locale: is not spoken yet"),
    "kind": ('kind = "film"', 'kind = "movie"', "production.kind: is not known: write one of film"),
    "occasion kind": ('kind = "scene"', 'kind = "take"', "occasions.sc-12a.kind: is not known"),
    "flag": ('["simulated_sex"]', '["snow"]', "occasions.sc-12a.flags[1]: is not known: write one of nudity"),
    "role": ('["backup"]', '["boss"]', "readers.ilo.roles[1]: is not known"),
    "part": ('part = "double"', 'part = "lead"', "occasions.sc-12a.calls[2].part: is not known"),
    "platform": (f'{SLACK}, channel = "C0READERS"', 'platform = "fax", workspace = "T", channel = "C"',
                 "production.readers_channel.platform: is not known: write one of slack, discord"),
    "unknown reader": ('["mara", "ilo"]', '["mara", "ivo"]', "units.main.readers[2]: 'ivo' is no reader of this file"),
    "reader named twice": ('["mara", "ilo"]', '["mara", "mara"]', "units.main.readers: names something twice"),
    "unknown unit": ('["main", "second"]', '["third"]', "readers.ilo.units[1]: 'third' is no unit of this file"),
    "unknown unit of an occasion": ('unit = "main"', 'unit = "third"', "occasions.sc-12a.unit: 'third' is no unit"),
    "reader and office": ('["coordinator"]', '["coordinator", "office"]', "readers.mara.roles: a reader is never the"),
    "reader of nothing": ('["backup"]', '["crew"]', "readers.ilo.roles: a reader is at least one of coordinator"),
    "crew who read": ('["performer"]', '["safety_contact"]', "people.ada.roles: readers stand under [readers]"),
    "hours backwards": ('hours = "07:00-20:00"               #', 'hours = "20:00-07:00" #', "main.hours: end before"),
    "night too long": ('= "18:00-06:00+1"', '= "18:00-19:00+1"', "units.main.days[2].hours: are longer than a day"),
    "no hours": ('"10:00-14:00"', '"ten to two"', "readers.mara.duty[2].hours: are no hours"),
    "no time": ('starts = "13:00"', 'starts = "25:00"', "occasions.sc-12a.starts: is no time of day"),
    "weekday": ('["sat"]', '["Saturday"]', "readers.mara.duty[2].weekdays[1]: is no weekday: write one of mon, tue"),
    "weekday twice": ('["sat"]', '["sat", "sat"]', "readers.mara.duty[2].weekdays: names something twice"),
    "neither off nor hours": ("2027-03-19, off = true", "2027-03-19", "units.main.days[1]: says either off = true or"),
    "off and hours": ("03-22, off = true", '03-22, off = true, hours = "10:00-11:00"', "readers.mara.days[1]"),
    "day twice": ("2027-03-20", "2027-03-19", "units.main.days[2].on: this date stands on line"),
    "no duty": ('duty = [{ hours = "00:00-24:00" }]', "duty = []", "readers.ilo.duty: is empty: it needs at least one"),
    "ring by http": ('"https://ring', '"http://ring', "readers.ilo.ring_url: must begin with https"),
    "ring with a password": ("//ring.", "//me:pw@ring.", "readers.ilo.ring_url: is no web address with a host"),
    "ring to nowhere": ("https://ring.example.org/ilo", "https://[", "readers.ilo.ring_url: is no web address"),
    "unknown ladder": ("[ladder.today]", "[ladder.tomorrow]", "ladder.tomorrow: is no ladder: write one of now"),
    "unknown waiting time": ("again =", "agian =", "ladder.today.agian: no such setting"),
    "offsets that don't rise": ('"45 min", "90 min"', '"90 min", "45 min"', "ladder.today.offsets: each later than"),
    "offsets of now": ('repeat = "2 min"', 'offsets = ["2 min"]', "ladder.now.offsets: this urgency has none"),
    "no length": ('"20 min"                        # how often', '"often" #', "ladder.today.again: no length of time"),
    "length of nothing": ('repeat = "2 min"', 'repeat = "0 min"', "ladder.now.repeat: a length of time, more than"),
    "not a number": ("not_forgotten = 1", 'not_forgotten = "1"', "ladder.today.not_forgotten: a whole number"),
    "one channel": ("C0OFFICE", "C0READERS", "production.office_channel: is the readers' channel"),
    "account twice": ("U0EXAMPLE3", "U0EXAMPLE1", "office.odile.account: this account stands on line"),
    "short name twice": ("[office.odile]", "[office.mara]", "office.mara: this short name stands on line"),
    "a reader's name twice": ('"Ada Fennick"', '"mara  vellum"', "people.ada.name: a reader's name stands on line"),
    "two units of a name": ('"Second unit"', '"Main Unit"', "units.second.name: this name stands on line"),
    "cast id twice": ('cast_ids = ["1"]', 'cast_ids = ["1", "1"]', "people.ada.cast_ids[2]: this cast id stands on"),
    "called twice": ('cast = "3X"', 'cast = "1"', "occasions.sc-12a.calls[2].cast: this cast id stands on line"),
    "short name": ("[people.ada]", '[people."Ada F."]', "people.Ada F.: a short name has letters without accents"),
}  # fmt: skip


def test_the_example_has_no_fault() -> None:
    assert good().production.name == "The Lantern Yard"


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_found_on_its_line(kind: str) -> None:
    old, new, said = FAULTS[kind]
    text = changed(old, new)
    found = faults_of(text)
    assert any(said in one for one in found), found
    first = line_of(old, TEXT) if new else TEXT[: TEXT.rindex("\n[", 0, TEXT.index(old)) + 1].count("\n") + 1
    line = f"line {first + new.count(chr(10))}:"
    assert any(said in one and one.startswith(line) for one in found), (line, found)


@pytest.mark.parametrize("part", ["outside", "units", "readers", "production"])
def test_what_no_production_can_be_without_is_asked_for(part: str) -> None:
    text = TEXT
    while f"\n[{part}" in text or f"\n[[{part}" in text:
        text = without(part, text)
    assert any(f"{part}: is missing" in one for one in faults_of(text))


def test_all_faults_are_said_at_once_in_their_order() -> None:
    text = TEXT
    kinds = ("crew of none", "unknown reader", "weekday", "ring by http", "account twice", "offsets of now", "flag")
    for kind in kinds:
        text = changed(*FAULTS[kind][:2], text)
    found = faults_of(text)
    assert len(found) == len(kinds)
    assert found == sorted(found, key=lambda one: int(one.split(":")[0].removeprefix("line ")))


def test_occasions_that_are_one_are_seen() -> None:
    block = TEXT[TEXT.index("[occasions.sc-12a]") : TEXT.index("# --- Waiting")]
    assert any("this occasion stands on line" in one for one in faults_of(TEXT + block.replace("sc-12a", "again")))
    good(TEXT + block.replace("sc-12a", "again").replace("2027-03-11", "2027-03-12"))


def test_background_may_share_an_id() -> None:
    good(
        changed('part = "double"', 'part = "background"').replace(
            'cast = "1", at = "11:00"', 'cast = "3X", part = "background"'
        )
    )


# What is broken, and what is most likely meant by it.
BROKEN: dict[str, str] = {
    'a = "x\nb = 1': "a quote is missing at the end",
    "a = 'x": "a quote is missing at the end",
    'a = """x': "a quote is missing at the end",
    'a = x"\n': "text stands in plain quotes",
    "a = yes": "yes and no are true and false",
    "a = \u201cx\u201d": "text stands in plain quotes",
    "a = [1,\nb = 2": "a ] is missing above",
    "a = [1, 2": "a ] or a comma is missing",
    "a = { b = 1": "a } or a comma is missing",
    'a "x"': 'it is written key = "value"',
    "a = 07:30": "times stand in quotes",
    "[a\nb = 1": "a ] is missing",
    "[a]\n[a]": "it stands in the file twice",
    "a = {b = 1, b = 2}": "it stands there twice",
    "a = 2027-02-30": "no calendar has this day",
    'a = "C:\\y"': "write \\ twice",
    "\u00e9 = 1": "a line begins with a key",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_toml_says_what_is_most_likely_missing(text: str) -> None:
    (said,) = faults_of(text)
    assert "this is no TOML: " in said
    assert f"; most likely {BROKEN[text]}" in said or BROKEN[text] in said.partition("; most likely")[2]


def test_the_example_changes_no_waiting_time() -> None:
    assert good(EXAMPLE.read_text(encoding="utf-8")).ladder == {}
    assert good().ladder.keys() == {"today", "before_scene", "now"}  # the control: what a # hides is written well


def test_what_is_no_file_at_all_is_said() -> None:
    assert "line 1: the file is larger" in faults_of("#" * (production_file.LARGEST + 1))[0]
    assert "too deep" in faults_of("a = " + "[" * 5000 + "]" * 5000)[0]
    assert len(faults_of("")) == 4


def test_no_fault_repeats_an_account_or_an_address() -> None:
    text = changed("//ring.", "//me:hunter2@ring.").replace("U0EXAMPLE3", "U0EXAMPLE1")
    assert not any("hunter2" in one or "U0EXAMPLE" in one for one in faults_of(text))


def tables() -> list[type[BaseModel]]:
    """Every table that the file can have."""
    kinds = [one for one in vars(shapes).values() if isinstance(one, type) and issubclass(one, shapes.Table)]
    return [one for one in kinds if one is not shapes.Table]


def test_the_example_shows_every_key() -> None:
    missing = {f"{table.__name__}.{name}" for table in tables() for name in table.model_fields if not shown(name, TEXT)}
    assert missing == set()


def shown(name: str, text: str) -> bool:
    """Whether a key or a table of this name is written anywhere."""
    return f"{name} = " in text or f"[{name}" in text


def test_control_a_key_that_the_example_lacks_is_seen() -> None:
    assert not shown("ring_url", TEXT.replace("ring_url = ", ""))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("revision = 1\n[production]\n", "revision = 7\n[production]\n"),
        ("# top\nrevision=1 # mine\n", "# top\nrevision = 7 # mine\n"),
        ("[production]\nrevision = 1\n", "revision = 7\n[production]\nrevision = 1\n"),
        ("", "revision = 7\n"),
    ],
)
def test_a_revision_is_written_on_top(text: str, there: str) -> None:
    assert with_revision(text, 7) == there


def test_everything_said_can_be_said_of_any_shape() -> None:
    """Whatever stands where it doesn't belong, there is a sentence, and no error of ours."""
    wrong: list[Any] = ["1", "true", '"x"', "[]", "[1]", "[[1]]", "{ x = 1 }", "2027-01-01", "1.5"]
    tops = ("revision", "production", "units", "readers", "office", "people", "outside", "occasions", "ladder")
    for top in tops:
        for value in wrong:
            assert faults_of(f"{top} = {value}\n")
