"""The people of one production in a local workspace, and its file with their ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import Final, Self

from bot.clock import SystemClock
from bot.entropy import SystemEntropy
from bot.house import House
from bot.operator import applying, production_file, root_keys, running, state
from bot.operator.spelling import WEEKDAYS
from bot.rota.readers import Readers
from bot.settings import Settings
from storage import productions
from storage.spares import Spares
from storage.store import Store
from tests.e2e.slack_phone import PATIENCE, Phone, said
from tests.servers.slack import Message, SlackServer
from tests.servers.slack.things import Channel

_FILE: Final = Path(__file__).with_name("slack_production.toml")


@dataclass(frozen=True, slots=True)
class Set:
    """Two who read, one of the office, two who write, and two channels."""

    slack: SlackServer
    mara: Phone
    ilo: Phone
    odile: Phone
    ada: Phone
    ben: Phone
    readers: Channel
    office: Channel

    @classmethod
    def on(cls, slack: SlackServer) -> Self:
        """Let them all be there. Twice on two servers they have the same ids."""
        names = ("Mara Vellum", "Ilo Farrowby", "Odile Marrowstone", "Ada Fennick", "Ben Corrow")
        mara, ilo, odile, ada, ben = (Phone(slack, slack.person(name)) for name in names)
        channels = slack.world.channels
        readers = channels[slack.channel(mara.user, ilo.user, name="quiet-readers")]
        office = channels[slack.channel(odile.user, name="office")]
        return cls(slack, mara, ilo, odile, ada, ben, readers, office)

    @property
    def file(self) -> str:
        """The production's file."""
        people = {name: getattr(self, name).user for name in ("mara", "ilo", "odile")}
        places = {"team": self.slack.team, "readers": self.readers.id, "office": self.office.id}
        far = WEEKDAYS[(datetime.now(UTC).weekday() + 3) % len(WEEKDAYS)]
        return Template(_FILE.read_text(encoding="utf-8")).substitute(people, **places, weekday=far)

    def cards(self, alias: str) -> list[Message]:
        """What the bot posted to the readers about this line."""
        return [one for one in self.readers.messages if one.bot and alias in said(one.blocks)]

    async def posted(self, alias: str) -> Message:
        """The line's card, once it stands."""
        await self.slack.until(lambda: self.cards(alias), PATIENCE)
        return self.cards(alias)[-1]

    async def taken(self, reader: Phone, alias: str) -> None:
        """This reader opens the card and says that they have it."""
        await reader.press("r-open", await self.posted(alias))
        await reader.press("r-take")
        assert "You have it" in await reader.send()

    async def founded(self, folder: Path) -> None:
        """What the operator's commands and both readers' yes come to, without waiting for a process each time."""
        keys = folder / "roots" / "content.key", folder / "roots" / "route.key"
        settings = Settings(folder / "data", folder / "keys", *keys)
        root_keys.make(settings)
        store = running.open_store(settings)
        try:
            await applying.apply(store, production_file.read(self.file))
            await self._accepted(store)
        finally:
            store.close()

    async def _accepted(self, store: Store) -> None:
        (production,) = await store.read(productions.all_of)
        house = House(store, Spares(store.keys), production, SystemClock(), SystemEntropy(), _nobody, _nobody)
        readers, accounts = Readers(house), [("slack", self.slack.team, one.user) for one in (self.mara, self.ilo)]
        for account in accounts:
            await readers.accept(account)
        found = await store.read(lambda tx: state.read(tx, production))
        second = found.roster.at(*accounts[1])
        assert second
        await readers.say_yes(accounts[0], second.id)


def _nobody() -> None:
    """Nothing runs yet that could be woken."""
