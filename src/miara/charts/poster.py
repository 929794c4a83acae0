"""Poster: a title and a sentence in a picture of 1200 x 630, for shares of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from miara.charts import svg
from miara.charts import text as texts
from miara.charts.card import HEIGHT, WIDTH
from miara.charts.svg import Chart, px

_EDGE: Final = 32
_ROOM: Final = WIDTH - 2 * _EDGE
#: Sizes of the title, the largest first: scale of the usual text, most lines.
_TITLES: Final = ((2.4, 2), (2.0, 3), (1.6, 4))
_SENTENCE: Final = 1.25
_LEADING: Final = 1.25


@dataclass(frozen=True, slots=True)
class Poster:
    """Words of a poster; what does not fit is shortened with an ellipsis."""

    uid: str
    title: str
    above: str
    sentence: str
    foot: str
    product: str


def poster(data: Poster) -> Chart:
    """Draw the poster.

    The title of the picture is the title, its description all other words.
    """
    scale, lines = _title(data.title)
    y = 60.0
    own = texts.width(data.product)
    parts = [
        svg.label(data.above, _EDGE, 36, room=_ROOM - own - 16, kind="at"),
        svg.label(
            data.product, WIDTH - _EDGE, 36, room=own, anchor="end", kind="lb own"
        ),
    ]
    for line in lines:
        y += texts.SIZE * scale * _LEADING
        parts.append(_scaled(line, y, scale, "lb own"))
    y += 14
    last = 268.0
    step = texts.SIZE * _SENTENCE * _LEADING
    rest = _cut(data.sentence, _SENTENCE, max(int((last - y) // step), 0))
    for line in rest:
        y += step
        parts.append(_scaled(line, y, _SENTENCE, "lb"))
    parts.append(svg.line(_EDGE, 286, WIDTH - _EDGE, 286, "ax"))
    parts.append(svg.label(data.foot, _EDGE, 303, room=_ROOM, kind="at"))
    said = [data.above, data.sentence, data.foot]
    return svg.picture(
        parts,
        uid=data.uid,
        title=data.title,
        description=". ".join(filter(None, said)),
        kind="card",
        width=WIDTH,
        height=HEIGHT,
    )


def _title(text: str) -> tuple[float, Sequence[str]]:
    """The largest size in which the title fits, and its lines."""
    for scale, most in _TITLES:
        lines = texts.wrapped(text, _ROOM / scale)
        if len(lines) <= most and max(map(texts.width, lines)) <= _ROOM / scale:
            return scale, lines
    scale, most = _TITLES[-1]
    return scale, _cut(text, scale, most)


def _cut(text: str, scale: float, most: int) -> list[str]:
    """At most so many lines; the last one says by an ellipsis that there is more."""
    lines = texts.wrapped(text, _ROOM / scale) if text else []
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])] if most else []
    return lines


def _scaled(text: str, y: float, scale: float, kind: str) -> str:
    """A line of another size than the usual one."""
    words = svg.label(text, 0, 0, room=_ROOM / scale, kind=kind)
    return f'<g transform="translate({_EDGE} {px(y)}) scale({scale:g})">{words}</g>'
