"""Words that a keyboard, a paste or an attacker sends: each kind once, invented, and what must be left of it."""

from __future__ import annotations

import unicodedata
from typing import Final

NASTY: Final = {
    "lone surrogates": "one \ud800 two \udfff three",
    "bidi": "a \u202egnp.elif\u202c and \u2066an island\u2069 of words",
    "zero width": "z\u200be\u200cr\u200do \ufeffw\u2060ide",
    "combining flood": "Z" + "\u0301" * 5000 + "algo",
    "null bytes": "nul\0l by\0te",
    "control": "bell \x07 escape \x1b[31m red \x9b0m delete \x7f",
    "right to left": "\u0634\u0643\u0631\u0627 \u062c\u0632\u064a\u0644\u0627",
    "emoji sequences": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308",
    "four bytes": "\U0001d518\U0001d52b\U0001d526 \U0002070e\U00020731",
    "apart": unicodedata.normalize("NFD", "Fermín añade pingüino"),
    "html": "<script>alert('x')</script><img src=x onerror=y>&amp;&lt;</textarea>",
    "mentions": "<!channel> @everyone <@U123> @here <#C1|name> <!subteam^S1>",
    "fluent": '{ $x } { home-title } { $alias -> \n *[other] y } {""} -term = { 3 }',
    "braces of a format": "{} {0} {name!r} %s %(x)s ${y}",
    "sql": "'; DROP TABLE concerns; -- \" OR 1=1 :name ? \\",
    "json": '{"voice": "reader", "by": "x", "answers": "yes"} \\u0000 \\ud800',
    "looks like a token": "A" * 46 + " r-open " + "-" * 22,
    "as long as can be, four bytes": "\U0001f600" * 3000,
    "as long as can be, quotes": "\"\\'" * 1000,
    "as long as can be, lines": "a\n" * 1499 + "b",
    "noncharacters": "\ufdd0 \uffff x \U0010ffff",
    "tags and variation": "flag \U000e0067\U000e007f x\ufe0f",
}
"""By what each is."""

EMPTY: Final = ("", " ", "\n\t ", "\u200b\u200d", "\0\0", "\u3164", "\ufeff", "\u202e\u202c")
"""Nothing that anybody could read."""

LONG: Final = "".join(f"{number:06d} " for number in range(14_300))
"""100,100 characters, no two pieces alike, so that a lost piece is seen."""
