"""Colours of a partner's site, corrected until they can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = [
    "LEAST_CONTRAST",
    "Palette",
    "colour_of",
    "contrast",
    "palette_of",
    "readable",
]

#: Of text beside its background, as the rules of accessibility ask.
LEAST_CONTRAST: Final = 4.5
_PAPER, _INK, _ACCENT = "#fcfbf8", "#1a1d21", "#0b5563"
_STEPS: Final = 100

Channels = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as they are used, and the names of those that had to be changed."""

    paper: str
    ink: str
    second: str
    accent: str
    line: str
    corrected: tuple[str, ...] = ()


def colour_of(text: str) -> str | None:
    """Six digits with a hash from three or six; None when it is no colour.

    >>> colour_of("0B5563"), colour_of("#fff"), colour_of("red;}")
    ('#0b5563', '#ffffff', None)
    """
    found = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if not found:
        return None
    digits = found[1]
    return f"#{digits if len(digits) == 6 else ''.join(d * 2 for d in digits)}"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG, from 1 to 21.

    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#777777", "#fff"), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str, least: float = LEAST_CONTRAST) -> str:
    """The nearest shade of a colour that can be read on a background.

    It is mixed with black or with white, whichever is the farther from the
    background, in the smallest share that suffices.

    >>> readable("#0b5563", "#ffffff"), readable("#ffee00", "#ffffff")
    ('#0b5563', '#807700')
    """
    target = max(("#000000", "#ffffff"), key=lambda end: contrast(end, paper))
    for step in range(_STEPS + 1):
        shade = _mixed(colour, target, step / _STEPS)
        if contrast(shade, paper) >= least:
            return shade
    return target


def palette_of(paper: str = "", ink: str = "", accent: str = "") -> Palette:
    """Colours to use when a partner asks for some; what is no colour is our own.

    >>> palette_of("fff", "999", "").corrected
    ('ink',)
    """
    ground = colour_of(paper) or _PAPER
    asked = {"ink": colour_of(ink), "accent": colour_of(accent)}
    used = {
        "ink": readable(asked["ink"] or _INK, ground),
        "accent": readable(asked["accent"] or _ACCENT, ground),
    }
    return Palette(
        paper=ground,
        ink=used["ink"],
        second=readable(_mixed(used["ink"], ground, 0.25), ground),
        accent=used["accent"],
        line=_mixed(used["ink"], ground, 0.8),
        corrected=tuple(name for name in used if asked[name] not in (None, used[name])),
    )


def _channels(colour: str) -> Channels:
    digits = (colour_of(colour) or _INK)[1:]
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return red, green, blue


def _mixed(colour: str, other: str, share: float) -> str:
    """``share`` of the other colour in the first."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92
        if (part := value / 255) <= 0.04045
        else ((part + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
