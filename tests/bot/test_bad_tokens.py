"""Tokens that are forged, cut, swapped, somebody else's or too old: one neutral page, and the same look behind it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.interface import Command, OpenedHome, Pressed, Submitted, Wrote
from adapters.surfaces import Quoted
from bot.desks.person import _ANSWERS, _LINE_ACTS
from storage.envelope import Key
from storage.keys import Production
from storage.tokens import Tokens
from tests.bot.bad_hand import WORDS, Hand, is_neutral
from tests.bot.bad_set import OFFICE, READERS, OnSet, demo, overheard
from tests.bot.stage import words_in

FORMS = ("send", "add", "category", "change-words")
READERS_FORMS = ("r-take", "r-later", "r-answer", "r-answer-go", "r-spoke", "r-spoke-go", "r-yes", "r-yes-go", "r-note")
VALUES = {"follow": "key_only", "until": "99999999999", "reveal": "many", "category": "child"}


@pytest.fixture
async def on() -> AsyncIterator[OnSet]:
    """The demo, with a line of Ada's that is with its readers and one of Bruno's."""
    async with demo() as one:
        await one.hand("bruno").raised("Something else.")
        await one.hand("ada").raised(WORDS)
        yield one


def persons_acts(on: OnSet) -> list[str]:
    """Every action that the person's desk takes on a line."""
    return sorted(
        {*on.running.doors._rooms[0].person._on_line, *_LINE_ACTS, *_ANSWERS, "zzz", "", "\ud800", "x" * 100_000}
    )


def readers_acts(on: OnSet) -> list[str]:
    """Every action that the reader's desk takes on a line."""
    listed = {"r-desk", "r-more", "r-search"}
    return sorted(set(on.running.doors._rooms[0].reader._presses) - listed)


async def bad_tokens(on: OnSet, who: Hand) -> dict[str, str]:
    """Tokens that lead this account to nothing of theirs, each for another reason."""
    ours, now = on.running.house.tokens, on.clock.now()
    me, today = who.address.reveal(), now.date()
    theirs = {one.line.alias: one.id for one in await on.lines()}
    good = on.hand("ada").token("copy", await on.hand("ada").mine())
    concern = next(iter(theirs.values()))
    strange = Tokens(os.urandom(32), on.running.house.production)
    foreign = Tokens(on.store.keys.roots.token, Production(os.urandom(16), Key(os.urandom(32))))
    return {
        "none": "",
        "somebody else's": good if who.user != "ada" else on.hand("bruno").token("copy", await on.hand("bruno").mine()),
        "cut": good[:-1],
        "cut in half": good[:23],
        "one letter changed": ("B" if good[0] == "A" else "A") + good[1:],
        "twice": good * 2,
        "forged": "A" * 46,
        "another root": strange.for_person(concern, me, today),
        "another production": foreign.for_person(concern, me, today),
        "too old": ours.for_person(concern, me, (now - timedelta(days=3)).date()),
        "a card's": ours.for_channel(concern, (READERS.platform, READERS.workspace, READERS.channel)),
        "the office's": ours.for_channel(concern, (OFFICE.platform, OFFICE.workspace, OFFICE.channel)),
        "nothing at all": "\ud800\0{ $x }",
        "100 kB": "A" * 100_000,
    }


async def found_nothing(on: OnSet, who: Hand) -> dict[str, str]:
    """Tokens of ours that open, for this account, on a line that isn't theirs or never was."""
    ours, now = on.running.house.tokens, on.clock.now().date()
    theirs = [one.id for one in await on.lines()]
    me = who.address.reveal()
    tokens = {f"line {at}": ours.for_person(one, me, now) for at, one in enumerate(theirs)}
    by_key = {f"key of line {at}": ours.for_person(one, me, now, by_key=True) for at, one in enumerate(theirs)}
    never = os.urandom(16)
    return (
        tokens
        | by_key
        | {"never was": ours.for_person(never, me, now)}
        | {"key of what never was": ours.for_person(never, me, now, by_key=True)}
    )


def forms_of(tokens: dict[str, str]) -> list[Submitted]:
    """Every form of a person's line with each of these tokens."""
    kinds = [(form, via) for form in FORMS for via in ("", "keep")]
    return [Submitted(form, VALUES, "once", token, via) for form, via in kinds for token in tokens.values()]


async def seen(on: OnSet, who: Hand, act: Pressed | Submitted) -> tuple[str, tuple[str, ...]]:
    """The page somebody gets, and the kinds of statements it took."""
    on.clock.move_to(on.clock.now() + timedelta(seconds=2))
    with overheard(on) as heard:
        await who.act(act)
    return words_in(who.shown or who.page), tuple(heard)


async def kept(on: OnSet) -> tuple[object, ...]:
    """All that is kept of lines."""
    lines = await on.lines()
    return (*(one.line for one in lines), *[await on.codes(one) for one in lines], await on.every_word())


@pytest.mark.parametrize("user", ["ada", "tam"])
async def test_a_person_gets_one_page_for_every_token_that_does_not_open(on: OnSet, user: str) -> None:
    who, before = on.hand(user), await kept(on)
    tokens = await bad_tokens(on, who)
    presses = [Pressed(action, token) for action in persons_acts(on) for token in tokens.values()]
    answers = {await seen(on, who, act) for act in presses} | {await seen(on, who, act) for act in forms_of(tokens)}
    assert len(answers) == 1
    assert is_neutral(who.shown)
    assert await kept(on) == before


@pytest.mark.parametrize("user", ["zed", "mara"])
async def test_a_token_that_opens_on_a_strange_line_looks_like_one_that_never_was(on: OnSet, user: str) -> None:
    who, before = on.hand(user), await kept(on)
    tokens = await found_nothing(on, who)
    acts = [Pressed(action, token) for action in persons_acts(on) for token in tokens.values()]
    pages = {(await seen(on, who, act))[0] for act in acts}
    pages |= {(await seen(on, who, form))[0] for form in forms_of(tokens)}
    assert pages == {(await seen(on, who, Pressed("line", "")))[0]}
    assert await kept(on) == before


async def test_a_strange_line_takes_the_same_look_as_none(on: OnSet) -> None:
    cleo = on.hand("cleo")
    looks = {await seen(on, cleo, Pressed("line", one)) for one in (await found_nothing(on, cleo)).values()}
    assert len({page for page, _ in looks}) == 1
    assert len({frozenset(statements) for _, statements in looks}) <= 2


async def test_control_the_persons_own_token_opens(on: OnSet) -> None:
    ada = on.hand("ada")
    page, _ = await seen(on, ada, Pressed("line", ada.token("copy", await ada.mine())))
    assert WORDS in page
    assert not is_neutral(ada.shown)


@pytest.mark.parametrize("user", ["mara", "ilo"])
async def test_a_reader_gets_one_page_for_every_token_that_does_not_open(on: OnSet, user: str) -> None:
    who, before = on.hand(user), await kept(on)
    tokens = await bad_tokens(on, who)
    presses = [Pressed(action, token) for action in readers_acts(on) for token in tokens.values()]
    forms = [Submitted(form, VALUES, "once", token) for form in READERS_FORMS for token in tokens.values()]
    pages = {(await seen(on, who, act))[0] for act in presses}
    assert len(pages) == 1
    for act in forms:
        page, _ = await seen(on, who, act)
        assert page in pages or "r-answer" in act.form or "words" in page
    assert await kept(on) == before


@pytest.mark.parametrize("user", ["ada", "tam"])
async def test_whoever_does_not_read_presses_a_readers_buttons_in_vain(on: OnSet, user: str) -> None:
    who, before = on.hand(user), await kept(on)
    ours, now = on.running.house.tokens, on.clock.now().date()
    theirs = [ours.for_person(one.id, who.address.reveal(), now) for one in await on.lines()]
    mara = on.hand("mara")
    await mara_opened(on)
    theirs += [mara.token("r-answer")]
    before = await kept(on)
    values = VALUES | {"words": "Please tell me more.", "to_whom": "x"}
    acts: list[Pressed | Submitted] = [Pressed(one, token) for one in readers_acts(on) for token in theirs]
    acts += [Pressed(one) for one in ("r-desk", "r-more", "r-search")]
    acts += [Submitted(form, values, "A" * 22, token) for form in (*READERS_FORMS, "r-search") for token in theirs]
    for act in acts:
        page, _ = await seen(on, who, act)
        assert WORDS not in page
        assert who.page.title == "Nothing here"
    assert await kept(on) == before


async def mara_opened(on: OnSet) -> None:
    """Mara opens one of the lines."""
    mara = on.hand("mara")
    await mara.act(Command("desk"))
    await mara.press("r-open")


async def test_control_the_reader_herself_presses_them_with_effect(on: OnSet) -> None:
    before = await kept(on)
    mara = on.hand("mara")
    await mara_opened(on)
    await mara.press("r-note")
    await mara.fill(words="I was there.")
    assert await kept(on) != before
    assert "I was there." in await on.every_word()


async def test_a_reader_is_no_person_on_a_line_they_read(on: OnSet) -> None:
    mara = on.hand("mara")
    await mara_opened(on)
    token, before = mara.token("r-answer"), await kept(on)
    for action in persons_acts(on):
        await seen(on, mara, Pressed(action, token))
        assert is_neutral(mara.shown), action
    for form in FORMS:
        await seen(on, mara, Submitted(form, VALUES | {"words": "mine"}, "A" * 22, token))
        assert mara.page.title == "Nothing here"
    assert await kept(on) == before


async def test_a_second_account_of_the_same_id_is_somebody_else(on: OnSet) -> None:
    token = on.hand("ada").token("copy", await on.hand("ada").mine())
    other = on.hand("ada", "elsewhere")
    for action in persons_acts(on):
        await seen(on, other, Pressed(action, token))
        assert is_neutral(other.shown), action
    await other.act(OpenedHome())
    await other.press("lines")
    assert "No lines lead from this account" in other.text


async def test_whoever_is_not_on_the_roster_can_still_write_and_come_back(on: OnSet) -> None:
    zed = on.hand("zed")
    await zed.sent("A stranger's words.")
    await zed.mine()
    assert "A stranger's words." in zed.text
    await zed.press("name")
    await zed.press("name-yes")
    assert "no name for this account" in zed.text


@pytest.mark.parametrize("user", ["tam", "zed"])
async def test_the_office_has_two_pages_whatever_comes(on: OnSet, user: str) -> None:
    who = on.hand(user)
    names = ("o-who", "o-home", "o-zzz", "o-\ud800", "o-" + "x" * 100_000)
    tokens = [*(await bad_tokens(on, who)).values(), *(await found_nothing(on, who)).values()]
    presses = [Pressed(name, token) for name in names for token in tokens]
    answers = {await seen(on, who, act) for act in presses}
    answers |= {await seen(on, who, Submitted(name, VALUES, "once", token)) for name in names for token in tokens}
    assert len(answers) == len({page for page, _ in answers}) == 2, "what is looked up depends on the page alone"
    await who.act(Wrote("text", Quoted("Who complained? { $x } <!channel>")), OFFICE)
    assert who.page.title == "Who complained?"


async def test_a_card_opens_in_its_channel_alone(on: OnSet) -> None:
    card = next(one for place in ("channel/" + READERS.channel,) for one in on.local._house.posted.standing(place))
    token, mara = card.card.buttons[0].token, on.hand("mara")
    for channel in (None, OFFICE):
        await mara.act(Pressed("r-open", token), channel)
        assert mara.page.title != card.card.title
    await mara.act(Pressed("r-open", token), READERS)
    assert mara.page.title == card.card.title
