"""Pages of the register: rows, the matrix with its table, one risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.charts import Matrix, MatrixCell, matrix
from miara.cycle.public import Cell, Column, Row, Table
from miara.risks.domain.register import counts_by_cell
from miara.risks.domain.scales import Scale
from miara.risks.models import Risk
from miara.risks.phrases import GAPS
from miara.risks.queries.risks import gaps_of_risk, level_of

__all__ = ["RiskLine", "lines_of", "matrix_of", "sentence_of"]


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk as a row: levels with their bands, and what it lacks, in words."""

    row: Risk
    inherent: str
    level: int
    residual: str
    is_accepted: bool
    gaps: list[str]


def lines_of(rows: Iterable[Risk], scale: Scale, *, today: date) -> list[RiskLine]:
    """Rows of the register, the largest risk first."""
    lines = [_line(row, scale, today) for row in rows]
    return sorted(lines, key=lambda line: (-line.level, line.row.number))


def _line(row: Risk, scale: Scale, today: date) -> RiskLine:
    level = level_of(scale, row.impact, row.likelihood)
    before = level_of(scale, row.inherent_impact, row.inherent_likelihood)
    return RiskLine(
        row=row,
        inherent=_level_words(scale, before),
        level=level,
        residual=_level_words(scale, level),
        is_accepted=scale.is_accepted(level),
        gaps=[str(GAPS[gap]) for gap in gaps_of_risk(row, scale, today)],
    )


def _level_words(scale: Scale, level: int) -> str:
    return f"{level} ({scale.bands[scale.band_of(level)].name})"


def sentence_of(lines: Sequence[RiskLine], scale: Scale) -> str:
    """How many risks there are, by band, and how many need action."""
    if not lines:
        return _("The register is empty.")
    bands = Counter(scale.band_of(line.level) for line in lines)
    told = ", ".join(
        f"{band.name}: {bands[i]}" for i, band in enumerate(scale.bands) if bands[i]
    )
    above = sum(1 for line in lines if not line.is_accepted)
    first = ngettext(
        "%(count)s open risk (%(bands)s).",
        "%(count)s open risks (%(bands)s).",
        len(lines),
    ) % {"count": len(lines), "bands": told}
    second = ngettext(
        "%(count)s stands above the appetite of %(appetite)s.",
        "%(count)s stand above the appetite of %(appetite)s.",
        above,
    ) % {"count": above, "appetite": scale.appetite}
    return f"{first} {second}"


def matrix_of(lines: Sequence[RiskLine], scale: Scale) -> dict[str, Any] | None:
    """The matrix with its sentence and table; None when there is nothing in it."""
    if not lines:
        return None
    places = [(line.row.impact, line.row.likelihood) for line in lines]
    counts = counts_by_cell(places, scale)
    title = _("Risks by impact and likelihood, with present controls")
    sentence = sentence_of(lines, scale)

    numbers = [str(step) for step in range(1, len(scale.impact) + 1)]
    ends = _("impact → (1 %(first)s … %(count)s %(last)s)") % {
        "first": scale.impact[0],
        "count": len(scale.impact),
        "last": scale.impact[-1],
    }

    def drawn(uid: str, width: int, across: Sequence[str], words: str) -> str:
        data = Matrix(
            uid,
            title,
            sentence,
            across,
            scale.likelihood,
            _cells(counts, scale),
            len(scale.bands),
            across_title=words,
            up_title=_("likelihood ↑ (small number: level; bold: how many risks)"),
        )
        return matrix(data, width=width).svg

    return {
        "title": title,
        "sentence": sentence,
        "svg": drawn("risks", 760, scale.impact, _("impact →")),
        "narrow": drawn("risks-n", 340, numbers, ends),
        "table": _table(title, counts, scale),
    }


def _cells(counts: list[list[int]], scale: Scale) -> list[list[MatrixCell]]:
    return [
        [
            MatrixCell(
                str(level := scale.level(j + 1, i + 1)),
                scale.band_of(level),
                str(count) if count else "",
            )
            for j, count in enumerate(row)
        ]
        for i, row in enumerate(counts)
    ]


def _table(title: str, counts: list[list[int]], scale: Scale) -> Table:
    columns = [Column(_("Likelihood"))]
    columns += [
        Column(_("impact: %(step)s") % {"step": name}, numeric=True)
        for name in scale.impact
    ]
    rows = [
        Row([Cell(name), *(Cell(str(count)) for count in row)])
        for name, row in zip(scale.likelihood, counts, strict=True)
    ]
    return Table(title, columns, rows[::-1])
