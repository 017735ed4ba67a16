"""The local Slack's own page: only for this machine, every text escaped, every act reaches the app."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.servers.slack.front import Workspace
from tests.servers.slack.manifest import GHOSTLIGHT
from tests.servers.slack.things import Json
from tests.servers.slack_app import SmallApp, box, button, choice, home, modal, section, small_app

_NASTY = '<script>alert(1)</script>"><img src=x> & \u202eword'


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    """The workspace with everybody in it."""
    async with Workspace() as workspace:
        workspace.breath = 0.0
        yield workspace


@pytest.fixture
async def app(slack: Workspace) -> AsyncIterator[SmallApp]:
    """The app in it, with one socket."""
    async with small_app(slack) as small:
        await small.connect()
        yield small


@pytest.fixture
def ada(slack: Workspace) -> str:
    """Somebody's id."""
    return slack.cast.people["ada"]


async def _get(slack: Workspace, app: SmallApp, path: str, **headers: str) -> tuple[int, str]:
    assert app.web.session
    async with app.web.session.get(slack.url + path, headers=headers) as answer:
        return answer.status, await answer.text()


async def _post(slack: Workspace, app: SmallApp, path: str, fields: Json, **headers: str) -> tuple[int, str]:
    assert app.web.session
    headers = {"Accept": "text/html", **headers}
    async with app.web.session.post(slack.url + path, data=fields, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_everybody_has_a_window_and_sees_only_their_own_channels(slack: Workspace, app: SmallApp) -> None:
    _, front = await _get(slack, app, "/")
    assert all(slack.world.users[user].name in front for user in slack.cast.people.values())
    readers, mara, ada = slack.cast.readers, slack.cast.people["mara"], slack.cast.people["ada"]
    assert (await _get(slack, app, f"/as/{mara}/{readers}"))[0] == 200
    assert [(await _get(slack, app, f"/as/{one}"))[0] for one in (f"{ada}/{readers}", "U0NOBODY/home")] == [404, 404]


async def test_nobody_else_than_this_machines_browser_gets_in(slack: Workspace, app: SmallApp, ada: str) -> None:
    path = f"/as/{ada}/dm"
    words = {"act": "type", "words": "x"}
    assert (await _get(slack, app, path, Host="rebound.example:80"))[0] == 403
    assert (await _post(slack, app, path, words, Origin="https://elsewhere.example"))[0] == 403
    assert slack.dm(ada) == []
    assert (await _post(slack, app, path, words, Origin=slack.url))[0] == 200
    assert len(slack.dm(ada)) == 1


async def test_every_text_is_escaped(slack: Workspace, app: SmallApp, ada: str) -> None:
    async def drawn(words: str) -> str:
        rich = {"type": "rich_text", "elements": [
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]},
        ]}  # fmt: skip
        parts = [
            section(words),
            rich,
            {"type": "actions", "elements": [button(words=words, accessibility_label=words)]},
        ]
        await app.web.views_publish(user_id=ada, view=home(*parts))
        await app.open(ada, *parts, box(initial_value=words), choice("radio_buttons", words))
        await slack.type(ada, words)
        pages = [(await _get(slack, app, f"/as/{ada}/{place}"))[1] for place in ("home", "dm")]
        return re.sub(r"V\d+ \d+|\d{5,}\.\d+|block.*?\"|in [^\"]+|\w{12}\"", "", "".join(pages))

    plain, nasty = await drawn("plain"), await drawn(_NASTY)
    assert _shape(nasty).count("script") == _shape(plain).count("script")
    assert "<img" not in nasty
    assert "\u202e" not in re.sub(r'<textarea.*?</textarea>|value="[^"]*"|aria-label="[^"]*"', "", nasty)
    assert "alert(1)" in nasty


def _shape(page: str) -> list[str]:
    return re.findall(r"<(\w+)", page)


async def test_what_is_done_in_the_page_reaches_the_app(slack: Workspace, app: SmallApp, ada: str) -> None:
    await _post(slack, app, f"/as/{ada}/home", {"command": "/concern"})
    await _post(slack, app, f"/as/{ada}/home", {"shortcut": "concern"})
    await app.web.views_publish(user_id=ada, view=home({"type": "actions", "elements": [button("go/1")]}))
    await _post(slack, app, f"/as/{ada}/home", {"press": "go/1"})
    posted = await app.web.chat_postMessage(
        channel=ada, text="note", blocks=[{"type": "actions", "elements": [button("open/1")]}]
    )
    await _post(slack, app, f"/as/{ada}/dm", {"press": "open/1", "ts": posted["ts"]})
    view = await app.open(ada, box(), choice("checkboxes", "a", "b"), choice_of_one())
    stack = slack.world.stacks[ada]
    kept = f"{view['id']} {stack[-1].revision}"
    fields = {"view": kept, "in words-1": "typed\r\ntwice", "in choice-1": "b", "in choice-2": "x", "act": "submit"}
    await _post(slack, app, f"/as/{ada}/home", fields)
    acts = [request.payload for request in app.heard if request.type != "events_api"]
    assert [one.get("command") or one["type"] for one in acts] == [
        "/concern", "shortcut", "block_actions", "block_actions", "view_submission",
    ]  # fmt: skip
    values = acts[-1]["view"]["state"]["values"]
    assert values["words-1"]["value"]["value"] == "typed\ntwice"
    assert [one["value"] for one in values["choice-1"]["value"]["selected_options"]] == ["b"]
    assert slack.modal(ada) is None


def choice_of_one() -> Json:
    """A select."""
    return {**choice("static_select", "x", "y"), "block_id": "choice-2"}


async def test_everything_that_can_be_put_into_a_dm(slack: Workspace, app: SmallApp, ada: str) -> None:
    path = f"/as/{ada}/dm"
    for act in ("type", "file", "voice", "sticker", "forward"):
        await _post(slack, app, path, {"act": act, "words": "words"})
    typed = slack.dm(ada)[0]
    await _post(slack, app, path, {"act": "edit", "ts": typed.ts, "words": "other"})
    assert slack.dm(ada)[0].text == "other"
    await _post(slack, app, path, {"act": "delete", "ts": typed.ts, "words": "other"})
    assert len(slack.dm(ada)) == 4
    await _post(slack, app, path, {"act": "open"})
    assert app.heard[-1].payload["event"]["tab"] == "messages"


async def test_what_slack_says_itself_stands_on_the_page_once(slack: Workspace, app: SmallApp, ada: str) -> None:
    app.answer, slack.deadline, slack.patience = (lambda _: None), 0.05, 0.05
    _, page = await _post(slack, app, f"/as/{ada}/home", {"command": "/concern"})
    assert "did not respond" in page
    assert "did not respond" not in (await _get(slack, app, f"/as/{ada}/home", Accept="text/html"))[1]
    app.answer, slack.deadline = (lambda _: {}), 3.0
    _, page = await _post(slack, app, f"/as/{ada}/home", {"act": "open"})
    assert "nothing came" in page
    await app.open(ada, box())
    _, page = await _post(slack, app, f"/as/{ada}/home", {"view": "V0OTHER 0", "act": "submit"})
    assert "that modal has changed" in page


async def test_a_form_that_nobody_took_says_so_where_it_is_seen_and_keeps_what_was_typed(
    slack: Workspace, app: SmallApp, ada: str
) -> None:
    await app.open(ada, box())
    app.answer, slack.deadline = (lambda _: None), 0.05
    kept = f"{slack.world.stacks[ada][-1].id} {slack.world.stacks[ada][-1].revision}"
    fields = {"view": kept, "in words-1": "typed", "act": "submit"}
    _, page = await _post(slack, app, f"/as/{ada}/home", fields)
    modal = page.partition('role="dialog"')[2]
    assert "had some trouble connecting" in modal
    assert "typed" in modal
    _, later = await _get(slack, app, f"/as/{ada}/home")
    assert re.findall(r'data-stamp="(\w+)"', later) == re.findall(r'data-stamp="(\w+)"', page)  # so it stays


async def test_whoever_is_mentioned_has_a_name(slack: Workspace, app: SmallApp, ada: str) -> None:
    mention = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": ada}]}
    await app.web.chat_postMessage(channel=ada, text="note", blocks=[{"type": "rich_text", "elements": [mention]}])
    _, page = await _get(slack, app, f"/as/{ada}/dm")
    assert f"@{slack.world.users[ada].name}" in page
    assert f"@{ada}" not in page


async def test_a_page_says_what_changed_apart(slack: Workspace, app: SmallApp, ada: str) -> None:
    async def stamps() -> list[str]:
        return re.findall(r'data-stamp="(\w+)"', (await _get(slack, app, f"/as/{ada}/home"))[1])

    nothing = await stamps()
    view = await app.open(ada)
    with_modal = await stamps()
    await app.web.views_update(view_id=view["id"], view=modal(section("other")))
    updated = await stamps()
    assert nothing[0] == with_modal[0] == updated[0]
    assert len({nothing[1], with_modal[1], updated[1]}) == 3


def test_it_runs_as_a_process_and_writes_a_production_file_once(tmp_path: Path) -> None:
    file = tmp_path / "production.toml"
    command = [sys.executable, "-m", "tests.servers.slack", "--port", "0", "--production", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = "".join(iter(process.stdout.readline, "  U0000000017  Tam Vaneweather\n"))
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert (process.returncode, rest) == (0, "")
    assert re.search(r"export SLACK_BOT_TOKEN=xoxb-\S+\n +export SLACK_APP_TOKEN=xapp-\S+\n", said)
    assert re.search(r"export GHOSTLIGHT_SLACK_API_URL=http://127\.0\.0\.1:\d+/api/\n", said)
    steps = re.findall(r"^  ghostlight (\w+)", said, re.MULTILINE)
    assert steps == ["key", "production", "doctor", "run"]
    production = tomllib.loads(file.read_text("utf-8"))
    accounts = [one["account"] for group in ("readers", "office", "people") for one in production[group].values()]
    assert {one["workspace"] for one in accounts} == {"T0LANTERN1"}
    assert all("EXAMPLE" not in one["user"] for one in accounts)
    assert "ring_url" not in production["readers"]["ilo"]
    again = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with again as process:
        assert process.stdout
        assert "is there already" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)


def test_a_page_is_not_in_the_way_of_the_manifest() -> None:
    assert Workspace().world.manifest.scopes == GHOSTLIGHT.scopes


async def test_nothing_of_a_page_leads_outside(slack: Workspace, app: SmallApp) -> None:
    assert app.web.session
    async with app.web.session.get(slack.url) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"https?://", (await answer.text()).replace(slack.url, ""))
    async with app.web.session.get(f"{slack.url}/front.js") as script:
        assert script.content_type == "text/javascript"
    with pytest.raises(aiohttp.ClientResponseError):
        async with app.web.session.get(f"{slack.url}/other.js", raise_for_status=True):
            pass
