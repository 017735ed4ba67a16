"""The Web API's door: token, scope, arguments, answer; in Slack's order and with Slack's headers."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.slack.args import arguments
from tests.servers.slack.faults import Fault, Faults
from tests.servers.slack.methods import ANSWERS, Answering, Row, table
from tests.servers.slack.records import Recorded
from tests.servers.slack.things import Json, Refused
from tests.servers.slack.world import World


@dataclass(slots=True)
class Tokens:
    """What the app was given; `fault` is what Slack says of the bot's since then, e.g. `token_revoked`."""

    bot: str = "xoxb-1111111111-2222222222-localbot"
    app: str = "xapp-1-A0GHOSTLT1-3333333333-localapp"
    fault: str = ""
    app_scopes: frozenset[str] = frozenset({"connections:write"})


@dataclass(slots=True)
class WebApi:
    """Every call is written into `requests`, also one that is refused or whose answer is lost."""

    world: World
    tokens: Tokens = field(default_factory=Tokens)
    faults: Faults = field(default_factory=Faults)
    rows: dict[str, Row] = field(default_factory=table)
    answers: dict[str, Answering] = field(default_factory=lambda: dict(ANSWERS))
    requests: list[Recorded] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        args = await arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        call = Recorded(request.match_info["method"], args, time.monotonic(), self._sort(token))
        self.requests.append(call)
        fault = self.faults.take(call.method)
        await asyncio.sleep(fault.pause)
        if fault.cut == "before":
            return _cut(request)
        if fault.error or fault.status != 200:
            return _spoilt(call, fault)
        call.response = self._answer(call, token)
        if fault.cut == "after":
            return await _half(request, call.response)
        call.status = 200
        return web.json_response(call.response, headers=self._headers(call))

    def _answer(self, call: Recorded, token: str) -> Json:
        try:
            row = self._row(call.method)
            self._must_be_let_in(row, token)
            self._must_be_granted(row, call)
            return {"ok": True, **self.answers[call.method](self.world, call.args)}
        except Refused as refused:
            return {"ok": False, "error": refused.code, **refused.more}

    def _row(self, method: str) -> Row:
        if method not in self.rows:
            raise Refused("unknown_method")
        return self.rows[method]

    def _sort(self, token: str) -> str:
        return {self.tokens.bot: "bot", self.tokens.app: "app", "": "none"}.get(token, "unknown")

    def _must_be_let_in(self, row: Row, token: str) -> None:
        sort = self._sort(token)
        if sort == "none":
            raise Refused("not_authed")
        if sort == "unknown":
            raise Refused("invalid_auth")
        if sort != row.token:
            raise Refused("not_allowed_token_type")
        if self.tokens.fault:
            raise Refused(self.tokens.fault)

    def _must_be_granted(self, row: Row, call: Recorded) -> None:
        granted = self.tokens.app_scopes if row.token == "app" else self.world.manifest.scopes
        needed = row.needs(self.world, call.args)
        call.needed = ",".join(needed)
        missing = [scope for scope in needed if scope not in granted]
        if missing:
            raise Refused("missing_scope", needed=",".join(missing), provided=",".join(sorted(granted)))

    def _headers(self, call: Recorded) -> dict[str, str]:
        granted = self.tokens.app_scopes if call.token == "app" else self.world.manifest.scopes
        return {"X-OAuth-Scopes": ",".join(sorted(granted)), "X-Accepted-OAuth-Scopes": call.needed}


def _spoilt(call: Recorded, fault: Fault) -> web.Response:
    call.status = fault.status
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.status >= 500:
        return web.Response(status=fault.status, text="<html>upstream error</html>", content_type="text/html")
    call.response = {"ok": False, "error": fault.error or "ratelimited"}
    return web.json_response(call.response, status=fault.status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    """The connection breaks before anything was done."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, answer: Json) -> web.StreamResponse:
    """The call was carried out; the connection breaks in the middle of its answer."""
    body = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response
