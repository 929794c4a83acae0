"""Marks of an edition as the ranking takes them, and the ranking itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.core.cache import cache

from miara.contest.domain import ranking as domain
from miara.contest.domain.marks_file import MarksFile
from miara.contest.domain.ranking.marks import Criterion as RankCriterion
from miara.contest.domain.ranking.marks import Mark as RankMark
from miara.contest.domain.ranking.report import Ranking, RankingRules, rank
from miara.contest.domain.ranking.rules import Step
from miara.contest.domain.ranking.stability import CellStability, stability
from miara.contest.models import Assignment, Cell, Edition, Entry, Mark
from miara.units import public as units

__all__ = [
    "Labels",
    "kept_ranking_of",
    "labels_of",
    "marks_of",
    "ranking_of",
    "ranking_rules",
]

_KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Labels:
    """What codes of the ranking stand for.

    Attributes
    ----------
    entries
        By number: the entry; ``units`` has the name of its unit by the same number.
    cells
        By code ``group/domain``.
    """

    entries: dict[str, Entry]
    units: dict[str, str]
    cells: dict[str, Cell]


def cell_code(cell: Cell) -> str:
    """Code of a cell in exports, equal in all years with the same groups."""
    return f"{cell.group.code}/{cell.domain.code}"


def ranking_rules(edition: Edition) -> RankingRules:
    """What the settings of an edition say about its ranking."""
    rules = edition.settings
    return RankingRules(
        threshold=rules.finals.threshold,
        finalists=rules.finals.finalists_per_cell or 3,
        tolerance=rules.finals.tie_tolerance,
        discrepancy_share=rules.marks.discrepancy_share,
        discrepancy_step=Step(str(rules.marks.discrepancy)),
        experts_per_entry=rules.marks.experts_per_entry,
        certain=float(rules.finals.certain_from),
    )


def marks_of(edition: Edition) -> MarksFile:
    """Submitted marks of entries that take part, criteria and rules. Two queries.

    Experts are their addresses' stand-ins (``uid``), never names: the file travels.
    """
    rows = (
        Mark.objects.filter(
            assignment__entry__edition=edition,
            assignment__entry__state=Entry.State.ACCEPTED,
            assignment__entry__cell__isnull=False,
            assignment__state=Assignment.State.SUBMITTED,
            points__isnull=False,
        )
        .order_by("pk")
        .values_list(
            "assignment__entry__number",
            "assignment__entry__cell__group__code",
            "assignment__entry__cell__domain__code",
            "assignment__expert__uid",
            "criterion__code",
            "points",
        )
    )
    marks = tuple(
        RankMark(number, f"{group}/{domain}", expert, code, points)
        for number, group, domain, expert, code, points in rows
        if points is not None
    )
    criteria = tuple(
        RankCriterion(code, weight, most)
        for code, weight, most in edition.criteria.order_by(
            "position", "pk"
        ).values_list("code", "weight", "max_points")
    )
    return MarksFile(marks, criteria, ranking_rules(edition))


def ranking_of(content: MarksFile) -> tuple[Ranking, list[CellStability]]:
    """The ranking and how firm it is, from the rows of the export alone."""
    ranking = rank(content.marks, content.criteria, content.rules)
    report = stability(
        content.marks, content.criteria, tolerance=content.rules.tolerance
    )
    return ranking, report


def kept_ranking_of(content: MarksFile) -> tuple[Ranking, list[CellStability]]:
    """As `ranking_of`, kept for as long as nothing it is made from changes.

    Five hundred applications take more than a second. The key is a digest of every
    mark, criterion and rule, and of the code: a changed mark is another ranking.
    """
    digest = hashlib.sha256(repr(content).encode()).hexdigest()
    key = f"contest-ranking:{_code_version()}:{digest}"
    kept: tuple[Ranking, list[CellStability]] | None = cache.get(key)
    if kept is None:
        kept = ranking_of(content)
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


@lru_cache(maxsize=1)
def _code_version() -> str:
    """Name of the code that makes a ranking, so that a release makes it anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(domain.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def labels_of(edition: Edition) -> Labels:
    """Names for the codes of a ranking. Three queries."""
    entries = {
        entry.number: entry
        for entry in Entry.objects.filter(
            edition=edition, state=Entry.State.ACCEPTED
        ).select_related("cell__group", "cell__domain")
    }
    names = units.units_by_uid(entry.unit_uid for entry in entries.values())
    cells = {
        cell_code(cell): cell
        for cell in Cell.objects.filter(edition=edition).select_related(
            "group", "domain"
        )
    }
    return Labels(
        entries,
        {
            number: names[entry.unit_uid].full_name
            for number, entry in entries.items()
            if entry.unit_uid in names
        },
        cells,
    )
