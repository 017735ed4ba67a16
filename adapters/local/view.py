"""How somebody looks at the set: where it lies, in which language its labels are, light or dark; and the page frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from adapters.local.cast import Say, Speaker
from adapters.local.markup import Html, join, tag

THEMES = ("light", "dark")
_STYLES = ("theme.css", "pane.css", "surface.css")


@dataclass(frozen=True, slots=True)
class View:
    """One look at the set. `theme` is empty where the device decides."""

    root: str
    language: str
    theme: str
    speaker: Speaker

    @property
    def say(self) -> Say:
        """A sentence of the set's own, in this language."""
        return self.speaker(self.language)

    def at(self, where: str, **more: str) -> str:
        """The address of a page of the set, looked at in the same way."""
        look = {"lang": self.language, "theme": self.theme, **more}
        query = urlencode({key: value for key, value in look.items() if value})
        return f"{self.root}/{quote(where)}?{query}"

    def asset(self, file: str) -> str:
        """The address of a file of the set's own."""
        return f"{self.root}/pages/{file}"


def view_of(root: str, query: Mapping[str, str], languages: tuple[str, ...], speaker: Speaker) -> View:
    """The look that an address asks for; the first language and the device's own light where it asks for nothing."""
    language, theme = query.get("lang", ""), query.get("theme", "")
    known = language if language in languages else languages[0]
    return View(root, known, theme if theme in THEMES else "", speaker)


def document(view: View, title: str, body: Html, script: str = "", styles: tuple[str, ...] = _STYLES) -> Html:
    """A whole HTML page with nothing from elsewhere in it."""
    scripts = (tag("script", src=view.asset(script), defer=True),) if script else ()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="dark light"),
        tag("title", title),
        tag("link", rel="icon", type="image/svg+xml", href=view.asset("lamp.svg")),
        *(tag("link", rel="stylesheet", href=view.asset(style)) for style in styles),
        *scripts,
    )
    page = tag("html", head, body, lang=view.language, data_theme=view.theme or None)
    return join(Html("<!doctype html>\n"), page)


def notice_page(view: View, sentence: str) -> Html:
    """A page that says one thing, for what isn't here or can't be done."""
    inside = tag("main", tag("h1", view.say("set-name")), tag("p", sentence, class_="problem", role="alert"))
    return document(view, view.say("set-name"), tag("body", inside, class_="plain"))
