"""`production show` leaves out no waiting time, and pins none that nobody wrote."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.operator import applying, state, writing
from bot.operator.checking import LADDERS
from bot.operator.production_commands import EXAMPLE
from escalation.policy import USUAL, Policy
from tests.bot.operator.files import TEXT, changed, good, in_store, settings_in, states_in

BARE = EXAMPLE.read_text(encoding="utf-8").replace("555-01", "000-01")


async def shown(folder: Path, text: str) -> str:
    """The file that is shown after this one was applied."""
    settings = settings_in(folder)
    await in_store(settings, lambda store: applying.apply(store, good(text)))
    (kept,) = await in_store(settings, states_in)
    said = writing.text_of(kept)
    again = await in_store(settings, lambda store: applying.apply(store, good(said)))
    assert again.end is applying.End.unchanged
    return said


async def test_every_waiting_time_that_was_written_is_shown(tmp_path: Path) -> None:
    said = await shown(tmp_path, TEXT)
    for line in ('offsets = ["45 min", "90 min", "3 h"]', 'again = "20 min"', "not_forgotten = 1", 'repeat = "2 min"'):
        assert f"\n{line}\n" in said
    assert '\n# breath = "5 min"\n' in said  # it was written, and is as usual
    assert "\n[ladder.today]\n" in said


async def test_what_nobody_wrote_is_shown_behind_a_mark(tmp_path: Path) -> None:
    said = await shown(tmp_path, BARE)
    assert '\n# [ladder.soon]\n# offsets = ["1 d", "2 d", "4 d"]\n' in said
    assert "\n[ladder" not in said
    for field in fields(Policy):
        assert f"\n# {field.name} = " in said


def test_each_usual_time_can_be_written_as_it_is_shown() -> None:
    ladders = [writing._ladder(one, USUAL[one]).replace("# ", "") for one in LADDERS]
    file = good("\n\n".join([BARE, *ladders]))
    assert file.ladder.keys() == set(LADDERS)
    assert state.book_of(file).policies == ()


@pytest.mark.parametrize("line", ['again = "20 min"', 'repeat = "2 min"'])
async def test_a_change_of_a_waiting_time_is_told_once(line: str, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    await in_store(settings, lambda store: applying.apply(store, good()))
    longer = changed(f"{line} ", f'{line.split(" =", maxsplit=1)[0]} = "25 min" ')
    outcome = await in_store(settings, lambda store: applying.apply(store, good(longer)))
    assert [one[:2] for one in outcome.difference] == ["- ", "+ "]
