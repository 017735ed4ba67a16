"""A person's own lines: the list, one line with its record, its acts, and the copy they can take away."""

from __future__ import annotations

from datetime import datetime

from adapters.interface import Answer, Show
from adapters.surfaces import (
    LONGEST_WORDS,
    Block,
    Button,
    Choice,
    Facts,
    Fold,
    Form,
    Heading,
    Page,
    Quoted,
    Row,
    Say,
    Steps,
    TextField,
    Words,
)
from adapters.surfaces import Step as Shown
from bot.desks import asked_pages, ends_pages
from bot.desks.here import Here
from bot.desks.writing_forms import dashed, for_guest, help_fold, over
from bot.lines.owning import OVER, MyLine
from bot.lines.place import wall
from escalation import waits
from escalation.calendar import in_hours, round_up
from escalation.concern import Act, Category, Side, State, Urgency, possible, was_posted
from storage.lines import Noted, Said, Voice

_PROMISES = ("taken", "not_forgotten")
EXPLAINED = ("live", "hide", "erase", "forget")
"""What is said of beside its button: a label alone doesn't tell what it does."""


def lines_page(here: Here, lines: tuple[MyLine, ...], *, one_opens: bool) -> Answer:
    """All lines of this person, newest first. The only one, or the only one that has news, may open at once."""
    news = [mine for mine in lines if mine.news]
    if one_opens and (len(lines) == 1 or len(news) == 1):
        others = here.say("lines-others") if len(lines) > 1 else ""
        return line_page(here, (news or list(lines))[0], problem=others)
    say = here.say
    blocks: list[Block] = [Say(say("lines-none"))] if not lines else []
    for mine in lines:
        name = name_of(here, mine)
        action, label = ("draft", "draft-back") if mine.line.state is State.draft else ("line", "line-open")
        opens = Button(action, say(label), here.token(mine.access), say("line-open-spoken", alias=name))
        blocks += [Heading(name), Say(state(here, mine)), Row((opens,))]
    write, forget = Button("write", say("home-write"), main=True), Button("forget-me", say("ends-forget-title"))
    return Show(Page(say("lines-title"), tuple(blocks), (write, forget, _home(here))))


def line_page(here: Here, mine: MyLine, *, problem: str = "") -> Answer:
    """One line: what happened, what was said, and what the person can do."""
    say = here.say
    blocks: list[Block] = [Say(problem, strong=True)] if problem else []
    blocks += ends_pages.first(here, mine)
    blocks += [Say(state(here, mine)), *asked_pages.asked(here, mine), *_talk(here, mine), *_readers(here, mine)]
    blocks += [
        Row(_first_acts(here, mine)),
        *_for_guest(here, mine),
        Fold(say("line-record"), (Steps(_record(here, mine)),)),
        *_more(here, mine),
    ]
    buttons = (_home(here),) if mine.access.by_key else (Button("all-lines", say("lines-all")), _home(here))
    return Show(Page(mine.line.alias, tuple(blocks), buttons))


def _readers(here: Here, mine: MyLine) -> tuple[Facts, ...]:
    """Who can open it, as that is now; of a `now` that nobody has, who can take it and with that open it."""
    line = mine.line
    able = [one for one in line.readers if one not in (*line.left_out, *line.recused)]
    is_free = line.urgency is Urgency.now and not line.taken_by
    if line.urgency is Urgency.now and line.taken_by:
        able = [one for one in able if one == line.taken_by]
    names = ", ".join(filter(None, map(here.place.reader_name, able)))
    label = here.say("line-takers") if is_free else here.say("line-readers")
    return (Facts(((label, names),)),) if names and line.ladder else ()


def _for_guest(here: Here, mine: MyLine) -> tuple[Block, ...]:
    """What a guest is told, with its act right below it."""
    told = for_guest(here, mine)
    return (*told, Row((_press(here, mine, "key"),))) if told else ()


def _press(here: Here, mine: MyLine, name: str) -> Button:
    """One of the acts on a line's page; what is said aloud names the line."""
    spoken = here.say(f"line-{name}-spoken", alias=mine.line.alias)
    return Button(name, here.say(f"line-{name}"), here.token(mine.access), spoken, main=name == "add")


def _first_acts(here: Here, mine: MyLine) -> tuple[Button, ...]:
    """What most people want to do next, at most five."""
    line, offered = mine.line, ["copy"]
    if not was_posted(line.state):
        offered.insert(0, "take-back")
    if is_kept(mine):
        offered.insert(0, "send-note")
    if line.urgency is Urgency.now and line.state not in OVER and not line.is_all_right:
        offered.insert(0, "all-right")
    if any(at in line.waiting and said.voice is Voice.PERSON for at, said in mine.said):
        offered.insert(0, "unsay")
    if Act.answer in possible(line.state, Side.person) and line.pending != "withdraw":
        offered.insert(0, "add")
    if _may_withdraw(mine):
        offered.append("withdraw")
    return tuple(_press(here, mine, one) for one in offered)


def _may_withdraw(mine: MyLine) -> bool:
    return was_posted(mine.line.state) and not mine.line.pending and mine.line.state is not State.withdrawn


def is_kept(mine: MyLine) -> bool:
    """Whether this is a dated note of the person's own, which can be sent later or never."""
    return mine.line.state is State.saved and mine.line.urgency is Urgency.record


def name_of(here: Here, mine: MyLine) -> str:
    """A line's alias, or what a draft is called."""
    return mine.line.alias or here.say("draft-name", day=here.day(mine.line.saved_at))


def state(here: Here, mine: MyLine) -> str:
    """How a line stands, as a sentence with one time."""
    line, say = mine.line, here.say
    if line.state is State.draft:
        return say("state-draft", day=here.day(line.ends_at))
    name = here.reader(line.taken_by or (line.opened_by[-1] if line.opened_by else ""))
    by = reaches(here, mine, line.promise) if line.promise else round_up(line.leaves_at)
    return say(_state_key(mine), reader=name, time=here.clock(by))


def _state_key(mine: MyLine) -> str:
    line = mine.line
    if line.pending:
        return f"pending-{line.pending}"
    if is_kept(mine):
        return "state-kept"
    if line.is_all_right and line.state in (State.released, State.opened, State.taken):
        return "state-all-right"
    return "state-talking" if line.state is State.taken and line.promise is None else f"state-{dashed(line.state)}"


def reaches(here: Here, mine: MyLine, promise: datetime) -> datetime:
    """The one time that is promised to the person: a reader's promise and the longest wait of an answer together."""
    hours = here.place.unit_by_id(mine.line.unit).hours
    origin = waits.answer_origin(in_hours=in_hours(hours, promise))
    return round_up(promise + waits.longest(mine.line.urgency, origin, None))


def add_form(here: Here, mine: MyLine, words: str = "", problem: str = "", once: str = "") -> Form:
    """More words on a line."""
    say = here.say
    field = TextField("words", say("add-box"), Quoted(words[:LONGEST_WORDS]), tall=True, required=True)
    lead: tuple[Block, ...] = (Say(say("add-lead", alias=mine.line.alias)), *over(here, words))
    once = once or here.once()
    return Form("add", say("add-title"), lead, (field,), say("add-send"), once, here.token(mine.access), (), problem)


def category_form(here: Here, mine: MyLine) -> Form:
    """What it is about, if the person wishes to say."""
    say = here.say
    known = tuple((one.value, say(f"category-{dashed(one)}")) for one in Category)
    options = (("none", say("category-none")), *known)
    field = Choice("category", say("category-label"), options, mine.line.category_next or "none")
    lead: tuple[Block, ...] = (Say(say("category-lead")),)
    return Form("category", say("category-title"), lead, (field,), say("keep"), here.once(), here.token(mine.access))


def confirm(here: Here, mine: MyLine, act: str) -> Answer:
    """Before something that can't be undone: what ends, what doesn't, and one press."""
    say, token = here.say, here.token(mine.access)
    alias = name_of(here, mine)
    taken = act == "erase" and bool(mine.line.taken_by)
    sentences = (Say(say(f"{act}-before", alias=alias)), *((Say(say("erase-taken")),) if taken else ()))
    copy = Button("copy", say("line-copy"), token, say("line-copy-spoken", alias=alias))
    press = Button(f"{act}-yes", say(f"{act}-press"), token, say(f"{act}-spoken", alias=alias), main=True)
    return Show(Page(say(f"{act}-title"), sentences, (press, copy, Button("line", say("line-back"), token))))


def own_copy(here: Here, mine: MyLine) -> Answer:
    """A dated page with all words and states, made on request, not kept."""
    say = here.say
    year = str(here.now.astimezone(here.zone).year)
    made = say(
        "copy-made",
        day=here.day(here.now),
        year=year,
        time=wall(here.now.astimezone(here.zone), names_zone=True),  # it may be read anywhere
        production=here.place.book.name,
    )
    blocks: tuple[Block, ...] = (
        Say(made),
        Say(say("copy-not-formal")),
        *_talk(here, mine),
        Heading(say("line-record")),
        Steps(_record(here, mine)),
    )
    back = Button("line", say("line-back"), here.token(mine.access))
    return Show(Page(say("copy-title"), (Heading(mine.line.alias), *blocks), (back, _home(here))))


def taken_back(here: Here, mine: MyLine) -> Answer:
    """It never left: the words once more, to copy, and then they are gone."""
    say = here.say
    words = tuple(Words(Quoted(one.words), say("yours-to-copy")) for _, one in mine.said)
    blocks: tuple[Block, ...] = (Say(say("taken-back", alias=mine.line.alias)), *words)
    return Show(Page(say("taken-back-title"), blocks, (Button("write", say("home-write")), _home(here))))


def key_page(here: Here, mine: MyLine, words: tuple[str, ...]) -> Answer:
    """Six words, shown once."""
    say = here.say
    blocks = (
        Say(say("key-once"), strong=True),
        Words(Quoted(" ".join(words)), say("key-caption")),
        Say(say("key-what")),
    )
    hide = Button("hide", say("line-hide"), here.token(mine.access))
    back = Button("line", say("line-back"), here.token(mine.access), main=True)
    return Show(Page(say("key-title"), blocks, (back, hide, _home(here))))


def key_form(here: Here, problem: str = "") -> Form:
    """Come back with six words."""
    say = here.say
    field = TextField("key", say("key-box"), hint=say("key-box-hint"), limit=120, required=True)
    return Form(
        "key-in", say("key-title"), (Say(say("key-in-lead")),), (field,), say("key-open"), here.once(), "", (), problem
    )


def _talk(here: Here, mine: MyLine) -> tuple[Block, ...]:
    return tuple(_said(here, mine, at, one) for at, one in mine.said if one.words)


def _said(here: Here, mine: MyLine, at: int, one: Said) -> Words:
    if one.voice is Voice.READER:
        caption = here.say("said-by-reader", reader=here.reader(one.by))
    else:
        waits = at in mine.line.waiting or not was_posted(mine.line.state)
        caption = here.say("said-by-you-waiting") if waits else here.say("said-by-you")
    return Words(Quoted(one.words), caption)


def _record(here: Here, mine: MyLine) -> tuple[Shown, ...]:
    return tuple(Shown(here.clock(one.at), _step(here, mine, one)) for one in mine.record)


def _step(here: Here, mine: MyLine, one: Noted) -> str:
    until = one.until
    if until and one.code in _PROMISES:
        until = reaches(here, mine, until)
    time = here.clock(until) if until else ""
    if one.code == "released" and mine.line.urgency is Urgency.now:
        return here.say("record-released-now")
    return here.say(f"record-{dashed(one.code)}", reader=here.reader(one.reader), time=time, count=one.count)


def _more(here: Here, mine: MyLine) -> tuple[Block, ...]:
    """Everything else a person may do to their line, each with what it means."""
    line = mine.line
    names = ["key", "category", "name"] if line.state is not State.withdrawn else []
    names = names[1:] if for_guest(here, mine) else names  # it stands above, beside what they are told
    names += ["live"] if any(one.voice is Voice.READER for _, one in mine.said) else []
    names += ["hide"] if line.mailbox and mine.has_way else []
    names += ["close"] if was_posted(line.state) and not line.pending and line.state is not State.closed else []
    names += ["erase", "forget"]
    buttons = [_press(here, mine, name) for name in names]
    rows = tuple(Row(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5))
    explained = (Say(here.say(f"line-{one}-what"), quiet=True) for one in names if one in EXPLAINED)
    return (Fold(here.say("line-more"), (*rows, *explained)), help_fold(here))


def _home(here: Here) -> Button:
    return Button("home", here.say("home-back"))
