"""Every consequence and every fault is a sentence in both languages; long lists are cut, a file's text isn't told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.schedules import telling
from bot.schedules.shape import Code, Fault
from bot.text.catalog import LANGUAGES, speaker
from escalation.occasions import Flag
from tests.bot.schedules.test_consequences import AT, HEAD, run, scene


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_a_sentence(language: str) -> None:
    say = speaker(language)
    said = telling.faults([Fault(3, 2, code) for code in Code], say)
    assert len(set(said)) == len(Code)
    assert all("3" in one and "2" in one for one in said)
    assert telling.faults([Fault(0, 0, Code.empty)], say) == (say("schedule-fault-empty"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_revision_means_is_said_in_full(language: str) -> None:
    bare = scene(flags=(Flag.nudity,))
    rows = HEAD + "12A,4/3/2027,1 3 3X,11:00,15:00,second,a minor swims\n15,5/3/2027,9,9:00,,main,no stunts\n"
    found = run(rows, bare, replace(bare, id="16", name="16"), linked="13")
    said = telling.consequences(found, speaker(language))
    assert len(said) == len(set(said))
    assert said[-1] == speaker(language)("schedule-nothing-sent")
    assert "swims" not in " ".join(said)


def test_it_reads_as_the_second_ad_needs_it() -> None:
    bare = scene(flags=(Flag.nudity,))
    found = run(HEAD + "12A,4/3/2027,1 3 3X,11:00,15:00,,\n", bare, ticks=(AT - timedelta(days=10),))
    assert telling.consequences(found, speaker("en")) == (
        "Sc. 12a: notice is broken for 3X, whose call is 15 hours from now. Readers and office would be told.",
        "3X joins Sc. 12a, 15 hours before its first call.",
        "Sc. 12a starts at 15:00 instead of 13:00.",
        "3X has no account here: somebody has to visit them.",
        "Nothing has been sent to anyone yet.",
    )


def test_a_long_list_is_cut_and_counted() -> None:
    rows = "".join(f"{number},4/3/2027,1,9:00,,main,\n" for number in range(100, 150))
    said = telling.consequences(run(HEAD + rows), speaker("en"))
    assert sum("is new" in one for one in said) == telling.MOST
    assert "... and 30 more like this." in said


def test_nothing_new_is_said_too() -> None:
    said = telling.consequences(run(HEAD), speaker("en"))
    assert said == ("Nothing in the file is new.", "Nothing has been sent to anyone yet.")
