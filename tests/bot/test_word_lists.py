"""The word lists: aliases that name nobody and are apart on the radio, hints that mend without a new hint."""

import random
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from escalation.aliases import WORDS, Lexicon, choose, parse
from escalation.crowd import Entry, Kind, WordList, hints, mended
from escalation.crowd import parse as parse_hints
from escalation.plain import folded, normalise, tokens

TEXT = Path(__file__).parents[2] / "bot" / "text"
LANGUAGES = ("en", "es")
LEXICONS = {language: parse((TEXT / f"aliases.{language}.txt").read_text("utf-8")) for language in LANGUAGES}
LISTS = {language: parse_hints((TEXT / f"crowd.{language}.toml").read_text("utf-8")) for language in LANGUAGES}
LONGEST_WORD = 9

BANNED = {
    "a trait of a person": """
        old young pretty ugly dark fair pale fat thin slim tall short big little small blind deaf mute dumb mad
        crazy simple slow dull plain strong weak brave shy bold clever loyal humble gentle handsome lame poor rich
        alto bajo gordo flaco joven viejo mayor menor grande fuerte débil pobre rico valiente humilde fiel leal
        cortés prudente paciente sensible audaz tenaz sagaz feo guapo frágil hábil ágil simple rebelde
        """,
    "a colour that can be read as skin or hair": """
        black white brown yellow red tan olive bronze copper ebony ivory golden blond auburn dusky swarthy tawny
        ashen amber umber silver chestnut beige moreno rubio marrón castaño canela ocre pardo caqui blanco negro
        """,
    "an animal used as an insult": """
        pig rat snake dog cow goat ass hen chick fox cougar shrew weasel sheep worm leech toad ape monkey donkey
        mule whale bear otter bat crow goose turkey peacock cuckoo vulture hyena shark wolf sloth beaver cock hog
        magpie badger octopus oyster quail parrot loon booby cat mouse louse slug pigeon bull swine vixen stork
        zorro zorra perro perra cerdo rata burro asno cabra vaca víbora culebra serpiente gallina pollo ganso pavo
        lagarto lagarta loro cotorra urraca buitre hiena mono gorila oso foca ballena morsa gusano sanguijuela
        mosca cucaracha pulga piojo araña besugo merluzo percebe oveja toro buey venado conejo almeja pato paloma
        mariposa trucha gallo lobo topo marmota yegua mantis camaleón oruga ostra mejillón gacela cigüeña bicho
        """,
    "a second meaning: sexual, religious, violent or ethnic": """
        wet hot hard stiff naked bare loose moist bush screw mount knob shaft wood tit swallow tender deep supple
        vibrant knife bullet gunner sword arrow noose gallows whip birch blood saint angel demon holy cross
        church lotus temple oriental gypsy tribal exotic savage eskimo urban candid fiddle frozen kelp caravan
        fácil caliente dulce frontal virginal vibrante versátil verde penetrante flexible doble santo ángel cruz
        concha nabo higo pepino plátano papaya bollo semilla bellota tronco hierba yerba ráfaga armario huerto
        frontera coyote gitano tibetano tropical oriental bala cuchillo sangre horca vergel violeta trufas
        """,
    "a word of Ghostlight's or of the set": """
        ghost light lamp concern line alias key reader cover unit flag wrap card note record ladder rung occasion
        hold ready taken resting rest open closed today soon now release call set trailer stage crane boom double
        fantasma luz lámpara farol foco línea clave lector unidad tarjeta nota ensayo llamado carpa cámara escala
        """,
    "a first name": """
        rose lily ivy holly heather hazel willow iris violet daisy poppy jasmine basil robin jay martin wren sage
        rowan ash clay cliff glen dale brook river sky forest laurel linden amber ginger coral pearl ruby jade opal
        april may june august dawn aurora luna sol alba mar nieves perla gema rosa margarita azucena violeta
        jacinto lirio delfín león jazmín rocío selva marina estrella paloma celeste cielo brisa camelia dalia
        hortensia begoña pino leo río abril lluvia acacia amapola romero aspen aster clover
        """,
}

# Written differently, heard alike; a pair that rhymes or shares its consonants is found by the rules below.
HEARD_ALIKE = """
    hare/hair deer/dear bear/bare flour/flower tide/tied reef/brief oak/okay cove/cover mist/missed teal/teel
    beech/beach still/steel lute/loot knot/not whale/wail wheat/weed orchid/orchard lark/larch even/evening
    windy/winding tidal/tidy solar/solid eland/island quick/quiet ginkgo/gecko rolling/roaming kelp/help
    elm/helm moss/boss plover/lover olivo/olivar mangle/manglar isla/islote tejo/tejado haya/halla
    abeto/acebo estable/estival interior/exterior ondulante/undulante invernal/hibernal radial/radiante
"""

SOUNDS = {
    "en": (
        *(("ck", "k"), ("ph", "f"), ("gh", ""), ("qu", "kw"), ("wh", "w"), ("wr", "r"), ("kn", "n"), ("x", "ks")),
        *(("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("z", "s"), ("v", "f"), ("b", "p"), ("d", "t"), ("n", "m")),
        *(("g(?=[eiy])", "j"), ("g", "k"), ("j", "ch")),
    ),
    "es": (
        *(("ll", "y"), ("ch", "x"), ("h", ""), ("qu", "k"), ("gu(?=[ei])", "g"), ("c(?=[ei])", "s"), ("c", "k")),
        *(("z", "s"), ("v", "b"), ("p", "b"), ("t", "d"), ("n", "m"), ("g(?=[ei])", "j"), ("g", "k")),
    ),
}


def _near(one: str, other: str) -> bool:
    """Say whether one typing mistake makes one word the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, letter in enumerate(one) if letter != other[at]), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]


def _heard(word: str, language: str) -> str:
    """Give what a bad radio leaves of a word: its first letter and its consonants, voiced or not."""
    for spelling, sound in SOUNDS[language]:
        word = re.sub(spelling, sound, word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:1] + re.sub("[aeiouy]", "", word[1:])


def _rhyme(word: str) -> str:
    """Give everything from the first vowel on."""
    return re.sub("^[^aeiou]*(?=[aeiouy])", "", word)


def _faults(lexicon: Lexicon, language: str) -> list[str]:
    """Give every fault of a list of aliases."""
    words = [folded(word) for word in (*lexicon.first, *lexicon.second)]
    banned = {folded(word): why for why, row in BANNED.items() for word in row.split()}
    alike = {frozenset(pair.split("/")) for pair in HEARD_ALIKE.split()}
    faults = [f"{word}: {banned[word]}" for word in words if word in banned]
    faults += [f"{word}: {root} in it" for word in words for root in ("ghost", "light", "lamp") if root in word]
    faults += [f"{word}: too long" for word in words if len(word) > LONGEST_WORD]
    faults += [f"{one}, {other}: near" for one, other in combinations(words, 2) if _near(one, other)]
    faults += [f"{a}, {b}: heard alike" for a, b in combinations(words, 2) if frozenset((a, b)) in alike]
    for section in (lexicon.first, lexicon.second):
        plain = [folded(word) for word in section]
        for one, other in combinations(plain, 2):
            if _heard(one, language) == _heard(other, language) or _rhyme(one) == _rhyme(other):
                faults.append(f"{one}, {other}: heard alike")
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_names_has_no_fault(language: str) -> None:
    assert _faults(LEXICONS[language], language) == []


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("calm", "fox", "an animal"),
        ("pretty", "heron", "a trait"),
        ("calm", "lamplight", "light in it"),
        ("calm", "hippopotamus", "too long"),
        ("calm", "cald", "near"),
        ("calm", "cal", "near"),
        ("calm", "acalm", "near"),
        ("hare", "hair", "heard alike"),
        ("calm olive", "heron", "skin"),
        ("calm", "heron orchard orchid", "heard alike"),
        ("calm", "heather", "first name"),
        ("calm", "mole vole", "near"),
        ("calm", "lake brake", "heard alike"),
        ("calm", "basin bassoon", "heard alike"),
        ("wooden wet", "heron", "second meaning"),
    ],
)
def test_the_controls_are_caught(first: str, second: str, fault: str) -> None:
    lexicon = Lexicon(tuple(first.split()), tuple(second.split()))
    assert any(fault in found for found in _faults(lexicon, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_letters_are_spread(language: str) -> None:
    for section in (LEXICONS[language].first, LEXICONS[language].second):
        assert len(section) == WORDS
        letters = Counter(folded(word)[0] for word in section)
        assert len(letters) >= 20
        assert max(letters.values()) <= 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(10))
def test_a_dozen_open_lines_share_no_first_letter(language: str, seed: int) -> None:
    rolls, standing = random.Random(seed), list[str]()  # noqa: S311 - a test's dice
    for _ in range(12):
        standing.append(choose(LEXICONS[language], standing, rolls.getrandbits(64)))
    letters = [{folded(word)[0] for word in name.split()} for name in standing]
    assert all(one.isdisjoint(other) for one, other in combinations(letters, 2))


def test_in_spanish_no_adjective_has_a_gender() -> None:
    gendered = ("a", "o", "or", "an", "on", "in", "es")
    found = {word for word in LEXICONS["es"].first if folded(word).endswith(gendered)}
    assert found == {"bicolor", "malva", "turquesa"}  # these three don't change: "pieza bicolor", "cielo malva"


def test_names_read_well_in_both_languages() -> None:
    assert LEXICONS["en"].name("quiet", "heron") == "Quiet Heron"
    assert LEXICONS["es"].name("suave", "garza") == "Garza Suave"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_phrases(language: str) -> None:
    listed = {entry.kind for entry in LISTS[language].entries}
    assert listed == set(Kind) - {Kind.LANGUAGE}
    assert LISTS[language].language == language
    assert len(LISTS[language].stop_words) >= 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_made_of_common_words_only(language: str) -> None:
    """Such a phrase ("the other", "en el") would be found in every text."""
    one = LISTS[language]
    content = [
        entry.say
        for entry in one.entries
        if "{" in entry.say or any(token.plain not in one.stop_words for token in tokens(entry.say))
    ]
    assert [entry.say for entry in one.entries if entry.say not in content] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_found_and_mended_for_good(language: str) -> None:
    one = LISTS[language]
    for entry in one.entries:
        words = _example(entry, one)
        found = [hint for hint in hints(words, [one], 5, language) if hint.mendable]
        assert found, words
        for _ in range(4):
            found = [hint for hint in hints(words, [one], 5, language) if hint.mendable]
            words = mended(words, found[0]) if found else words
        assert not [hint for hint in hints(words, [one], 5, language) if hint.mendable], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_mends_are_plain_and_hint_at_nothing(language: str) -> None:
    for mend in {entry.mend for entry in LISTS[language].entries}:
        assert mend == normalise(mend)
        assert not [hint for one in LISTS.values() for hint in hints(mend, [one], 5, "xx")]


HARMLESS = {
    "en": (
        "I don't feel safe with how this is being done and I would like someone to talk to.",
        "Nobody asked me whether I had agreed to it. It has happened more than once.",
        "He keeps touching my back. I said no. Can you ask them to stop, please?",
        "There was no robe and no barrier, and people who had no reason to be there were watching.",
    ),
    "es": (
        "No me siento bien con la forma en que se hace esto y quiero hablar con alguien.",
        "Nadie me preguntó si estaba de acuerdo. Ha pasado más de una vez.",
        "Me toca la espalda sin permiso. Dije que no. ¿Puedes pedir que pare?",
        "No había bata ni barrera, y miraba gente que no tenía por qué estar ahí.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_point_to_nobody_give_no_hint(language: str) -> None:
    for words in HARMLESS[language]:
        assert hints(words, list(LISTS.values()), 5, language) == ()


@pytest.mark.parametrize(
    ("language", "words", "kinds"),
    [
        ("en", "I'm the only make-up artist. It was in the make-up trailer at 14:05.", "role time place"),
        ("en", 'I am number 3. At lunch he said "come over here now" in my trailer.', "name time speech"),
        ("en", "We in costume saw it in scene 12A after the second take.", "time department scene"),
        ("en", "My stunt double and I, in the honeywagon, ten minutes before wrap.", "role time place"),
        ("en", "Write to me@set.example or 555-0101, my handle is @nn.", "name name name"),
        ("es", "Soy la única maquilladora. Pasó en el camerino a las 14:05.", "role time place"),
        ("es", 'Soy el número 3. En el almuerzo me dijo "ven aquí ya".', "name time speech"),
        ("es", "Las de vestuario lo vimos en la escena 12A tras la segunda toma.", "time department scene"),
        ("es", "Mi doble de acción y yo, entre bambalinas, a las dos y media.", "role time place"),
        ("es", "SOY EL UNICO MICROFONISTA y fue detrás del combo.", "role place"),
    ],
)
def test_words_as_people_write_them(language: str, words: str, kinds: str) -> None:
    found = hints(words, list(LISTS.values()), 60, language)
    assert [hint.kind for hint in found] == kinds.split()


def _example(entry: Entry, one: WordList) -> str:
    """Write a phrase with something in each of its places."""
    things = {
        "word": "qqq",
        "number": "12",
        "tag": "#3",
        "clock": "14:05",
        "date": "14/11/2026",
        "handle": "@nn",
        "email": "a@set.example",
        "phone": "555-0101",
        "link": "https://set.example",
        "quote": '"one two"',
    } | {name: words[0] for name, words in one.parts.items()}
    return entry.say.format(**things)
