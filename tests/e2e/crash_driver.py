"""A real process for the tests to kill: it lives a scripted life on a set and writes down every receipt it was shown.

Started once (`python -m tests.e2e.crash_driver`), it reads a job a line and forks a child for each, so that a killed
life costs no new interpreter. The child takes up the script where the journal ends: a gesture that was begun and got
no answer is made again, the very same one, or given up.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.interface import Act
from tests.e2e import crash_check, crash_journal
from tests.e2e.crash_journal import Journal
from tests.e2e.crash_knife import WRONG, Kill, Knife
from tests.e2e.crash_phone import Phone
from tests.e2e.crash_script import FIND, RECEIPT, SCRIPTS, Step
from tests.e2e.crash_set import FIRST_MORNING, LifeClock, Scene, keep_a_log, opened

ENDED, FAILED, FOUND = 0, 1, 3
_TRIES = 3
_GIVES_UP = 0.15


@dataclass(frozen=True, slots=True)
class Job:
    """What one child does in which folder, and how it is killed: at a step, or after so many seconds, or not."""

    folder: str
    script: str = "whole"
    seed: int = 0
    wrong: str = ""
    kill: Kill | None = None
    after: float = 0.0
    act: str = "live"
    later: int = 0


@dataclass(slots=True)
class Living:
    """One process of a life."""

    scene: Scene
    journal: Journal
    knife: Knife
    past: crash_journal.Past
    seed: int
    phones: dict[str, Phone] = field(default_factory=dict)

    def phone(self, account: str) -> Phone:
        """Somebody's phone."""
        doors, clock = self.scene.running.doors, self.scene.clock
        return self.phones.setdefault(account, Phone(doors.receive, clock.pass_by, account))

    def alias(self, line: str) -> str:
        """The name a line was given, empty if nobody was told."""
        found = [told["alias"] for told in self.past.told.values() if told.get("of") == line and "alias" in told]
        return found[0] if found else ""

    async def play(self, script: str) -> None:
        """Go on where the journal ends."""
        for group in SCRIPTS[script]():
            async with asyncio.TaskGroup() as steps:
                for step in group:
                    if not self.past.is_done(step.id):
                        steps.create_task(self._step(step))

    async def _step(self, step: Step) -> None:
        if step.what == "wait":
            await self._wait(step)
        elif step.id not in self.past.begun:
            await self._begin(step)
        elif self._gives_up(step):
            self._over(step)
        else:
            await self._show(step, crash_journal.gesture(self.past.begun[step.id]["act"]))

    def _gives_up(self, step: Step) -> bool:
        """Some people don't try again; never with what later steps need."""
        needed = step.what in {"write", "send", "now", "take", "wait"}
        return not needed and random.Random(f"{self.seed} {step.id}").random() < _GIVES_UP  # noqa: S311

    async def _wait(self, step: Step) -> None:
        begun = self.past.begun.get(step.id)
        if begun is None:
            until = self.scene.clock.now() + timedelta(minutes=step.minutes)
            self.journal.write("begun", step.id, until=until.isoformat())
        else:
            until = type(FIRST_MORNING).fromisoformat(begun["until"])
        await self.scene.until(until)
        self._told(step, {})

    async def _begin(self, step: Step) -> None:
        act = await FIND[step.what](self, step)
        if act is None:
            self._over(step)
            return
        keys = await crash_check.keys_of(self.scene, self.alias(step.line))
        self.past.begun[step.id] = {"act": crash_journal.written(act), "keys": keys}
        self.journal.write("begun", step.id, **self.past.begun[step.id])
        await self._show(step, act)

    async def _show(self, step: Step, act: Act) -> None:
        for _ in range(_TRIES):
            shown = await self.phone(step.who).do(act)
            receipt = RECEIPT[step.what](step, shown)
            if receipt is not None:
                self._told(step, receipt)
                return
        self._over(step)

    def _told(self, step: Step, receipt: dict[str, Any]) -> None:
        number = self.knife.before("told")
        self.journal.write("told", step.id, of=step.line, **receipt)
        self.past.told[step.id] = {"of": step.line} | receipt
        self.knife.after(number, "told")

    def _over(self, step: Step) -> None:
        self.journal.write("over", step.id)
        self.past.over.add(step.id)


async def live(job: Job) -> list[str]:
    """Open the set, look around, live on, and check at the end if asked to; what was found wrong."""
    folder = Path(job.folder)
    past = crash_journal.read(folder / "journal")
    journal = Journal(folder / "journal")
    clock = LifeClock(past.clock or FIRST_MORNING, lambda at: journal.write("clock", at=at.isoformat()))
    clock.pass_by(timedelta(minutes=job.later))
    scene = await opened(folder, clock)
    if job.act == "found":
        keep_a_log(folder)
    living = Living(scene, journal, Knife(job.kill, folder / "knife"), past, job.seed)
    living.knife.whet(scene)
    if job.wrong:
        WRONG[job.wrong](scene)
    found = await _lived(job, living)
    await scene.close()
    return found


async def _lived(job: Job, living: Living) -> list[str]:
    if job.act == "settle":
        await living.scene.running.alarm.settle()
    found = await crash_check.look_around(living.scene)
    if job.act in {"live", "rest"} and not found:
        await living.play(job.script)
        living.journal.write("end", steps=living.knife.count)
    if job.act in {"check", "rest"} and not found:
        found = await crash_check.everything(living, job.script)
    return found


def child(job: Job) -> None:
    """Live in a process of our own, which ends here."""
    code = FAILED
    Path(job.folder).mkdir(exist_ok=True)
    try:
        found = asyncio.run(live(job))
        (Path(job.folder) / "found").write_text("\n".join(found))
        code = FOUND if found else ENDED
    except BaseException:  # noqa: BLE001 - a child that fails says so and ends: it must not go on as a second parent
        (Path(job.folder) / "found").write_text(traceback.format_exc(limit=-2))
    finally:
        os._exit(code)


def run(job: Job) -> int:
    """Fork the child; how it ended: 0, 1, 3, or minus the signal."""
    pid = os.fork()
    if not pid:
        child(job)
    if job.after:
        handle = os.pidfd_open(pid)
        if not select.select([handle], [], [], job.after)[0]:
            os.kill(pid, signal.SIGKILL)
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> None:
    """Run a job a line until the input ends. What a first life has to read and compile, each child finds done."""
    with tempfile.TemporaryDirectory() as warm:
        asyncio.run(live(Job(warm, act="found")))
        asyncio.run(live(Job(warm, script="short")))
    for line in sys.stdin:
        asked = json.loads(line)
        asked["kill"] = tuple(asked["kill"]) if asked.get("kill") else None
        sys.stdout.write(json.dumps(run(Job(**asked))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
