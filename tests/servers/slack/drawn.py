"""Block Kit as simple HTML: every text is escaped by its type, no link leads anywhere."""

from __future__ import annotations

from adapters.local.markup import Html, join, shown, tag
from tests.servers.slack.kit import elements
from tests.servers.slack.things import Json, View
from tests.servers.slack.typing_in import inputs


def blocks(those: list[Json], view: View | None = None) -> Html:
    """Blocks, in order; inputs with what stands in them in `view`."""
    return join(*(_block(one, view) for one in those))


def _block(block: Json, view: View | None) -> Html:
    match block["type"]:
        case "header" | "divider" | "context":
            return _plain(block)
        case "rich_text":
            return join(*(_holder(one) for one in block["elements"]))
        case "input":
            return _input(block, view)
        case "actions":
            return tag("div", *(button(one) for one in elements(block) if one["type"] == "button"), class_="row")
        case _:
            return _section(block)


def _plain(block: Json) -> Html:
    if block["type"] == "header":
        return tag("h3", _words(block["text"]))
    if block["type"] == "divider":
        return tag("hr")
    return tag("p", *(_words(one) for one in block["elements"]), class_="quiet")


def _section(block: Json) -> Html:
    words = tag("p", _words(block["text"])) if "text" in block else Html("")
    rows = tag("div", *(tag("p", _words(one)) for one in block.get("fields", ())), class_="fields")
    beside = [button(one) for one in elements(block) if one["type"] == "button"]
    return tag("div", words, rows if block.get("fields") else "", *beside, class_="section")


def button(element: Json) -> Html:
    """A button; pressed, its form is sent with its action id."""
    return tag(
        "button",
        _words(element["text"]),
        name="press",
        value=element["action_id"],
        class_=f"button {element.get('style', '')}",
        aria_label=shown(element.get("accessibility_label", "")) or None,
        formnovalidate=True,
    )


def _words(text: Json) -> str:
    return shown(text["text"])


def _holder(holder: Json) -> Html:
    inside = [_holder(one) if "elements" in one else _part(one) for one in holder["elements"]]
    match holder["type"]:
        case "rich_text_list":
            rows = (tag("li", one) for one in inside)
            return tag("ol" if holder.get("style") == "ordered" else "ul", *rows)
        case "rich_text_quote":
            return tag("blockquote", *inside)
        case "rich_text_preformatted":
            return tag("pre", *inside)
        case _:
            return tag("p", *inside)


def _part(part: Json) -> Html:
    said = shown(part.get("text") or part.get("url") or "")
    if part["type"] == "user":
        said = f"@{part['user_id']}"
    drawn = tag("span", said)
    for style, name in (("bold", "strong"), ("italic", "em"), ("code", "code"), ("strike", "s")):
        if part.get("style", {}).get(style):
            drawn = tag(name, drawn)
    return drawn


def _input(block: Json, view: View | None) -> Html:
    name = f"in {block['block_id']}"
    where = (block["block_id"], block["element"]["action_id"])
    element = inputs([block])[where]
    value = view.typed[where] if view else {}
    error = view.errors.get(block["block_id"], "") if view else ""
    said = [tag("p", shown(block["hint"]["text"]), class_="quiet")] if "hint" in block else []
    said += [tag("p", shown(error), class_="error", role="alert")] if error else []
    label = shown(block["label"]["text"])
    if element["type"] == "plain_text_input":
        return tag("div", tag("label", label, _box(element, value, name)), *said, class_="field")
    if element["type"].endswith("select"):
        return tag("div", tag("label", label, _select(element, value, name)), *said, class_="field")
    return tag("fieldset", tag("legend", label), *_options(element, value, name), *said, class_="field")


def _box(element: Json, value: Json, name: str) -> Html:
    most, words = str(element.get("max_length", 3000)), value.get("value") or ""
    if element.get("multiline"):
        return tag("textarea", "\n" + words, name=name, maxlength=most, rows="6", dir="auto", autocomplete="off")
    return tag("input", type="text", name=name, maxlength=most, value=words, dir="auto", autocomplete="off")


def _chosen(value: Json) -> set[str]:
    one = value.get("selected_option")
    return {option["value"] for option in (*value.get("selected_options", ()), *([one] if one else ()))}


def _select(element: Json, value: Json, name: str) -> Html:
    several, chosen = element["type"].startswith("multi"), _chosen(value)
    rows = [_row(option, chosen) for option in element["options"]]
    nothing = [] if several else [tag("option", "", value="")]
    return tag("select", *nothing, *rows, name=name, multiple=several)


def _row(option: Json, chosen: set[str]) -> Html:
    return tag("option", shown(option["text"]["text"]), value=option["value"], selected=option["value"] in chosen)


def _options(element: Json, value: Json, name: str) -> list[Html]:
    kind, chosen = "radio" if element["type"] == "radio_buttons" else "checkbox", _chosen(value)
    return [
        tag(
            "label",
            tag("input", type=kind, name=name, value=option["value"], checked=option["value"] in chosen),
            tag("span", shown(option["text"]["text"])),
            class_="option",
        )
        for option in element["options"]
    ]
