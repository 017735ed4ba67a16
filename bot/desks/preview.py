"""The second screen of raising a concern: all they will see, who, what could point to the person, and the defaults."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.surfaces import Block, Button, Choice, Form, Quoted, Row, Say, Words
from bot.desks.here import Here
from bot.desks.more_about import MORE, besides
from bot.desks.writing_forms import help_fold
from bot.lines.addressing import Wishes
from bot.lines.owning import MyLine
from escalation.concern import Basis, Follow, Urgency, Wish
from escalation.crowd import Hint
from escalation.occasions import Occasion

_MARK: Final = 5
_LONGEST_HINT: Final = 80


@dataclass(frozen=True, slots=True)
class Preview:
    """What the second screen is made of; `values` is what stood in it before, where it is shown again."""

    mine: MyLine = field(repr=False)
    hints: tuple[Hint, ...] = field(repr=False)
    occasions: tuple[Occasion, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, str] = field(repr=False, default_factory=dict)


def preview_form(here: Here, preview: Preview, *, once: str = "", problem: str = "") -> Form:
    """All they will see, who, what could point to the person; everything else as a default that can be changed."""
    say, mine = here.say, preview.mine
    blocks: tuple[Block, ...] = (
        Say(say("preview-all")),
        Words(Quoted(mine.words)),
        Say(_who(here, mine)),
        *_no_scene(here, preview),
        *besides(here, mine.line),
        *_hints(here, mine.words, preview.hints),
        help_fold(here),
    )
    others = (Button("edit", say("preview-edit")), Button(MORE, say("preview-more")), Button("keep", say("write-keep")))
    return Form(
        "send",
        say("preview-title"),
        blocks,
        _defaults(here, preview),
        say("preview-send-record") if mine.line.urgency is Urgency.record else say("preview-send"),
        once or here.once(),
        here.token(mine.access) + mark_of(mine),
        others,
        problem,
    )


def mark_of(mine: MyLine) -> str:
    """A mark of what the screen shows of a draft, so that nothing else is sent or mended from it."""
    line = mine.line
    parts = "\0".join((mine.words, line.urgency, line.unit, str(line.by_minor), *line.readers))
    return base64.urlsafe_b64encode(hashlib.sha256(parts.encode()).digest()).decode()[:_MARK]


def parted(token: str) -> tuple[str, str]:
    """The line's token and the mark in the token of this form."""
    return token[:-_MARK], token[-_MARK:]


def wishes_of(values: Mapping[str, str]) -> Wishes:
    """What was chosen; an unknown value is the default."""
    usual, occasion = Wishes(), values.get("occasion", "")
    follow, wish, basis = values.get("follow", ""), values.get("wish", ""), values.get("basis", "")
    return replace(
        usual,
        follow=Follow(follow) if follow in set(Follow) else usual.follow,
        wish=Wish(wish) if wish in set(Wish) else usual.wish,
        basis=Basis(basis) if basis in set(Basis) else usual.basis,
        occasion=occasion if _is_id(occasion) else "",
        after_wrap=values.get("leaves") == "after_wrap",
    )


def occasion_of(values: Mapping[str, str]) -> str | None:
    """The occasion that a screen before this one names, empty for none; None where it has no field for that."""
    return wishes_of(values).occasion if "occasion" in values else None


def _is_id(value: str) -> bool:
    return len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)


def _who(here: Here, mine: MyLine) -> str:
    if mine.line.urgency is Urgency.record:
        return here.say("preview-kept")
    names = ", ".join(filter(None, (here.place.reader_name(one) for one in mine.line.readers)))
    if not names:
        return here.say("nobody-left") if here.readers() else here.say("nobody-reads")
    return here.say("preview-who", readers=names)


def _hints(here: Here, words: str, hints: tuple[Hint, ...]) -> tuple[Block, ...]:
    """What could point to the person, each with the button that mends it beside it."""
    if not hints:
        return ()
    blocks: list[Block] = [Say(here.say("preview-hints", count=len(hints)), strong=True)]
    for at, hint in enumerate(hints):
        found = _short(words[hint.start : hint.end])
        blocks.append(Say(here.say(f"hint-{hint.kind.value}", words=found), quiet=True))
        if hint.mendable:
            blocks.append(Row((Button(f"mend-{at}", _mend_label(here, hint)),)))
    return tuple(blocks)


def _short(words: str) -> str:
    """As much of it as tells which words are meant: a sentence of ours can't hold a whole speech."""
    return words if len(words) <= _LONGEST_HINT else f"{words[:_LONGEST_HINT]}..."


def _no_scene(here: Here, preview: Preview) -> tuple[Block, ...]:
    """`before_scene` needs a scene; where the schedule has none it is asked like today, and that is said."""
    lacks = preview.mine.line.urgency is Urgency.before_scene and not preview.occasions
    return (Say(here.say("preview-no-scene"), strong=True),) if lacks else ()


def _mend_label(here: Here, hint: Hint) -> str:
    label = here.say("hint-mend", words=hint.mend) if hint.mend else here.say("hint-remove")
    return label if len(label) <= 24 else here.say("hint-mend-plain")


def _defaults(here: Here, preview: Preview) -> tuple[Choice, ...]:
    say, line = here.say, preview.mine.line

    def choice(name: str, options: tuple[str, ...], kept: str) -> Choice:
        labelled = tuple((one, say(f"{name}-{one.replace('_', '-')}")) for one in options)
        wanted = preview.values.get(name, "")
        return Choice(name, say(f"preview-{name}"), labelled, wanted if wanted in options else kept)

    fields = [
        choice("follow", tuple(Follow), line.follow),
        choice("wish", tuple(Wish), line.wish),
        choice("basis", tuple(Basis), line.basis),
        choice("leaves", ("soon", "after_wrap"), "after_wrap" if line.after_wrap else "soon"),
    ]
    if preview.occasions:
        fields.append(_occasion(here, preview))
    return tuple(fields)


def _occasion(here: Here, preview: Preview) -> Choice:
    say = here.say
    options = [("none", say("occasion-none"))]
    for one in preview.occasions:
        label = say("occasion-option", name=one.name, people=preview.people.get(one.id, 0))
        options.append((one.id, label))
    wanted = preview.values.get("occasion", "") or preview.mine.line.occasion
    chosen = wanted if wanted in {one.id for one in preview.occasions} else "none"
    return Choice("occasion", say("preview-occasion"), tuple(options), chosen)
