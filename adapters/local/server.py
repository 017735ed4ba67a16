"""The set's web server: which address shows what, and where each act goes."""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.local import acts, read
from adapters.local.cast import MOVES, Audience, SetPerson
from adapters.local.chat import Chat
from adapters.local.door import LARGEST_BODY, guard, put_headers
from adapters.local.house import House, channel_place, dm_place
from adapters.local.live import EVERYWHERE
from adapters.local.markup import Html
from adapters.local.outer import clock, draw_outer
from adapters.local.panes import ChannelPane, PersonPane, draw_channel, draw_person
from adapters.local.sheets import Outcome, draw_outcome
from adapters.local.story import Telling, UnknownTime
from adapters.local.view import View, view_of

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_CHANNELS: dict[str, Audience] = {"readers": "reader", "office": "office"}
HEARTBEAT = 10.0


class Server:
    """The pages of one house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._files = {
            one.name: one.read_bytes()
            for one in files("adapters.local.pages").iterdir()
            if one.name.endswith(tuple(_KINDS))
        }

    def application(self) -> web.Application:
        """All addresses, behind the guard."""
        app = web.Application(middlewares=[guard(self._house, self._view)], client_max_size=LARGEST_BODY)
        root, get, post = self._house.root, web.get, web.post
        app.add_routes(
            [
                get(f"{root}/", self._outer),
                post(f"{root}/stage", self._move),
                get(f"{root}/story", self._story),
                post(f"{root}/story", self._story_goes_on),
                get(f"{root}/{{where:phone|own}}", self._person),
                get(f"{root}/{{where:phone|own}}/{{who}}", self._person),
                post(f"{root}/{{where:phone|own}}/{{who}}", self._person_acts),
                get(f"{root}/channel/{{which}}", self._channel),
                post(f"{root}/channel/{{which}}", self._channel_acts),
                get(f"{root}/live", self._live),
                get(f"{root}/pages/{{file}}", self._file),
            ]
        )
        app.on_response_prepare.append(put_headers)
        app.on_shutdown.append(self._close)
        return app

    async def _close(self, _: web.Application) -> None:
        self._house.live.close()

    def _view(self, request: web.Request) -> View:
        return view_of(self._house.root, request.query, self._house.cast.languages, self._house.speaker)

    # --- the outer page -------------------------------------------------------------------------------------------

    async def _outer(self, request: web.Request) -> web.Response:
        cast = self._house.cast
        people = (*cast.of("person"), *cast.people)
        readers = (*cast.of("reader"), *cast.people)
        panes = (
            ("phone", f"phone/{people[0].id}"),
            ("readers", "channel/readers"),
            ("own", f"own/{readers[0].id}"),
            ("office", "channel/office"),
        )
        return _html(draw_outer(self._view(request), self._house.stage, cast.languages, panes))

    async def _move(self, request: web.Request) -> web.Response:
        values = read.parse(await request.read())
        values.only({"act", "move"})
        wished = values.one("move")
        for move in MOVES:
            if move == wished:
                await self._house.stage.move(move)
                self._house.live.tell(EVERYWHERE)
                return await self._outer(request)
        raise read.Refused("set-refused-unknown")

    # --- the story on it, if there is one --------------------------------------------------------------------------

    def _telling(self) -> Telling:
        if not isinstance(self._house.stage, Telling):
            raise web.HTTPNotFound
        return self._house.stage

    async def _story(self, request: web.Request) -> web.Response:
        return web.json_response(self._telling().told(self._view(request).language).script)

    async def _story_goes_on(self, request: web.Request) -> web.Response:
        stage, values = self._telling(), read.parse(await request.read())
        values.only({"clock"})
        stage.begin()
        if when := values.all("clock"):
            try:
                await stage.go(when[0])
            except UnknownTime:
                raise read.Refused("set-refused-unknown") from None
            self._house.live.tell(EVERYWHERE)
        return web.Response(text=clock(stage, self._view(request).say))

    # --- a person -------------------------------------------------------------------------------------------------

    async def _person(self, request: web.Request) -> web.Response:
        where = request.match_info["where"]
        known = request.match_info.get("who") or request.query.get("who", "")
        return _html(self._draw_person(self._view(request), where, self._known(known)))

    async def _person_acts(self, request: web.Request) -> web.Response:
        where, who = request.match_info["where"], self._known(request.match_info["who"])
        values = read.parse(await request.read())
        actor = acts.Actor(who, dm_place(who.id))
        view = self._view(request)
        outcome = await self._outcome(actor, values)
        return _html(self._draw_person(view, where, who, outcome), outcome.status)

    def _draw_person(self, view: View, where: str, who: SetPerson, outcome: Outcome | None = None) -> Html:
        house, to = self._house, f"{where}/{who.id}"
        people = house.cast.of("reader") if where == "own" else house.cast.people
        chat = Chat(
            house.posted.standing(dm_place(who.id)),
            ZoneInfo(house.stage.zone),
            who.language,
            house.typed.of(who.id),
            who.id,
            view.at(to),
        )
        sheet = draw_outcome(outcome, view, who, house.posted.key, to) if outcome else None
        others = people if who in people else (*people, who)
        return draw_person(view, PersonPane(where, who, others, chat, sheet))

    def _known(self, person: str) -> SetPerson:
        found = self._house.cast.find(person)
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _outcome(self, actor: acts.Actor, values: read.Values) -> Outcome:
        """What an act came to. `as` must be the one who acts: nobody presses in another's name."""
        try:
            values.must_be("as", actor.who.id)
            return Outcome(values, await acts.act(self._house, actor, values))
        except read.Refused as refused:
            return Outcome(values, problem=refused.key, status=400)
        except acts.Failed:
            return Outcome(values, problem="set-failed", status=503)

    # --- a channel ------------------------------------------------------------------------------------------------

    async def _channel(self, request: web.Request) -> web.Response:
        which = self._which(request)
        return _html(self._draw_channel(self._view(request), which, request.query.get("who", "")))

    def _which(self, request: web.Request) -> str:
        if (which := request.match_info["which"]) not in _CHANNELS:
            raise web.HTTPNotFound
        return which

    async def _channel_acts(self, request: web.Request) -> web.Response:
        which, view = self._which(request), self._view(request)
        values = read.parse(await request.read())
        if values.one("act") in {"join", "leave"}:
            return await self._let(view, which, values)
        channel = self._house.cast.channel(_CHANNELS[which])
        who = next((one for one in self._house.members(channel) if one.id == values.one("as")), None)
        if who is None:
            raise read.Refused("set-refused-gone")
        outcome = await self._outcome(acts.Actor(who, channel_place(channel), channel), values)
        if which == "readers":
            return _html(self._draw_person(view, "own", who, outcome), outcome.status)
        return _html(self._draw_channel(view, which, who.id, outcome), outcome.status)

    async def _let(self, view: View, which: str, values: read.Values) -> web.Response:
        values.only({"act", "person"})
        who, channel = self._known(values.one("person")), self._house.cast.channel(_CHANNELS[which])
        change = self._house.posted.join if values.one("act") == "join" else self._house.posted.leave
        change(channel.channel, who.id)
        self._house.live.tell(channel_place(channel))
        if values.one("act") == "join":
            with suppress(acts.Failed):  # it is among the faults; they are in, and looked at before the next card
                await acts.join(self._house, channel, who)
        return _html(self._draw_channel(view, which, ""))

    def _draw_channel(self, view: View, which: str, who: str, outcome: Outcome | None = None) -> Html:
        house, channel = self._house, self._house.cast.channel(_CHANNELS[which])
        members = house.members(channel)
        outside = tuple(one for one in house.cast.people if one not in members)
        acting = next((one for one in members if one.id == who), members[0] if members else None)
        language = acting.language if acting else view.language
        chat = Chat(house.posted.standing(channel_place(channel)), ZoneInfo(house.stage.zone), language)
        to = f"channel/{which}"
        sheet = draw_outcome(outcome, view, acting, house.posted.key, to) if outcome and acting else None
        return draw_channel(view, ChannelPane(which, acting, members, outside, chat, sheet))

    # --- what runs beside -----------------------------------------------------------------------------------------

    async def _live(self, request: web.Request) -> web.StreamResponse:
        say, of = self._view(request).say, request.query.get("of", "")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionResetError):
            await response.write(b"retry: 1000\n\n")
            async for heard in self._house.live.listen(of, HEARTBEAT):
                await response.write(f"event: changed\ndata: {heard or ''}\n\n".encode() if heard else b":\n\n")
                if of == EVERYWHERE:
                    await response.write(f"event: clock\ndata: {clock(self._house.stage, say)}\n\n".encode())
        return response

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        if name not in self._files:
            raise web.HTTPNotFound
        kind = _KINDS["." + name.rpartition(".")[2]]
        return web.Response(body=self._files[name], content_type=kind, charset="utf-8")


def _html(page: Html, status: int = 200) -> web.Response:
    # A lone surrogate can't be encoded; no browser sends one, but no page may fail over it either.
    return web.Response(body=page.encode(errors="replace"), status=status, content_type="text/html", charset="utf-8")
