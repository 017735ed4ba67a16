"""The interactive elements of Block Kit and its text and option objects, each with its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.servers.slack.things import Json

Faults = Iterator[str]


def unknown(thing: Json, keys: set[str], at: str) -> Faults:
    """Anything Slack doesn't know here."""
    yield from (f"invalid additional property: {key} [json-pointer:{at}]" for key in thing if key not in keys)


def text_object(value: Any, most: int, at: str) -> Faults:
    """A text, plain or mrkdwn, of 1 to `most` characters."""
    kind = value.get("type") if isinstance(value, dict) else None
    own = {"plain_text": "emoji", "mrkdwn": "verbatim"}
    if kind not in own:
        yield f"must be a plain_text or mrkdwn object [json-pointer:{at}]"
        return
    yield from unknown(value, {"type", "text", own[kind]}, at)
    yield from words(value.get("text"), most, f"{at}/text")


def plain(value: Any, most: int, at: str) -> Faults:
    """A plain text."""
    if not isinstance(value, dict) or value.get("type") != "plain_text":
        yield f"must be a plain_text object [json-pointer:{at}]"
        return
    yield from text_object(value, most, at)


def words(value: Any, most: int, at: str, least: int = 1) -> Faults:
    """A string of `least` to `most` characters."""
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) < least:
        yield f"must be more than {least - 1} characters [json-pointer:{at}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def options_of(element: Json) -> list[Json]:
    """The options that can be chosen."""
    return list(element.get("options") or ())


def _named(element: Json, keys: set[str], at: str) -> Faults:
    yield from unknown(element, {"type", "action_id", *keys}, at)
    if "action_id" in element:
        yield from words(element["action_id"], 255, f"{at}/action_id")
    if "placeholder" in element:
        yield from plain(element["placeholder"], 150, f"{at}/placeholder")


def _button(element: Json, at: str) -> Faults:
    yield from _named(element, {"text", "value", "style", "accessibility_label"}, at)
    yield from plain(element.get("text"), 75, f"{at}/text")
    for name, most, least in (("value", 2000, 0), ("accessibility_label", 75, 1)):
        if name in element:
            yield from words(element[name], most, f"{at}/{name}", least)
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield f"must be primary or danger [json-pointer:{at}/style]"


def _text_input(element: Json, at: str) -> Faults:
    keys = {"initial_value", "multiline", "min_length", "max_length", "placeholder", "focus_on_load"}
    yield from _named(element, keys, at)
    most = element.get("max_length", 3000)
    if not isinstance(most, int) or not 1 <= most <= 3000:
        yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
        return
    if "initial_value" in element:
        yield from words(element["initial_value"], most, f"{at}/initial_value")


def _choice(most: int, initial: str, *, mrkdwn: bool, more: tuple[str, ...] = ()) -> Callable[[Json, str], Faults]:
    """An element of options; `initial` names what may be chosen from the start."""

    def check(element: Json, at: str) -> Faults:
        yield from _named(element, {"options", initial, "focus_on_load", *more}, at)
        options = options_of(element)
        if not 0 < len(options) <= most:
            yield f"between 1 and {most} items allowed [json-pointer:{at}/options]"
        for number, option in enumerate(options):
            yield from _option(option, f"{at}/options/{number}", mrkdwn=mrkdwn)
        if initial in element:
            chosen = element[initial] if initial.endswith("s") else [element[initial]]
            if not chosen or any(one not in options for one in chosen):
                yield f"must be one of the options [json-pointer:{at}/{initial}]"

    return check


def _option(option: Any, at: str, *, mrkdwn: bool) -> Faults:
    if not isinstance(option, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    yield from unknown(option, {"text", "value", "description"}, at)
    for name in ("text", "description"):
        if name in option or name == "text":
            yield from (text_object if mrkdwn else plain)(option.get(name), 75, f"{at}/{name}")
    yield from words(option.get("value"), 150, f"{at}/value")


CHECKS: Final[dict[str, Callable[[Json, str], Faults]]] = {
    "button": _button,
    "plain_text_input": _text_input,
    "radio_buttons": _choice(10, "initial_option", mrkdwn=True),
    "checkboxes": _choice(10, "initial_options", mrkdwn=True),
    "static_select": _choice(100, "initial_option", mrkdwn=False, more=("placeholder",)),
    "multi_static_select": _choice(100, "initial_options", mrkdwn=False, more=("placeholder", "max_selected_items")),
}
