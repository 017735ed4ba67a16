"""The door of the set: this machine, this address, this page only; and no error that says more than a sentence."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.interface import DeliveryFailed
from adapters.local.house import House
from adapters.local.read import Refused
from adapters.local.view import View, notice_page
from adapters.where import where

_LOG = logging.getLogger(__name__)
LARGEST_BODY = 256 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
    # Not `no-referrer`: with it browsers send `Origin: null` on a form's POST (Fetch, "append a request Origin
    # header", read 2026-11), and the Origin is what keeps other pages from pressing buttons here.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SENTENCES = {400: "set-refused-unknown", 404: "set-no-page", 405: "set-no-page", 413: "set-too-much"}


def guard(house: House, look: Callable[[web.Request], View]) -> Middleware:
    """Let in only who comes by the set's own address and from its own pages; put the headers on every answer."""

    @web.middleware
    async def at_the_door(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _may_enter(house, request):
            return web.Response(status=403, text="403")
        if not _knows_the_path(house, request):
            return web.Response(status=404, text="404")
        if house.weather.down:
            return _page(look(request), 503, "set-unreachable")
        return await _answered(house, look(request), request, handler)

    return at_the_door


def _may_enter(house: House, request: web.Request) -> bool:
    hosts = {f"{name}:{house.door.port}" for name in (house.door.host, "localhost")}
    origin = request.headers.get("Origin")
    if request.host not in hosts:
        return False
    if origin is None:
        return request.method in {"GET", "HEAD"}
    return origin == f"http://{request.host}"


def _knows_the_path(house: House, request: web.Request) -> bool:
    first = request.path.split("/", 2)[1] if "/" in request.path else ""
    return hmac.compare_digest(first.encode(), house.door.path.encode())


async def _answered(house: House, view: View, request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as stopped:
        return _page(view, stopped.status, _SENTENCES.get(stopped.status, "set-failed"))
    except Refused as refused:
        return _page(view, 400, refused.key)
    except DeliveryFailed:
        return _page(view, 503, "set-failed")
    except Exception as error:  # noqa: BLE001 - aiohttp would log the text of it
        house.faults.append(where(error))
        _LOG.error("local.page_failed", extra={"fault": house.faults[-1]})
        return _page(view, 500, "set-failed")


def _page(view: View, status: int, key: str) -> web.Response:
    page = notice_page(view, view.say(key))
    return web.Response(text=page, status=status, content_type="text/html")


async def put_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Every answer carries them, the streamed one too."""
    response.headers.update(HEADERS)
