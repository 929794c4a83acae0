"""Text in a picture: escaping, and how wide it is at most.

Browsers set the text with whatever font the reader has. Widths are those of
bold DejaVu Sans, the widest of the common ones: what fits here fits there.
"""

from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

SIZE: Final = 14.0  # px, of every text in a chart

_WIDTHS: Final = (
    ("iIjl|'.,:;!\u202f\u200a", 0.41),
    (' ()[]{}frt-/\\"\u00a0Jł', 0.48),
    ("sczvxykśćżźLFTE?_*", 0.63),
    ("abdeghnopquąęóń0123456789$", 0.65),
    ("ABCDGHKNOPQRSUVXYZĄĆĘŁŃÓŚŹŻ&", 0.80),
    ("+=<>−~–…#^×·", 0.84),
    ("mw%", 1.05),
    ("MW@—", 1.12),
)
_WIDTH: Final = {char: width for chars, width in _WIDTHS for char in chars}
_OTHER: Final = 1.12
_FORBIDDEN: Final = {
    code: "\ufffd"
    for code in [*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
    if code not in {9, 10, 13}
}


@lru_cache(maxsize=4096)
def width(text: str, size: float = SIZE) -> float:
    """The most pixels that ``text`` takes in one line."""
    return sum(_WIDTH.get(char, _OTHER) for char in text) * size


@lru_cache(maxsize=4096)
def fit(text: str, room: float, size: float = SIZE) -> str:
    """``text`` shortened with an ellipsis so that it takes at most ``room`` pixels.

    >>> fit("województwo kujawsko-pomorskie", 90)
    'wojewód…'
    >>> fit("abc", 5)
    ''
    """
    text = " ".join(text.split()) if any(c in text for c in "\n\t\r") else text
    if width(text, size) <= room:
        return text
    kept = ""
    for char in text:
        if width(kept + char + "…", size) > room:
            break
        kept += char
    return kept.rstrip() + "…" if kept else ""


def wrapped(text: str, room: float) -> list[str]:
    """Lines of whole words that take at most ``room`` pixels each.

    A word that is wider stands in a line of its own.

    >>> wrapped("1 Od 2020 roku z nowego spisu", 130)
    ['1 Od 2020 roku', 'z nowego spisu']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def safe(text: object) -> str:
    """Text for an element or a quoted attribute of XML.

    >>> safe('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(str(text).translate(_FORBIDDEN), {'"': "&quot;"})
