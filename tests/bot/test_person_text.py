"""The words that a person reads: complete in both languages, within every limit, and free of what is never said."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import parse, visitor

from adapters.surfaces import LONGEST_FIELD_LABEL, LONGEST_LABEL, LONGEST_TITLE
from bot.desks import asked_pages
from bot.desks.line_pages import EXPLAINED
from bot.desks.person import _LINE_ACTS
from bot.text.catalog import FOLDER, LANGUAGES, speaker
from escalation import occasions
from escalation.checkin_plans import Sentence
from escalation.concern import Act, Basis, Category, Follow, State, TheyKnow, Wish
from escalation.crowd import Kind
from escalation.rungs import Why

ROOT: Final = Path(__file__).parents[2]
FILES: Final = ("person", "ends", "checkins")
LONGEST_SPOKEN: Final = 75
LONGEST_OPTION: Final = 75
COUNTS: Final = (0, 1, 2, 3000)

# Typical arguments at their longest: an alias has at most 19 characters.
ARGS: Final[dict[str, str | int]] = {
    "alias": "Wandering Lighthous",
    "cast": "3X",
    "count": 3,
    "keeper": "whoever owns this workspace",
    "day": "30 September",
    "medic": "555-0123, radio 9",
    "month": "September",
    "most": 3000,
    "name": "Alexandra Montgomery",
    "number": "555-0112",
    "people": 4,
    "year": 2026,
    "platform": "discord",
    "place": "Stage 14, Harbour Road",
    "production": "The Long Way Home",
    "reader": "Alexandra Montgomery",
    "readers": "Alexandra Montgomery, Bartholomew Fitzgerald",
    "runner": "The association of coordinators",
    "scenes": "Sc 12A, Sc 21",
    "time": "23:30 on 30 September",
    "unit": "Second unit",
    "where": "by phone",
    "words": "this week",
}


def spelled(values: Iterable[str]) -> tuple[str, ...]:
    """Give stored values as keys have them."""
    return tuple(str(value).replace("_", "-") for value in values)


ACTS: Final = tuple(sorted(_LINE_ACTS))
IN_MORE: Final = (
    "add",
    "copy",
    "take-back",
    "all-right",
    "unsay",
    "send-note",
    "key",
    "category",
    "name",
    "live",
    "hide",
    "close",
    "withdraw",
    "erase",
    "forget",
)
CODES: Final = {
    "skipped_{}": (*(f"skipped_{why}" for why in Why), "skipped_not_answering"),
    "left_{}": tuple(f"left_{act}" for act in (Act.reply, Act.ask_yes, Act.spoke)),
}
CHOICES: Final = {
    "follow": spelled(Follow),
    "wish": spelled(Wish),
    "basis": spelled(Basis),
    "leaves": ("soon", "after-wrap"),
}
FOLLOWED: Final = {
    "month-{}": tuple(str(number) for number in range(1, 13)),
    "category-{}": spelled(Category),
    "check-day-{}": ("yesterday", "today", "tomorrow"),
    "check-kind-{}": spelled(occasions.Kind),
    "check-start-{}": spelled(Sentence),
    "hint-{}": spelled(kind.value for kind in Kind),
    "line-{}": IN_MORE,
    "line-{}-spoken": IN_MORE,
    "pending-{}": ("withdraw", "close"),
    "more-{}": ("pass-to", "keep-from"),
    "more-{}-hint": ("pass-to", "keep-from"),
    "preview-{}": tuple(CHOICES),
    "they-know-{}": spelled(TheyKnow),
    "state-{}": spelled(State),
    "typed-{}": ("edit", "deletion", "file", "voice", "sticker", "forward", "other"),
    "ends-news-{}": ("reader-joins", "reader-first", "reader-leaves", "no-reader-today"),
    "line-{}-what": EXPLAINED,
    "write-urgency-{}": ("today", "before-scene", "soon", "record"),
    "yes-{}": asked_pages.ANSWERS,
    "yes-{}-spoken": asked_pages.ANSWERS,
    "yes-said-{}": tuple(one for one in asked_pages.ANSWERS if one != "change"),
    "{}-before": ACTS,
    "{}-press": ACTS,
    "{}-spoken": ACTS,
    "{}-title": ACTS,
}
# A key that stands in a variable where it is said; each stands as a string somewhere above that place.
IN_A_VARIABLE: Final = ("line-open", "draft-back", "state-talking", "state-kept", "state-all-right")


# --- What the code says -----------------------------------------------------------------------------------


class Said(NamedTuple):
    """One call of `say`: its key, with {} for what isn't fixed, and the arguments it gives."""

    key: str
    args: frozenset[str]


def template(node: ast.expr) -> str | None:
    """Give a string, or an f-string with {} for its values; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def name_of(func: ast.expr) -> str:
    """Give the last name of what is called: `say`, `here.say`, `speaker(code)` are say, say and speaker."""
    if isinstance(func, ast.Call):
        return name_of(func.func)
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def calls(files: Iterable[Path], *names: str) -> Iterator[ast.Call]:
    """Give every call of something with one of these names."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in names:
                yield node


def said_in(call: ast.Call) -> Said | None:
    """Give what a call of `say` says, None where its key stands in a variable."""
    key = template(call.args[0]) if call.args else None
    return Said(key, frozenset(word.arg or "" for word in call.keywords)) if key else None


@cache
def desks() -> tuple[Path, ...]:
    """Give the files of the person's desk."""
    found = sorted((ROOT / "bot" / "desks").glob("*.py"))
    return tuple(file for file in found if not file.stem.startswith(("reader", "office", "desk")))


@cache
def said() -> tuple[Said, ...]:
    """Give everything that the person's desk says by name."""
    found = (said_in(call) for call in calls(desks(), "say", "say_to_readers", "speaker"))
    return tuple(one for one in found if one and one.key not in LANGUAGES)


@cache
def noted() -> frozenset[str]:
    """Give every code that the record can have, as its key has it."""
    files = [*sorted((ROOT / "bot" / "lines").glob("*.py")), ROOT / "bot" / "rota" / "handing.py"]
    found = (code for call in calls(files, "noted", "note", "Noted") for code in map(template, call.args) if code)
    return frozenset(spelled(chain.from_iterable(CODES.get(code, (code,)) for code in found)))


def keys_of(key: str) -> tuple[str, ...]:
    """Give the keys that a key with {} can be. Raises KeyError for a family nobody told this test of."""
    if "{}" not in key:
        return (key,)
    if key == "record-{}":
        return tuple(f"record-{code}" for code in sorted(noted()))
    if key == "{}-{}":
        return tuple(f"{name}-{one}" for name, values in CHOICES.items() for one in values)
    return tuple(key.format(one) for one in FOLLOWED[key])


# --- What the files have ----------------------------------------------------------------------------------


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's name
        self.found.add(node.id.name)


def variables(message: ftl.Message) -> frozenset[str]:
    """Give the arguments that a sentence needs."""
    looking = _Variables()
    looking.visit(message)
    return frozenset(looking.found)


def junk(text: str) -> list[str]:
    """Give what can't be read in a catalogue."""
    return [str(entry.content) for entry in parse(text).body if isinstance(entry, ftl.Junk)]


@cache
def source(language: str) -> str:
    """Give the text of a language's files for a person."""
    return "\n".join((FOLDER / language / f"{name}.ftl").read_text("utf-8") for name in FILES)


def ids(text: str) -> list[str]:
    """Give the keys of a catalogue, in order, repeats too."""
    return [entry.id.name for entry in parse(text).body if isinstance(entry, ftl.Message)]


@cache
def sentences(language: str) -> dict[str, frozenset[str]]:
    """Give each key of a language's file with the arguments that it needs."""
    body = parse(source(language)).body
    return {entry.id.name: variables(entry) for entry in body if isinstance(entry, ftl.Message)}


def spoken(language: str, key: str) -> tuple[str, ...]:
    """Give a sentence with typical arguments, once for each plural."""
    say = speaker(language)
    return tuple(say(key, **(ARGS | {"count": count, "people": count})) for count in COUNTS)


def too_long(language: str, keys: Iterable[str], most: int) -> dict[str, int]:
    """Give the keys whose sentence is longer than the most, and how long it is."""
    longest = {key: max(map(len, spoken(language, key))) for key in keys}
    return {key: length for key, length in longest.items() if length > most}


both = pytest.mark.parametrize("language", sorted(LANGUAGES))


@both
def test_every_entry_can_be_read(language: str) -> None:
    assert junk(source(language)) == []
    assert junk("one = { $x \n") != []


@both
def test_no_key_stands_twice(language: str) -> None:
    others = [file for file in (FOLDER / language).glob("*.ftl") if file.stem not in FILES]
    known = list(chain.from_iterable(ids(file.read_text("utf-8")) for file in others))
    assert "note-now" in known
    stands = Counter([*known, *ids(source(language))])
    assert [key for key in sentences(language) if stands[key] > 1] == []
    assert ids("a = 1\na = 2\n") == ["a", "a"]


def test_both_languages_say_the_same_things_of_the_same_values() -> None:
    assert sentences("en") == sentences("es")
    assert list(sentences("en")) == list(sentences("es")), "in the same order, so that they can be read side by side"


@both
def test_every_sentence_can_be_said(language: str) -> None:
    for key in sentences(language):
        for text in spoken(language, key):
            assert text.strip() == text, key
            assert text, key


# --- Code and files together ------------------------------------------------------------------------------


@both
def test_everything_that_is_said_has_words(language: str) -> None:
    say = speaker(language)
    wanted = {key for one in said() for key in keys_of(one.key)} | set(IN_A_VARIABLE)
    wanted |= set(chain.from_iterable(map(keys_of, ("state-{}", "pending-{}"))))
    assert {"home-what", "record-skipped-off-duty", "record-left-ask-yes", "state-agreed", "wish-note"} <= wanted
    for key in sorted(wanted):
        assert say(key, **ARGS)
    with pytest.raises(LookupError):
        say("home-nowhere")


def test_every_sentence_is_said_somewhere() -> None:
    wanted = {key for one in said() for key in keys_of(one.key)} | set(IN_A_VARIABLE)
    wanted |= set(chain.from_iterable(map(keys_of, ("state-{}", "pending-{}"))))
    assert set(sentences("en")) - wanted == set()


def test_every_sentence_gets_the_values_it_needs() -> None:
    lacks = {
        key: sorted(needs - one.args)
        for one in said()
        for key in keys_of(one.key)
        if (needs := sentences("en").get(key, frozenset())) - one.args
    }
    assert lacks == {}
    for key in chain.from_iterable(map(keys_of, ("state-{}", "pending-{}"))):
        assert sentences("en")[key] <= {"reader", "time", "day"}


def test_control_the_code_is_read_right(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('here.say("a", x=1)\nsay(f"b-{c}")\nspeaker(d)("e")\nsay(g)\nsaid("h")\n', "utf-8")
    found = [said_in(call) for call in calls([file], "say", "speaker")]
    assert {one.key for one in found if one} == {"a", "b-{}", "e"}
    assert Said("a", frozenset({"x"})) in found
    with pytest.raises(KeyError):
        keys_of("b-{}")


# --- Limits -----------------------------------------------------------------------------------------------


def shown_as(surface: str, position: int) -> set[str]:
    """Give the keys that stand at this place of this surface, where the code says them right there."""
    found = (call.args[position] for call in calls(desks(), surface) if len(call.args) > position)
    inside = (said_in(one) for one in found if isinstance(one, ast.Call) and name_of(one.func) in ("say", "speaker"))
    return {key for one in inside if one for key in keys_of(one.key)}


@both
def test_titles_are_short(language: str) -> None:
    titles = {key for key in sentences(language) if key.endswith("-title")}
    titles |= shown_as("Page", 0) | shown_as("Form", 1) | shown_as("said", 1)
    assert {"home-title", "write-title", "erase-title", "too-many-title"} <= titles
    assert too_long(language, titles, LONGEST_TITLE) == {}
    assert too_long(language, ["home-what"], LONGEST_TITLE)


@both
def test_buttons_are_short(language: str) -> None:
    buttons = shown_as("Button", 1) | shown_as("Form", 4)
    buttons |= {"line-open", "hint-mend", "hint-mend-plain", "hint-remove", "home-speak"}
    assert {"home-write", "write-next", "line-forget", "hide-press", "yes-change"} <= buttons
    assert too_long(language, buttons, LONGEST_LABEL) == {}
    assert too_long(language, ["home-what"], LONGEST_LABEL)


@both
def test_labels_of_fields_are_short(language: str) -> None:
    labels = set(chain.from_iterable(shown_as(field, 1) for field in ("TextField", "Choice", "Choices")))
    labels |= {"yes-to", *(key for key in sentences(language) if re.fullmatch(r"(reader|rights)-[a-z]+", key))}
    labels -= {"reader-option", "rights-unit", "rights-not-legal", "rights-limits"}
    assert {"write-readers", "write-box", "now-where", "preview-wish", "preview-occasion", "key-box"} <= labels
    assert too_long(language, labels, LONGEST_FIELD_LABEL) == {}
    assert too_long(language, ["home-what"], LONGEST_FIELD_LABEL)


@both
def test_options_and_what_is_only_heard_are_short(language: str) -> None:
    heard = {key for key in sentences(language) if key.endswith("-spoken")}
    options = set(chain.from_iterable(map(keys_of, ("{}-{}", "category-{}", "write-urgency-{}"))))
    options |= {"occasion-none", "occasion-option", "reader-option", "now-name-out", "now-come", "check-option"}
    assert {"line-forget-spoken", "close-spoken", "yes-change-spoken"} <= heard
    assert too_long(language, heard, LONGEST_SPOKEN) == {}
    assert too_long(language, options, LONGEST_OPTION) == {}
    assert too_long(language, ["home-what"], LONGEST_SPOKEN)


@both
def test_what_is_heard_names_the_line(language: str) -> None:
    heard = {key for key in sentences(language) if key.endswith("-spoken")} - {"discard-spoken"}
    assert {key for key in heard if "alias" not in sentences(language)[key]} == set()


# --- What is never said -----------------------------------------------------------------------------------

# Each pattern with a sentence in which it must be seen.
NEVER: Final = {
    "en": {
        r"why": "Tell us why.",
        r"are you sure": "Are you sure?",
        r"allegedly|allegations?": "An allegation.",
        r"calm down|relax": "Calm down.",
        r"don.t worry": "Don't worry.",
        r"sorry": "I am so sorry.",
        r"brave|bravery|proud|courage\w*": "That was a brave step.",
        r"victims?": "The victim reads it.",
        r"accusers?|accused": "The accuser.",
        r"tickets?": "Your ticket is open.",
        r"incidents?": "This incident.",
        r"tips?": "Leave a tip.",
        r"consent forms?": "Your consent form.",
        r"flagged actors?": "The flagged actor.",
        r"completely anonymous": "It is completely anonymous.",
        r"end.to.end": "It is end-to-end encrypted.",
        r"confidential\w*": "Confidential like a lawyer.",
        r"permanently|for good": "It is permanently deleted everywhere.",
        r"you(?: are|.re) safe": "You are safe here.",
        r"not even we": "Not even we can see who you are.",
        r"(?:slack|discord) can.t see": "Slack can't see this.",
        r"action will be taken": "If two people report, action will be taken.",
        r"he|she|him|his|hers?|guys|m[ae]n|wom[ae]n|actors?|actress": "The reader and her line.",
        r"ok|okay|great|awesome|oops|yay": "Oops, that went wrong.",
    },
    "es": {
        r"por qué": "Dinos por qué.",
        r"segur[oa]s?": "¿Estás segura?",
        r"supuestamente|presunt\w+|alegaci\w+": "Lo que supuestamente pasó.",
        r"cálma\w+|tranquil\w+": "Cálmate.",
        r"no te preocupes|preocupad[oa]s?": "No te preocupes.",
        r"lo siento|lamento": "Lo siento mucho.",
        r"valiente\w*|valentía|orgull\w+": "Un paso valiente.",
        r"víctimas?": "La víctima lo lee.",
        r"acusador\w*|acusaci\w+|acusad[oa]s?": "Una acusación.",
        r"denunci(?:as?|ar|ante\w*)(?! formal)": "Tu denuncia está abierta.",
        r"tickets?": "Tu ticket está abierto.",
        r"incidentes?": "Este incidente.",
        r"chivatazo|soplo": "Un chivatazo.",
        r"formularios? de consentimiento": "Tu formulario de consentimiento.",
        r"completamente anónim\w+": "Es completamente anónimo.",
        r"de extremo a extremo": "Va cifrado de extremo a extremo.",
        r"confidencial\w*": "Confidencial como con un abogado.",
        r"para siempre|permanentemente|definitivamente": "Se borra para siempre.",
        r"a salvo": "Aquí estás a salvo.",
        r"ni siquiera nosotr[oa]s": "Ni siquiera nosotros lo vemos.",
        r"(?:slack|discord) no puede ver": "Slack no puede ver esto.",
        r"usted|ustedes|vosotr[oa]s|habéis|\w+[áé]is": "Lo que escribáis aquí.",
        r"(?:el|los|un) coordinador\w*|(?:la|las|una) coordinadoras?": "La coordinadora lo lee.",
        r"actor(?:es)?|actri(?:z|ces)": "Una actriz escribe.",
        r"él|ellos|ellas|(?<!por )(?<!en )(?<!de )(?<!sobre )(?<!ya a )ella": "Ella abrió tu línea.",
        r"(?:tú|ti) mism[oa]|list[oa]s?|bienvenid[oa]s?|conectad[oa]s?": "Te damos la bienvenida: estás lista.",
    },
}


def never_said(language: str, text: str) -> list[str]:
    """Give the words and signs of a text that are never used."""
    words = re.compile(rf"(?<!\w)(?:{'|'.join(NEVER[language])})(?!\w)", re.IGNORECASE)
    signs = [sign for sign in text if sign in "!¡" or unicodedata.category(sign) in {"So", "Sk", "Cs", "Co", "Cn"}]
    return [*(match[0] for match in words.finditer(text)), *signs]


@both
def test_nothing_is_said_that_must_not_be(language: str) -> None:
    found = {
        key: sorted({word for text in spoken(language, key) for word in never_said(language, text)})
        for key in sentences(language)
    }
    assert {key: words for key, words in found.items() if words} == {}


@both
def test_control_each_of_them_is_seen(language: str) -> None:
    for pattern, text in NEVER[language].items():
        assert re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE), pattern
        assert never_said(language, text), text
    for text in ("Saved!", "¡Guardado", "Saved \N{SPARKLES}", "\N{WHITE HEAVY CHECK MARK}", "\N{CLAPPING HANDS SIGN}"):
        assert never_said(language, text), text


def test_formal_reports_keep_their_name() -> None:
    assert never_said("es", "Esto no es una denuncia formal y no detiene ningún plazo legal.") == []


def test_a_time_in_spanish_stands_behind_its_article() -> None:
    """Both 23:30 and "23:30 del 3 de mayo" read well after "las", and after nothing else."""
    bare = re.compile(r"(?<!las )\{ \$time \}")
    assert [line for line in source("es").splitlines() if bare.search(line) and line[0] not in "#d"] == []
    assert bare.search("antes de { $time }")


@both
def test_what_must_be_said_is_said(language: str) -> None:
    """The limits that stand before the box and on the receipt, and the ways out."""
    no_report = {"en": "is not a formal report and stops no legal deadline", "es": "no es una denuncia formal"}[
        language
    ]
    for key in ("write-no-promise", "receipt-not-formal", "copy-not-formal", "rights-limits"):
        assert no_report in spoken(language, key)[0]
    exceptions = {
        "en": ("a child at risk", "badly hurt", "a court order"),
        "es": ("menores en riesgo", "daño grave", "orden judicial"),
    }[language]
    for key in ("write-exceptions", "who-promise"):
        assert all(one in spoken(language, key)[0] for one in exceptions)
    failing = {"en": "That is our failing, not yours.", "es": "El fallo es nuestro, no tuyo."}[language]
    assert all(failing in text for text in spoken(language, "record-nobody-answered"))
