"""Themes differ in colours alone, so all else needs one look, in any of them."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/miara"
TOKENS = SOURCE / "web/static/web/tokens.css"
THEMED = re.compile(
    r"^ *:root(?:\[data-theme[^{]*|:not\(\[data-theme\]\)) \{(.*?)\}",
    re.DOTALL | re.MULTILINE,
)
COLOUR = re.compile(
    r"(?:color-scheme: (?:light|dark)|--[a-z0-9-]+:"
    r" (?:#[0-9a-f]{6}|rgb\([\d ]+/ \d+%\)|none|(?:-?\d+(?:px)? ){3,4}rgb\([\d ]+/ \d+%\)))"
)


def test_a_theme_sets_colours_and_nothing_else() -> None:
    blocks = THEMED.findall(TOKENS.read_text("utf-8"))
    assert len(blocks) == 4  # dark and high contrast, each asked for in two ways
    lines = [line.strip() for block in blocks for line in block.split(";")]
    assert [line for line in lines if line and not COLOUR.fullmatch(line)] == []


def test_no_other_sheet_knows_the_themes() -> None:
    """Printing leaves them: it sets the colours of paper for all. So does a frame that
    a partner coloured, but for those who asked for more contrast. The colour of a site
    has a shade for each."""
    knowing = [
        path.name
        for path in sorted(SOURCE.rglob("*.css"))
        if re.search(
            r"prefers-color-scheme|prefers-contrast|data-theme", path.read_text("utf-8")
        )
    ]
    assert sorted(knowing) == ["colours.css", "look.css", "print.css", "tokens.css"]


def test_no_sheet_makes_colours_depend_on_the_language() -> None:
    """A page has the same colours in both, so they are looked at in one."""
    rules = re.compile(r"[^{}]*(?::lang\(|\[lang)[^{}]*\{([^}]*)\}")
    found = {
        path.name: block
        for path in sorted(SOURCE.rglob("*.css"))
        for block in rules.findall(path.read_text("utf-8"))
        if re.search(r"colou?r|background|var\(--", block)
    }
    assert found == {}
