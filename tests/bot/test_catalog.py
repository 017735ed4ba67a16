"""The catalogue parses a sentence when it is first said, and says what it would if all had been parsed."""

from __future__ import annotations

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.text import catalog
from bot.text.catalog import LANGUAGES, speaker
from tests.bot.test_text import FILES, catalogue, text_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_reads_as_in_files_that_were_parsed_whole(language: str) -> None:
    whole, say = FluentBundle([language], use_isolating=False), speaker(language)
    for file in FILES:
        whole.add_resource(FluentResource(text_of(language, file)))
    assert len(catalogue(language)) > 500
    for key, names in catalogue(language).items():
        for value in (1, 3, "discord"):
            args, pattern = dict.fromkeys(names, value), whole.get_message(key).value
            assert pattern
            assert (say(key, **args), []) == whole.format_pattern(pattern, args), key


def test_only_what_is_said_is_parsed_with_what_stands_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = list[str]()

    def noted(text: str) -> object:
        parsed.append(text.partition(" ")[0])
        return FluentResource(text)

    monkeypatch.setattr(catalog, "FluentResource", noted)
    say = speaker.__wrapped__("en")
    assert parsed == []
    for _ in range(2):
        assert say("home-lines") in say("open-everybody")
        assert parsed == ["home-lines", "open-everybody"]
    with pytest.raises(LookupError):
        say("home-nowhere")
    assert len(parsed) == 2
