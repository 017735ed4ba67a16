"""How a push reaches the app: by socket or signed HTTP, acked within the deadline, events tried again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine

from tests.servers.slack import payloads
from tests.servers.slack.methods import events
from tests.servers.slack.records import Ack, Pushed, Sort
from tests.servers.slack.signed import Posts
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.things import Json
from tests.servers.slack.world import World

_A_MOMENT = 0.002


class Pushes:
    """Everything pushed stands in `pushed`. `retry_pauses`: when an event that wasn't acked comes again."""

    def __init__(self, world: World, sockets: Sockets, posts: Posts) -> None:
        self.world = world
        self.sockets = sockets
        self.posts = posts
        self.pushed: list[Pushed] = []
        self.retry_pauses: tuple[float, ...] = (0.0, 60.0, 300.0)
        self.patience = 5.0
        self.unsubscribed: list[str] = []
        self._event_scopes = events()
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: set[asyncio.Task[None]] = set()
        world.tell = self.tell

    @property
    def deadline(self) -> float:
        """How long an ack may take and a trigger id is good, in seconds: 3 with the real Slack."""
        return self.world.deadline

    @deadline.setter
    def deadline(self, seconds: float) -> None:
        self.world.deadline = seconds

    async def push(self, sort: Sort, payload: Json) -> Ack | None:
        """One act or command; nobody tries again."""
        push = self._new(sort, payload)
        await self._deliver(push, "")
        return push.ack

    async def push_event(self, inside: Json) -> None:
        """One event, if the manifest subscribes to it; returns with the first ack, or without one in time."""
        name = _subscription(inside)
        if name not in self.world.manifest.events:
            self.unsubscribed.append(name)
            return
        payload = payloads.event(self.world, inside)
        reason = await self._attempt(payload, 0, "")
        if reason:
            self.in_background(self._again(payload, reason))

    def tell(self, inside: Json) -> None:
        """An event that nobody waits for, unless by `heard`."""
        task = self.in_background(self.push_event(inside))
        self._told.add(task)
        task.add_done_callback(self._told.discard)

    async def _again(self, payload: Json, reason: str) -> None:
        for attempt, pause in enumerate(self.retry_pauses, start=1):
            await asyncio.sleep(pause)
            reason = await self._attempt(payload, attempt, reason)
            if not reason:
                return

    async def _attempt(self, payload: Json, attempt: int, reason: str) -> str:
        """Give the reason for another attempt, nothing if it was acked or nobody was there."""
        push = self._new("events_api", payload, attempt)
        failed = await self._deliver(push, reason)
        return "" if push.ack or not push.by else failed or "timeout"

    async def _deliver(self, push: Pushed, reason: str) -> str:
        if self.posts.url:
            return await self.posts.deliver(push, reason)
        await self.sockets.deliver(push, reason)
        return ""

    def _new(self, sort: Sort, payload: Json, attempt: int = 0) -> Pushed:
        push = Pushed(sort, payload, time.monotonic(), attempt)
        self.pushed.append(push)
        return push

    def scope_of(self, push: Pushed) -> str:
        """The scope without which this would not have been pushed; nothing if it takes none."""
        if push.sort == "events_api":
            inside = push.payload["event"]
            return self._event_scopes[_subscription(inside)]
        return "commands" if push.sort == "slash_commands" or push.payload["type"] == "shortcut" else ""

    # --- waiting --------------------------------------------------------------------------------------------------

    async def until(self, is_so: Callable[[], object], patience: float = 0.0) -> None:
        """Return when it is so; a `TimeoutError` after some seconds if it never is."""
        async with asyncio.timeout(patience or self.patience):
            while not is_so():  # noqa: ASYNC110 - it may be about anything, the app's own things too
                await asyncio.sleep(_A_MOMENT)

    async def heard(self) -> None:
        """Return when every event so far was acked, or was not in time; later attempts aren't waited for."""
        while self._told:
            await asyncio.wait(set(self._told))

    def in_background(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Let it run beside; it ends with the server."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """End what runs beside."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _subscription(inside: Json) -> str:
    return f"message.{inside['channel_type']}" if inside["type"] == "message" else str(inside["type"])
