"""The page on which one acts as the workspace's invented people. Drawn here, for this machine's browser alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from aiohttp import web
from multidict import MultiDictProxy

from tests.servers.slack.cast import assemble
from tests.servers.slack.page import Window, front, window
from tests.servers.slack.server import SlackServer
from tests.servers.slack.things import Message, View
from tests.servers.slack.typing_in import StillWrong, inputs

Posted = MultiDictProxy[str | bytes | bytearray | web.FileField]

_HERE: Final = Path(__file__).parent
_FILES: Final = {"front.css": "text/css", "front.js": "text/javascript"}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Workspace(SlackServer):
    """The local Slack with its people in it, and their windows.

    `breath`: the seconds an app gets after its ack to show something, before the page is drawn again.
    """

    breath = 0.4

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.cast = assemble(self)
        self.patience = 3.0
        self._said: dict[str, str] = {}

    def add_routes(self, app: web.Application) -> None:
        """The windows, beside Web API and sockets."""
        app.router.add_get("/", self._front)
        app.router.add_get("/{file:front\\.(css|js)}", self._asset)
        app.router.add_get("/as/{user}/{place}", self._window)
        app.router.add_post("/as/{user}/{place}", self._act)

    async def _front(self, request: web.Request) -> web.Response:
        self._must_be_ours(request)
        return _page(front(self, self.cast))

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        return web.Response(text=(_HERE / name).read_text("utf-8"), content_type=_FILES[name], headers=_HEADERS)

    async def _window(self, request: web.Request) -> web.Response:
        user, place = self._where(request)
        said = self._said.pop(user, "") if "text/html" in request.headers.get("Accept", "") else ""
        return _page(window(Window(self, self.cast, user, place, said)))

    async def _act(self, request: web.Request) -> web.Response:
        user, place = self._where(request)
        posted = await request.post()
        failures = len(self.told_of_failure(user))
        try:
            await self._do(user, place, posted)
            await asyncio.sleep(self.breath)
        except (StillWrong, TimeoutError) as wrong:
            self._said[user] = f"Slack: {str(wrong) or 'nothing came'}"
        told = self.told_of_failure(user)[failures:]
        if told:
            self._said[user] = f"Slack: {told[-1]}"
        raise web.HTTPSeeOther(f"/as/{user}/{place}")

    # --- what is done -------------------------------------------------------------------------------------------------

    async def _do(self, user: str, place: str, posted: Posted) -> None:
        if "command" in posted:
            await self.command(user, str(posted["command"]))
        elif "shortcut" in posted:
            await self.shortcut(user, str(posted["shortcut"]))
        elif "view" in posted:
            await self._in_modal(user, posted)
        elif "press" in posted:
            await self.press(user, str(posted["press"]), where=self._standing(user, place, posted))
        elif posted.get("act") == "open":
            await (self.open_home(user) if place == "home" else self.open_messages(user))
        else:
            await self._in_dm(user, posted)

    def _standing(self, user: str, place: str, posted: Posted) -> str | Message:
        if "ts" not in posted:
            return "home"
        channel = self.world.dm(user) if place == "dm" else self.world.channels[place]
        whispers = [one for one in self.whispered(user) if one.channel == channel.id]
        found = [one for one in (*channel.messages, *whispers) if one.ts == posted["ts"]]
        if not found:
            raise StillWrong("that message is gone")
        return found[0]

    async def _in_modal(self, user: str, posted: Posted) -> None:
        stack = self.world.stacks.get(user)
        if not stack or posted["view"] != f"{stack[-1].id} {stack[-1].revision}":
            raise StillWrong("that modal has changed")
        if posted.get("act") == "close":
            await self.close(user)
            return
        self.fill(user, _typed(stack[-1], posted))
        if "press" in posted:
            await self.press(user, str(posted["press"]))
        else:
            await self.submit(user)

    async def _in_dm(self, user: str, posted: Posted) -> None:
        words, ts = str(posted.get("words", "")).strip(), str(posted.get("ts", ""))
        dropped: Mapping[str, Callable[[str], Awaitable[str]]] = {
            "file": self.file,
            "voice": self.voice,
            "sticker": self.sticker,
        }
        match str(posted.get("act", "")):
            case "edit":
                await self.edit(user, ts, words)
            case "delete":
                await self.delete(user, ts)
            case "forward":
                await self.forward(user, "Words of somebody else", words)
            case "type" if words:
                await self.type(user, words)
            case name if name in dropped:
                await dropped[name](user)

    # --- whose window -------------------------------------------------------------------------------------------------

    def _where(self, request: web.Request) -> tuple[str, str]:
        self._must_be_ours(request)
        user, place = request.match_info["user"], request.match_info["place"]
        channel = self.world.channels.get(place)
        if user not in self.cast.parts or (
            place not in {"home", "dm"} and (not channel or user not in channel.members)
        ):
            raise web.HTTPNotFound
        return user, place

    def _must_be_ours(self, request: web.Request) -> None:
        """No other name for this machine, and nothing that another site's page sends."""
        origin = request.headers.get("Origin", self.url)
        if request.host != self.url.removeprefix("http://") or origin != self.url:
            raise web.HTTPForbidden


def _typed(view: View, posted: Posted) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for (block, _), element in inputs(view.blocks).items():
        values = [str(value) for value in posted.getall(f"in {block}", [])]
        if element["type"] == "plain_text_input":
            found[block] = "".join(values).replace("\r\n", "\n")
        else:
            found[block] = [value for value in values if value]
    return found


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)
