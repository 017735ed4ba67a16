"""The doctor: looks at everything, changes nothing, and says of each thing whether it is as it should be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

from bot import settings as settings_module
from bot.operator import examining, state
from bot.operator.findings import Finding
from bot.operator.platforms_seen import platform_findings
from bot.operator.productions_seen import production_findings
from bot.operator.running import open_store
from bot.settings import Refused, Settings
from storage import productions
from storage.errors import StorageError
from storage.store import Store, Tx


def settings_findings() -> tuple[Settings | None, list[Finding]]:
    """The settings if they can be used, and what is found about them."""
    try:
        found = settings_module.read()
    except Refused as refused:
        return None, [Finding("Settings", fault) for fault in refused.faults]
    return found, [Finding("Settings: each is known and can be used")]


async def examine(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Everything but the settings themselves."""
    found = await asyncio.to_thread(lambda: [*_machine(settings, now)])
    return (*found, *await _productions(settings, now))


def _machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    yield from examining.root_key_findings(settings)
    yield from examining.folder_findings(settings)
    yield from examining.database_findings(settings)
    yield from examining.clock_findings(settings, now)
    yield from examining.disk_findings(settings)


async def _productions(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Only what is there already is opened: looking must not bring an older store to a newer schema."""
    seen = await asyncio.to_thread(examining.look, settings)
    if settings.root_faults() or set(seen.values()) != {"current"}:
        return (Finding("Productions: not looked at", "mend what stands above, then call the doctor again"),)
    try:
        return await _opened(settings, now)
    except StorageError:
        todo = "look whether data, keys and root keys belong together, and whether one of them is an older copy"
        return (Finding("Productions: they don't open", todo),)


async def _opened(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    store: Store = await asyncio.to_thread(open_store, settings)
    try:
        found = await store.read(_states)
    finally:
        await asyncio.to_thread(store.close)
    platforms = await platform_findings(settings, found)
    if not found:
        todo = "`ghostlight production example` prints one to begin with"
        return (*platforms, Finding("Productions: there is none yet", todo))
    seen = (one for each in found for one in production_findings(each, now, private=settings.ring_private))
    return (*platforms, *seen)


def _states(tx: Tx) -> list[state.State]:
    return [state.read(tx, production) for production in productions.all_of(tx)]
