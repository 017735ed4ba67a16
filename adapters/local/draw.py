"""A surface, drawn as HTML. Pure functions; a person's words reach the page as text only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from adapters import surfaces as s
from adapters.local.cast import Say
from adapters.local.fields import MANY_CHOICES, draw_field
from adapters.local.markup import Html, hidden, join, shown, tag
from adapters.local.seals import seal, shape_of, write

DrawButton = Callable[[s.Button], Html]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a private surface is drawn: for whom, where its acts go, where closing leads, in which languages."""

    person: str
    action: str
    close: str
    key: bytes
    say: Say
    language: str


def draw_sheet(surface: s.Page | s.Form, sheet: Sheet) -> Html:
    """A private surface as a sheet over its pane. What it offers is sealed for this person."""
    written = write(shape_of(surface))
    sealed = join(
        hidden("act", "surface"),
        hidden("as", sheet.person),
        hidden("shape", written),
        hidden("seal", seal(sheet.key, sheet.person, written)),
    )
    inside = _form(surface, sheet.say) if isinstance(surface, s.Form) else _page(surface)
    form = tag("form", sealed, inside, method="post", action=sheet.action, autocomplete="off")
    return frame(surface.title, form, sheet, language=surface.language or sheet.language)


def frame(title: str, inside: str, sheet: Sheet, *, language: str) -> Html:
    """A sheet with its title and the way to close it. The title takes the focus when the sheet opens."""
    heading = tag("h2", title, id="sheet-title", tabindex="-1", autofocus=True, lang=language)
    close = tag("a", sheet.say("set-close"), href=sheet.close, class_="button quiet close")
    top = tag("header", heading, close)
    behind = tag("p", class_="behind", role="status", data_text=sheet.say("set-behind"))
    body = tag("div", inside, lang=language, class_="sheet-body")
    return tag("section", top, behind, body, class_="sheet", id="sheet", aria_labelledby="sheet-title")


def _page(page: s.Page) -> Html:
    acts = (_row([press(button) for button in page.buttons]),) if page.buttons else ()
    return join(*(draw_block(block, press) for block in page.blocks), *acts)


def _form(form: s.Form, say: Say) -> Html:
    sealed = join(hidden("once", form.once), hidden("token", form.token))
    # The first button is what Enter in a one-line box presses; it must be the form's own, wherever others stand.
    default = tag("button", form.submit, type="submit", hidden=True, tabindex="-1")
    problem = alert(form.problem) if form.problem else Html("")
    blocks = [draw_block(block, _via) for block in form.blocks]
    one_line = sum(isinstance(field, s.Choice) for field in form.fields) >= MANY_CHOICES
    fields = [draw_field(field, say, one_line=one_line) for field in form.fields]
    send = tag("button", form.submit, type="submit", class_="button main")
    acts = _row([send, *(_via(button) for button in form.others)])
    return join(sealed, default, problem, *blocks, *fields, acts)


def alert(problem: str) -> Html:
    """What went wrong, said at once."""
    return tag("p", problem, class_="problem", role="alert", tabindex="-1")


def press(button: s.Button) -> Html:
    """A button of a page."""
    return _button(button, "press", f"{button.action} {button.token}")


def _via(button: s.Button) -> Html:
    return _button(button, "via", button.action, novalidate=True)


def _button(button: s.Button, name: str, value: str, *, novalidate: bool = False) -> Html:
    look = "button main" if button.main else "button"
    return tag(
        "button",
        button.label,
        type="submit",
        name=name,
        value=value,
        class_=look,
        aria_label=button.spoken or None,
        formnovalidate=novalidate,
    )


def _row(drawn: list[Html]) -> Html:
    return tag("div", *drawn, class_="row")


def draw_block(block: s.Block, button: DrawButton) -> Html:
    """One block of a page or form; `button` draws the buttons in it."""
    match block:
        case s.Row():
            return _row([button(one) for one in block.buttons])
        case s.Fold():
            inside = [draw_block(one, button) for one in block.blocks]
            return tag("details", tag("summary", block.title), tag("div", *inside, class_="fold"))
        case _:
            return _told(block)


def _told(block: s.Heading | s.Say | s.Words | s.Facts | s.Steps) -> Html:
    match block:
        case s.Heading():
            return tag("h3", block.text)
        case s.Say():
            look = " ".join(name for name, on in (("quiet", block.quiet), ("strong", block.strong)) if on)
            return tag("p", block.text, class_=f"say {look}".strip())
        case s.Words():
            return _words(block)
        case s.Facts():
            return facts(block.rows)
        case s.Steps():
            return tag("ol", *(_step(step) for step in block.steps), class_="steps")


def _words(block: s.Words) -> Html:
    caption = tag("figcaption", block.caption) if block.caption else Html("")
    words = tag("blockquote", shown(block.quoted.words), dir="auto")
    return tag("figure", caption, words, class_="words")


def facts(rows: tuple[tuple[str, str | s.Quoted], ...]) -> Html:
    """Pairs of label and value."""
    drawn = [
        tag("div", tag("dt", label), tag("dd", quoted(value) if isinstance(value, s.Quoted) else value))
        for label, value in rows
    ]
    return tag("dl", *drawn, class_="facts")


def _step(step: s.Step) -> Html:
    when = tag("span", step.when, class_="when")
    return tag("li", when, " ", tag("span", step.text), class_="step done" if step.done else "step ahead")


def quoted(words: s.Quoted) -> Html:
    """A person's words inside a line of ours, kept apart from it in direction too."""
    return tag("bdi", shown(words.words))
