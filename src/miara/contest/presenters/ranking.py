"""The ranking of an edition as tables, charts and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.charts import Strip, silent_strip
from miara.contest.domain.ranking.report import CellRanking, Ranking, Row
from miara.contest.domain.ranking.stability import CellStability
from miara.contest.models import Expert
from miara.contest.queries.ranking import Labels
from miara.core.numbers import format_number, format_percent, format_signed

__all__ = ["CellView", "cell_views", "refusal_text", "severity_rows"]


@dataclass(frozen=True, slots=True)
class CellView:
    """A group in a domain: its sentence, rows and how firm its first place is."""

    code: str
    name: str
    sentence: str
    discuss: bool
    rows: list[dict[str, Any]]
    stability: list[str]
    closed: bool


def cell_views(
    ranking: Ranking, report: list[CellStability], labels: Labels
) -> list[CellView]:
    """Cells in the order of their codes."""
    firm = {row.cell: row for row in report}
    gaps = {row.entry: row for row in ranking.discrepancies}
    found = []
    for cell in ranking.cells:
        known = labels.cells.get(cell.cell)
        low, high = _ends(cell)
        found.append(
            CellView(
                cell.cell,
                str(known) if known else cell.cell,
                _sentence(cell, labels),
                cell.discuss,
                [
                    _row(row, labels, low, high, row.standing.entry in gaps)
                    for row in cell.rows
                ],
                _stability(firm[cell.cell], labels)
                if cell.cell in firm and len(cell.rows) > 1
                else [],
                known is not None and known.closed_at is not None,
            )
        )
    return found


def refusal_text(ranking: Ranking, labels: Labels) -> str:
    """Why there is no table across groups and domains; empty when there is one."""
    refusal = ranking.refusal
    if refusal is None:
        return ""
    if str(refusal.code) == "NOT_CONNECTED":
        parts = "; ".join(
            ", ".join(_cell_name(code, labels) for code in part)
            for part in refusal.parts
        )
        return _(
            "Groups and domains are not compared with one another: no expert read in "
            "several of these parts: %(parts)s."
        ) % {"parts": parts}
    thin = ", ".join(
        _cell_name(code, labels)
        for code, count in zip(refusal.cells, refusal.bridges, strict=True)
        if count < refusal.needed
    )
    return _(
        "Groups and domains are not compared with one another: too few applications "
        "were read by experts of other groups (needed %(needed)s): %(cells)s."
    ) % {"needed": refusal.needed, "cells": thin}


def severity_rows(ranking: Ranking, experts: dict[str, Expert]) -> list[dict[str, str]]:
    """How much above or below the average each expert marks."""
    language = get_language() or "pl"
    return [
        {
            "name": experts[row.expert].full_name
            if row.expert in experts
            else row.expert,
            "points": format_signed(row.points, 1, language),
            "error": format_number(row.error, 1, language),
        }
        for row in sorted(ranking.severities, key=lambda row: row.points)
    ]


def _ends(cell: CellRanking) -> tuple[float, float]:
    """One scale for all rows of a cell, so that the eye may compare them."""
    numbers = [float(r.standing.mean) for r in cell.rows if r.standing.mean is not None]
    for row in cell.rows:
        if row.estimate is not None:
            numbers += [row.estimate.low, row.estimate.high]
    low, high = min(numbers, default=0.0), max(numbers, default=100.0)
    return (low, high) if high > low else (low - 1, high + 1)


def _row(
    row: Row, labels: Labels, low: float, high: float, gap: bool
) -> dict[str, Any]:
    language = get_language() or "pl"
    standing, estimate = row.standing, row.estimate
    entry = labels.entries.get(standing.entry)
    title = entry.title if entry else ""
    unit = labels.units.get(standing.entry, "")
    mean = None if standing.mean is None else float(standing.mean)
    picture: str = ""
    if estimate is not None:
        # The numbers of the picture stand in the same row.
        picture = str(
            silent_strip(
                Strip(
                    uid="",
                    title="",
                    description="",
                    value=estimate.quality,
                    peers=[mean],
                    lower=estimate.low,
                    upper=estimate.high,
                    low=low,
                    high=high,
                ),
                width=200,
            )
        )
    return {
        "number": standing.entry,
        "title": title,
        "unit": unit,
        "uid": entry.uid if entry else "",
        "place": "" if standing.place is None else str(standing.place),
        "tied": standing.tied,
        "mean": "–"
        if standing.shown is None
        else format_number(standing.shown, 2, language),
        "scores": standing.scores,
        "above": row.above_threshold,
        "corrected": format_number(estimate.quality, 1, language) if estimate else "–",
        "interval": f"{format_number(estimate.low, 1, language)}–"
        f"{format_number(estimate.high, 1, language)}"
        if estimate
        else "–",
        "first": format_percent(100 * estimate.first, 0, language) if estimate else "–",
        "finalist": format_percent(100 * estimate.finalist, 0, language)
        if estimate
        else "–",
        "picture": picture,
        "differs": gap,
    }


def _sentence(cell: CellRanking, labels: Labels) -> str:
    """Who leads, and whether that may be read off a table."""
    language = get_language() or "pl"
    firsts = [row for row in cell.rows if row.standing.place == 1]
    if not firsts:
        return _("No application of this group and domain has all its marks yet.")
    names = ", ".join(
        labels.units.get(row.standing.entry, row.standing.entry) for row in firsts
    )
    shown = format_number(firsts[0].standing.shown, 2, language)
    if len(cell.rows) == 1:
        return _(
            "%(name)s: %(points)s. This is the only application of the group and "
            "domain: there is nothing to compare it with."
        ) % {"name": names, "points": shown}
    lead = ngettext(
        "The highest mean has %(names)s: %(points)s.",
        "The highest mean is shared by %(names)s: %(points)s.",
        len(firsts),
    ) % {"names": names, "points": shown}
    if cell.discuss:
        return _(
            "%(lead)s Visit or discuss: the marks alone do not decide who is first."
        ) % {"lead": lead}
    chance = max((row.estimate.first for row in firsts if row.estimate), default=None)
    if chance is None:
        return lead
    return _("%(lead)s The probability that it is first is %(chance)s.") % {
        "lead": lead,
        "chance": format_percent(100 * chance, 0, language),
    }


def _stability(row: CellStability, labels: Labels) -> list[str]:
    """What changes the first place, in sentences."""
    language = get_language() or "pl"
    if row.is_firm:
        return [_("Nothing that was tried changes the first place.")]
    lines = []
    if row.changed:
        lines.append(
            _("With other weights near these somebody else is first: %(share)s.")
            % {"share": format_percent(100 * row.changed / row.draws, 1, language)}
        )
    lost = sum(each.changed for each in row.without_expert)
    if lost:
        lines.append(
            ngettext(
                "Without one of the experts somebody else is first (%(count)s case).",
                "Without one of the experts somebody else is first (%(count)s cases).",
                lost,
            )
            % {"count": lost}
        )
    criteria = sum(each.changed for each in row.without_criterion)
    if criteria:
        lines.append(
            ngettext(
                "Without one of the criteria somebody else is first (%(count)s case).",
                "Without one of the criteria somebody else is first (%(count)s cases).",
                criteria,
            )
            % {"count": criteria}
        )
    if row.corrected_changes and row.corrected_first is not None:
        lines.append(
            _("With the severity of experts corrected %(name)s is first.")
            % {"name": labels.units.get(row.corrected_first, row.corrected_first)}
        )
    return lines


def _cell_name(code: str, labels: Labels) -> str:
    return str(labels.cells[code]) if code in labels.cells else code
