"""Builds of the data and what they changed, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from miara.indicators.actions.revisions import SeriesRevision
from miara.indicators.models import PublishedVintage, Revision
from miara.indicators.presenters.titles import title_of

LEVELS = {
    "gmina": _("municipalities"),
    "powiat": _("counties"),
    "wojewodztwo": _("voivodeships"),
    "kraj": _("Poland"),
}


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How much a build holds at one level."""

    level: str
    label: str
    units: int
    indicators: int
    values: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One series that a build changes against the served one."""

    code: str
    title: str
    level: str
    reason: str
    changed: int
    added: int


def counts_of(report: dict[str, Any]) -> list[LevelCounts]:
    """Sizes of a build by level, the smallest units first."""
    return [
        LevelCounts(
            level=level,
            label=str(LEVELS.get(level, level)),
            units=report["units"][level],
            indicators=report["indicators"].get(level, 0),
            values=report["values"].get(level, 0),
        )
        for level in LEVELS
        if level in report.get("units", {})
    ]


def report_lines(vintage: PublishedVintage) -> list[str]:
    """What a build holds, a line a level."""
    return [
        gettext(
            "%(level)s: %(units)s units, %(indicators)s indicators, %(values)s values."
        )
        % {
            "level": row.label,
            "units": row.units,
            "indicators": row.indicators,
            "values": row.values,
        }
        for row in counts_of(vintage.report)
    ]


def change_rows(changes: Sequence[SeriesRevision] | None) -> list[ChangeRow]:
    """Changed series, those with most changed numbers first."""
    rows = [
        ChangeRow(
            code=change.code,
            title=title_of(change.code),
            level=str(LEVELS.get(change.level, change.level)),
            reason=str(Revision.Reason(change.reason).label),
            changed=change.changed,
            added=change.added,
        )
        for change in changes or ()
        if change.changed or change.added
    ]
    return sorted(rows, key=lambda row: (-row.changed, -row.added, row.code))


def change_summary(changes: Sequence[SeriesRevision] | None) -> str:
    """What publishing would change, in one sentence; None = nothing is served."""
    if changes is None:
        return gettext("Nothing is served yet: this would be the first build shown.")
    changed = sum(change.changed for change in changes)
    added = sum(change.added for change in changes)
    if not changed and not added:
        return gettext("No number differs from those served now.")
    revised = ngettext(
        "%(count)s number would change or disappear",
        "%(count)s numbers would change or disappear",
        changed,
    ) % {"count": changed}
    new = ngettext(
        "%(count)s number would be new", "%(count)s numbers would be new", added
    ) % {"count": added}
    return gettext("%(revised)s, %(new)s.") % {"revised": revised, "new": new}
