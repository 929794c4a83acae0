"""Drawn charts, kept in memory while what they follow from stays the same."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from miara import charts
from miara.charts.png import to_png
from miara.indicators.models import PublishedVintage
from miara.indicators.presenters import indicator_page
from miara.indicators.presenters.chart_indicator import ChartKind, Subject, draw
from miara.indicators.queries.definitions import definitions
from miara.units import public as units

_FILES_KEPT: Final = 64
_PAGES_KEPT: Final = 256


class _Held:
    """A subject as part of a cache key: equal when it draws the same.

    Beside the numbers a chart shows names of units, boundaries and texts of
    definitions, each of which may change while the vintage does not.
    """

    def __init__(
        self, row: PublishedVintage, subject: Subject, register: str = ""
    ) -> None:
        self.subject = subject
        here = subject.here
        self.key = (
            row.vintage_id,
            here.definition.code,
            here.level,
            subject.period,
            subject.uid,
            subject.start,
            subject.tag,
            definitions().digest,
            register or units.register_digest(),
            get_language(),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.key == other.key


def chart_file(
    row: PublishedVintage,
    subject: Subject,
    kind: ChartKind,
    suffix: str,
    *,
    theme: str,
    shapes: str,
) -> bytes | None:
    """A chart as a file; None when there is nothing to draw.

    Parameters
    ----------
    suffix
        ``svg`` or ``png``.
    theme
        ``light`` or ``dark``.
    shapes
        Digest of the boundaries of a map, else empty.
    """
    return _file(_Held(row, subject), kind, suffix, theme, shapes)


@lru_cache(maxsize=_FILES_KEPT)
def _file(
    held: _Held, kind: ChartKind, suffix: str, theme: str, _shapes: str
) -> bytes | None:
    drawn = draw(kind, held.subject)
    if drawn is None:
        return None
    if suffix == "png":
        return to_png(drawn.chart.svg, scale=indicator_page.PNG_SCALE, theme=theme)
    return charts.standalone(drawn.chart.svg, theme).encode()


def page_figures(row: PublishedVintage, subject: Subject) -> list[dict[str, Any]]:
    """The charts of a page with their sentences and tables; not to be changed."""
    return _figures(_Held(row, subject))


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A chart with its sentence and table, laid out."""

    title: str
    html: SafeString


def time_figure(
    row: PublishedVintage, subject: Subject, register: str
) -> ShownFigure | None:
    """The time line alone, laid out for pages of other contexts.

    ``register`` is the digest of the register, asked for once for several charts.
    """
    return _time(_Held(row, subject, register))


@lru_cache(maxsize=_PAGES_KEPT)
def _time(held: _Held) -> ShownFigure | None:
    figure = indicator_page.time_figure(held.subject)
    if figure is None:
        return None
    html = render_to_string("components/figure.html", figure)
    return ShownFigure(figure["title"], html)


@lru_cache(maxsize=_PAGES_KEPT)
def _figures(held: _Held) -> list[dict[str, Any]]:
    return indicator_page.figures(held.subject)
