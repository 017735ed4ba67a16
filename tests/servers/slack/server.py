"""The server itself: one port for Web API and sockets, what a test makes and spoils in it, and what it looks at."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from tests.servers.slack.faults import Fault
from tests.servers.slack.manifest import Manifest
from tests.servers.slack.records import Recorded
from tests.servers.slack.signed import Posts
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.things import Json, Kind, Message
from tests.servers.slack.typist import Typist
from tests.servers.slack.views import shown
from tests.servers.slack.web_api import WebApi
from tests.servers.slack.world import World

SIGNING_SECRET = "0123456789abcdef0123456789abcdef"


class SlackServer(Typist):
    """A workspace with one app in it, on 127.0.0.1; port 0 takes any free one."""

    def __init__(self, *, port: int = 0, manifest: Manifest | None = None) -> None:
        world = World() if manifest is None else World(manifest=manifest)
        super().__init__(world, Sockets(world), Posts(world, SIGNING_SECRET))
        self._api = WebApi(world)
        self._port = port
        self._down = False
        self._runner: web.AppRunner | None = None
        self._api.answers["apps.connections.open"] = self._connections_open
        self.team = world.team
        self.bot_user = world.bot_user
        self.bot_token = self._api.tokens.bot
        self.app_token = self._api.tokens.app
        self.signing_secret = SIGNING_SECRET
        self.url = ""
        self.api_url = ""

    async def __aenter__(self) -> Self:
        """Listen."""
        app = web.Application(client_max_size=4 * 1024**2)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link", self._link)
        self.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = self.world.url = f"http://127.0.0.1:{self._port}"
        self.api_url = f"{self.url}/api/"
        self.posts.session = aiohttp.ClientSession(trust_env=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening; every connection ends."""
        await self.stop()
        self.sockets.cut()
        assert self.posts.session is not None
        await self.posts.session.close()
        assert self._runner is not None
        await self._runner.cleanup()

    def add_routes(self, app: web.Application) -> None:
        """For what else is to be served on the same port."""

    # --- its doors --------------------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        return _refuse(request) if self._down else await self._api.handle(request)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        return _refuse(request) if self._down else await self.sockets.handle(request)

    def _connections_open(self, _world: World, _args: Json) -> Json:
        return {"url": f"ws://127.0.0.1:{self._port}/link?ticket={self.sockets.ticket()}&app_id={self.world.app}"}

    # --- what is made -----------------------------------------------------------------------------------------------

    def person(self, name: str = "", *, locale: str = "en-US", tz: str = "Europe/Madrid", guest: bool = False) -> str:
        """A new person's id."""
        return self.world.add_user(name, locale=locale, zone=tz, guest=guest).id

    def channel(self, *members: str, private: bool = True, shared: bool = False, name: str = "") -> str:
        """A new channel's id; the bot is in it, and these people."""
        kind: Kind = "private" if private else "public"
        channel = self.world.add_channel(kind, name or f"channel-{len(self.world.channels)}", [])
        channel.members = [self.bot_user, *members]
        channel.shared = shared
        return channel.id

    async def join(self, channel: str, user: str) -> None:
        """Somebody comes into a channel; the app hears of it if it is there."""
        place = self.world.channels[channel]
        place.members.append(user)
        event = {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C"}
        if self.bot_user in place.members:
            await self.push_event(event | {"team": self.team, "event_ts": self.world.ts()})

    def leave(self, channel: str, user: str) -> None:
        """Somebody, or the bot, is out of a channel."""
        self.world.channels[channel].members.remove(user)

    def archive(self, channel: str) -> None:
        """Nobody posts there any more."""
        self.world.channels[channel].archived = True

    def deactivate(self, user: str) -> None:
        """An account ends."""
        self.world.users[user].deleted = True

    async def revoke(self, code: str = "token_revoked") -> None:
        """The bot's token is worth nothing any more."""
        tokens = {"oauth": [], "bot": [self.bot_user]}
        await self.push_event({"type": "tokens_revoked", "tokens": tokens, "event_ts": self.world.ts()})
        self._api.tokens.fault = code

    async def uninstall(self) -> None:
        """The app is taken out of the workspace."""
        await self.push_event({"type": "app_uninstalled", "event_ts": self.world.ts()})
        self._api.tokens.fault = "account_inactive"

    def grant(self, manifest: Manifest, app_scopes: frozenset[str] = frozenset({"connections:write"})) -> None:
        """The app is installed with another manifest."""
        self.world.manifest = manifest
        self._api.tokens.app_scopes = app_scopes

    # --- what goes wrong --------------------------------------------------------------------------------------------

    def fail(
        self, method: str, error: str = "", *, status: int = 200, retry_after: int | None = None, times: int = 1
    ) -> None:
        """The next calls of this method (`*`: of any) are answered so; an error or a status, not both needed."""
        self._api.faults.add(method, Fault(error, status, retry_after), times)

    def cut(self, method: str, *, after: bool = False, times: int = 1) -> None:
        """The next calls break: before anything was done, or `after`, so that only the answer is lost."""
        self._api.faults.add(method, Fault(cut="after" if after else "before"), times)

    def slow(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls take this long."""
        self._api.faults.add(method, Fault(pause=seconds), times)

    def heal(self) -> None:
        """Faults that still wait are taken back."""
        self._api.faults.clear()

    def drop_connections(self) -> None:
        """Every socket breaks without a word."""
        self.sockets.cut()

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = True) -> None:
        """Slack asks for new sockets, as it does every hour or so; `warning` comes some seconds before."""
        await self.sockets.say_goodbye(reason, close=close)

    def silence_sockets(self, *, next_ones: int = 0, pongs: bool = True) -> None:
        """The sockets stand and deliver nothing, the next ones too; without `pongs` not even those."""
        for socket in self.sockets.open:
            socket.silent, socket.dead = True, not pongs
        self.sockets.next_are_silent = next_ones

    def kill_tickets(self, *, next_ones: int = 0) -> None:
        """No ticket that was given out opens a socket, nor do the next ones."""
        self.sockets.tickets.clear()
        self.sockets.next_are_dead = next_ones

    @property
    def down(self) -> bool:
        """Whether nothing can be reached: calls break, sockets are gone."""
        return self._down

    @down.setter
    def down(self, is_down: bool) -> None:
        self._down = is_down
        if is_down:
            self.sockets.cut()

    @property
    def http_url(self) -> str:
        """Where events and interactions are posted, signed; empty: they go through sockets."""
        return self.posts.url

    @http_url.setter
    def http_url(self, url: str) -> None:
        self.posts.url = url

    # --- what is seen -----------------------------------------------------------------------------------------------

    @property
    def requests(self) -> list[Recorded]:
        """Every call of the Web API, in order."""
        return self._api.requests

    def scopes_used(self) -> set[str]:
        """The scopes that calls took, and what was pushed: no more need be in the manifest, and no fewer."""
        calls = {scope for call in self.requests for scope in call.needed.split(",") if scope}
        return calls | {scope for push in self.pushed if push.by and (scope := self.scope_of(push))}

    def modal(self, user: str) -> Json | None:
        """The modal they look at, with `errors` by block; None if none is open."""
        stack = self.world.stacks.get(user)
        return shown(self.world, stack[-1]) | {"errors": stack[-1].errors} if stack else None

    def home(self, user: str) -> Json | None:
        """Their Home tab; None if none was published."""
        view = self.world.homes.get(user)
        return shown(self.world, view) if view else None

    def dm(self, user: str) -> list[Message]:
        """What stands in their DM with the bot, their own messages too."""
        channel = self.world.dm_of(user)
        return list(channel.messages) if channel else []

    def posted(self, channel: str) -> list[Message]:
        """What stands in a channel."""
        return list(self.world.channels[channel].messages)

    def whispered(self, user: str) -> list[Message]:
        """The ephemeral messages to them."""
        return [one for one in self.world.whispers if one.only == user]

    def told_of_failure(self, user: str) -> list[str]:
        """What Slack itself said to them because the app didn't answer."""
        return [one.what for one in self.world.failures if one.user == user]


def _refuse(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
