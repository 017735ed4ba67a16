"""HTTP mode: events, commands and interactions posted to the app's address, signed as Slack signs them.

Slack docs, Verifying requests from Slack, read 2026-11.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.servers.slack.records import Ack, Pushed
from tests.servers.slack.things import Json
from tests.servers.slack.world import World

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


def signature(secret: str, stamp: str, body: str) -> str:
    """`v0=` and the HMAC-SHA256 of version, timestamp and raw body."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Posts:
    """The way to the app's own HTTP address."""

    world: World
    secret: str
    url: str = ""
    session: aiohttp.ClientSession | None = None

    async def deliver(self, push: Pushed, reason: str = "") -> str:
        """Post it; the ack is written into `push`, the reason for a retry is given back if there was none."""
        push.by = "http"
        content_type, body = _drawn(push)
        headers = {"Content-Type": content_type}
        if push.attempt:
            headers |= {"X-Slack-Retry-Num": str(push.attempt), "X-Slack-Retry-Reason": reason}
        began = time.monotonic()
        try:
            status, text = await self.post(body, headers)
        except TimeoutError:
            return "http_timeout"
        except aiohttp.ClientError:
            return "connection_failed"
        if status != 200:
            return "http_error"
        push.ack = Ack(_payload(text), time.monotonic() - began)
        return ""

    async def post(self, body: str, headers: Json, stamp: str = "", signed: str = "") -> tuple[int, str]:
        """Post this body with its signature, or with another `stamp` or `signed` to try a forged one."""
        stamp = stamp or str(int(time.time()))
        own = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed or signature(self.secret, stamp, body)}
        timeout = aiohttp.ClientTimeout(total=self.world.deadline)
        assert self.session is not None
        async with self.session.post(self.url, data=body.encode(), headers=headers | own, timeout=timeout) as answer:
            return answer.status, await answer.text()

    async def verify(self) -> bool:
        """`url_verification`, as when the address is entered on Slack's page."""
        body = json.dumps({"token": "verification", "challenge": "challenge-1", "type": "url_verification"})
        status, text = await self.post(body, {"Content-Type": _JSON})
        return status == 200 and "challenge-1" in text


def _drawn(push: Pushed) -> tuple[str, str]:
    if push.sort == "events_api":
        return _JSON, json.dumps(push.payload)
    form = push.payload if push.sort == "slash_commands" else {"payload": json.dumps(push.payload)}
    return _FORM, urlencode(form)


def _payload(text: str) -> Json:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}
