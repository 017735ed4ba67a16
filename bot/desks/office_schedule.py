"""What the office presses and fills in about the schedule, and what comes of it.

Rows that were pasted are in their box again, whatever goes wrong. Sent twice, a form does once what it says.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from adapters.interface import Act, Pressed, Submitted
from adapters.surfaces import LONGEST_WORDS, Form, Page
from bot.checkins.changes import NoSuchOccasion
from bot.desks import office_calls as calls
from bot.desks import office_forms as forms
from bot.desks import office_pages as pages
from bot.desks.office_board import NoWayBack, OfficeSchedule
from bot.desks.office_look import Look, Shown, named
from bot.schedules import reading
from bot.schedules.shape import Faulty, Read
from escalation.occasions import Flag, Occasion, State
from escalation.prompts import Duty
from escalation.rescheduling import NotPossible, OverTheDay
from storage.errors import Stale, StorageError

Surface = Page | Form
Press = Callable[[Look, str], Awaitable[Surface]]
Send = Callable[[Look, Submitted], Awaitable[Surface]]
_FAULTS: Final = {NoSuchOccasion: "scenes-gone", NotPossible: "scenes-not-possible", Stale: "scenes-stale"}


class ScheduleDesk:
    """The office's acts."""

    def __init__(self, schedule: OfficeSchedule, home: Callable[[Look], Page]) -> None:
        self._schedule = schedule
        self._home = home
        self._presses: dict[str, Press] = {
            "o-later": self._later, "o-day": self._day, "o-one": self._one, "o-sheet": self._before_sheet,
            "o-sheet-go": self._sheet, "o-wrap": self._before_wrap, "o-wrap-go": self._wrap, "o-tick": self._tick,
            "o-to": self._bring, "o-resolve": self._before_resolve, "o-resolve-go": self._resolve, "o-undo": self._undo,
            "o-push": self._push_form, "o-move": self._move_form, "o-flags": self._flags_form,
            "o-child": self._child_form, "o-call": self._call_form, "o-paste": self._paste_form,
        }  # fmt: skip
        self._sends: dict[str, Send] = {
            "o-push": self._push, "o-move": self._move, "o-flags": self._flags, "o-child": self._child,
            "o-call": self._call, "o-paste": self._look_at, "o-apply": self._apply,
        }  # fmt: skip

    async def answer(self, shown: Shown, act: Act) -> Surface:
        """Answer one act of somebody of the office; whatever isn't about the schedule is answered with its home."""
        look = await self._look(shown)
        try:
            match act:
                case Pressed(action, token) if action in self._presses:
                    return await self._presses[action](look, token)
                case Submitted(form=form) if form in self._sends:
                    return await self._sent(self._sends[form], look, act)
        except (NoSuchOccasion, NotPossible, Stale) as fault:
            return self._home(replace(await self._look(shown), told=look.say(_FAULTS[type(fault)])))
        except (StorageError, TimeoutError):
            return self._home(replace(look, told=look.say("scenes-not-kept")))
        return self._home(look)

    async def _sent(self, send: Send, look: Look, sent: Submitted) -> Surface:
        """A form's answer; where nothing could be kept, pasted rows are in their box again."""
        try:
            return await send(look, sent)
        except Stale:
            raise
        except (StorageError, TimeoutError):
            if "rows" not in sent.values:
                raise
            return forms.paste(look, self._schedule.once(), _rows(sent), look.say("scenes-not-kept"))

    async def _look(self, shown: Shown, told: str = "") -> Look:
        return Look(shown, await self._schedule.look(), told)

    async def _again(self, look: Look, key: str, one: Occasion | None = None) -> Look:
        """The schedule afterwards, with the sentence that says what was done."""
        told = look.say(key, name=named(one)) if one else look.say(key)
        return await self._look(look.shown, told)

    # --- Looking ------------------------------------------------------------------------------------------------------

    async def _later(self, look: Look, token: str) -> Surface:
        try:
            return pages.week(look, date.fromisoformat(token))
        except ValueError:
            raise NoSuchOccasion from None

    async def _day(self, look: Look, token: str) -> Surface:
        return pages.day(look, *look.of_day(token))

    async def _one(self, look: Look, token: str) -> Surface:
        return pages.occasion(look, look.board.find(token))

    async def _before_sheet(self, look: Look, token: str) -> Surface:
        return pages.before_sheet(look, *look.of_day(token))

    async def _before_wrap(self, look: Look, token: str) -> Surface:
        return pages.before_wrap(look, *look.of_day(token))

    async def _before_resolve(self, look: Look, token: str) -> Surface:
        return pages.before_resolve(look, look.board.find(token))

    # --- A day --------------------------------------------------------------------------------------------------------

    async def _sheet(self, look: Look, token: str) -> Surface:
        """Once it is out, it is out: another press counts only for what came to the day since."""
        unit, on = look.of_day(token)
        if look.board.wants_sheet(unit.id, on) and look.board.of_day(unit.id, on):
            await self._schedule.sheet_out(unit.id, on)
        return pages.day(await self._again(look, "scenes-done-sheet"), unit, on)

    async def _wrap(self, look: Look, token: str) -> Surface:
        unit, on = look.of_day(token)
        await self._schedule.wrap(unit.id, on)
        return pages.day(await self._again(look, "scenes-done-wrap"), unit, on)

    async def _push_form(self, look: Look, token: str) -> Surface:
        unit, on = look.of_day(token)
        return forms.push(look, (unit, on), look.board.stamp(unit.id, on), self._schedule.once())

    async def _push(self, look: Look, sent: Submitted) -> Surface:
        (unit, on), chosen = look.of_day(sent.token), sent.values.get("by", "")
        if chosen not in map(str, forms.MINUTES):
            return self._push_again(look, sent, "scenes-choose")
        try:
            by = timedelta(minutes=int(chosen))
            await self._schedule.push(unit.id, on, by, sent.token.rpartition(".")[2])
        except OverTheDay:
            return self._push_again(look, sent, "scenes-over-the-day")
        except Stale:
            return self._push_again(await self._look(look.shown), sent, "scenes-day-changed")
        return pages.day(await self._again(look, "scenes-done-push"), unit, on)

    def _push_again(self, look: Look, sent: Submitted, problem: str) -> Form:
        unit, on = look.of_day(sent.token)
        seen, once = look.board.stamp(unit.id, on), self._schedule.once()
        return forms.push(look, (unit, on), seen, once, sent.values.get("by", ""), problem=look.say(problem))

    # --- An occasion --------------------------------------------------------------------------------------------------

    async def _tick(self, look: Look, token: str) -> Surface:
        one, duty = look.board.find(token), token.partition(".")[2]
        open_ = {owed.duty for owed in look.board.owed(look.shown.asking.times) if owed.occasion == one}
        if duty in open_:
            await self._schedule.tick(one.id, Duty(duty))
        return self._home(await self._again(look, "scenes-done-tick", one))

    async def _bring(self, look: Look, token: str) -> Surface:
        one, state = look.board.find(token), token.partition(".")[2]
        if state not in set(State):
            raise NotPossible
        await self._schedule.bring(one.id, State(state))
        return await self._afterwards(look, f"scenes-done-{state.replace('_', '-')}", one)

    async def _resolve(self, look: Look, token: str) -> Surface:
        one = look.board.find(token)
        await self._schedule.resolve(one.id)
        return await self._afterwards(look, "scenes-done-resolve", one)

    async def _move_form(self, look: Look, token: str) -> Surface:
        return forms.move(look, look.board.find(token), self._schedule.once())

    async def _move(self, look: Look, sent: Submitted) -> Surface:
        one, chosen = look.board.find(sent.token), sent.values.get("to", "")
        try:
            to = date.fromisoformat(chosen)
        except ValueError:
            return replace(forms.move(look, one, self._schedule.once()), problem=look.say("scenes-choose"))
        await self._schedule.move(one.id, to)
        return await self._afterwards(look, "scenes-done-move", one)

    async def _flags_form(self, look: Look, token: str) -> Surface:
        return forms.flags(look, look.board.find(token), self._schedule.once())

    async def _flags(self, look: Look, sent: Submitted) -> Surface:
        one, chosen = look.board.find(sent.token), _ticked(sent, "flags")
        wanted = tuple(flag for flag in Flag if flag in chosen)
        if set(wanted) != set(one.flags):
            try:
                await self._put(sent, one, replace(one, flags=wanted))
            except Stale:
                look = await self._look(look.shown)
                one = look.board.find(sent.token)
                return forms.flags(look, one, self._schedule.once(), wanted, look.say("scenes-one-changed"))
        return await self._afterwards(look, "scenes-done-flags", one)

    async def _child_form(self, look: Look, token: str) -> Surface:
        one = look.board.find(token)
        return forms.child(look, one, self._schedule.once()) or pages.occasion(look, one)

    async def _child(self, look: Look, sent: Submitted) -> Surface:
        one, chosen = look.board.find(sent.token), _ticked(sent, "children")
        cast = tuple(replace(call, child=str(at) in chosen) for at, call in enumerate(one.calls))
        if cast != one.calls:
            try:
                await self._put(sent, one, replace(one, calls=cast))
            except Stale:  # the cast may be another one: a place in it means nothing any more
                look = await self._look(look.shown)
                one, problem = look.board.find(sent.token), look.say("scenes-one-changed")
                again = forms.child(look, one, self._schedule.once(), problem=problem)
                return again or pages.occasion(look, one)
        return await self._afterwards(look, "scenes-done-child", one)

    async def _call_form(self, look: Look, token: str) -> Surface:
        return calls.form(look, look.board.find(token), self._schedule.once())

    async def _call(self, look: Look, sent: Submitted) -> Surface:
        one = look.board.find(sent.token)
        try:
            wanted = calls.filled_in(one, sent.values)
        except calls.Unclear as fault:
            return calls.form(look, one, self._schedule.once(), sent.values, look.say(fault.key))
        if isinstance(wanted, str):
            await self._schedule.uncall(one.id, wanted)
        else:
            await self._schedule.call(one.id, wanted)
        return await self._afterwards(look, "scenes-done-call", one)

    async def _put(self, sent: Submitted, read: Occasion, wanted: Occasion) -> None:
        """Edit an occasion that is as the form showed it. Raises `Stale`."""
        if forms.at_revision(read) != sent.token:
            raise Stale
        await self._schedule.put(wanted)

    async def _afterwards(self, look: Look, key: str, one: Occasion) -> Page:
        after = await self._again(look, key, one)
        return pages.occasion(after, after.board.find(one.id))

    # --- Pasted rows --------------------------------------------------------------------------------------------------

    async def _paste_form(self, look: Look, _token: str) -> Surface:
        return forms.paste(look, self._schedule.once())

    async def _look_at(self, look: Look, sent: Submitted, problem: str = "") -> Surface:
        """The dry run of what stands in the box; nothing is changed."""
        rows, once = _rows(sent), self._schedule.once()
        if rows != sent.values.get("rows", ""):
            return forms.paste(look, once, rows, look.say("scenes-rows-cut"))
        try:
            read = await self._read(rows)
        except Faulty as faulty:
            return forms.paste(look, once, rows, look.say("scenes-cannot-read"), faulty.faults)
        run, seen = await self._schedule.dry_run(read)
        if not run.changed and not read.faults:
            problem = look.say("scenes-nothing-new")
        return forms.dry_run(look, (read, run, seen), rows, once, problem)

    async def _apply(self, look: Look, sent: Submitted) -> Surface:
        """Apply the rows that were looked at, to the schedule that they were looked at with."""
        seen, _, looked_at = sent.token.partition(".")
        if sent.via:
            return await self._look_at(look, sent)
        if looked_at != forms.digest(_rows(sent)):
            return await self._look_at(look, sent, look.say("scenes-other-rows"))
        try:
            await self._schedule.apply(await self._read(_rows(sent)), seen)
        except Faulty:
            return await self._look_at(look, sent)
        except Stale:
            return await self._look_at(look, sent, look.say("scenes-paste-stale"))
        return self._home(await self._again(look, "scenes-done-paste"))

    async def _read(self, rows: str) -> Read:
        return reading.from_paste(rows, await self._schedule.habits(), lambda _row: None)

    async def _undo(self, look: Look, _token: str) -> Surface:
        try:
            await self._schedule.undo()
        except NoWayBack as fault:
            key = "scenes-undo-sent" if fault.was_sent else "scenes-undo-nothing"
            return self._home(await self._again(look, key))
        return self._home(await self._again(look, "scenes-done-undo"))


def _rows(sent: Submitted) -> str:
    return sent.values.get("rows", "")[:LONGEST_WORDS]


def _ticked(sent: Submitted, field: str) -> frozenset[str]:
    return frozenset(filter(None, sent.values.get(field, "").split(",")))
