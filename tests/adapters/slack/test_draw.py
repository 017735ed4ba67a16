"""Whatever the bot shows is taken by Slack, whole; a person's words are text there and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import surfaces as s
from adapters.interface import TYPED
from adapters.limits import OverLimit
from adapters.slack.draw import MOST_BLOCKS, PART, failed, home, message, modal, waiting
from adapters.slack.kit import LONGEST_TEXT, in_parts, width
from bot.text.catalog import LANGUAGES, speaker
from tests.adapters import scripted, shown
from tests.adapters.slack.accepted import faults_of_message, faults_of_view, objects, skeleton, texts
from tests.adapters.slack.real import surfaces
from tests.contracts.adapter import NASTY
from tests.privacy.life import SAID

SAY = speaker("en")
MORE_NASTY = (*NASTY, "\ud800", "a\u202eb\u2066c", "\r\n\r\n", " ", "", "<!here> &lt;", ":smile: ~x~", "x" * 3000)
CANARY = "kanarienvogel"
LINE = s.Button("open", "Open", "token", spoken="Open Quiet Heron")


def _page(words: str) -> s.Page:
    quoted = s.Quoted(words)
    blocks = (s.Words(quoted, "Quiet Heron, 1"), s.Facts((("Where", quoted), ("When", "now"), ("What", quoted))))
    return s.Page("Quiet Heron", (*blocks, s.Fold("More", (s.Words(quoted),))))


def _form(words: str) -> s.Form:
    fields = (s.TextField("tall", "Words", s.Quoted(words), tall=True), s.TextField("slim", "Where", s.Quoted(words)))
    return s.Form("f", "Again", (s.Words(s.Quoted(words)),), fields, "Send", "once")


# --- Slack takes it -----------------------------------------------------------------------------------------------


def test_slack_takes_whatever_the_desks_show() -> None:
    refused = {}
    for surface in surfaces():
        if isinstance(surface, s.Card):
            found = faults_of_message(message(surface))
        else:
            view = modal(surface, speaker(surface.language or "en"))
            found = faults_of_view(view)
            if isinstance(surface, s.Page):
                found += faults_of_view(home(surface, speaker("es")))
        if found:
            refused[surface.title] = found
    assert refused == {}


def test_much_of_what_the_desks_show_was_among_it() -> None:
    seen = surfaces()
    assert {one.language for one in seen} >= set(LANGUAGES)
    assert len({one.name for one in seen if isinstance(one, s.Form)}) >= 15
    assert len({one.title for one in seen if isinstance(one, s.Page)}) >= 40
    assert sum(isinstance(one, s.Card) for one in seen) >= 5


@pytest.mark.parametrize("surface", [shown.HOME, shown.RECORD, shown.DESK, shown.NOW, shown.REPLY, shown.RECEIPT])
def test_slack_takes_every_kind_of_block(surface: s.Page | s.Form) -> None:
    assert faults_of_view(modal(surface, SAY)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_what_the_adapter_says_itself(language: str) -> None:
    say = speaker(language)
    for view in (waiting(say), failed(say)):
        assert faults_of_view(view) == []
        assert len(texts(view)) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda view: view["blocks"].clear(),
        lambda view: view["blocks"].extend(view["blocks"] * 100),
        lambda view: view["blocks"][0].update(text={"type": "mrkdwn", "text": "*x*"}),
        lambda view: view["blocks"].append({"type": "section", "text": {"type": "plain_text", "text": " "}}),
        lambda view: view["blocks"].append({"type": "section", "text": {"type": "plain_text", "text": "\x00"}}),
        lambda view: view["blocks"].append({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}),
        lambda view: view["blocks"].append({"type": "actions", "elements": []}),
        lambda view: view["title"].update(text="x" * 25),
        lambda view: view.pop("submit"),
        lambda view: view["blocks"].append(view["blocks"][-2]),
    ],
    ids=range(10),
)
def test_control_what_slack_refuses_is_seen(spoil: Callable[[dict[str, Any]], object]) -> None:
    view = modal(replace(_form("x"), others=(s.Button("back", "Back"),)), SAY)
    assert faults_of_view(view) == []
    spoil(view)
    assert faults_of_view(view)


def test_control_a_message_that_would_unfold_or_mention_is_seen() -> None:
    card = message(scripted.LINE)
    assert faults_of_message(card) == []
    for spoiled in ({"text": "<!channel>"}, {"unfurl_links": True}, {"text": ""}, {"blocks": card["blocks"] * 20}):
        assert faults_of_message(card | spoiled)


# --- words are text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", MORE_NASTY, ids=range(len(MORE_NASTY)))
def test_words_change_nothing_but_text(words: str) -> None:
    plain = "plain" if words.strip() else " "
    for build in (_page, _form):
        drawn = modal(build(words), SAY)
        assert faults_of_view(drawn) == []
        assert skeleton(_without_empty_boxes(drawn)) == skeleton(_without_empty_boxes(modal(build(plain), SAY)))


def _without_empty_boxes(view: dict[str, Any]) -> dict[str, Any]:
    for one in objects(view):
        one.pop("initial_value", None)
    return view


@given(st.text(max_size=200))
def test_slack_takes_any_words(words: str) -> None:
    for build in (_page, _form):
        assert faults_of_view(modal(build(words), SAY)) == []


def test_control_words_that_are_formatted_are_noticed() -> None:
    drawn = modal(_page("plain"), SAY)
    formatted = modal(_page("plain"), SAY)
    next(block for block in formatted["blocks"] if block["type"] == "section")["text"]["type"] = "mrkdwn"
    assert skeleton(formatted) != skeleton(drawn)


def _places_of(mark: str, view: dict[str, Any]) -> set[str]:
    """The kinds of objects in which a mark stands."""
    return {
        str(one.get("type")) for one in objects(view) if any(mark in one[name] for name in one if _is_str(one[name]))
    }


def _is_str(found: object) -> bool:
    return isinstance(found, str)


def test_a_persons_words_stand_in_plain_text_only() -> None:
    found = set()
    for surface in surfaces():
        if not isinstance(surface, s.Card):
            found |= _places_of(SAID, modal(surface, SAY))
    assert found == {"plain_text", "plain_text_input"}
    assert _places_of(CANARY, modal(s.Page("x", (s.Say(CANARY),)), SAY)) == {"text"}  # the control: our own words


def test_words_to_read_turn_nothing_round_and_words_in_a_box_stay_whole() -> None:
    words = "a\u202eb\u2066c"
    assert "a\ufffdb\ufffdc" in texts(modal(_page(words), SAY))
    (box,) = [one for one in objects(modal(_form(words), SAY)) if one.get("multiline")]
    assert box["initial_value"] == words


def test_no_words_are_said_to_be_none() -> None:
    assert texts(modal(_page("\n"), SAY)).count(SAY("chat-empty")) == 4


# --- how it is drawn ----------------------------------------------------------------------------------------------


def test_a_strong_sentence_is_bold_and_a_quiet_one_small() -> None:
    strong, quiet = modal(s.Page("x", (s.Say("limits", strong=True), s.Say("later", quiet=True))), SAY)["blocks"]
    assert strong["elements"][0]["elements"] == [{"type": "text", "text": "limits", "style": {"bold": True}}]
    assert quiet["type"] == "context"


def test_the_record_says_what_is_done_without_colour() -> None:
    steps = s.Steps((s.Step("22:05", "Saved"), s.Step("23:30", "Next", done=False)))
    (block,) = modal(s.Page("x", (steps,)), SAY)["blocks"]
    assert "".join(texts(block)) == "\u25cf 22:05 Saved\n\u25cb 23:30 Next"


def test_a_problem_stands_first_under_words_that_say_so() -> None:
    first, second, *_ = modal(shown.raise_form("kept", problem="The box is still empty."), SAY)["blocks"]
    assert texts([first, second]) == [SAY("chat-look"), "The box is still empty."]


def test_folds_stand_below_everything_else() -> None:
    inner = s.Fold("Inner", (s.Say("deep"),))
    page = s.Page("x", (s.Fold("Outer", (inner, s.Say("inside"))), s.Say("above")), (LINE,))
    assert texts(modal(page, SAY)["blocks"]) == ["above", "Open", "Outer", "inside", "Inner", "deep"]


def test_a_button_speaks_its_alias_and_the_main_one_is_marked() -> None:
    page = s.Page("x", (s.Row((replace(LINE, main=True), LINE)),))
    first, second = modal(page, SAY)["blocks"][0]["elements"]
    assert (first["style"], first["value"], first["accessibility_label"]) == ("primary", "token", "Open Quiet Heron")
    assert first["action_id"] != second["action_id"]
    assert "style" not in second


def _fields(*fields: s.Field, once: str = "once") -> list[dict[str, Any]]:
    view = modal(s.Form("f", "Title", (), fields, "Send", once), SAY)
    assert faults_of_view(view) == []
    return list(view["blocks"])


@pytest.mark.parametrize(
    ("options", "one", "any_of"), [(10, "radio_buttons", "checkboxes"), (11, "static_select", "multi_static_select")]
)
def test_many_options_are_a_menu(options: int, one: str, any_of: str) -> None:
    offered = tuple((str(number), "x" * 75) for number in range(options))
    drawn = _fields(s.Choice("one", "One", offered, "3"), s.Choices("any", "Any", offered, ("3", "1")))
    assert [block["element"]["type"] for block in drawn] == [one, any_of]
    assert [option["value"] for option in drawn[1]["element"]["initial_options"]] == ["1", "3"]


def test_what_is_drawn_anew_is_shown_and_not_what_was_typed_before() -> None:
    box = s.TextField("words", "Words", s.Quoted("first"))
    (first,), (again,) = _fields(box), _fields(box)
    (changed,), (other,) = _fields(replace(box, value=s.Quoted("second"))), _fields(box, once="another")
    assert first["block_id"] == again["block_id"]
    assert len({first["block_id"], changed["block_id"], other["block_id"]}) == 3


# --- cards --------------------------------------------------------------------------------------------------------


def test_a_cards_top_level_text_is_its_notice_alone() -> None:
    card = replace(scripted.LINE, notice="Ghostlight: <!channel> & more", said=("Said below.",), calls=("U1", "U2"))
    drawn = message(card)
    assert faults_of_message(drawn) == []
    assert drawn["text"] == "Ghostlight: &lt;!channel&gt; &amp; more"
    assert [one["user_id"] for one in objects(drawn) if one.get("type") == "user"] == ["U1", "U2"]
    assert "Said below." in texts(drawn)


def test_the_note_is_the_same_bytes_each_time() -> None:
    assert message(scripted.NOTE) == message(scripted.NOTE)


def test_the_button_below_typed_words_names_the_message() -> None:
    card = replace(scripted.NOTE, buttons=(s.Button(TYPED, "Put it in the form"), LINE))
    first, second = message(card, "1355517523.000005")["blocks"][-1]["elements"]
    assert (first["value"], second["value"]) == ("1355517523.000005", "token")


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (replace(scripted.LINE, title="x" * 25), "title"),
        (replace(scripted.LINE, facts=(("Label", "x" * 3000),) * 4), "size"),
        (replace(scripted.LINE, said=("x",) * 50), "blocks"),
    ],
)
def test_a_card_over_a_limit_is_refused_aloud(card: s.Card, code: str) -> None:
    with pytest.raises(OverLimit) as refused:
        message(card)
    assert refused.value.code == code


# --- long pages ---------------------------------------------------------------------------------------------------

DESK = s.Page(
    "Desk",
    tuple(
        block
        for number in range(60)
        for block in (
            s.Heading(f"Line {number}."),
            s.Facts((("State", "open"),)),
            s.Words(s.Quoted("w" * 300), "The last words"),
            s.Row((LINE,)),
        )
    ),
    (s.Button("more", "More"),),
)
TALK = s.Page("Quiet Heron", tuple(s.Words(s.Quoted(f"{number}." + "w" * 2990), "You") for number in range(20)))
IN_FOUR_BYTES = s.Page("x", tuple(s.Words(s.Quoted("\U0001f56f" * 3000), "You") for _ in range(20)))
FACTS = s.Page("x", (s.Facts(tuple(("You", s.Quoted("\U0001f56f" * 3000)) for _ in range(20))),))
RECORD = s.Page("x", (s.Steps(tuple(s.Step("Wed 22:05", f"Step {number}. " + "w" * 60) for number in range(80))),))


@pytest.mark.parametrize(
    ("page", "parts"),
    [(DESK, 4), (TALK, 1), (IN_FOUR_BYTES, 4), (FACTS, 4), (RECORD, 1)],
    ids=["desk", "talk", "bytes", "facts", "record"],
)
def test_a_long_page_is_shown_whole(page: s.Page, parts: int) -> None:
    views = [modal(page, SAY, part) for part in range(parts)]
    assert [faults_of_view(view) for view in views] == [[]] * parts
    assert modal(page, SAY, parts) == views[-1], "a page that has become shorter shows its last part"
    whole = "".join(text for view in views for text in texts(view["blocks"]))
    for block in page.blocks:
        if isinstance(block, s.Heading):
            assert block.text in whole
        if isinstance(block, s.Words):
            assert block.quoted.words in whole
        if isinstance(block, s.Facts):
            assert whole.count("\U0001f56f") in (0, 60_000)
        if isinstance(block, s.Steps):
            assert all(step.text in whole for step in block.steps)


def test_a_part_says_so_and_leads_to_the_others() -> None:
    for part, leads_to in ((0, ["1"]), (1, ["0", "2"]), (3, ["2"])):
        for drawn in (modal(DESK, SAY, part), home(DESK, SAY, part)):
            assert faults_of_view(drawn) == []
            assert SAY("chat-part", part=part + 1, parts=4) in texts(drawn)
            buttons = [one for one in objects(drawn) if one.get("action_id", "").startswith(PART)]
            assert [button["value"] for button in buttons] == leads_to


def test_no_part_ends_between_words_and_who_said_them() -> None:
    for part in range(4):
        inside = [block["type"] for block in modal(DESK, SAY, part)["blocks"]][1:-1]
        assert inside[-1] in ("section", "actions", "rich_text")
        assert "header" not in inside[-1:]
        assert inside[0] != "section"


def test_a_page_that_fits_says_nothing_of_parts() -> None:
    assert not [one for one in objects(modal(TALK, SAY)) if one.get("action_id", "").startswith(PART)]


def test_a_form_that_is_too_long_is_refused_aloud() -> None:
    for blocks, code in (((s.Row((LINE,)),) * (MOST_BLOCKS + 1), "blocks"), (IN_FOUR_BYTES.blocks, "size")):
        with pytest.raises(OverLimit) as refused:
            modal(replace(_form("x"), blocks=blocks), SAY)
        assert refused.value.code == code


def test_a_hint_that_is_too_long_is_refused_aloud() -> None:
    with pytest.raises(OverLimit):
        _fields(s.TextField("words", "Words", hint="x" * 2001))


@given(st.text(alphabet=st.sampled_from("ab &<\n\U0001f56f"), max_size=400), st.integers(10, 60))
def test_a_text_in_parts_is_the_same_text(text: str, most: int) -> None:
    parts = in_parts(text, most)
    assert "".join(parts) == text
    assert all(width(part) <= most for part in parts)


def test_our_own_long_sentence_is_drawn_whole() -> None:
    long = "w " * 1500
    assert "".join(texts(modal(s.Page("x", (s.Say(long), s.Say(long, quiet=True))), SAY)["blocks"])) == long * 2
    assert width("&<\U0001f56fa") == 5 + 4 + 2 + 1 <= LONGEST_TEXT
    assert width("\ud83da>\ufffd") == 1 + 1 + 4 + 1
