"""An office's desk with a scene with nudity tomorrow and another unit's scene today, and hands on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from adapters.interface import Act, Gesture, PlatformAddress, Pressed, Submitted
from adapters.limits import buttons
from adapters.surfaces import Form, Page
from bot.desks.office import OfficeDesk, office_book
from bot.desks.office_door import office_schedule
from escalation.occasions import Called, Kind, Occasion
from tests.bot.checkins.set import BARE, TODAY, Office, office
from tests.bot.stage import SECOND, account, fixed_id, shown

CROWD = Occasion(
    fixed_id("crowd"), SECOND.id, Kind.scene, "Sc 40", TODAY, time(15), calls=(Called("9", at=time(14)), Called("1"))
)
ROWS = "Scene\tDate\tCall\tCast\n21\t2026-03-14\t13:00\t1, 3, 3X\n22\t2026-03-14\t15:00\t1, 12\n"


def tokens_of(surface: Page | Form, action: str) -> list[str]:
    """The tokens of every button with this name."""
    return [one.token for one in buttons(surface) if one.action == action]


@dataclass(slots=True)
class Desk:
    """The office's desk with its schedule, and hands on both."""

    office: Office = field(repr=False)
    desk: OfficeDesk = field(repr=False)

    async def act(self, act: Act, who: str = "ivo") -> Page | Form:
        """One act in private, checked against every limit of surfaces."""
        return shown(await self.desk.receive(Gesture(PlatformAddress(*account(who)), act)))

    async def press(self, page: Page | Form, action: str, which: int = 0) -> Page | Form:
        """Press the button with this name that stands on a page."""
        return await self.act(Pressed(action, tokens_of(page, action)[which]))

    async def send(self, form: Page | Form, via: str = "", who: str = "ivo", **values: str) -> Page | Form:
        """Send a form with these values."""
        assert isinstance(form, Form)
        return await self.act(Submitted(form.name, values, form.once, form.token, via), who)

    async def one(self, occasion_id: str = BARE.id) -> Occasion:
        """An occasion as it stands."""
        found = (await self.office.known()).occasion(occasion_id)
        assert found
        return found

    async def page_of(self, occasion: Occasion = BARE) -> Page | Form:
        """An occasion's page."""
        return await self.act(Pressed("o-one", occasion.id))


@asynccontextmanager
async def desk_in(folder: Path) -> AsyncIterator[Desk]:
    """The desk of a production in this folder."""
    async with office(folder) as there:
        house = there.stage.house
        for one in (BARE, CROWD):
            await there.schedule.put(one)
        yield Desk(there, OfficeDesk(office_book(house), office_schedule(house)))
