"""A production becomes what its file says, once; an older file changes nothing; who reads is never given by a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.operator import applying, production_file, state, writing
from bot.operator.applying import End, Outcome
from bot.operator.news import AS_FIRST
from bot.settings import Settings
from escalation.concern import Urgency
from escalation.occasions import Kind, Occasion
from escalation.roster import Cover, Role
from storage import occasions, people, productions
from storage.keys import Use
from storage.people import Person, Roster
from storage.productions import News
from storage.store import Store, Tx
from tests.bot.operator.files import TEXT, another, changed, good, in_store, settings_in, states_in, without

AGAIN = changed("revision = 1", "revision = 2")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Somewhere to apply files to."""
    return settings_in(tmp_path)


async def applied(settings: Settings, *texts: str) -> Outcome:
    """Apply these one after the other, each from a fresh start; the last outcome."""
    for text in texts:
        outcome = await in_store(settings, lambda store, text=text: applying.apply(store, good(text)))  # type: ignore[misc]
    return outcome


async def kept(settings: Settings) -> state.State:
    """The only production."""
    (only,) = await in_store(settings, states_in)
    return only


async def rewritten(settings: Settings, change: dict[str, Person]) -> None:
    """Let people press buttons: change these, by their key or account."""

    async def act(store: Store) -> None:
        (production,) = await store.read(productions.all_of)
        (spare,) = store.keys.make(Use.CONTENT, production, 1)

        def roster(was: Roster) -> Roster:
            for person in change.values():
                was = was.having(person)
            return was

        await store.write(lambda tx: people.change(tx, production, spare, roster))

    await in_store(settings, act)


def reader(found: state.State, key: str) -> Person:
    """Somebody by the key of the file."""
    return next(one for one in found.roster.people if one.key == key)


async def test_a_production_is_founded_with_all_that_the_file_says(settings: Settings) -> None:
    outcome = await applied(settings, TEXT)
    found = await kept(settings)
    assert (outcome.end, outcome.revision) == (End.founded, 1)
    assert [unit.name for unit in found.units] == ["Main unit", "Second unit"]
    assert found.units[0].readers == (reader(found, "mara").id, reader(found, "ilo").id)
    assert (found.units[1].hours.zone, found.units[0].lunch.hour) == ("America/New_York", 13)
    assert found.book.wraps == date(2027, 4, 30)
    policy = found.book.policy(Urgency.now)
    assert policy
    assert policy.repeat.total_seconds() == 120
    (scene,) = found.occasions
    assert (scene.name, scene.unit, [call.part for call in scene.calls]) == (
        "Sc 12A",
        found.units[0].id,
        ["performer", "double"],
    )
    assert "Mara Vellum reads from when they accept in their own chat." in outcome.waits


async def who_read(settings: Settings, *keys: str) -> None:
    """Let these have accepted and act."""
    for key in keys:
        person = reader(await kept(settings), key)
        assert person.reading
        await rewritten(settings, {key: replace(person, reading=replace(person.reading, accepted=True, acting=True))})


async def acting(settings: Settings) -> dict[str, tuple[bool, bool]]:
    """Who accepted and who acts, by the key of the file."""
    found = (await kept(settings)).roster.readers
    return {one.key: (one.reading.accepted, one.reading.acting) for one in found if one.reading}


NO_MARA = without("readers.mara").replace('["mara", "ilo"]', '["ilo"]').replace('["ilo", "mara"]', '["ilo"]')


@pytest.mark.parametrize("text", [NO_MARA, changed("U0EXAMPLE1", "U0FRIEND")])
async def test_the_last_who_reads_is_not_taken_out_by_a_file(settings: Settings, text: str) -> None:
    """Else whoever the file names next is the first, and needs nobody's yes."""
    await applied(settings, TEXT)
    await who_read(settings, "mara")
    before = await kept(settings)
    outcome = await applied(settings, text)
    assert (outcome.end, outcome.revision, outcome.did) == (End.nobody, 1, ())
    assert await kept(settings) == before
    await who_read(settings, "ilo")  # the control
    assert (await applied(settings, text)).end is End.changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('units = ["main", "second"]          # leave it out for all of them', ""),
        ('roles = ["backup"]', 'roles = ["backup", "coordinator"]'),
        ('roles = ["backup"]', 'roles = ["coordinator"]'),
    ],
)
async def test_more_than_before_needs_a_yes_anew(settings: Settings, old: str, new: str) -> None:
    await applied(settings, TEXT)
    await who_read(settings, "mara", "ilo")
    outcome = await applied(settings, changed(old, new))
    assert outcome.end is End.changed
    assert await acting(settings) == {"mara": (True, True), "ilo": (True, False)}
    assert any(one.startswith("Ilo Farrowby was to read more than before") for one in outcome.did)
    assert outcome.waits == ("Ilo Farrowby reads from when an acting reader says yes.",)
    assert (await applied(settings, changed(old, new))).end is End.unchanged


async def test_less_than_before_needs_no_yes(settings: Settings) -> None:
    await applied(settings, TEXT)
    await who_read(settings, "mara", "ilo")
    await applied(settings, changed('units = ["main", "second"]          # l', 'units = ["main"]  # l'))
    assert (await acting(settings))["ilo"] == (True, True)
    await applied(settings, changed("revision = 1", "revision = 2"))
    assert (await acting(settings))["ilo"] == (True, False), "and back is more again"


async def test_nobody_widens_the_last_who_reads(settings: Settings) -> None:
    await applied(settings, TEXT)
    await who_read(settings, "ilo")
    assert (await applied(settings, changed('roles = ["backup"]', 'roles = ["coordinator"]'))).end is End.nobody
    assert (await acting(settings))["ilo"] == (True, True)


async def test_who_waits_for_nobody_is_told_what_to_do(settings: Settings) -> None:
    await applied(settings, TEXT)
    ilo = reader(await kept(settings), "ilo")
    assert ilo.reading
    await rewritten(settings, {"ilo": replace(ilo, reading=replace(ilo.reading, accepted=True))})
    waits = (await applied(settings, TEXT)).waits
    assert f"Ilo Farrowby reads from when {AS_FIRST}." in waits


async def test_whoever_read_stays_known_until_everybody_is_told(settings: Settings) -> None:
    """Out of the file twice while nothing ran: the next look still tells of it, and takes their lines away."""
    await applied(settings, TEXT)
    await who_read(settings, "mara", "ilo")
    mara = reader(await kept(settings), "mara")
    await rewritten(settings, {"mara": replace(mara, announced=True)})
    of_crew = (
        '[people.m]\nname = "Mara"\naccount = { platform = "slack", workspace = "T0EXAMPLE", user = "U0EXAMPLE1" }\n'
    )
    await applied(settings, f'{NO_MARA}\n{of_crew}roles = ["crew"]\n')
    await applied(settings, changed("revision = 1", "revision = 2", NO_MARA))
    left = (await kept(settings)).roster.by_id(mara.id)
    assert left
    assert left.announced


async def test_a_changed_channel_asks_for_a_new_start(settings: Settings) -> None:
    assert not any("ghostlight run" in one for one in (await applied(settings, TEXT)).did)
    did = (await applied(settings, changed('"C0READERS"', '"C0OTHERS"'))).did
    assert any("A channel has changed: stop `ghostlight run` and start it again" in one for one in did)
    again = changed("revision = 1", "revision = 2", changed('"C0READERS"', '"C0OTHERS"', changed('"911"', '"912"')))
    assert not any("ghostlight run" in one for one in (await applied(settings, again)).did)  # the control


async def test_nobody_reads_because_a_file_says_so(settings: Settings) -> None:
    await applied(settings, TEXT)
    readings = [one.reading for one in (await kept(settings)).roster.readers]
    assert [(one.accepted, one.acting) for one in readings if one] == [(False, False)] * 2


async def test_the_same_file_again_changes_nothing_at_all(settings: Settings, tmp_path: Path) -> None:
    await applied(settings, TEXT)
    before, bytes_before = await kept(settings), stored(tmp_path)
    outcome = await applied(settings, TEXT, TEXT)
    assert (outcome.end, outcome.revision, outcome.did) == (End.unchanged, 1, ())
    assert await kept(settings) == before
    assert stored(tmp_path) == bytes_before


async def test_control_a_change_is_seen_in_what_is_stored(settings: Settings, tmp_path: Path) -> None:
    await applied(settings, TEXT)
    before = stored(tmp_path)
    assert (await applied(settings, changed('"911"', '"912"'))).end is End.changed
    assert stored(tmp_path) != before


def stored(folder: Path) -> bytes:
    """The data file; every store was closed, so its log is written back."""
    return (folder / "data" / "ghostlight.sqlite3").read_bytes()


async def test_a_change_bumps_the_revision_and_keeps_ids(settings: Settings) -> None:
    await applied(settings, TEXT)
    before = await kept(settings)
    text = changed('name = "Second unit"', 'name = "Splinter unit"', changed('"Sc 12A"', '"Sc 12B"'))
    outcome = await applied(settings, text)
    after = await kept(settings)
    assert (outcome.end, outcome.revision, after.book.revision) == (End.changed, 2, 2)
    assert [one.id for one in after.units] == [one.id for one in before.units]
    assert after.occasions[0].id == before.occasions[0].id
    assert (after.occasions[0].revision, before.occasions[0].revision) == (2, 1)
    assert after.roster == before.roster
    assert '- units.second: name = "Second unit"' in outcome.difference
    assert '+ units.second: name = "Splinter unit"' in outcome.difference


@pytest.mark.parametrize(
    ("revision", "end"), [("revision = 1", End.older), ("", End.older), ("revision = 3", End.newer)]
)
async def test_a_file_of_another_time_shows_what_differs_and_stops(settings: Settings, revision: str, end: End) -> None:
    await applied(settings, TEXT, changed('"911"', '"912"'))
    before = await kept(settings)
    outcome = await applied(settings, changed("revision = 1", revision, changed('"911"', '"913"')))
    assert (outcome.end, outcome.revision, outcome.did) == (end, 2, ())
    assert outcome.difference == ('- units.second: emergency = "912"', '+ units.second: emergency = "913"')
    assert await kept(settings) == before
    assert (await applied(settings, changed('"911"', '"913"', AGAIN))).end is End.changed  # the control


async def test_what_readers_said_themselves_stays(settings: Settings) -> None:
    await applied(settings, TEXT)
    mara, here = reader(await kept(settings), "mara"), datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert mara.reading
    said: dict[str, Any] = {
        "accepted": True,
        "acting": True,
        "cover": Cover(mara.id),
        "here_at": here,
        "heard_on": here.date(),
    }
    await rewritten(
        settings, {"mara": replace(mara, language="es", joined=True, reading=replace(mara.reading, **said))}
    )
    await applied(settings, changed("I coordinate intimacy here.", "I coordinate."))
    after = reader(await kept(settings), "mara")
    assert after.reading
    assert {name: getattr(after.reading, name) for name in said} == said
    assert (after.language, after.joined, after.reading.introduction[:14]) == ("es", True, "I coordinate. ")


async def test_a_new_way_to_ring_has_been_heard_by_nobody(settings: Settings) -> None:
    await applied(settings, TEXT)
    ilo = reader(await kept(settings), "ilo")
    assert ilo.reading
    await rewritten(settings, {"ilo": replace(ilo, reading=replace(ilo.reading, heard_on=date(2027, 3, 1)))})
    await applied(settings, changed("example.org/ilo", "example.org/other"))
    after = reader(await kept(settings), "ilo").reading
    assert after
    assert after.heard_on is None


async def test_another_account_under_a_reader_s_name_is_another_person(settings: Settings) -> None:
    """A producer's friend named in a reader's place accepts nothing for them and opens none of their lines."""
    await applied(settings, TEXT)
    mara = reader(await kept(settings), "mara")
    await who_read(settings, "mara", "ilo")
    outcome = await applied(settings, changed("U0EXAMPLE1", "U0FRIEND"))
    found = await kept(settings)
    friend = reader(found, "mara")
    assert friend.reading
    assert (friend.reading.accepted, friend.reading.acting) == (False, False)
    assert friend.id != mara.id
    assert mara.id not in {one.id for one in found.roster.readers}
    waits = "Mara Vellum reads from when they accept in their own chat and an acting reader says yes."
    assert waits in outcome.waits


async def test_a_newcomer_waits_for_an_acting_reader(settings: Settings) -> None:
    await applied(settings, TEXT)
    mara = reader(await kept(settings), "mara")
    assert mara.reading
    await rewritten(settings, {"mara": replace(mara, reading=replace(mara.reading, accepted=True, acting=True))})
    waits = (await applied(settings, TEXT)).waits
    assert waits == ("Ilo Farrowby reads from when they accept in their own chat and an acting reader says yes.",)


async def test_a_reader_who_is_in_the_file_no_more_reads_no_more(settings: Settings) -> None:
    await applied(settings, TEXT)
    mara = reader(await kept(settings), "mara")
    text = without("readers.mara").replace('["mara", "ilo"]', '["ilo"]').replace('["ilo", "mara"]', '["ilo"]')
    outcome = await applied(settings, text)
    after = (await kept(settings)).roster.by_id(mara.id)
    assert after
    assert (after.reading, after.roles, after.key, after.name) == (None, (), "", "Mara Vellum")
    assert "Mara Vellum is no reader any more." in outcome.did
    assert (await applied(settings, changed("revision = 1", "revision = 2", text))).end is End.unchanged


async def test_whoever_joined_stays_and_gets_what_the_file_says(settings: Settings) -> None:
    await applied(settings, without("people.ada"))
    joined = Person("f" * 32, "", (), "slack", "T0EXAMPLE", "U0EXAMPLE4", "es", joined=True)
    other = replace(joined, id="e" * 32, user="U0OTHER")
    await rewritten(settings, {"ada": joined, "other": other})
    await applied(settings, TEXT)
    found = await kept(settings)
    assert found.roster.by_id(other.id) == other
    ada = reader(found, "ada")
    assert (ada.id, ada.joined, ada.language, ada.cast_ids) == ("f" * 32, True, "es", ("1",))
    await applied(settings, without("people.ada", AGAIN))
    left = (await kept(settings)).roster.by_id(ada.id)
    assert left
    assert (left.joined, left.roles, left.cast_ids, left.key) == (True, (Role.performer,), (), "")


async def test_the_office_is_the_office_no_more_without_the_file(settings: Settings) -> None:
    await applied(settings, TEXT, without("office.odile"))
    assert not any(Role.office in one.roles for one in (await kept(settings)).roster.people)


async def test_units_and_occasions_go_with_the_file_others_stay(settings: Settings) -> None:
    await applied(settings, TEXT)
    own = Occasion("d" * 32, (await kept(settings)).units[0].id, Kind.fitting, "by chat", None)

    async def add(store: Store) -> None:
        (production,) = await store.read(productions.all_of)
        await store.write(lambda tx: occasions.put(tx, production, [own]))

    await in_store(settings, add)
    text = without("units.second", without("occasions.sc-12a")).replace('["main", "second"]', '["main"]')
    outcome = await applied(settings, text)
    assert {"1 unit removed.", "1 occasion removed."} <= set(outcome.did)

    def left(tx: Tx) -> tuple[int, tuple[Occasion, ...]]:
        (production,) = productions.all_of(tx)
        return len(productions.units_of(tx, production)), occasions.all_of(tx, production)

    assert await in_store(settings, lambda store: store.read(left)) == (1, (own,))


async def test_news_stay(settings: Settings) -> None:
    await applied(settings, TEXT)
    news = (News("reader_joins", date(2027, 3, 1), "x"),)

    async def tell(store: Store) -> None:
        (production,) = await store.read(productions.all_of)
        book = replace((await states_in(store))[0].book, news=news)
        await store.write(lambda tx: productions.rewrite_book(tx, production, book))

    await in_store(settings, tell)
    assert (await applied(settings, changed('"911"', '"912"'))).end is End.changed
    assert (await kept(settings)).book.news == news


async def test_several_productions_and_a_new_name(settings: Settings) -> None:
    other = another("Otherwise")
    await applied(settings, TEXT, other)
    renamed = changed('"The Lantern Yard"', '"At Last"\nwas = "The Lantern Yard"')
    outcome = await applied(settings, renamed)
    assert outcome.end is End.changed
    found = await in_store(settings, states_in)
    assert sorted(one.book.name for one in found) == ["At Last", "Otherwise"]
    assert len({one.units[0].id for one in found}) == 2
    assert (await applied(settings, changed("revision = 1", "revision = 2", renamed))).end is End.unchanged
    taken = changed('"The Lantern Yard"', '"Otherwise"\nwas = "At Last"')
    assert (await applied(settings, taken)).end is End.taken
    nobody = changed('"The Lantern Yard"', '"New"\nwas = "Never"')
    assert (await applied(settings, nobody)).end is End.unknown


async def test_a_misspelt_name_founds_no_second_production_in_the_same_channels(settings: Settings) -> None:
    await applied(settings, TEXT)
    outcome = await applied(settings, changed('"The Lantern Yard"', '"The Yard"'))
    assert outcome.end is End.shared
    assert [one.book.name for one in await in_store(settings, states_in)] == ["The Lantern Yard"]
    assert (await applied(settings, another("The Yard"))).end is End.founded, "control: channels of its own"


async def test_what_is_shown_is_the_file_of_what_stands(settings: Settings) -> None:
    await applied(settings, TEXT)
    before = await kept(settings)
    shown = writing.text_of(before)
    assert (await applied(settings, shown)).end is End.unchanged
    odd = 'A "quoted" \\\\ name, ünïcode'
    quoted = changed('"The Lantern Yard"', f'{odd_as_toml(odd)}\nwas = "The Lantern Yard"', shown)
    await applied(settings, quoted)
    again = writing.text_of(await kept(settings))
    assert production_file.read(again).production.name == odd


def odd_as_toml(text: str) -> str:
    """A literal text in TOML."""
    return f"'{text}'"


async def test_another_file_of_the_same_production_founded_elsewhere(settings: Settings, tmp_path: Path) -> None:
    """Ids can't be worked out from the file: another instance gives others."""
    (tmp_path / "other").mkdir()
    other = settings_in(tmp_path / "other")
    await applied(settings, TEXT)
    await applied(other, TEXT)
    one, two = await kept(settings), await kept(other)
    assert not {unit.id for unit in one.units} & {unit.id for unit in two.units}
    assert one.occasions[0].id != two.occasions[0].id


async def test_one_transaction_or_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    await applied(settings, TEXT)
    before = await kept(settings)

    def full(*_given: object) -> None:
        raise OSError("full")

    text = changed('"911"', '"912"', changed('"Sc 12A"', '"Sc 12B"', changed('"Ada Fennick"', '"Ada F."')))
    with monkeypatch.context() as broken:
        broken.setattr(occasions, "put", full)
        with pytest.raises(OSError, match="full"):
            await applied(settings, text)
    assert await kept(settings) == before
    assert (await applied(settings, text)).end is End.changed  # the control


async def test_a_file_is_applied_to_postgresql_as_well(tmp_path: Path, postgresql_database: str) -> None:
    import psycopg  # noqa: PLC0415 - only who needs the server pays for its driver

    with psycopg.connect(postgresql_database, autocommit=True) as owner:
        name = f"{owner.info.dbname}_keys"
        owner.execute(f"CREATE DATABASE {name}".encode())
        keys = postgresql_database.replace(f"/{owner.info.dbname}?", f"/{name}?")
        settings = settings_in(tmp_path, url=postgresql_database, keys_url=keys)
        assert (await applied(settings, TEXT)).end is End.founded
        assert (await applied(settings, changed('"911"', '"912"'))).end is End.changed
        assert (await kept(settings)).units[1].emergency == "912"
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
