"""Card: one unit in a picture of 1200 x 630, for shares of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.strip import Strip, marks
from miara.charts.svg import Chart, px

#: Size of the picture in its own pixels; ``SCALE`` pixels of a file for each.
WIDTH: Final = 600
HEIGHT: Final = 315
SCALE: Final = 2
_EDGE: Final = 32
_ROOM: Final = WIDTH - 2 * _EDGE
_STEP: Final = 58
_MOST: Final = 3
_MOST_LINES: Final = 5
_SMALLEST: Final = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a card: its name, a sentence, and where it stands."""

    title: str
    sentence: str
    strip: Strip


@dataclass(frozen=True, slots=True)
class Card:
    """Words and numbers of a card.

    Of ``lines`` the first three are drawn; without any, ``facts`` stand in their
    place. What does not fit is shortened with an ellipsis.
    """

    uid: str
    name: str
    kind: str
    lines: Sequence[Line]
    facts: Sequence[str]
    foot: str
    product: str


def card(data: Card) -> Chart:
    """Draw the card.

    The title of the picture is the name, its description all other words.
    """
    lines = data.lines[:_MOST]
    parts = [*_head(data)]
    for place, line in enumerate(lines):
        parts += _line(line, 112 + place * _STEP)
    if not lines:
        parts += [
            _fitted(fact, 124 + 32 * place, most=1.25, kind="lb")
            for place, fact in enumerate(data.facts[:_MOST_LINES])
        ]
    parts.append(svg.line(_EDGE, 286, WIDTH - _EDGE, 286, "ax"))
    parts.append(_fitted(data.foot, 303, most=1.0, kind="at"))
    said = [f"{line.title}: {line.sentence}" for line in lines] or data.facts
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.name,
        description=". ".join((data.kind, *said, data.foot)),
        kind="card",
        width=WIDTH,
        height=HEIGHT,
    )


def _head(data: Card) -> list[str]:
    own = texts.width(data.product)
    return [
        svg.label(
            data.product, WIDTH - _EDGE, 36, room=own, anchor="end", kind="lb own"
        ),
        _fitted(data.name, 52, most=2.2, room=_ROOM - own - 16, kind="lb own"),
        _fitted(data.kind, 80, most=1.0, kind="at"),
    ]


def _fitted(text: str, y: float, *, most: float, kind: str, room: float = _ROOM) -> str:
    """A line as large as it fits, at most ``most`` times the usual size.

    Sizes of text belong to the style of all charts, so others are scaled. Nothing is
    set smaller than three quarters of the usual size; it is shortened instead.
    """
    wide = texts.width(text)
    size = min(most, max(_SMALLEST, room / wide)) if wide else 1.0
    words = svg.label(text, 0, 0, room=room / size, kind=kind)
    return f'<g transform="translate({_EDGE} {px(y)}) scale({size:.2f})">{words}</g>'


def _line(line: Line, y: float) -> list[str]:
    strip = "".join(marks(line.strip, width=_ROOM, height=20))
    return [
        _fitted(line.title, y, most=1.0, kind="lb own"),
        _fitted(line.sentence, y + 17, most=1.0, kind="at"),
        f'<g transform="translate({_EDGE} {px(y + 21)})">{strip}</g>',
    ]
