"""The data-quality report as text, as rows for a page and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from miara.core.numbers import format_number
from miara.indicators.presenters.titles import title_of
from miara.indicators.presenters.vintages import LEVELS
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.quality import (
    IMPLAUSIBLE,
    Coverage,
    QualityReport,
    Suspect,
)

LISTS = (
    ("variables_without_source", _("Series whose definition names no source")),
    ("variables_without_numbers", _("Series that indicators need and no file gave")),
    ("numbers_without_file", _("Series with numbers that come from no file")),
    ("indicators_without_owner", _("Indicators without an owner")),
    ("indicators_without_review", _("Indicators without a date of the next review")),
    ("reviews_overdue", _("Indicators whose review is overdue")),
    ("unconfirmed", _("Indicators not yet confirmed on a real file")),
)
_SHOWN = 25


@dataclass(frozen=True, slots=True)
class QualityList:
    """One list of codes with titles; empty is good news."""

    label: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Coverage of one indicator at one level, in words."""

    level: str
    indicator: str
    title: str
    latest: str
    count: int
    units: int
    periods: str

    @property
    def units_percent(self) -> int:
        """Share of units with a number, rounded down."""
        return 100 * self.count // self.units


@dataclass(frozen=True, slots=True)
class SuspectRow:
    """One number to look at, in words."""

    indicator: str
    title: str
    level: str
    unit_code: str
    period: str
    text: str


def quality_lists(report: QualityReport) -> list[QualityList]:
    """The lists of the report with titles in the active language."""
    return [
        QualityList(
            str(label), tuple((code, title_of(code)) for code in getattr(report, name))
        )
        for name, label in LISTS
    ]


def coverage_rows(report: QualityReport) -> list[CoverageRow]:
    """Coverage in its last period, the thinnest first."""
    rows = [_coverage_row(entry) for entry in report.coverage if entry.by_period]
    return sorted(rows, key=lambda row: (row.count / row.units, row.level, row.title))


def suspect_rows(suspects: Sequence[Suspect]) -> list[SuspectRow]:
    """Numbers to look at, in the order of the report."""
    return [
        SuspectRow(
            indicator=suspect.indicator,
            title=title_of(suspect.indicator),
            level=str(LEVELS.get(suspect.level, suspect.level)),
            unit_code=suspect.unit_code,
            period=suspect.period,
            text=_suspect_text(suspect),
        )
        for suspect in suspects
    ]


def suspect_total(report: QualityReport) -> str:
    """How many numbers should be looked at."""
    counts = report.suspect_counts
    outside = sum(n for (_l, _i, why), n in counts.items() if why == IMPLAUSIBLE)
    jumped = sum(counts.values()) - outside
    first = ngettext(
        "%(count)s value outside its plausible range",
        "%(count)s values outside their plausible ranges",
        outside,
    ) % {"count": outside}
    second = ngettext(
        "%(count)s jump of more than 5 robust standard deviations",
        "%(count)s jumps of more than 5 robust standard deviations",
        jumped,
    ) % {"count": jumped}
    return gettext("%(first)s, %(second)s.") % {"first": first, "second": second}


def quality_text(report: QualityReport) -> Iterator[str]:
    """The whole report as lines of plain text."""
    if report.vintage_id:
        yield gettext("Build %(id)s") % {"id": report.vintage_id}
    else:
        yield gettext("Nothing was computed yet: only the definitions were checked.")
    for found in quality_lists(report):
        yield f"{found.label}: {len(found.entries)}"
        yield from _cut([f"  {code}  {title}" for code, title in found.entries])
    if not report.vintage_id:
        return
    yield gettext("Coverage in the last period of each indicator")
    rows = coverage_rows(report)
    for row in rows:
        if row.count < row.units:
            yield f"  {row.count}/{row.units}  {row.level}: {row.title} ({row.periods})"
    yield gettext("  all units have a number: %(count)s indicators and levels") % {
        "count": sum(row.count == row.units for row in rows)
    }
    yield gettext("Suspicious numbers: %(total)s") % {"total": suspect_total(report)}
    yield from _cut(
        [
            f"  {row.unit_code} {row.period}  {row.title}: {row.text}"
            for row in suspect_rows(report.suspects)
        ]
    )


def quality_json(report: QualityReport) -> dict[str, Any]:
    """The whole report as plain values; keys never depend on the language."""
    plain = {name: list(getattr(report, name)) for name, _label in LISTS}
    return {
        "vintage": report.vintage_id or None,
        **plain,
        "coverage": [
            {
                "level": entry.level,
                "indicator": entry.indicator,
                "units": entry.units,
                "with_number": dict(entry.by_period),
            }
            for entry in report.coverage
        ],
        "suspicious_counts": [
            {"level": level, "indicator": code, "reason": reason, "count": count}
            for (level, code, reason), count in report.suspect_counts.items()
        ],
        "suspicious": [asdict(suspect) for suspect in report.suspects],
    }


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= _SHOWN:
        return lines
    rest = len(lines) - _SHOWN
    more = ngettext("  and %(count)s more", "  and %(count)s more", rest)
    return [*lines[:_SHOWN], more % {"count": rest}]


def _coverage_row(entry: Coverage) -> CoverageRow:
    labels = [label for label, _count in entry.by_period]
    latest, count = entry.by_period[-1]
    return CoverageRow(
        level=str(LEVELS.get(entry.level, entry.level)),
        indicator=entry.indicator,
        title=title_of(entry.indicator),
        latest=latest,
        count=count,
        units=entry.units,
        periods=labels[0] if len(labels) == 1 else f"{labels[0]}–{latest}",
    )


def _suspect_text(suspect: Suspect) -> str:
    shown = _number(suspect.value, suspect.indicator)
    if suspect.reason == IMPLAUSIBLE:
        span = definitions().indicators[suspect.indicator].plausible
        return gettext("%(value)s lies outside the range %(low)s to %(high)s") % {
            "value": shown,
            "low": _number(span.low, suspect.indicator),
            "high": _number(span.high, suspect.indicator),
        }
    assert suspect.size is not None
    assert suspect.before is not None
    language = get_language() or "pl"
    return gettext(
        "%(before)s became %(value)s, %(size)s robust standard deviations from the "
        "usual change"
    ) % {
        "before": _number(suspect.before, suspect.indicator),
        "value": shown,
        "size": format_number(abs(suspect.size), 1, language),
    }


def _number(value: float, indicator: str) -> str:
    decimals = definitions().indicators[indicator].decimals
    return format_number(value, decimals, get_language() or "pl")
