"""The archive of past editions, and titles of units over all editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from miara.contest.domain.titles import TitleClass, class_of
from miara.contest.models import Edition, PastEdition, PastResult
from miara.contest.queries.results import (
    ReleasedResults,
    ResultRow,
    has_awards,
    released_results,
)

__all__ = [
    "UnitCount",
    "UnitTitle",
    "counts_of",
    "past_edition_at",
    "past_editions_listed",
    "past_results_all",
    "past_results_of",
    "titles_of_unit",
    "titles_of_units",
]


@dataclass(frozen=True, slots=True)
class UnitTitle:
    """A title of a unit, from the archive or from an edition run here.

    ``past`` is the line of the archive; ``edition`` and ``row`` are set otherwise.
    ``leads`` is false for a partner of an entry.
    """

    unit_uid: str
    year: int
    kind: TitleClass
    leads: bool = True
    past: PastResult | None = None
    edition: Edition | None = None
    row: ResultRow | None = None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How often a unit was honoured; ``titles`` leaves finals out."""

    unit_uid: str
    by_class: dict[TitleClass, int]
    years: tuple[int, ...]

    @property
    def titles(self) -> int:
        """Titles of any kind."""
        return sum(n for kind, n in self.by_class.items() if kind != TitleClass.FINAL)


def past_editions_listed() -> QuerySet[PastEdition]:
    """Past editions with ``result_count``, the newest first; one query."""
    return PastEdition.objects.annotate(result_count=Count("results")).order_by("-year")


def past_edition_at(code: str) -> PastEdition | None:
    """The past edition at an address."""
    return PastEdition.objects.filter(code=code).first()


def past_results_of(edition: PastEdition) -> list[PastResult]:
    """Its results in the order of the sources."""
    return list(edition.results.order_by("position"))


def past_results_all() -> list[PastResult]:
    """Results of every edition with their editions, the newest first; one query."""
    return list(
        PastResult.objects.select_related("edition").order_by(
            "-edition__year", "position"
        )
    )


def titles_of_units(*, now: datetime) -> list[UnitTitle]:
    """Titles of all units that led an entry; four queries at most.

    An entry counts once, with its highest title. Results not yet released are not
    there. Beside the archive, editions marked as fictional are left out.
    """
    past = list(_results_with_units().order_by("-edition__year", "position"))
    found = [
        UnitTitle(uid, result.edition.year, class_of(result.award), past=result)
        for result in past
        for uid in result.unit_uids
    ]
    for edition, results in released_results(now=now):
        if not (past and edition.is_fictional):
            found += [_own(row, edition, row.unit_uid) for row in _best_rows(results)]
    return found


def titles_of_unit(uid: str, *, now: datetime) -> list[UnitTitle]:
    """Titles of one unit, also as a partner, the newest first; six queries at most.

    Two when it has none, which is true of most units.
    """
    lines = PastResult.objects.exclude(unit_uids=[]).values_list("pk", "unit_uids")
    keys = [pk for pk, uids in lines if uid in uids]
    past = _results_with_units().filter(pk__in=keys) if keys else []
    found = [
        UnitTitle(uid, result.edition.year, class_of(result.award), past=result)
        for result in past
    ]
    own = released_results(now=now, unit_uid=uid) if has_awards(uid) else []
    for edition, results in own:
        if not (len(lines) and edition.is_fictional):
            found += [_own(row, edition, uid) for row in _best_rows(results)]
    return sorted(found, key=lambda title: (-title.year, title.kind.order))


def counts_of(titles: Iterable[UnitTitle]) -> list[UnitCount]:
    """Units by number of titles, then of laureates, finals and years."""
    kinds: dict[str, dict[TitleClass, int]] = defaultdict(
        lambda: dict.fromkeys(TitleClass, 0)
    )
    years: dict[str, set[int]] = defaultdict(set)
    for title in titles:
        kinds[title.unit_uid][title.kind] += 1
        years[title.unit_uid].add(title.year)
    counts = [
        UnitCount(uid, by_class, tuple(sorted(years[uid])))
        for uid, by_class in kinds.items()
    ]
    return sorted(counts, key=_most_first)


def _most_first(count: UnitCount) -> tuple[int, int, int, int, str]:
    by_class = count.by_class
    return (
        -count.titles,
        -by_class[TitleClass.LAUREATE],
        -by_class[TitleClass.FINAL],
        -len(count.years),
        count.unit_uid,
    )


def _results_with_units() -> QuerySet[PastResult]:
    """Results tied to a unit, with what pages of units show of their editions."""
    return (
        PastResult.objects.exclude(unit_uids=[])
        .select_related("edition")
        .defer("edition__facts", "edition__sources", "edition__gaps")
    )


def _best_rows(results: ReleasedResults) -> Iterable[ResultRow]:
    """Of each entry its highest title."""
    best: dict[int, ResultRow] = {}
    for row in results.rows:
        held = best.get(row.entry_id)
        if held is None or class_of(row.role).order < class_of(held.role).order:
            best[row.entry_id] = row
    return best.values()


def _own(row: ResultRow, edition: Edition, uid: str) -> UnitTitle:
    return UnitTitle(
        uid,
        edition.year,
        class_of(row.role),
        leads=row.unit_uid == uid,
        edition=edition,
        row=row,
    )
