"""What happens in many stories: somebody raises a concern, a reader opens, takes and answers it, it is read back."""

from __future__ import annotations

from playwright.async_api import expect

from tests.e2e.story_hands import ANY, Hand, sat
from tests.e2e.story_set import person
from tests.e2e.story_stage import Stage

MOST_LOOKS = 12


# --- the one who writes -------------------------------------------------------------------------------------------


async def wrote(hand: Hand, words: str, *, how: str = "today", without: tuple[str, ...] = ()) -> None:
    """The first screen, filled in, and the second one seen: all they will see."""
    await hand.command("set-command-concern")
    await hand.titled("write-title")
    await hand.sees("write-exceptions")
    for one in without:
        await hand.tick("reader-option", name=person(one).name, where=ANY)
    await hand.write("write-box", words)
    if how != "today":
        await hand.tick(f"write-urgency-{how}")
    await hand.press("write-next")
    await hand.sees("preview-all")
    await hand.reads(words)


async def receipted(hand: Hand) -> str:
    """The receipt; gives the line's name."""
    await hand.titled("receipt-title")
    heading = await hand.sees("receipt-heading", alias=ANY)
    before, after = hand.say("receipt-heading", alias=ANY).split(ANY)
    return heading.removeprefix(before).removesuffix(after)


async def raised(hand: Hand, words: str, *, how: str = "today", without: tuple[str, ...] = ()) -> str:
    """A concern, sent; gives its line's name."""
    await wrote(hand, words, how=how, without=without)
    await hand.press("preview-send")
    alias = await receipted(hand)
    await hand.sees("receipt-not-formal")
    return alias


async def looked(hand: Hand) -> None:
    """The person comes back to their own line, from the newest message."""
    await shut(hand)
    await hand.start("note-open")
    await hand.sees("open-everybody")
    await hand.press("home-lines")


async def stands(hand: Hand, key: str, reader: str = "") -> None:
    """The person looks, and their line stands so."""
    await looked(hand)
    name = person(reader).name if reader else ""
    await hand.sees(key, reader=name, time=ANY)


async def shut(hand: Hand) -> None:
    """Close the private page if one is open."""
    if await hand.sheet.count():
        await hand.close()


# --- readers --------------------------------------------------------------------------------------------------------


async def opened(stage: Stage, who: str, alias: str) -> Hand:
    """A reader opens a line from its card in the channel: one touch."""
    one = person(who)
    readers = Hand(stage, "readers", person("mara"))
    await stage.turn_to("readers")
    await stage.frame("readers").locator("#press select").select_option(who)
    async with stage.frame("own").expect_navigation():
        await readers.start("card-open-spoken", alias=alias)
    own = Hand(stage, "own", one, readers.touches)
    await own.reads_title(alias)
    return own


async def found_at_desk(stage: Stage, who: str, alias: str) -> Hand:
    """A reader opens a line from the message in their own chat."""
    own = await sat(stage, "own", who)
    await own.start("coordination-desk")
    await own.press_on("desk-press-open", alias)
    await own.reads_title(alias)
    return own


async def took(reader: Hand, alias: str) -> None:
    """[I've got this], with the time that is offered first."""
    await reader.press_on("desk-press-take", alias)
    await reader.sees("desk-take-lead")
    await reader.press("desk-press-promise")
    await reader.sees("desk-done-take")


async def answered(reader: Hand, alias: str, words: str, person_said: str) -> None:
    """An answer: the box under the line's name and last words, then exactly what they will see."""
    await reader.press_on("desk-press-answer", alias)
    await reader.sees("desk-last", alias=alias)
    await reader.reads(person_said)
    await reader.write("desk-label-answer", words)
    await reader.press("desk-press-look")
    await reader.sees("desk-answer-will-see", reader=reader.who.name)
    await reader.reads(words)
    await reader.press("desk-press-leave")
    await reader.sees("desk-left-answer")


# --- the set --------------------------------------------------------------------------------------------------------


async def until(stage: Stage, where: str, words: str, *, times: int = 1) -> None:
    """Press [To the next thing] until these words stand so often on a page as it is served."""
    for _ in range(MOST_LOOKS):
        if (await stage.served(where)).count(words) >= times:
            return
        await stage.goes_on()
    raise AssertionError(f"{where} doesn't come to say it {times} times")


async def left(stage: Stage, alias: str) -> None:
    """The line has left: its card stands in the readers' channel."""
    await until(stage, "channel/readers", f">{alias}<")
    await stage.turn_to("readers")
    heading = stage.frame("readers").get_by_role("heading", name=alias, exact=True)
    await expect(heading).to_be_visible()


async def heard(hand: Hand, words: str) -> None:
    """The person is told, by the one note, and finds these words on their line; what waits, waits."""
    notice, where = hand.say("note-for-you"), f"phone/{hand.who.id}"
    for _ in range(MOST_LOOKS):
        notes = (await hand.stage.served(where)).count(notice)
        await until(hand.stage, where, notice, times=notes + 1)
        await looked(hand)
        await hand.sees("line-more")
        if await hand.sheet.get_by_text(words, exact=True).count():
            return await hand.reads(words)
    raise AssertionError("the answer never came")


async def office_sees(stage: Stage) -> dict[str, str]:
    """Every page of the office and its people, byte for byte; none of them has a clock."""
    places = [f"channel/office?who={who}" for who in ("tam", "odile")] + ["phone/tam", "phone/odile"]
    return {where: await stage.served(where) for where in places}
