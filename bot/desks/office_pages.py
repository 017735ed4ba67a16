"""What the office reads of the schedule: the week at a glance, a day, an occasion, and what a press is going to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.surfaces import LONGEST_LABEL, MOST_BUTTONS, Block, Button, Facts, Heading, Page, Row, Say
from bot.desks.office_board import Owed, is_held
from bot.desks.office_look import Look, day_token, named, spoken_of
from bot.lines.place import wall
from escalation.calendar import ONE_DAY, instant
from escalation.occasions import Occasion, State, is_blocked
from escalation.prompts import Duty
from escalation.rescheduling import MAY
from storage.productions import Unit

WEEK: Final = timedelta(days=7)
_MOST: Final = 40
"""Occasions on a day's page, and cast ids on an occasion's."""
_MOST_AT_A_GLANCE: Final = 10
_MOST_OWED: Final = 8
_MOST_DAYS: Final = 14
_TICKED_BY: Final = {Duty.child_named: "child", Duty.resolve: "resolve"}
"""Duties that are done by an act of their own; for every other a person says so."""


def week(look: Look, start: date | None = None, below: tuple[Block, ...] = ()) -> Page:
    """Seven days from this one on, today's if none is said: what is to do, each unit's days, what waits for a day."""
    say = look.say
    blocks: tuple[Block, ...] = (
        *_told(look),
        Say(say("scenes-lead", production=look.shown.production)),
        *(_to_do(look) if start is None else ()),
        *(_days(look, start) or (Say(say("scenes-none")),)),
        *(_waiting(look) if start is None else ()),
        *below,
    )
    first = start or min(look.board.today(one.id) for one in look.board.units)
    undo = (Button("o-undo", say("scenes-press-undo")),) if look.board.undoable else ()
    now = (Button("o-home", say("scenes-press-now")),) if start else ()
    later = Button("o-later", say("scenes-press-later"), f"{first + WEEK:%Y%m%d}")
    who = Button("o-who", say("office-press-who"))
    return Page(say("office-title"), blocks, (Button("o-paste", say("scenes-press-paste")), *undo, *now, later, who))


def day(look: Look, unit: Unit, on: date) -> Page:
    """One day of a unit: its call sheet, every occasion, and what can be done with the day."""
    say, found = look.say, look.board.of_day(unit.id, on)
    blocks: tuple[Block, ...] = (*_told(look), Heading(look.day(unit.id, on)), Say(_sheet(look, unit, on)))
    if found:
        blocks = (*blocks, Facts(tuple(look.line(one) for one in found[:_MOST])), *_opens(look, found))
    blocks = (*blocks, *_more(look, len(found) - _MOST))
    if look.board.day(unit.id, on).wrap:
        blocks = (*blocks, Say(say("scenes-is-wrapped")))
    return Page(say("scenes-day-title"), blocks, (*_day_acts(look, unit, on), home(look)))


def occasion(look: Look, one: Occasion) -> Page:
    """One occasion: when, who with which call, its flags, what is owed for it, and where it can be brought."""
    say = look.say
    facts = [(say("scenes-day"), look.when(one)), (say("scenes-state"), _state(look, one))]
    facts.append((say("scenes-flags"), flags_of(look, one)))
    if readiness := look.board.readiness.get(one.id):
        facts.append((say("scenes-coordinator"), say(f"scenes-says-{readiness.replace('_', '-')}")))
    cast = tuple((look.called(called), look.call(called)) for called in one.calls[:_MOST])
    blocks: list[Block] = [*_told(look), Heading(look.line(one)[0]), Facts(tuple(facts))]
    blocks += [Say(say("scenes-blocked"), strong=True)] if is_blocked(one) else []
    blocks += [Heading(say("scenes-cast")), Facts(cast), *_more(look, len(one.calls) - _MOST)] if cast else []
    for owed in look.board.owed(look.shown.asking.times):
        blocks += _owed(look, owed) if owed.occasion.id == one.id else []
    blocks.append(Row((look.press("call", one), look.press("flags", one), look.press("move", one))))
    blocks.append(Row(tuple(look.press("to", one, state) for state in MAY[one.state])))
    days = (look.press_day("day", one.unit, one.day),) if one.day else ()
    return Page(say("scenes-one-title"), tuple(blocks), (*days, home(look)))


def before_sheet(look: Look, unit: Unit, on: date) -> Page:
    """What [Call sheet is out] does, before it is done."""
    say, day = look.say, look.dated(on)
    asks = any(one.flags for one in look.board.of_day(unit.id, on))
    first = _first_asked(look, unit, on)
    said = say("scenes-sheet-asks", day=day, time=first) if asks else say("scenes-sheet-nobody", day=day)
    blocks = Heading(look.day(unit.id, on)), Say(said), Say(say("scenes-sheet-only"), quiet=True)
    return _confirm(look, blocks, Button("o-sheet-go", say("scenes-press-sheet"), day_token(unit.id, on), main=True))


def before_wrap(look: Look, unit: Unit, on: date) -> Page:
    """What wrapping a unit's day does, before it is done."""
    say = look.say
    blocks = (Heading(look.day(unit.id, on)), Say(say("scenes-wrap-means")))
    return _confirm(look, blocks, Button("o-wrap-go", say("scenes-press-wrap"), day_token(unit.id, on), main=True))


def before_resolve(look: Look, one: Occasion) -> Page:
    """What it means to say that a minor beside intimacy is settled."""
    say = look.say
    blocks = (Heading(named(one)), Say(say("scenes-resolve-means"), strong=True))
    return _confirm(look, blocks, Button("o-resolve-go", say("scenes-press-resolve"), one.id, main=True))


def flags_of(look: Look, one: Occasion) -> str:
    """An occasion's flags by name, for a private page only."""
    names = (look.say(f"schedule-flag-{flag.replace('_', '-')}") for flag in one.flags)
    return ", ".join(names) or look.say("scenes-no-flags")


def home(look: Look) -> Button:
    """The way back."""
    return Button("o-home", look.say("office-press-home"))


def _confirm(look: Look, blocks: tuple[Block, ...], does: Button) -> Page:
    return Page(look.say("scenes-first-title"), blocks, (does, home(look)))


def _told(look: Look) -> tuple[Block, ...]:
    return (Say(look.told, strong=True),) if look.told else ()


def _to_do(look: Look) -> tuple[Block, ...]:
    board = look.board
    owed = [one for one in board.owed(look.shown.asking.times) if one.since <= board.today(one.occasion.unit)]
    if not owed:
        return (Say(look.say("scenes-nothing-to-do")),)
    blocks: list[Block] = [Heading(look.say("scenes-to-do"))]
    for one in owed[:_MOST_OWED]:
        blocks += _owed(look, one)
    if len(owed) > _MOST_OWED:
        blocks.append(Say(look.say("scenes-more-to-do", count=len(owed) - _MOST_OWED), quiet=True))
    return tuple(blocks)


def _owed(look: Look, owed: Owed) -> tuple[Block, ...]:
    one, duty = owed.occasion, owed.duty
    on = look.dated(one.day) if one.day else look.when(one)
    asked = look.say(f"schedule-ask-{duty.replace('_', '-')}", name=named(one), day=on)
    if duty in _TICKED_BY:
        return Say(asked), Row((look.press(_TICKED_BY[duty], one),))
    done = look.say("scenes-press-done")
    button = Button("o-tick", done, f"{one.id}.{duty}", spoken_of(look.say, done, one))
    return Say(asked), Row((button,))


def _days(look: Look, start: date | None) -> tuple[Block, ...]:
    blocks: list[Block] = []
    firsts = {one.id: start or look.board.today(one.id) for one in look.board.units}
    days = sorted(
        {
            (one.day, one.unit)
            for one in look.board.occasions
            if one.day and not is_held(one) and firsts.get(one.unit, one.day) <= one.day < _end(firsts, one)
        }
    )
    for on, unit_id in days[:_MOST_DAYS]:
        found = look.board.of_day(unit_id, on)
        blocks += [Heading(look.day(unit_id, on)), Facts(tuple(look.line(one) for one in found[:_MOST_AT_A_GLANCE]))]
        blocks += _more(look, len(found) - _MOST_AT_A_GLANCE)
        sheet = (look.press_day("sheet", unit_id, on),) if _may_say_sheet(look, unit_id, on) else ()
        blocks.append(Row((look.press_day("day", unit_id, on), *sheet)))
    return tuple(blocks)


def _end(firsts: dict[str, date], one: Occasion) -> date:
    return firsts.get(one.unit, date.min) + WEEK


def _may_say_sheet(look: Look, unit_id: str, on: date) -> bool:
    return on >= look.board.today(unit_id) and look.board.wants_sheet(unit_id, on)


def _waiting(look: Look) -> tuple[Block, ...]:
    """Occasions that are held or have no day."""
    found = tuple(one for one in look.board.occasions if is_held(one) and one.state is not State.cancelled)
    if not found:
        return ()
    shown = found[: 2 * MOST_BUTTONS]
    lines = Facts(tuple(look.line(one) for one in shown))
    return Heading(look.say("scenes-waiting")), lines, *_opens(look, shown), *_more(look, len(found) - len(shown))


def _more(look: Look, count: int) -> tuple[Say, ...]:
    return (Say(look.say("scenes-more", count=count), quiet=True),) if count > 0 else ()


def _opens(look: Look, found: tuple[Occasion, ...]) -> tuple[Row, ...]:
    """A press for each occasion, with its name."""
    opens = look.say("scenes-open")
    buttons = [
        Button("o-one", named(one)[:LONGEST_LABEL], one.id, spoken_of(look.say, opens, one)) for one in found[:_MOST]
    ]
    return tuple(Row(tuple(buttons[at : at + MOST_BUTTONS])) for at in range(0, len(buttons), MOST_BUTTONS))


def _day_acts(look: Look, unit: Unit, on: date) -> tuple[Button, ...]:
    if not look.board.of_day(unit.id, on):
        return ()
    sheet = (look.press_day("sheet", unit.id, on),) if _may_say_sheet(look, unit.id, on) else ()
    is_over = look.board.day(unit.id, on).wrap or on > look.board.today(unit.id)
    wrap = () if is_over else (look.press_day("wrap", unit.id, on),)
    return (*sheet, look.press_day("push", unit.id, on), *wrap)


def _state(look: Look, one: Occasion) -> str:
    state = look.say(f"scenes-state-{one.state.replace('_', '-')}")
    return ", ".join((state, look.say("scenes-standby"))) if one.standby else state


def _sheet(look: Look, unit: Unit, on: date) -> str:
    out = look.board.day(unit.id, on).sheet_out
    if out is None:
        return look.say("scenes-sheet-not-out")
    local = out.astimezone(ZoneInfo(unit.hours.zone))
    return look.say("scenes-sheet-is-out", time=wall(local, names_zone=False), day=look.dated(local.date()))


def _first_asked(look: Look, unit: Unit, on: date) -> str:
    """The minute before which nobody is asked, if the call sheet is out now."""
    rules, zone = look.shown.asking.rules, unit.hours.zone
    evening: datetime = instant(zone, on - ONE_DAY, rules.evening_latest)
    local = max(look.board.now, min(look.board.now + rules.after_sheet, evening)).astimezone(ZoneInfo(zone))
    return look.say("desk-time-on-day", day=look.dated(local.date()), time=wall(local, names_zone=False))
