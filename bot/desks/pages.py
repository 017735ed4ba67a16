"""Pages that everybody has: home, who reads, help from outside, a typed message, and the ones that say no."""

from __future__ import annotations

from adapters.interface import Answer, Show
from adapters.surfaces import Block, Button, Facts, Heading, Page, Quoted, Row, Say, Words
from bot.desks import ends_pages
from bot.desks.here import Here
from bot.desks.writing_forms import outside, over, where
from bot.lines.owning import MyLine
from bot.text.catalog import LANGUAGES, speaker


def home(here: Here) -> Answer:
    """First contact and home: what this is, whose eyes, and what it can't promise."""
    say, book = here.say, here.place.book
    names = ", ".join(one.name for one in here.readers())
    blocks: tuple[Block, ...] = (
        Say(say("home-what", production=book.name)),
        Say(say("home-readers", readers=names) if names else say("home-unread")),
        Say(say("home-software")),
        Say(say("home-asked")),
        Row((Button("who", say("home-who")), Button("rights", say("home-rights")), Button("key-in", say("home-key")))),
        Row((Button("check-wishes", say("check-wishes-title")),)),
        Say(say("home-key-what"), quiet=True),
        *_now_meant(here),
        *(() if _has_joined(here) else (Say(say("home-join-what"), quiet=True),)),
        Say(say("home-runner", runner=book.runner), quiet=True),
        Say(say("home-workspace", platform=here.platform), quiet=True),
        _languages(here),
    )
    return Show(Page(say("home-title"), blocks, _home_buttons(here)))


def opened(here: Here) -> Answer:
    """Behind [Open] of every note: first what everybody has; own lines are one step further."""
    say = here.say
    blocks: tuple[Block, ...] = (
        *ends_pages.news(here),
        Say(say("open-everybody")),
        *_now_meant(here),
        Row((Button("rights", say("home-rights")), Button("who", say("home-who")))),
    )
    return Show(Page(say("home-title"), blocks, _home_buttons(here)))


def who_reads(here: Here) -> Answer:
    """Every reader with their own words, and who runs this line."""
    say, blocks = here.say, list[Block](ends_pages.news(here))
    for one in here.readers():
        reading = one.reading
        if reading is None:
            continue
        facts = [(say("reader-where"), where(here, one)), (say("reader-languages"), here.languages(reading.languages))]
        if reading.by_phone:
            facts.append((say("reader-phone"), reading.by_phone))
        if reading.knows:
            facts.append((say("reader-knows"), reading.knows))
        blocks += [Heading(one.name), Say(reading.introduction), Facts(tuple(facts))]
    blocks += [Say(say("who-promise")), Say(say("who-never")), Say(say("home-runner", runner=here.place.book.runner))]
    return Show(Page(say("who-title"), tuple(blocks), _home_buttons(here)))


def rights(here: Here) -> Answer:
    """Outside help with languages and hours, by unit; from the production's own file, never from memory."""
    say = here.say
    units = tuple(
        block
        for unit in here.place.units
        for block in (
            Heading(say("rights-unit", unit=unit.name, place=unit.place)),
            Facts(((say("rights-emergency"), unit.emergency), (say("rights-medic"), unit.medic))),
        )
    )
    blocks = (Say(say("rights-not-legal")), *units, *outside(here), Say(say("rights-limits"), quiet=True))
    return Show(Page(say("rights-title"), blocks, _home_buttons(here)))


def about(here: Here, answered: str) -> Answer:
    """A kind of message that can't be carried: a true sentence, and the form."""
    buttons = (Button("write", here.say("home-write"), main=True), Button("home", here.say("home-back")))
    return Show(Page(here.say("typed-title"), (Say(answered),), buttons))


def nothing_here(here: Here, typed: str = "") -> Answer:
    """The same page whether a line never was, is over, or isn't theirs; what they typed stays, to copy."""
    blocks: tuple[Block, ...] = (Say(here.say("nothing-here")), *over(here, typed, 0))
    return Show(Page(here.say("nothing-title"), blocks, _home_buttons(here)))


def nobody_left(here: Here, mine: MyLine) -> Answer:
    """Everybody who reads here was left out: nothing was sent, the words stay to copy, help from outside."""
    say = here.say
    why = say("nobody-left") if here.readers() else say("nobody-reads-not-sent")
    blocks = (Say(why, strong=True), Words(Quoted(mine.words), say("yours-to-copy")), *outside(here))
    return Show(Page(say("not-sent-title"), blocks, (back_to_draft(here, mine), Button("home", say("home-back")))))


def kept(here: Here, mine: MyLine) -> Answer:
    """Kept for later: only this person finds it."""
    say = here.say
    token = here.token(mine.access)
    blocks = (Say(say("kept-until", day=here.day(mine.line.ends_at))), Words(Quoted(mine.words)))
    discard = Button("discard", say("draft-discard"), token)
    return Show(Page(say("kept-title"), blocks, (back_to_draft(here, mine), discard, Button("home", say("home-back")))))


def said(here: Here, title: str, *sentences: str, typed: str = "") -> Answer:
    """A short page of our own sentences, what was typed, to copy, and the way home."""
    blocks: tuple[Block, ...] = (*(Say(one) for one in sentences), *over(here, typed, 0))
    return Show(Page(title, blocks, _home_buttons(here)))


def back_to_draft(here: Here, mine: MyLine) -> Button:
    """Back to words that were kept."""
    return Button("draft", here.say("draft-back"), here.token(mine.access), main=True)


def _now_meant(here: Here) -> tuple[Say, ...]:
    """What stands behind [Now], where somebody reads."""
    return (Say(here.say("home-now-what"), quiet=True),) if here.readers() else ()


def _has_joined(here: Here) -> bool:
    return bool(here.place.me and here.place.me.joined)


def _home_buttons(here: Here) -> tuple[Button, ...]:
    say = here.say
    return (
        Button("write", say("home-write"), main=True),
        Button("now", say("note-now")),
        Button("lines", say("home-lines")),
        *(() if _has_joined(here) else (Button("join", say("home-join")),)),
        Button("home", say("home-back")),
    )


def _languages(here: Here) -> Row:
    """The same sentence in every other language we speak, in that language."""
    others = [code for code in LANGUAGES if code != here.place.language]
    return Row(tuple(Button(f"speak-{code}", speaker(code)("home-speak")) for code in others))
