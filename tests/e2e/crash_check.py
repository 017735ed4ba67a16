"""What must hold after any kill: nothing that was receipted is lost, no receipt was false, nothing happened twice.

Two ways of looking: as people do, through the desks, with the journal in hand; and at the rows, keys and messages.
Each check gives what it found wrong, as short sentences of names of steps and lines.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import select

from adapters.local.cast import PLATFORM, WORKSPACE
from bot.demo_cast import PEOPLE, roster_of
from bot.lines import agenda_kinds as kinds
from bot.lines.owning import has_way
from escalation.concern import was_posted
from storage import agenda, concerns, ledger, names, people, productions
from storage.agenda import Entry
from storage.lines import Line, Noted, Said, Voice
from storage.store import Tx
from storage.tables import concerns as concerns_table
from storage.tables import keys_table, pages, retired, tombstones
from storage.tables import productions as productions_table
from tests.e2e.crash_journal import Past
from tests.e2e.crash_phone import Phone, Surface, button_of, headings_of, says, words_of
from tests.e2e.crash_script import SCRIPTS, Life, Step, with_key
from tests.e2e.crash_set import Scene, data_file, keys_file, rows

_LONG_ENOUGH: Final = timedelta(minutes=40)
_SENDS: Final = (kinds.CARD, kinds.ASK, kinds.NOTE)
_ENDING: Final = ("take-back", "forget", "erase", "withdraw")
_CARRIED: Final = ("asked", "skipped", "promise_passed", "outside_help", "hold_offered", "nobody_answered")
_TOLD: Final = ("taken", "resting", "muted", "not_forgotten")


class Living(Life, Protocol):
    """The life that is checked."""

    scene: Scene


# --- the rows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A concern as it is kept."""

    id: bytes
    line: Line
    said: tuple[tuple[int, Said], ...]
    record: tuple[Noted, ...]
    has_way: bool


@dataclass(frozen=True, slots=True)
class House:
    """All that is kept: to have read it means that every page, line and word opens."""

    kept: tuple[Kept, ...]
    handles: frozenset[bytes]
    entries: tuple[Entry, ...]
    standing: tuple[str, ...]
    keys: frozenset[bytes]
    retired: frozenset[bytes]

    def named(self, alias: str) -> Kept | None:
        """The line with this name."""
        return next((one for one in self.kept if alias and one.line.alias == alias), None)


async def _house(scene: Scene) -> House:
    return await scene.store.read(lambda tx: _read(tx, scene))


def _read(tx: Tx, scene: Scene) -> House:
    production = scene.production
    people.read(tx, production)
    productions.book(tx, production)
    found = concerns.all_of(tx, production)
    return House(
        tuple(_kept(tx, scene, one) for one in found),
        frozenset(slot.handle for slot in ledger.slots(tx, production)),
        tuple(entry for one in found for entry in agenda.of(tx, one.id)),
        names.read(tx, production),
        _named_keys(tx),
        frozenset(tx.conn.execute(select(retired.c.key)).scalars()),
    )


def _kept(tx: Tx, scene: Scene, concern: concerns.Concern) -> Kept:
    production = scene.production
    said, record = concerns.said(tx, production, concern), concerns.record(tx, production, concern)
    return Kept(concern.id, concern.line, said, record, has_way(tx, production, concern))


def _named_keys(tx: Tx) -> frozenset[bytes]:
    columns = (pages.c.key, concerns_table.c.head_key, concerns_table.c.words_key, productions_table.c.key)
    return frozenset(key for column in columns for key in tx.conn.execute(select(column)).scalars())


async def keys_of(scene: Scene, alias: str) -> list[str]:
    """The names of a line's two keys, for the head and for the words."""

    def work(tx: Tx) -> list[str]:
        found = [one.id for one in concerns.all_of(tx, scene.production) if alias and one.line.alias == alias]
        both = select(concerns_table.c.head_key, concerns_table.c.words_key).where(concerns_table.c.id.in_(found))
        return [key.hex() for row in tx.conn.execute(both) for key in row]

    return await scene.store.read(work)


def _keys_there(scene: Scene) -> tuple[set[bytes], set[bytes]]:
    with scene.store.keys._engine.connect() as conn:
        there = set(conn.execute(select(keys_table.c.id)).scalars())
        return there, set(conn.execute(select(tombstones.c.key)).scalars())


# --- the messages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry that was ever on the agenda."""

    id: bytes
    kind: str
    subject: bytes
    step: int

    @property
    def delivery(self) -> str:
        """What its message is called."""
        return base64.urlsafe_b64encode(self.id).decode().rstrip("=")


_ONCE: Final = ("outside_help", "nobody_answered", "skipped_", "promise_passed", "hold_offered")
_HOLDS: Final = frozenset({"taken", "left_reply", "left_ask_yes", "left_spoke"})


def log_of(folder: Path) -> tuple[Planned, ...]:
    """Everything that was ever planned."""
    planned = rows(data_file(folder), "SELECT id, kind, subject, step FROM agenda_log")
    return tuple(Planned(*row) for row in planned)


def messages_of(folder: Path) -> list[tuple[str, str]]:
    """Place and delivery of everything that the platform was ever sent, in order."""
    return rows(folder / "set.sqlite3", "SELECT place, delivery FROM message ORDER BY number")


# --- after every kill ---------------------------------------------------------------------------------------------


async def look_around(scene: Scene) -> list[str]:
    """What must hold at each moment: all opens, no key is missing, no message is lost or doubled."""
    house = await _house(scene)
    there, buried = _keys_there(scene)
    wrong = [f"{len(house.keys - there)} keys are missing"] if house.keys - there else []
    wrong += ["a key in use was destroyed"] if house.keys & buried else []
    wrong += ["a key in use is to be destroyed"] if house.keys & house.retired else []
    wrong += ["a way leads nowhere"] if len(house.handles) != sum(one.has_way for one in house.kept) else []
    return wrong + _sent(scene, house)


def _sent(scene: Scene, house: House) -> list[str]:
    """Each entry that is over has its message, once; and there is no message without an entry."""
    log, entries = log_of(scene.folder), {entry.id for entry in house.entries}
    sent = Counter(delivery for _, delivery in messages_of(scene.folder))
    asked = {one.id for one in house.kept if _is_quiet(one)}
    over = [one for one in log if one.kind in _SENDS and one.id not in entries and one.subject in asked]
    unsent = [one for one in over if not sent[one.delivery] and not _needs_none(house, one)]
    there = [one for one in log if one.id in entries or sent[one.delivery]]
    lost = [one.kind for one in unsent if not _asked_anew(one, there)]
    known = {one.delivery for one in log}
    wrong = [f"a {kind} was lost" for kind in lost]
    wrong += [f"{count} messages for one entry" for count in sent.values() if count > 1]
    return wrong + ["a message that nothing planned" for delivery in sent if delivery not in known]


def _is_quiet(kept: Kept) -> bool:
    """Whether nothing ever ended on this line, so that each entry has to become a message."""
    ended = {"withdrawn", "closed", "recused"} & {noted.code for noted in kept.record}
    return not ended and kept.has_way


def _needs_none(house: House, planned: Planned) -> bool:
    """A card may not stand in the channel; nobody is asked about a line that another has taken meanwhile."""
    kept = next((one for one in house.kept if one.id == planned.subject), None)
    if kept is None:
        return False
    if planned.kind == kinds.CARD:
        return kept.line.direct
    asked = kept.line.readers[planned.step] if planned.kind == kinds.ASK else ""
    held = {noted.reader for noted in kept.record if noted.code in _HOLDS}
    return bool(asked and held - {asked})


def _asked_anew(planned: Planned, there: Iterable[Planned]) -> bool:
    """Whether another asking of the same reader about the same line took its place: sent, or about to be."""
    what = planned.kind, planned.subject, planned.step
    return planned.kind == kinds.ASK and any((one.kind, one.subject, one.step) == what for one in there)


# --- at the end ---------------------------------------------------------------------------------------------------


async def everything(living: Living, script: str) -> list[str]:
    """Let everything due happen, then compare with the journal."""
    scene, past = living.scene, living.past
    await scene.until(scene.clock.now() + _LONG_ENOUGH)
    fates = [_fate(past, line, steps) for line, steps in _by_line(script).items()]
    house = await _house(scene)
    wrong = await look_around(scene)
    wrong += [*_left_over(scene, house), *_destroyed(scene, past, script)]
    wrong += [one for fate in fates for one in _counts(scene, house, fate)]
    for fate in fates:
        wrong += await _by_owner(living, fate)
        wrong += await _by_key(living, fate)
    wrong += await _by_readers(living, house, fates)
    return wrong + await _languages(living, script)


@dataclass(frozen=True, slots=True)
class Fate:
    """What the journal says of one line: what was told and what was only begun."""

    line: str
    owner: str
    alias: str
    told: frozenset[str]
    begun: frozenset[str]
    must: tuple[str, ...]
    may: tuple[str, ...]
    answers: tuple[str, ...]
    key: str = ""
    by_key: bool = False

    def was(self, *acts: str) -> bool:
        """Whether one of these was receipted."""
        return bool(self.told & set(acts))

    def may_be(self, *acts: str) -> bool:
        """Whether one of these was begun at least."""
        return bool(self.begun & set(acts))


def _by_line(script: str) -> dict[str, list[Step]]:
    lines: dict[str, list[Step]] = {}
    for group in SCRIPTS[script]():
        for step in group:
            if step.line:
                lines.setdefault(step.line, []).append(step)
    return lines


def _fate(past: Past, line: str, steps: list[Step]) -> Fate:
    told = [step for step in steps if step.id in past.told]
    begun = [step for step in steps if step.id in past.begun]
    receipts = [past.told[step.id] for step in told]
    return Fate(
        line,
        steps[0].who,
        next((one["alias"] for one in receipts if "alias" in one), ""),
        frozenset(step.what for step in told),
        frozenset(step.what for step in begun),
        tuple(step.words for step in told if _is_persons(step)),
        tuple(step.words for step in begun if _is_persons(step)),
        tuple(step.words for step in told if step.what == "answer"),
        next((one["key"] for one in reversed(receipts) if "key" in one), ""),
        any(step.follow == "key_only" for step in begun),
    )


def _is_persons(step: Step) -> bool:
    return bool(step.words) and step.what in {"write", "now", "add", "add-by-key"}


def _left_over(scene: Scene, house: House) -> list[str]:
    """Nothing due is left, every retired key is gone, and each standing name has its line."""
    now = scene.clock.now()
    wrong = ["something due was left" for entry in house.entries if entry.due <= now]
    waits = {one.id for one in house.kept if one.line.direct}  # cards that may not stand there are tried again
    tried = [entry for entry in house.entries if entry.attempts]
    wrong += [
        "something is put off again and again" for one in tried if one.kind != kinds.CARD or one.subject not in waits
    ]
    wrong += ["a retired key was left"] if house.retired else []
    aliases = {one.line.alias for one in house.kept if one.line.alias}
    return wrong + (["names without lines"] if set(house.standing) != aliases else [])


def _destroyed(scene: Scene, past: Past, script: str) -> list[str]:
    """The keys of what was receipted as ended are gone from the file, byte by byte."""
    there, raw = _keys_there(scene)[0], keys_file(scene.folder).read_bytes()
    wrong = []
    for step in (step for steps in _by_line(script).values() for step in steps if step.id in past.told):
        keys = [bytes.fromhex(key) for key in past.begun[step.id].get("keys", ())]
        ended = {"take-back": keys, "forget": keys[:1], "erase": keys[1:], "withdraw": keys[1:]}.get(step.what, [])
        wrong += [f"{step.id}: a key is still there" for key in ended if key in there]
        wrong += [f"{step.id}: no trace of its end" for key in ended if key not in raw]
    return wrong


def _counts(scene: Scene, house: House, fate: Fate) -> Iterator[str]:
    """Each step of the record stands there as often as it was done, and each cause had its messages once."""
    kept = house.named(fate.alias)
    if kept is None or fate.may_be("withdraw", "close", "forget") or fate.by_key:
        return
    log = [one for one in log_of(scene.folder) if one.subject == kept.id]
    codes = Counter(noted.code for noted in kept.record)
    planned = Counter(one.kind for one in log)
    posted = was_posted(kept.line.state)
    if posted and codes["released"] != 1:
        yield f"{fate.line}: released {codes['released']} times"
    cards = posted + sum(1 for one in log if one.kind == kinds.WORDS)
    if planned[kinds.CARD] != cards and not kept.line.direct:
        yield f"{fate.line}: {planned[kinds.CARD]} cards for {cards} causes"
    if planned[kinds.NOTE] != _notes(kept):
        yield f"{fate.line}: {planned[kinds.NOTE]} notes for {_notes(kept)} causes"
    yield from _acts(fate, codes, kept)
    if not fate.may_be("add"):  # new words make it ask anew
        yield from _climbed_once(fate, kept)


def _climbed_once(fate: Fate, kept: Kept) -> Iterator[str]:
    """No step of the ladder was told twice."""
    told = Counter((noted.code, noted.reader) for noted in kept.record if noted.code.startswith(_ONCE))
    yield from (f"{fate.line}: {code} {times} times" for (code, _), times in told.items() if times > 1)


def _notes(kept: Kept) -> int:
    """How many notes a record has causes for: one for each decision of the ladder, each act told, each answer."""
    steps = tuple(kept.record)
    decisions = {noted.at for noted in steps if noted.code.startswith(_CARRIED)}
    told = sum(noted.code in _TOLD or noted.code.startswith("left_") for noted in steps)
    return len(decisions) + told + (_opened_at_last(steps) if kept.line.urgency != "now" else 0)


def _opened_at_last(steps: tuple[Noted, ...]) -> int:
    """How often somebody opened what nobody had answered: the person is told of each. A `now` opens by being taken."""
    end = next((at for at, noted in enumerate(steps) if noted.code == "nobody_answered"), len(steps))
    after = [noted.code for noted in steps[end:]]
    held = next((at for at, code in enumerate(after) if code in _HOLDS), len(after))
    return after[:held].count("opened")


def _acts(fate: Fate, codes: Counter[str], kept: Kept) -> Iterator[str]:
    mine = [said.words for _, said in kept.said if said.voice is Voice.PERSON]
    theirs = [said.words for _, said in kept.said if said.voice is Voice.READER]
    for words in (*mine, *theirs):
        if (mine + theirs).count(words) > 1:
            yield f"{fate.line}: the same words twice"
    for act, code in (("take", "taken"), ("open", "opened")):
        if fate.was(act) and not codes[code]:
            yield f"{fate.line}: {code} isn't in the record"
    if codes["taken"] > (act_begun := int(fate.may_be("take"))):
        yield f"{fate.line}: taken {codes['taken']} times for {act_begun}"
    if len(theirs) != codes["left_reply"]:
        yield f"{fate.line}: {len(theirs)} answers and {codes['left_reply']} in the record"


# --- as people see it -----------------------------------------------------------------------------------------------


async def _by_owner(living: Living, fate: Fate) -> list[str]:
    """The owner finds every word they were told is kept, and nothing they were told is gone."""
    phone = living.phone(fate.owner)
    if not fate.alias:
        return await _draft(phone, fate) if fate.was("write") and not fate.may_be("send", "now") else []
    page = await phone.line(fate.alias)
    if fate.was("take-back", "forget") or (fate.by_key and fate.was("send")):
        return [f"{fate.line}: its owner still finds it"] if page else []
    if page is None:
        return [] if fate.may_be("take-back", "forget") else [f"{fate.line}: its owner doesn't find it"]
    return _compared(fate, page, f"{fate.line}: its owner", (*fate.must, *fate.answers))


async def _draft(phone: Phone, fate: Fate) -> list[str]:
    draft = button_of(await phone.press("all-lines"), "draft")
    page = await phone.press(draft.action, draft.token) if draft else None
    return [] if page and fate.must[0] in words_of(page) else [f"{fate.line}: the draft is lost"]


def _compared(fate: Fate, page: Surface, who: str, must: tuple[str, ...]) -> list[str]:
    words = words_of(page)
    if fate.was("withdraw", "erase"):
        return [f"{who} still reads what was erased" for one in fate.may if one in words]
    if says(page, "nothing-title"):
        return [f"{who} is shown nothing"]
    wrong = [f"{who} can't read {one}" for one in must if one not in words and not fate.may_be("withdraw", "erase")]
    return wrong + [f"{who} reads twice {one}" for one in set(words) if words.count(one) > 1]


async def _by_key(living: Living, fate: Fate) -> list[str]:
    """Six words that were shown lead to the line, from any account; after its end they don't."""
    if not fate.key:
        return []
    page = await with_key(living.phone("lumi"), fate.key)
    found = page.title == fate.alias
    if fate.was("forget", "take-back"):
        return [f"{fate.line}: six words lead to what is gone"] if found else []
    if not found:
        return [] if fate.may_be("forget", "take-back") else [f"{fate.line}: six words lead nowhere"]
    return _compared(fate, page, f"{fate.line}: whoever has its key", fate.must)


async def _by_readers(living: Living, house: House, fates: list[Fate]) -> list[str]:
    """Readers find every line that was released, with all its words; what was taken back is nowhere."""
    wrong = []
    for reader in (one for one in PEOPLE if one.audience == "reader"):
        phone = living.phone(reader.id)
        desk = headings_of(await phone.press("r-desk"))
        for fate in (fate for fate in fates if fate.alias):
            kept = house.named(fate.alias)
            if kept is None:
                wrong += [f"{fate.line}: a reader sees what is gone"] if fate.alias in desk else []
                wrong += [] if fate.may_be("take-back") else [f"{fate.line}: gone"]
            elif not fate.may_be("withdraw", "take-back") and (fate.was("add") or not fate.may_be("close")):
                wrong += await _by_reader(phone, kept, fate, may=_id(reader.id) in kept.line.readers)
    return wrong


async def _by_reader(phone: Phone, kept: Kept, fate: Fate, *, may: bool) -> list[str]:
    who, page = f"{fate.line}: {phone.account}", await phone.desk_line(fate.alias)
    if not may:
        return [f"{who} sees what they were left out of"] if page else []
    if page is None:
        return [f"{who} doesn't find it"]
    if kept.line.urgency == "now" and kept.line.taken_by != _id(phone.account):
        return []
    return _compared(fate, page, who, (*fate.must, *fate.answers))


def _id(account: str) -> str:
    """Who this account is on the roster."""
    found = roster_of().at(PLATFORM, WORKSPACE, account)
    return found.id if found else ""


async def _languages(living: Living, script: str) -> list[str]:
    """Who was told that they are spoken to in a language is."""
    chosen = [step for group in SCRIPTS[script]() for step in group if step.what == "speak"]
    told = [step for step in chosen if step.id in living.past.told]
    pages_of = [(step, await living.phone(step.who).press("home")) for step in told]
    return [
        f"{step.who} isn't spoken to in {step.words}"
        for step, page in pages_of
        if button_of(page, f"speak-{step.words}")
    ]
