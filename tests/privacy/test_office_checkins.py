"""The office's view is the same, byte for byte, whatever anybody answered, muted or wrote about an occasion.

The coordinator's own acts, the schedule and the clock are held fixed. What the office can be shown is everything: each
page, each form, the channel's agenda of the schedule, and whether the last change can still be undone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.interface import Act, Gesture, OpenedHome, PlatformAddress, Pressed, Submitted
from adapters.surfaces import Form, Page
from bot.checkins.check_in_posts import CheckInPosts
from bot.checkins.mine import Own
from bot.desks.office import OfficeDesk, office_book
from bot.desks.office_door import office_schedule
from bot.lines import agenda_kinds as kinds
from bot.posting import Posting
from escalation.checkins import Wishes
from escalation.readiness import Readiness
from storage import agenda
from tests.bot.checkins.set import BARE, TOMORROW, Office, office
from tests.bot.stage import MAIN, SomePlatform, account, shown
from tests.privacy.set import memory

DAY = f"{MAIN.id[:12]}.{TOMORROW:%Y%m%d}"
ROWS = "Scene\tDate\tCall\tCast\n21\t2026-03-14\t13:00\t1, 3\n"
VIEWS: list[Act] = [
    OpenedHome(),
    Pressed("o-later", "20260319"),
    Pressed("o-day", DAY),
    Pressed("o-one", BARE.id),
    Pressed("o-sheet", DAY),
    Pressed("o-wrap", DAY),
    Pressed("o-push", DAY),
    Pressed("o-move", BARE.id),
    Pressed("o-flags", BARE.id),
    Pressed("o-child", BARE.id),
    Pressed("o-who"),
    Submitted("o-paste", {"rows": ROWS}),
    Pressed("o-undo"),
    OpenedHome(),
]
Answer = Callable[[Office, str], Awaitable[None]]


async def fine(at: Office, who: str) -> None:
    """They have what they need, or close the page: they looked, and that is all."""
    await Own(at.stage.house).look(account(who))


async def silence(at: Office, who: str) -> None:
    """Nothing."""


async def words(at: Office, who: str) -> None:
    """They ask or say something about the occasion."""
    await at.stage.raised("The robe was not there.", by=who, urgency="soon", occasion=BARE.id)


async def hold(at: Office, who: str) -> None:
    """They ask for a hold, and a reader takes it."""
    mine = await at.stage.raised("Please hold.", by=who, urgency="now", occasion=BARE.id)
    await at.stage.taken("wren", mine)


async def mute(at: Office, who: str) -> None:
    """They don't wish to be asked again."""
    await Own(at.stage.house).wish(account(who), Wishes(everything=True))


ANSWERS: tuple[Answer, ...] = (fine, silence, words, hold, mute)


async def view(answers: tuple[Answer, ...], leak: Answer | None = None) -> list[Page | Form]:
    """Everything the office can be shown, after these people of the scene answered in this way."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        async with office(Path(folder)) as at:
            await at.schedule.put(BARE)
            await at.schedule.sheet_out(MAIN.id, TOMORROW)
            await _asked(at)
            for who, answer in zip(("ada", "bo", "cy"), answers, strict=True):
                await answer(at, who)
            at.stage.clock.at = at.stage.clock.at.replace(hour=15, minute=0)
            await at.schedule.set_readiness(BARE.id, Readiness.ready)
            if leak:
                await leak(at, "wren")
            return await _seen(at)


async def _asked(at: Office) -> None:
    """The check-in of the evening goes out to everybody."""
    batch = min((await at.known()).batches, key=lambda one: one.at)
    at.stage.clock.at = batch.at
    posts = CheckInPosts(at.stage.house, Posting({"local": SomePlatform(frozenset())}))
    entries = await at.stage.store.read(lambda tx: agenda.of(tx, bytes.fromhex(batch.id)))
    for entry in entries:
        await posts.acts()[kinds.CHECK_IN](entry)
    at.stage.clock.move(timedelta(minutes=1))


async def _seen(at: Office) -> list[Page | Form]:
    desk = OfficeDesk(office_book(at.stage.house), office_schedule(at.stage.house))
    who = PlatformAddress(*account("ivo"))
    found = [shown(await desk.receive(Gesture(who, act))) for act in VIEWS]
    return [replace(one, once="chance") if isinstance(one, Form) else one for one in found]


async def test_the_office_sees_the_same_whatever_anybody_answered() -> None:
    plain = await view((silence, silence, silence))
    patterns: list[tuple[Answer, ...]] = [(one, one, one) for one in ANSWERS if one is not silence]
    for pattern in (*patterns, (words, fine, hold), (mute, hold, silence)):
        assert await view(pattern) == plain, [one.__name__ for one in pattern]


async def test_control_readiness_that_followed_an_answer_would_be_seen() -> None:
    async def follows(at: Office, _who: str) -> None:
        await at.schedule.set_readiness(BARE.id, Readiness.hold)

    plain = await view((silence, silence, silence))
    assert await view((silence, silence, silence), follows) != plain


async def test_control_what_was_asked_was_really_asked_and_a_denied_number_shows() -> None:
    async def denies(at: Office, _who: str) -> None:
        assert [one.stage for one in (await at.known()).batches if one.stage != "waiting"]
        await Own(at.stage.house).deny(account("ada"), "1")

    plain = await view((silence, silence, silence))
    assert await view((silence, silence, silence), denies) != plain
