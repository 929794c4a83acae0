"""How marks look: one sheet for pages, the same with colours for single files.

:func:`stylesheet` is the sheet of the pages; a test compares it with the file that
is served.
"""

import re
from typing import Final

RULES: Final = """\
.ch{font-family:var(--sans);font-size:14px;font-variant-numeric:tabular-nums}
.ch .lb{fill:var(--ink)}
.ch .at{fill:var(--ink-2)}
.ch .own{font-weight:600}
.ch text.own{fill:var(--accent)}
.ch path,.ch circle,.ch rect{stroke-linejoin:round}
.ch .ax{fill:none;stroke:var(--line);stroke-width:1}
.ch .b1{fill:var(--accent);fill-opacity:.1}
.ch .b2{fill:var(--accent);fill-opacity:.2}
.ch .b3{fill:var(--accent);fill-opacity:.35}
.ch .halo{paint-order:stroke;stroke:var(--paper);stroke-width:5;stroke-linejoin:round}
.ch .pk{fill:none;stroke:var(--peer);stroke-width:1;stroke-opacity:.75}
.ch .pd{fill:var(--peer)}
.ch .md{fill:none;stroke:var(--ink);stroke-width:1.5}
.ch .mdd{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-dasharray:5 4}
.ch .lm{fill:none;stroke:var(--ink-2);stroke-width:1.5;stroke-dasharray:2 3}
.ch .bk{fill:none;stroke:var(--ink-2);stroke-width:1;stroke-dasharray:1 3}
.ch .iv{fill:none;stroke:var(--accent);stroke-width:3}
.ch .wo{fill:none;stroke:var(--paper);stroke-width:4}
.ch .wh{fill:none;stroke:var(--ink);stroke-width:2}
.ch .ln{fill:none;stroke:var(--accent);stroke-width:2}
.ch .dt{fill:var(--accent);stroke:var(--paper);stroke-width:1}
.ch .dh{fill:var(--paper);stroke:var(--accent);stroke-width:2}
.ch .sg{fill:var(--worse);stroke:var(--paper);stroke-width:1}
.ch .tg{fill:none;stroke:var(--better);stroke-width:2;stroke-dasharray:8 3}
.ch .ow{fill:none;stroke:var(--accent);stroke-width:2}
.ch .br{fill:var(--peer);fill-opacity:.55}
.ch .br.own{fill:var(--accent);fill-opacity:1}
.ch .ms{stroke:var(--paper)}
.ch .m1{fill:var(--map-1)}
.ch .m2{fill:var(--map-2)}
.ch .m3{fill:var(--map-3)}
.ch .m4{fill:var(--map-4)}
.ch .m5{fill:var(--map-5)}
.ch .me{stroke:var(--ink-2);stroke-width:1}
.ch .mb{fill:var(--paper)}
.ch .mh{fill:none;stroke:var(--ink-2);stroke-width:2}
.ch .bc{fill:none;stroke:var(--paper)}
.ch .bv{fill:none;stroke:var(--ink-2)}
.ch .oh{fill:none;stroke:var(--paper)}
.ch .oo{fill:none;stroke:var(--ink)}
"""

_LIGHT: Final = {
    "sans": '"DejaVu Sans","Noto Sans",Roboto,"Liberation Sans",sans-serif',
    "paper": "#fcfbf8",
    "ink": "#1a1d21",
    "ink-2": "#4b5563",
    "line": "#d9d5cc",
    "accent": "#0b5563",
    "better": "#1d5fa8",
    "worse": "#a8480b",
    "peer": "#6b7280",
    "map-1": "#e3edee",
    "map-2": "#b3d0d4",
    "map-3": "#7aadb5",
    "map-4": "#3f8492",
    "map-5": "#0b5563",
}
_DARK: Final = {
    **_LIGHT,
    "paper": "#14171a",
    "ink": "#eceae4",
    "ink-2": "#a9b0ba",
    "line": "#343a40",
    "accent": "#6cc5d6",
    "better": "#7fb4f0",
    "worse": "#f0a068",
    "peer": "#959ca6",
    "map-1": "#23343a",
    "map-2": "#2f5660",
    "map-3": "#417c88",
    "map-4": "#57a3b1",
    "map-5": "#8edbe9",
}
THEMES: Final = {"light": _LIGHT, "dark": _DARK}
_VARIABLE: Final = re.compile(r"var\(--([a-z0-9-]+)\)")


def stylesheet() -> str:
    """The sheet that pages load; colours come from the tokens of the page."""
    return (
        "/* Written by miara.charts.style.stylesheet(); change it there. */\n" + RULES
    )


def rules(theme: str) -> str:
    """Rules of the marks with the colours of a theme written in."""
    colours = THEMES[theme]
    return _VARIABLE.sub(lambda match: colours[match[1]], RULES)


def standalone(svg: str, theme: str = "light") -> str:
    """An image that stands alone: with its namespace, style and background.

    Raises
    ------
    KeyError
        When there is no such theme.
    ValueError
        When the text is not one of our charts.
    """
    head, closed, body = svg.partition(">")
    if not closed or not head.startswith('<svg class="ch'):
        msg = "not a chart made here"
        raise ValueError(msg)
    head = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    paper = THEMES[theme]["paper"]
    title, end, rest = _split_names(body)
    return (
        f"{head}>{title}{end}<style>{rules(theme)}</style>"
        f'<rect width="100%" height="100%" fill="{paper}"/>{rest}'
    )


def _split_names(body: str) -> tuple[str, str, str]:
    """Title and description stay the first children, as readers expect."""
    mark = "</desc>" if "</desc>" in body else "</title>"
    return body.partition(mark)
