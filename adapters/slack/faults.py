"""What went wrong with Slack, in codes of our own: never its text, a body or an id.

The names are those of Slack's method pages (chat.postMessage, chat.update, conversations.members, read 2026-11). One
that we don't know may pass by itself, so it is tried again.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.interface import DeliveryFailed
from adapters.where import where

_LOG = logging.getLogger(__name__)

SILENT: Final = logging.Logger("adapters.slack.silent", level=logging.CRITICAL + 1)  # noqa: LOG001 - outside the tree on purpose
"""For Slack's libraries and aiohttp, which at some levels write bodies, ids and a socket's ticket (trap T6)."""

TOKEN: Final = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""The app was removed, or its token taken back."""

GONE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""What was posted can't be changed any more."""

CLOSED: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""The channel is gone, archived, or the bot was taken out of it."""

PERSON: Final = frozenset({"cannot_dm_bot", "messages_tab_disabled", "user_disabled", "user_not_found"})
"""No DM reaches this person."""

DENIED: Final = frozenset(
    {
        "access_denied",
        "ekm_access_denied",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "team_access_not_granted",
    }
)
"""An administrator's decision, or a scope that isn't there."""

OURS: Final = frozenset({"invalid_arguments", "invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text"})
"""What we sent is not what Slack takes, and would not be the next time."""

VIEWS: Final = frozenset(
    {"exchanged_trigger_id", "expired_trigger_id", "hash_conflict", "invalid_trigger_id", "not_found"}
)
"""Nothing can be shown there: the press is too long ago, or the view was closed, or something else stands there."""

LATER: Final = frozenset({"fatal_error", "internal_error", "ratelimited", "rate_limited", "service_unavailable"})

PERMANENT: Final = TOKEN | GONE | CLOSED | PERSON | DENIED | OURS | VIEWS
REFUSED_TOKEN: Final = "slack_token_refused"  # noqa: S105 - a code, no token
REFUSED_APP_TOKEN: Final = "slack_app_token_refused"  # noqa: S105 - likewise


def failure(error: Exception) -> DeliveryFailed:
    """The same in our words. To be raised `from None`."""
    if isinstance(error, DeliveryFailed):
        return error
    if isinstance(error, SlackApiError):
        return _refusal(error)
    if isinstance(error, TimeoutError | asyncio.TimeoutError):
        return DeliveryFailed("slack_timeout", permanent=False)
    if isinstance(error, aiohttp.ClientError | OSError):
        return DeliveryFailed("slack_unreachable", permanent=False)
    return DeliveryFailed("slack_unreadable", permanent=False)


def _refusal(error: SlackApiError) -> DeliveryFailed:
    name = said(error)
    if name in TOKEN:
        return DeliveryFailed(REFUSED_TOKEN, permanent=True)
    code = f"slack_{name}" if name in PERMANENT | LATER else "slack_refused"
    return DeliveryFailed(code, permanent=name in PERMANENT, retry_after=_pause(error.response))


def said(error: SlackApiError) -> str:
    """The name of the error in Slack's answer, "" if there is none in it."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _pause(response: Any) -> timedelta | None:
    """Slack, rate limits, read 2026-11: HTTP 429 with `Retry-After` in whole seconds."""
    if getattr(response, "status_code", 0) != 429:
        return None
    named = str(response.headers.get("Retry-After", ""))
    return timedelta(seconds=int(named)) if named.isdecimal() else timedelta(seconds=30)


def note(event: str, error: BaseException) -> None:
    """Log that something failed, with where in the code: never the error's text, which may carry words."""
    _LOG.error(event, extra={"fault": where(error)})
