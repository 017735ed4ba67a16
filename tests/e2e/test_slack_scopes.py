"""Every right in the manifest is needed by something that Ghostlight did, and nothing that it did needs another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.e2e.slack_life import Life, living
from tests.e2e.slack_phone import PATIENCE
from tests.servers.slack import SlackServer
from tests.servers.slack.manifest import Manifest, granted

WORDS = "zarvolin: nobody asked me."


async def test_each_scope_in_the_manifest_is_needed_by_a_call_and_no_call_needs_another(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        await everything_that_calls_slack(life)
        slack, manifest = life[0].slack, granted()
    assert slack.world.manifest == manifest
    assert difference(slack, manifest) == (set(), set())
    assert refused(slack) == []
    assert {call.needed for call in slack.requests if call.token == "app"} == {"connections:write"}
    # Controls: one scope more, and one less.
    assert difference(slack, replace(manifest, scopes=manifest.scopes | {"files:read"})) == ({"files:read"}, set())
    for scope in manifest.scopes:
        assert difference(slack, replace(manifest, scopes=manifest.scopes - {scope})) == (set(), {scope})


def difference(slack: SlackServer, manifest: Manifest) -> tuple[set[str], set[str]]:
    """The scopes that nothing needed, and the needed ones that the manifest doesn't have."""
    used = slack.scopes_used() - {"connections:write"}  # the app token's, which no manifest grants
    return set(manifest.scopes - used), used - manifest.scopes


def refused(slack: SlackServer) -> list[str]:
    """The calls for which Slack said that a right is missing."""
    return [call.method for call in slack.requests if call.response.get("error") == "missing_scope"]


async def everything_that_calls_slack(life: Life) -> None:
    """The doctor, a run, a concern, what is typed into the DM, and a run that looks for what it missed."""
    on, house = life
    _, told = await house.command("doctor")
    assert "Slack: the app has every right it needs" in told
    await on.ada.home()
    alias = await on.ada.now(WORDS)
    await on.taken(on.mara, alias)
    await on.slack.type(on.ben.user, WORDS)
    await on.slack.until(lambda: on.ben.notes, PATIENCE)
    await on.ben.press("typed", "dm")
    assert WORDS in on.ben.typed
    card = await on.posted(alias)
    await on.slack.join(on.readers.id, on.ben.user)
    await on.slack.until(lambda: card not in on.readers.messages, PATIENCE)
    on.slack.leave(on.readers.id, on.ben.user)
    assert await house.stop() == 0
    await on.slack.type(on.ben.user, WORDS)
    await house.start()
    await on.slack.until(lambda: len(on.ben.notes) == 2, PATIENCE)
