"""The person's side of a check-in: the question first wherever they open me, and what each of the three answers does.

Having what one needs is a page of thanks: nothing is read, written or counted for it, as for closing the page and for
silence. The other two lead to the ordinary forms, with the occasion in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.interface import Answer, PlatformAddress, Show, Submitted
from adapters.surfaces import Form, Say
from bot.checkins.mine import MyCheckIns, Own
from bot.desks import checkin_pages as drawn
from bot.desks import pages
from bot.desks.checkin_pages import HOLD, HOLD_WORDS, NO_SCENE, SAY, UNCHOSEN, Filled, Told
from bot.desks.checkin_wishes import WISHES, Offered, offered, wished, wishes_form
from bot.desks.here import Here
from bot.desks.writing import Writing
from bot.desks.writing_forms import Typed
from bot.house import House
from bot.lines.owning import NoSuchLine
from escalation import plain
from escalation.checkin_plans import AT_ONCE, Sentence, opens
from escalation.checkin_plans import Answer as Answered
from escalation.concern import Urgency
from escalation.occasions import Occasion
from storage import occasions
from storage.store import Tx

ACTS: Final = frozenset({"open", "check-fine", SAY, HOLD, "check-yes", "check-no", WISHES})
FORMS: Final = frozenset({SAY, HOLD, HOLD_WORDS, WISHES})


class CheckInDesk:
    """What a person can do about their check-ins; words go by `writing`, like all others."""

    def __init__(self, house: House, writing: Writing) -> None:
        self._own = Own(house)
        self._writing = writing

    async def first(self, here: Here, below: Answer) -> Answer:
        """What they are asked, above this page; the page alone where they are asked nothing."""
        return drawn.first(here, await self._own.look(here.account), below)

    async def pressed(self, here: Here, who: PlatformAddress, action: str, token: str) -> Answer:
        """One of `ACTS`."""
        match action:
            case "open":
                answer = await self.first(here, pages.opened(here))
            case "check-fine":
                answer = drawn.thanks(here)
            case "check-yes" | "check-no":
                answer = await self._is_theirs(here, token, yes=action == "check-yes")
            case "check-wishes":
                answer = await self._wishes(here)
            case _:
                answer = await self._answered(here, who, Answered.hold if action == HOLD else Answered.say, token)
        return answer

    async def _answered(self, here: Here, who: PlatformAddress, answer: Answered, token: str) -> Answer:
        """The form behind an answer; the ordinary one for what isn't asked any more, so that nobody is turned away."""
        one = await self._told(here, token)
        if answer is Answered.hold:
            form = drawn.hold_form(here, one, Filled(Typed(unit=one.unit))) if one else None
            return Show(form) if form else self._writing.start_now(here, who)
        if one is None:
            return self._writing.start(here)
        return Show(drawn.say_form(here, one, Filled(Typed(urgency=opens(answer, before=one.is_before) or ""))))

    async def submitted(self, here: Here, who: PlatformAddress, form: Submitted) -> Answer:
        """One of `FORMS`."""
        if form.form == WISHES:
            return await self._wish(here, form)
        one = await self._told(here, form.token)
        if form.form == SAY:
            return await self._say(here, who, form, one)
        return await self._hold(here, who, form, one)

    async def _told(self, here: Here, token: str) -> Told | None:
        found = drawn.told(await self._own.look(here.account))
        return next((one for one in found if one.token == token), None)

    # --- Words ----------------------------------------------------------------------------------------------------

    async def _say(self, here: Here, who: PlatformAddress, form: Submitted, one: Told | None) -> Answer:
        """What goes on is an ordinary first screen; what comes back as one is drawn with the occasion again."""
        values, start = _said(here, one, form.values), form.values.get("start", "")
        if one and (form.via == "now" or (not form.via and start in AT_ONCE)):
            return self._at_once(here, one, form.values, values)
        if one and not form.via and form.values.get("occasion") == UNCHOSEN:
            return Show(drawn.say_form(here, one, replace(Filled.of(form), problem=here.say("check-choose"))))
        answer = await self._writing.submitted(here, who, replace(form, form="write", token="", values=values))
        return _again(here, answer, one, form) if one else answer

    def _at_once(self, here: Here, one: Told, values: Mapping[str, str], said: Mapping[str, str]) -> Answer:
        """To the urgent screen, with what was typed; where no briefing was held, everybody who reads is asked."""
        filled = Filled(replace(Typed.of(values), words=said["words"]), values)
        if values.get("start") not in AT_ONCE:
            return Show(drawn.hold_words_form(here, one, filled))
        everybody = tuple(reader.id for reader in here.readers())
        form = drawn.hold_words_form(here, one, replace(filled, typed=replace(filled.typed, readers=everybody)))
        return Show(replace(form, blocks=(Say(here.say("check-no-briefing"), strong=True), *form.blocks)))

    async def _hold(self, here: Here, who: PlatformAddress, form: Submitted, one: Told | None) -> Answer:
        if one and form.via == drawn.WRITE_FIRST:
            filled = Filled.of(form)
            typed = replace(filled.typed, words=here.say_to_readers("check-hold-words"))
            return Show(drawn.hold_words_form(here, one, replace(filled, typed=typed)))
        values = _asking(here, one, form.values)
        answer = await self._writing.submitted(here, who, replace(form, form="now", token="", values=values))
        return _again(here, answer, one, form) if one else answer

    # --- Whose number it is -----------------------------------------------------------------------------------------

    async def _is_theirs(self, here: Here, token: str, *, yes: bool) -> Answer:
        """Asked once: an answer to what isn't asked any more reads like any page that is too old."""
        mine = await self._own.look(here.account)
        cast_id = next((one for one in mine.unsure if drawn.mark(one) == token), None)
        if cast_id is None:
            raise NoSuchLine
        say, title = here.say, here.say("check-noted-title")
        if yes:
            await self._own.confirm(here.account, cast_id)
            joined = here.place.me is not None and here.place.me.joined
            told = say("check-linked", cast=cast_id) if joined else say("check-linked-join", cast=cast_id)
            return pages.said(here, title, told)
        await self._own.deny(here.account, cast_id)
        return pages.said(here, title, say("check-unlinked", cast=cast_id))

    # --- What they wish ---------------------------------------------------------------------------------------------

    async def _wishes(self, here: Here) -> Answer:
        mine, found = await self._offered(here)
        if not (here.place.me and here.place.me.cast_ids):
            return pages.said(here, here.say("check-wishes-title"), here.say("check-wishes-nobody"))
        return Show(wishes_form(here, mine, found))

    async def _wish(self, here: Here, form: Submitted) -> Answer:
        mine, found = await self._offered(here)
        await self._own.wish(here.account, wished(mine.wishes, found, form.values))
        return pages.said(here, here.say("check-noted-title"), here.say("check-wishes-kept"))

    async def _offered(self, here: Here) -> tuple[MyCheckIns, Offered]:
        mine = await self._own.look(here.account)
        wanted = dict.fromkeys((*mine.wishes.occasions, *mine.wishes.again))

        def work(tx: Tx) -> list[Occasion]:
            found = (occasions.find(tx, here.house.production, one) for one in wanted)
            return [one for one in found if one]

        return mine, offered(here, mine, await here.house.store.read(work))


def _again(here: Here, answer: Answer, one: Told, form: Submitted) -> Answer:
    """An ordinary form that came back with a problem, as the form of the check-in, with everything still in it."""
    surface = answer.surface
    if not isinstance(surface, Form) or not surface.problem or surface.name not in ("write", "now"):
        return answer
    draw = {SAY: drawn.say_form, HOLD: drawn.hold_form, HOLD_WORDS: drawn.hold_words_form}[form.form]
    return Show(draw(here, one, replace(Filled.of(form), problem=surface.problem)))


def _said(here: Here, one: Told | None, values: Mapping[str, str]) -> dict[str, str]:
    """What was typed and chosen, as the ordinary first screen has it.

    A ready sentence goes in the production's language, since a person's own would tell of them. Where no scene is
    named there is no call to be in time for, and the day is said.
    """
    start, words = values.get("start", ""), plain.normalise(values.get("words", ""))
    if one and start in one.sentences:
        sentence = here.say_to_readers(f"check-start-{Sentence(start).replace('_', '-')}")
        words = "\n".join(filter(None, (f"{sentence}.", words)))
    return _about(here, one, {**values, "words": words})


def _asking(here: Here, one: Told | None, values: Mapping[str, str]) -> dict[str, str]:
    """A hold is asked for, in these words or in ours."""
    words = plain.normalise(values.get("words", "")) or here.say_to_readers("check-hold-words")
    return _about(here, one, {**values, "words": words})


def _about(here: Here, one: Told | None, values: dict[str, str]) -> dict[str, str]:
    """With an occasion of this check-in, or none."""
    chosen = values.get("occasion", "")
    if one and chosen in {occasion.id for _, occasion in one.about}:
        return {**values, "unit": one.unit}
    if values.get("urgency") == Urgency.before_scene:
        values = {**values, "urgency": Urgency.today}
    if one and chosen == NO_SCENE and values["words"]:
        month = here.say_to_readers(f"month-{one.on.month}")
        when = here.say_to_readers("day", day=one.on.day, month=month)
        said = here.say_to_readers("check-day-words", day=when)
        words = values["words"] if said in values["words"] else f"{values['words']}\n{said}"
        values = {**values, "words": words}
    return {**values, "occasion": "", "unit": one.unit if one else values.get("unit", "")}
