"""What the scripted bot shows: surfaces as the real desks make them, in the words of the domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from adapters.surfaces import (
    Button,
    Choice,
    Choices,
    Facts,
    Fold,
    Form,
    Heading,
    Page,
    Quoted,
    Row,
    Say,
    Step,
    Steps,
    TextField,
    Words,
)

OUTSIDE = Fold(
    "Rights, outside help",
    (
        Facts(
            (("Emergency", "112"), ("Set medic", "555-0134"), ("Union line", "555-0101, 09:00-21:00, English, Spanish"))
        ),
        Say("None of these is run by production.", quiet=True),
    ),
)

HOME = Page(
    "A note for you",
    (
        Heading("Tomorrow, Thursday"),
        Facts((("Your call", "11:30, unit base"), ("Scenes", "12A at 13:00, 14 at 16:30"))),
        Say("Everyone on Low Tide sees this first."),
        Row(
            (Button("write", "Ask or say something", main=True), Button("now", "Now"), Button("who", "Who reads this"))
        ),
        Fold(
            "Your lines",
            (
                Facts((("Quiet Heron", "Wren has it and writes by 23:30"),)),
                Row((Button("record", "Open Quiet Heron"),)),
            ),
        ),
        OUTSIDE,
    ),
)

_SIMPLE = Form(
    "raise",
    "Ask or say something",
    (
        Say("They see your words, not who you are. They have agreed to pass nothing on without your yes."),
        Say(
            "Three exceptions: a child at risk, someone about to be badly hurt, a court order. I can't promise nobody "
            "will guess. I can promise I don't show your name. This is not a formal report and stops no legal "
            "deadline.",
            strong=True,
        ),
    ),
    (
        Choices(
            "readers",
            "Goes to",
            (("wren", "Wren Castle, on set today"), ("ode", "Ode Larkin, by phone")),
            ("wren", "ode"),
            "Untick anyone who should not have it.",
        ),
        TextField("words", "What would you like them to know?", tall=True, required=True),
        Choice(
            "urgency",
            "How soon",
            (
                ("now", "Now: someone with me"),
                ("before_scene", "Before a call time"),
                ("today", "Before wrap today"),
                ("soon", "In the next days"),
                ("record", "A dated note, no action"),
            ),
            "today",
        ),
    ),
    "Look at it first",
    "once-1",
    others=(Button("keep", "Keep for later"),),
)


TYPED = (
    "What you typed in this chat may be kept by whoever owns the workspace. Here it is in my form, which stands in "
    "no chat."
)
CANT_CARRY = Page("I can't carry that", (Say("I carry typed words only, for now. Nothing was passed on."),))


def raise_form(words: str, *, problem: str = "", noted: str = "") -> Form:
    """The first screen of writing."""
    readers, box, urgency = _SIMPLE.fields
    assert isinstance(box, TextField)
    blocks = (Say(noted), *_SIMPLE.blocks, OUTSIDE) if noted else (*_SIMPLE.blocks, OUTSIDE)
    return replace(
        _SIMPLE, blocks=blocks, problem=problem, fields=(readers, replace(box, value=Quoted(words)), urgency)
    )


def preview(words: str) -> Form:
    """The second screen: all that they will see."""
    return Form(
        "preview",
        "All they will see",
        (
            Words(Quoted(words), "Quiet Heron, 1"),
            Say("Two things here could point to you. You decide; I keep no note of this hint.", strong=True),
            Row((Button("mend", "Say this week"), Button("mend", "Say the day"))),
            Facts((("Goes to", "Wren Castle, Ode Larkin"), ("How soon", "before wrap today"))),
        ),
        (
            TextField("where", "Where someone can find you", hint="Only if you want company.", limit=120),
            Choice(
                "wish",
                "What should happen",
                (
                    ("note", "Keep a dated note"),
                    ("talk", "Talk with me first"),
                    ("deal", "Deal with it, unsaid by whom"),
                    ("pass", "Pass this on, in my words"),
                    ("report", "Help me report formally"),
                    ("ask", "Ask me later"),
                ),
                "talk",
            ),
        ),
        "Save and send",
        "once-2",
        others=(Button("back", "Change the words"),),
    )


RECEIPT = Page(
    "Saved",
    (
        Say(
            "Saved. The name of your line is Quiet Heron. It leaves at a random moment before 23:10, so that the time "
            "says nothing. Until then you can take it back."
        ),
        Say("Someone reads it by 23:40. If not, I ask the next person and tell you. You don't need to do anything."),
        OUTSIDE,
    ),
    (Button("take_back", "Take it back", spoken="Take Quiet Heron back"), Button("copy", "Save my own copy")),
)

RECORD = Page(
    "Quiet Heron",
    (
        Say("Wren Castle has Quiet Heron and writes by 23:30. If that passes, I ask the next person and tell you."),
        Words(
            Quoted("The robe was not there again between takes this week.\nI would rather not say it to the AD."),
            "You, 1",
        ),
        Words(
            Quoted(
                "Thank you. I will have two robes on the truck from tomorrow. Is it all right if I ask wardrobe "
                "without saying why?"
            ),
            "Wren Castle, 2",
        ),
        Steps(
            (
                Step("Wed 22:05", "Saved"),
                Step("Wed 22:31", "Left for Wren Castle and Ode Larkin"),
                Step("Wed 22:52", "Wren Castle opened it"),
                Step("Wed 22:54", "Wren Castle has it"),
                Step("23:30", "If there is no answer by then, I ask Ode Larkin", done=False),
            )
        ),
        Row(
            (
                Button("add", "Add words", spoken="Add words to Quiet Heron", main=True),
                Button("yes", "Yes, ask"),
                Button("no", "No"),
            )
        ),
        OUTSIDE,
    ),
    (Button("withdraw", "Withdraw"), Button("hide", "Hide from this phone"), Button("copy", "Save my own copy")),
)

NOW = Form(
    "now",
    "Now",
    (
        Say(
            "In danger? Call 112 or the set medic, 555-0134. On a closed set say hold or raise a hand: that is faster "
            "than a phone.",
            strong=True,
        ),
        Say(
            "I ring 2 people at once. The first to answer takes it. This leaves at once, so someone watching may "
            "connect it with you."
        ),
    ),
    (
        Choice(
            "how", "Your name", (("come", "Someone come to me, with my name"), ("quiet", "Keep my name out")), "quiet"
        ),
        TextField("where", "Where", limit=120),
    ),
    "Ask now",
    "once-3",
)

LINE_PAGE = Page(
    "Quiet Heron",
    (
        Facts((("Urgency", "today"), ("Answer by", "23:40"), ("Wishes", "talk with me first"))),
        Words(
            Quoted("The robe was not there again between takes this week.\nI would rather not say it to the AD."),
            "Quiet Heron, 1",
        ),
        Say("Confirm nothing you were not told in this thread.", quiet=True),
        Row(
            (
                Button("got_it", "I've got this", token="t-heron", spoken="I've got Quiet Heron", main=True),
                Button("reply", "Answer", token="t-heron", spoken="Answer Quiet Heron"),
                Button("yes_ask", "Ask for a yes", token="t-heron"),
            )
        ),
        Fold("What I can do from here", (Say('Radio 6. Unit base 555-0177. "I would like a moment with the set."'),)),
    ),
    (
        Button("not_forgotten", "Not forgotten", token="t-heron"),
        Button("rest", "Rest", token="t-heron"),
        Button("out", "This is not for me", token="t-heron"),
    ),
)

REPLY = Form(
    "reply",
    "Answer Quiet Heron",
    (
        Words(
            Quoted("The robe was not there again between takes this week.\nI would rather not say it to the AD."),
            "Quiet Heron, 1",
        ),
        Say("They read this under your name. You are told only that it was left for them.", quiet=True),
    ),
    (
        TextField("words", "Your answer", tall=True, required=True),
        Choice("promise", "I write again by", (("30", "23:10"), ("60", "23:40"), ("day", "end of the day")), "60"),
    ),
    "Look at it first",
    "once-4",
    token="t-heron",
)

DESK = Page(
    "Desk",
    (
        Say("Two lines are open. The next time promised is 23:30."),
        Heading("Quiet Heron"),
        Facts((("Urgency", "today"), ("Answer by", "23:30"), ("State", "you have it"))),
        Words(Quoted("The robe was not there again between takes this week."), "Quiet Heron, 1"),
        Row((Button("open_line", "Open", token="t-heron", spoken="Open Quiet Heron"),)),
        Heading("Plain Harbour"),
        Facts((("Urgency", "soon"), ("Answer by", "tomorrow, 18:00"), ("State", "with Ode Larkin"))),
        Row((Button("open_line", "Open", token="t-harb", spoken="Open Plain Harbour"),)),
    ),
    (Button("cover", "I'm on a closed set"),),
)

SCENES = Page(
    "Tomorrow",
    (
        Facts((("12A, 13:00", "ask Wren Castle, radio 6"), ("14, 15:30", "ready"))),
        Heading("Yours to do"),
        Facts((("12A paperwork", "ticked Mon 11:20"), ("12A notice", "62 h, kept"), ("14 safety meeting", "07:15"))),
        Say("Ask is how every flagged scene starts the day. It says nothing about anybody.", quiet=True),
    ),
    (Button("held", "Held", token="t-14", spoken="Scene 14 safety meeting: held"),),
)

PAGES: dict[str, Callable[[], Page | Form]] = {
    "open": lambda: HOME,
    "concern": lambda: raise_form(""),
    "write": lambda: raise_form(""),
    "preview": lambda: RECEIPT,
    "now": lambda: NOW,
    "record": lambda: RECORD,
    "open_line": lambda: LINE_PAGE,
    "reply": lambda: REPLY,
    "got_it": lambda: REPLY,
    "desk": lambda: DESK,
    "scene": lambda: SCENES,
    "duty_done": lambda: SCENES,
}
