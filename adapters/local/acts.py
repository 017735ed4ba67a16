"""One act of one person: read, handed to the bot, answered within three seconds or said to have failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.interface import Answer, ChannelAddress, Gesture, Joined, Wrote
from adapters.limits import OverLimit, check
from adapters.local import read
from adapters.local.cast import SetPerson
from adapters.local.house import House, dm_place
from adapters.local.read import Refused, Values
from adapters.surfaces import Button, Quoted
from adapters.where import where

_LOG = logging.getLogger(__name__)
LONGEST_ANSWER = 3.0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and where: `place` is what they look at, `channel` is set where that is a channel."""

    who: SetPerson
    place: str
    channel: ChannelAddress | None = None


class Failed(Exception):
    """The bot gave no answer that can be shown. Nothing of its error travels along."""


async def act(house: House, actor: Actor, values: Values) -> Answer:
    """What this person did, answered. Raises `Refused` or `Failed`."""
    done = read.act(values, actor.who.id, house.posted.key, _standing(house, actor.place))
    bubble = _own_bubble(house, actor, values)
    after = house.posted.last_number()
    on_card = values.one("act") == "message"
    channel = actor.channel if on_card else None
    answer = await _ask(house, Gesture(actor.who.address, done, channel, actor.who.language, house.stage.zone))
    if isinstance(done, Wrote):
        _keep(house, actor, done, (after, bubble))
    return answer


async def join(house: House, channel: ChannelAddress, who: SetPerson) -> None:
    """Somebody can read this channel from now on. Raises `Failed` where the bot may not have heard of it."""
    await _ask(house, Gesture(who.address, Joined(), channel))


def _standing(house: House, place: str) -> Mapping[str, tuple[Button, ...]]:
    return {message.ref: message.card.buttons for message in house.posted.standing(place)}


def _own_bubble(house: House, actor: Actor, values: Values) -> str:
    """The typed message that is to change, "" for a new one. Raises `Refused` if it isn't this person's."""
    if values.one("act") != "change":
        return ""
    bubble = values.one("bubble")
    if not any(one.id == bubble for one in house.typed.of(actor.who.id)):
        raise Refused("set-refused-gone")
    return bubble


def _keep(house: House, actor: Actor, wrote: Wrote, at: tuple[int, str]) -> None:
    after, bubble = at
    match wrote.kind:
        case "edit":
            house.typed.change(actor.who.id, bubble, wrote.words)
        case "deletion":
            house.typed.remove(actor.who.id, bubble)
        case kind:
            house.typed.add(actor.who.id, after, kind, wrote.words if kind == "text" else Quoted(""))
    house.live.tell(dm_place(actor.who.id))


async def _ask(house: House, gesture: Gesture) -> Answer:
    if house.receive is None:
        raise Failed
    try:
        async with asyncio.timeout(LONGEST_ANSWER):
            answer = await house.receive(gesture)
        check(answer.surface)
    except OverLimit as error:
        raise _failed(house, f"over_limit {error.code}") from None
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and keeps their words
        raise _failed(house, where(error)) from None
    return answer


def _failed(house: House, fault: str) -> Failed:
    house.faults.append(fault)
    _LOG.error("local.gesture_failed", extra={"fault": fault})
    return Failed()
