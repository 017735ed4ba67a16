"""What people do on the set and what comes of it: an answer for them alone, failures that lose nothing, two at once."""

from __future__ import annotations

import asyncio
import re
from html import unescape

import pytest

from adapters.interface import Answer, Command, Gesture, Joined, Pressed, Show, Submitted, Wrote
from adapters.local import acts
from adapters.surfaces import Page, Quoted, Say
from tests.adapters.conftest import Running
from tests.adapters.scripted import CAST, DUTY, LINE, NOTE, OFFICE, READERS

ANA, WREN, IVO = CAST.people[0], CAST.people[2], CAST.people[4]


def inputs(page: str) -> tuple[tuple[str, str], ...]:
    """The hidden inputs of the private page."""
    sheet = page[page.index('id="sheet"') :]
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', sheet)
    return tuple((name, unescape(value)) for name, value in found)


def button(page: str, label: str) -> str:
    """The value of the button with this label or spoken name."""
    found = re.search(rf'<button[^>]*value="([^"]*)"[^>]*?(?:aria-label="{label}"[^>]*>|>{label}</button>)', page)
    assert found, label
    return unescape(found[1])


async def test_a_message_is_pressed_and_answered_for_the_presser_alone(running: Running) -> None:
    await running.set.send(ANA.address, NOTE, "d1")
    _, page = await running.get("phone/ana")
    status, page = await running.post("phone/ana", ("act", "message"), ("as", "ana"), ("press", button(page, "Open")))
    assert status == 200
    assert "Tomorrow, Thursday" in page
    assert running.script.seen == [Gesture(ANA.address, Pressed("open"), None, "en", "Europe/Madrid")]
    assert "Tomorrow, Thursday" not in (await running.get("phone/tomas"))[1]
    assert "Tomorrow, Thursday" not in (await running.get("phone/ana"))[1]  # and stands in no history


async def test_a_card_in_the_channel_opens_in_the_readers_own_pane(running: Running) -> None:
    await running.set.send(READERS, LINE, "d1")
    _, channel = await running.get("channel/readers")
    assert 'target="own"' in channel
    pressed = (("act", "message"), ("as", "wren"), ("press", button(channel, "Open Quiet Heron")))
    _, page = await running.post("channel/readers", *pressed)
    assert "own desk</h1>" in page
    assert "The robe was not there" in page
    opened = Pressed("open_line", "t-heron")
    assert running.script.seen[0] == Gesture(WREN.address, opened, READERS, "en", "Europe/Madrid")
    assert "The robe was not there" not in (await running.get("channel/readers"))[1]


async def test_an_office_answer_opens_over_the_office_channel(running: Running) -> None:
    await running.set.send(OFFICE, DUTY, "d1")
    _, channel = await running.get("channel/office?who=ivo")
    pressed = (("act", "message"), ("as", "ivo"), ("press", button(channel, "Scene 12A: it is sent")))
    _, page = await running.post("channel/office", *pressed)
    assert "Office channel</h1>" in page
    assert "12A paperwork" in page
    await running.post("channel/office", *inputs(page), ("press", "held t-14"))
    assert running.script.seen[1] == Gesture(IVO.address, Pressed("held", "t-14"), None, "en", "Europe/Madrid")


async def test_only_a_member_presses_in_a_channel(running: Running) -> None:
    await running.set.send(READERS, LINE, "d1")
    _, channel = await running.get("channel/readers")
    pressed = (("act", "message"), ("press", button(channel, "Open Quiet Heron")))
    assert (await running.post("channel/readers", *pressed, ("as", "pia")))[0] == 400
    await running.post("channel/readers", ("act", "join"), ("person", "pia"))
    assert running.script.seen[-1] == Gesture(CAST.people[5].address, Joined(), READERS)
    assert (await running.post("channel/readers", *pressed, ("as", "pia")))[0] == 200
    assert CAST.people[5].address in await running.set.members(READERS)
    await running.post("channel/readers", ("act", "leave"), ("person", "pia"))
    assert (await running.post("channel/readers", *pressed, ("as", "pia")))[0] == 400


async def test_a_form_goes_there_and_back(running: Running) -> None:
    _, page = await running.post("phone/ana", ("act", "command"), ("as", "ana"), ("name", "concern"))
    filled = (*inputs(page), ("f.words", "no robe"), ("f.urgency", "soon"), ("f.readers", "ode"))
    status, page = await running.post("phone/ana", *filled)
    assert status == 200
    assert "All they will see" in page
    done = Submitted("raise", {"words": "no robe", "urgency": "soon", "readers": "ode"}, "once-1")
    assert running.script.acts == [Command("concern"), done]


async def test_a_page_made_for_one_person_is_no_use_to_another(running: Running) -> None:
    _, page = await running.post("phone/ana", ("act", "command"), ("as", "ana"), ("name", "concern"))
    filled = (*inputs(page), ("f.words", "hers"), ("f.urgency", "soon"))
    status, refused = await running.post("phone/tomas", *filled)
    assert status == 400
    assert "made for someone else" in refused
    as_tomas = tuple((name, "tomas" if name == "as" else value) for name, value in filled)
    assert (await running.post("phone/tomas", *as_tomas))[0] == 400
    assert len(running.script.seen) == 1
    assert (await running.post("phone/ana", *filled))[0] == 200  # the control: her own goes through


async def test_words_too_long_come_back_whole(running: Running) -> None:
    _, page = await running.post("phone/ana", ("act", "command"), ("as", "ana"), ("name", "concern"))
    words = "a word " * 14_000
    status, page = await running.post("phone/ana", *inputs(page), ("f.words", words), ("f.urgency", "soon"))
    assert status == 400
    assert "longer than the box takes" in page
    assert words in page
    assert len(running.script.seen) == 1


@pytest.mark.parametrize("kind", ["raises", "hangs", "too_long"])
async def test_a_failure_loses_nothing_and_shows_nothing(
    running: Running, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "LONGEST_ANSWER", 0.1)

    def fail(_: Gesture) -> Answer:
        if kind == "too_long":
            return Show(Page("x" * 25, (Say("x"),)))
        raise RuntimeError("secret words of Ana")

    running.script.wait = 5 if kind == "hangs" else 0
    running.script.instead = fail
    status, page = await running.post("phone/ana", ("act", "write"), ("as", "ana"), ("words", "my own words"))
    assert status == 503
    assert "That did not work. Nothing you typed is lost" in page
    assert "my own words</textarea>" in page
    assert "secret" not in page
    assert "secret" not in running.set.faults[-1]
    running.script.instead, running.script.wait = None, 0
    assert (await running.post("phone/ana", *inputs(page), ("words", "my own words")))[0] == 200


async def test_a_failed_press_can_be_pressed_again_from_the_page_that_says_so(running: Running) -> None:
    await running.set.send(ANA.address, NOTE, "d1")
    _, page = await running.get("phone/ana")

    def fail(_: Gesture) -> Answer:
        raise KeyError("words")

    running.script.instead = fail
    _, failed = await running.post("phone/ana", ("act", "message"), ("as", "ana"), ("press", button(page, "Open")))
    assert running.set.faults[-1].startswith("KeyError at acts.py:")  # not where behind the adapter it was
    running.script.instead = None
    _, page = await running.post("phone/ana", *inputs(failed))
    assert "Tomorrow, Thursday" in page


async def test_two_people_at_once_each_get_their_own(running: Running) -> None:
    running.script.wait = 0.05
    running.script.instead = lambda gesture: Show(Page("Yours", (Say(f"for {gesture.who.reveal()[2]} alone"),)))
    people = [one.id for one in CAST.people] * 5
    pages = await asyncio.gather(*(running.post(f"phone/{one}", ("act", "home"), ("as", one)) for one in people))
    for one, (_, page) in zip(people, pages, strict=True):
        assert re.findall(r"for (\w+) alone", page) == [one]


async def test_the_same_press_twice_at_once_reaches_the_bot_twice_with_the_same_once(running: Running) -> None:
    _, page = await running.post("phone/ana", ("act", "command"), ("as", "ana"), ("name", "concern"))
    filled = (*inputs(page), ("f.words", "no robe"), ("f.urgency", "soon"))
    answers = await asyncio.gather(*(running.post("phone/ana", *filled) for _ in range(2)))
    assert [status for status, _ in answers] == [200, 200]
    first, second = running.script.acts[1:]
    assert first == second


async def test_typed_words_stand_in_that_chat_only_and_in_no_file(running: Running) -> None:
    await running.post("phone/ana", ("act", "write"), ("as", "ana"), ("words", "<b>canary</b>\nline"))
    _, page = await running.get("phone/ana")
    assert "&lt;b&gt;canary&lt;/b&gt;" in page
    assert "canary" not in (await running.get("phone/tomas"))[1]
    assert "canary" not in (await running.get("channel/readers"))[1]
    house = running.set._house
    held = b"".join(one.read_bytes() for one in running.folder.iterdir())
    assert b"Quiet Heron" not in held
    await running.set.send(READERS, LINE, "d1")
    held = b"".join(one.read_bytes() for one in running.folder.iterdir())
    assert b"canary" not in held
    assert b"Quiet Heron" in held  # the control: what the bot posted is found there
    (bubble,) = house.typed.of("ana")
    change = (("act", "change"), ("as", "ana"), ("bubble", bubble.id))
    await running.post("phone/ana", *change, ("words", "softer"))
    assert "softer" in (await running.get("phone/ana"))[1]
    await running.post("phone/ana", *change, ("words", ""))
    assert "softer" not in (await running.get("phone/ana"))[1]
    assert (await running.post("phone/ana", *change, ("words", "again")))[0] == 400
    assert running.script.acts[1:] == [Wrote("edit", Quoted("softer")), Wrote("deletion", Quoted(""))]


async def test_other_kinds_reach_the_bot_too(running: Running) -> None:
    for kind in ("file", "voice", "sticker", "forward"):
        _, page = await running.post("phone/ana", ("act", "drop"), ("as", "ana"), ("kind", kind))
        assert "I carry typed words only" in page
    assert running.script.acts == [Wrote(kind, Quoted("")) for kind in ("file", "voice", "sticker", "forward")]


async def test_the_clock_moves_as_asked_only(running: Running) -> None:
    status, page = await running.post("stage", ("act", "move"), ("move", "5min"))
    assert (status, running.clock.moves) == (200, ["5min"])
    assert "Thursday 22:10" in page
    assert (await running.post("stage", ("act", "move"), ("move", "back")))[0] == 400
    assert (await running.post("stage", ("act", "move"), ("move", "1h"), ("to", "x")))[0] == 400
    assert running.clock.moves == ["5min"]


async def test_the_set_speaks_spanish_and_keeps_to_it(running: Running) -> None:
    _, page = await running.get("?lang=es&theme=dark")
    assert '<html lang="es" data-theme="dark">' in page
    assert "Jueves 22:05" in page
    _, page = await running.get("phone/ana?lang=es")
    assert "lang=es" in page
    assert "ve solo sus propias líneas" in page
    assert '<html lang="en">' in (await running.get("phone/ana?lang=xx&theme=pink"))[1]


async def test_a_platform_that_is_down_says_so_and_comes_back(running: Running) -> None:
    running.set.weather.down = True
    status, page = await running.post("phone/ana", ("act", "home"), ("as", "ana"))
    assert status == 503
    assert "be reached just now" in page
    running.set.weather.down = False
    assert (await running.post("phone/ana", ("act", "home"), ("as", "ana")))[0] == 200
