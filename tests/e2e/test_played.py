"""`ghostlight demo --story`: every story plays to its end in a browser, and everything that it says is seen is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.async_api import Browser, ViewportSize, expect
from typer.testing import CliRunner

from bot import stories
from bot.cli import app
from bot.demo import cast
from bot.stories import BadStory, Story
from bot.story_script import Prompter
from bot.text.catalog import LANGUAGES
from tests.adapters.looking import serious
from tests.bot.test_text import loud
from tests.e2e.story_player import STEP_TIME, Player, telling
from tests.e2e.story_set import Playing
from tests.e2e.story_stage import SLIM, WIDE, Stage, staged

in_one_loop = pytest.mark.asyncio(loop_scope="session")

LIGHTS: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
LONGEST_CAPTION: Final = 190
OURS = Path(__file__).parent / "stories"
EVERY = stories.every_story()
# Every verb of the stories and both sizes; all stories are played without a browser (tests/stories).
PLAYED = [
    (one, size)
    for one in EVERY
    for name, size in (
        ("night-before", SLIM),
        ("closed-set", SLIM),
        ("who-complained", SLIM),
        ("phone-rings", WIDE),
        ("cover-forgotten", SLIM),
        ("unit-abroad", WIDE),
    )
    if one.name == name
]


async def _opened(browser: Browser, address: str, size: ViewportSize, *, bypass_csp: bool = False) -> Player:
    return Player(await staged(browser, address, size, "played", bypass_csp=bypass_csp))


async def _shut(stage: Stage) -> None:
    assert stage.complaints == []
    await stage.page.context.close()


@pytest.mark.parametrize(("story", "size"), PLAYED, ids=[f"{one.name}-{size['width']}" for one, size in PLAYED])
@in_one_loop
async def test_a_story_plays_to_its_end(tmp_path: Path, browser: Browser, story: Story, size: ViewportSize) -> None:
    async with telling(tmp_path, story) as local:
        player = await _opened(browser, local.address, size)
        await expect(player.bar.get_by_text(story.about["en"])).to_be_visible()
        problem = await player.to_the_end(story)
        await player.shot(story.name)
        assert problem == ""
        assert await player.state() == "ended"
        await _shut(player.stage)


# --- Controls: a step that isn't so -----------------------------------------------------------------------------------

LAST = '[[step]]\nen = "Not so."\nes = "No es así."\nat = "{at}"\nwho = "{who}"\nplays = [{play}]\n'


@in_one_loop
@pytest.mark.parametrize(
    ("at", "who", "play", "said"),
    [
        ("readers", "mara", '{ sees = "card-state-taken" }', "say this: “somebody has it”"),
        ("readers", "mara", '{ sees_not = "card-state-released" }', "says this, and it must not"),
        ("readers", "mara", '{ nowhere = ["today"] }', "says this, and it must not: “today”"),
        ("readers", "mara", '{ unchanged = "channel/readers" }', "This has changed, and it must not"),
        ("phone", "ada", '{ press = "line-open-spoken" }', "offer this: “Open "),
        ("phone", "ada", '{ clock = "noon" }', "could not be moved"),
    ],
    ids=["sees", "sees-not", "nowhere", "unchanged", "press", "clock"],
)
async def test_control_a_step_that_is_not_so_stops_the_story(
    tmp_path: Path, browser: Browser, at: str, who: str, play: str, said: str
) -> None:
    file = tmp_path / "91-false.toml"
    last = LAST.replace("{at}", at).replace("{who}", who).replace("{play}", play)
    file.write_text((OURS / "90-says-too-much.toml").read_text() + last)
    story = stories.read(file)
    async with telling(tmp_path / "set", story) as local:
        player = await _opened(browser, local.address, SLIM)
        problem = await player.to_the_end(story)
        assert problem.startswith("Step 3 has not come true.")
        assert said in problem
        assert await player.state() == "failed"
        await expect(player.bar.get_by_role("button", name="Next step")).to_be_disabled()
        await expect(player.bar.get_by_role("alert")).to_be_focused()
        await player.shot(f"false-{at}")
        await player.stage.page.context.close()


# --- The bar ----------------------------------------------------------------------------------------------------------


@in_one_loop
async def test_it_is_told_in_spanish_and_a_pane_speaks_as_its_person(tmp_path: Path, browser: Browser) -> None:
    story = _named("account-cut")
    async with telling(tmp_path, story) as local:
        player = await _opened(browser, local.address, WIDE)
        await player.stage.speaks("es")
        assert await player.to_the_end(story) == ""
        await expect(player.bar).to_contain_text("Paso 5 de 5. Esta era la historia.")
        await player.shot("account-cut-es")
        await _shut(player.stage)


@in_one_loop
async def test_by_keyboard_alone_and_axe_finds_nothing(tmp_path: Path, browser: Browser) -> None:
    async with telling(tmp_path, _named("night-before")) as local:
        player = await _opened(browser, local.address, SLIM, bypass_csp=True)
        page = player.stage.page
        await _tab_to(player, "Next step")
        for _ in range(2):
            await page.keyboard.press("Enter")
            await expect(player.bar).to_have_attribute("data-state", "playing")
            await page.keyboard.press("Enter")
            await expect(player.bar).to_have_attribute("data-state", "rests")
            await expect(page.get_by_role("button", name="Next step")).to_be_focused()
        for light in LIGHTS:
            await page.emulate_media(color_scheme=light)
            assert await serious(page.main_frame) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= SLIM["width"]
        await _shut(player.stage)


async def _tab_to(player: Player, name: str) -> None:
    for _ in range(20):
        await player.stage.page.keyboard.press("Tab")
        if await player.stage.page.evaluate("document.activeElement.textContent") == name:
            return
    pytest.fail(f"the keyboard doesn't reach {name!r}")


@in_one_loop
async def test_it_plays_by_itself_until_it_is_paused(tmp_path: Path, browser: Browser) -> None:
    async with telling(tmp_path, _named("who-complained")) as local:
        player = await _opened(browser, local.address, WIDE)
        await player.bar.get_by_role("button", name="Play", exact=True).click()
        await expect(player.bar).to_contain_text("Step 2 of 6", timeout=STEP_TIME)
        await player.bar.get_by_role("button", name="Pause", exact=True).click()
        await expect(player.bar).to_have_attribute("data-state", "rests", timeout=STEP_TIME)
        await player.stage.page.wait_for_timeout(1000)
        await expect(player.bar).to_contain_text("Step 2 of 6")
        await _shut(player.stage)


@in_one_loop
async def test_opened_anew_in_the_middle_it_says_how_to_begin_again(tmp_path: Path, browser: Browser) -> None:
    async with telling(tmp_path, _named("night-before")) as local:
        player = await _opened(browser, local.address, SLIM)
        await player.next_step()
        await player.stage.page.reload()
        await expect(player.bar).to_contain_text(player.stage.say("story-interrupted"))
        await expect(player.bar.get_by_role("button", name="Next step")).to_be_disabled()
        await player.bar.get_by_text("From the beginning").click()
        await expect(player.bar.get_by_text("ghostlight demo --story night-before")).to_be_visible()
        await _shut(player.stage)


@in_one_loop
async def test_without_a_story_there_is_none(play: Playing, browser: Browser) -> None:
    stage = await staged(browser, play.local.address, WIDE, "played")
    await expect(stage.page.locator("#story")).to_have_count(0)
    page = await stage.served("")
    assert "story" not in page
    for answer in (await stage.page.request.get(stage.address + "story"), await stage.page.request.get(stage.address)):
        assert answer.status == (404 if answer.url.endswith("story") else 200)


# --- The files --------------------------------------------------------------------------------------------------------


def _named(name: str) -> Story:
    found = stories.find(name)
    assert found
    return found


@pytest.mark.parametrize("story", EVERY, ids=lambda story: story.name)
def test_every_story_is_calm_and_can_be_read_at_one_look(story: Story) -> None:
    for text in (story.title, story.about, *story.words.values(), *story.steps):
        for language in LANGUAGES:
            assert text[language].strip()
            assert loud(text[language]) == []
    assert all(len(step[language]) <= LONGEST_CAPTION for step in story.steps for language in LANGUAGES)
    assert any(play.verb in stories.CHECKS for _, play in stories.plays_of(story))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", EVERY, ids=lambda story: story.name)
def test_every_key_of_a_story_is_a_sentence(story: Story, language: str) -> None:
    script = Prompter(story, cast(), language, "en").script()
    assert len(script["steps"]) == len(story.steps)
    used = {play.words for _, play in stories.plays_of(story)} | {play.reads for _, play in stories.plays_of(story)}
    assert set(story.words) <= used


@pytest.mark.parametrize(
    ("play", "fault"),
    [
        ('{ press = "note-open", sees = "note-now" }', "one verb in each"),
        ("{ }", "one verb in each"),
        ('{ pres = "note-open" }', "step.0.plays.0.pres"),
        ('{ write = "write-box" }', "write with words"),
        ('{ press = "Note open" }', "step.0.plays.0.press"),
        ("{ press }", "90-bad.toml"),
    ],
)
def test_control_a_bad_file_says_where(tmp_path: Path, play: str, fault: str) -> None:
    file = tmp_path / "90-bad.toml"
    both = 'en = "x"\nes = "x"\n'
    file.write_text(f'[title]\n{both}[about]\n{both}[[step]]\n{both}at = "phone"\nplays = [{play}]\n')
    with pytest.raises(BadStory, match=fault):
        stories.read(file)


def test_the_command_names_every_story() -> None:
    listed = CliRunner().invoke(app, ["demo", "--story", "list"])
    unknown = CliRunner().invoke(app, ["demo", "--story", "no-such-story"])
    kept = CliRunner().invoke(app, ["demo", "--story", EVERY[0].name, "--folder", "x"])
    assert (listed.exit_code, unknown.exit_code, kept.exit_code) == (0, 2, 2)
    for story in EVERY:
        assert story.name in listed.output
        assert story.title["en"] in unknown.output
