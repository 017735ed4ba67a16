"""The arguments of a call: from query, form or JSON, where a form carries structures as JSON texts."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.servers.slack.things import Json, Refused


async def arguments(request: web.Request) -> Json:
    """Everything that was passed, whichever way."""
    passed: Json = dict(request.query)
    if request.content_type == "application/json":
        passed |= json.loads(await request.text() or "{}")
    elif request.can_read_body:
        passed |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return {name: _parsed(value) if name in {"blocks", "view"} else value for name, value in passed.items()}


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def must(args: Json, *names: str) -> None:
    """Refuse a call without these arguments."""
    missing = [name for name in names if args.get(name) in (None, "")]
    if missing:
        told = [f"[ERROR] missing required field: {name}" for name in missing]
        raise Refused("invalid_arguments", response_metadata={"messages": told})


def flag(args: Json, name: str) -> bool:
    """A yes or no, as a form or JSON has it."""
    return str(args.get(name, "")).lower() in {"1", "true"}


def page(args: Json, rows: list[Any], name: str, *, usual: int, most: int) -> Json:
    """One page of these rows, and the cursor of the next."""
    limit, start = int(args.get("limit") or usual), args.get("cursor") or "at:0"
    if not 1 <= limit <= most:
        raise Refused("invalid_limit")
    if not str(start).startswith("at:"):
        raise Refused("invalid_cursor")
    first = int(str(start)[3:])
    following = f"at:{first + limit}" if first + limit < len(rows) else ""
    return {name: rows[first : first + limit], "response_metadata": {"next_cursor": following}}
