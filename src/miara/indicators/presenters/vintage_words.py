"""The public log in words: what changed, from what to what, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.cube.register import Level
from miara.indicators.models import Revision
from miara.indicators.presenters import indicator_words as words
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.vintage_log import Logged
from miara.units import public as units

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One changed series."""

    title: str
    level: str
    reason: str
    sentence: str
    recorded_at: datetime
    url: str
    indicator_url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One changed number."""

    unit: str
    unit_url: str
    period: str
    old: str
    new: str


def revision_lines(entries: Iterable[Logged]) -> list[RevisionLine]:
    """Entries of the log, each leading to the vintage that made the change."""
    return [line_of(entry.revision, entry.vintage_id) for entry in entries]


def line_of(revision: Revision, vintage_id: str) -> RevisionLine:
    """One entry of the log."""
    level = str(revision.detail.get("level", ""))
    page = reverse("indicators:vintage", args=[vintage_id])
    is_indicator = revision.is_indicator and revision.code in definitions().indicators
    return RevisionLine(
        title=series_title(revision.code),
        level=words.level_word(Level(level)) if level else "",
        reason=str(revision.get_reason_display()),
        sentence=counts_sentence(revision.count, revision.added),
        recorded_at=revision.recorded_at,
        url=f"{page}#{anchor_of(revision)}",
        indicator_url=(
            reverse("indicators:indicator", args=[revision.code])
            if is_indicator
            else ""
        ),
        anchor=anchor_of(revision),
    )


def anchor_of(revision: Revision) -> str:
    """Name of an entry within the page of its vintage."""
    level = revision.detail.get("level", "")
    return f"{revision.code}-{level}" if level else revision.code


def series_title(code: str) -> str:
    """Title of an indicator or variable; its code when this release has none."""
    known = definitions()
    entry = known.indicators.get(code) or known.variables.get(code)
    return code if entry is None else entry.title.in_language(words.language())


def counts_sentence(changed: int, added: int) -> str:
    """How many numbers changed and how many are new."""
    parts = []
    if changed:
        parts.append(
            ngettext("%(count)s number changed", "%(count)s numbers changed", changed)
            % {"count": words.plain(changed, 0)}
        )
    if added:
        parts.append(
            ngettext("%(count)s number is new", "%(count)s numbers are new", added)
            % {"count": words.plain(added, 0)}
        )
    return ", ".join(parts) or _("nothing changed")


def change_rows(revision: Revision) -> list[ChangeRow]:
    """The first changes of a series, with both numbers; one small query."""
    cells: list[list[Any]] = revision.cells[:MOST_SHOWN]
    known = units.units_by_uid({cell[0] for cell in cells})
    return [_change(revision.code, cell, known.get(cell[0])) for cell in cells]


def _change(code: str, cell: list[Any], facts: units.UnitFacts | None) -> ChangeRow:
    uid, period, old, new = cell
    name = facts.full_name if facts else (_("Poland") if uid == "PL" else uid)
    home = reverse("web:home")
    return ChangeRow(
        unit=name,
        unit_url=f"{home}jednostki/{facts.address}/" if facts else "",
        period=period,
        old=number_of(code, old),
        new=number_of(code, new),
    )


def number_of(code: str, value: float | None) -> str:
    """A number of an indicator or a variable, with its unit of measure."""
    known = definitions()
    if code in known.indicators:
        return words.shown(known.indicators[code], value)
    if code in known.variables:
        return words.input_shown(code, value)
    return words.plain(value, 2)
