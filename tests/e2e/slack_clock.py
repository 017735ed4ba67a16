"""`python -m tests.e2e.slack_clock FILE run`: `ghostlight run`, with a clock that is ahead by the seconds in FILE.

Nothing else is changed: only the moments at which something is due come when the test says so, and are seen at once.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot import clock
from bot.cli import main
from bot.operator import running

_LOOKS: Final = timedelta(seconds=0.2)
"""How often the alarm looks, whatever is due: it can't know that the clock was moved."""


class ClockAhead(clock.SystemClock):
    """The machine's time and as many seconds as stand in a file."""

    def now(self) -> datetime:
        """This instant."""
        return super().now() + timedelta(seconds=float(Path(sys.argv[0]).read_text(encoding="ascii")))


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    vars(clock)["EVERY"] = _LOOKS
    vars(running)["SystemClock"] = ClockAhead
    main()
