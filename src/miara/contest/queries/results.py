"""The only door to results: who may know them, and since when.

`results_of` serves everybody; it asks at every reading whether the moment has come, so
nothing has to open or close. `sealed_results` serves the jury. No other module may
read `Award` for pages, letters, exports or statistics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from miara.contest.models import Award, Diploma, Edition, Entry, Release, TitleKind
from miara.contest.permissions import can_judge
from miara.core.localized import Localized

if TYPE_CHECKING:
    from miara.accounts.public import Decision
    from miara.contest.permissions import Person

__all__ = [
    "EmptyCell",
    "ReleasedResults",
    "ResultRow",
    "Stage",
    "are_results_public",
    "diploma_of_code",
    "has_awards",
    "release_of",
    "released_results",
    "releases_out",
    "results_of",
    "sealed_results",
    "stage_of",
]

Stage = Release.Stage
_FINALIST = TitleKind.Role.FINALIST


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One title of one application."""

    award_id: int
    entry_id: int
    entry_uid: str
    number: str
    title: str
    summary: str
    unit_uid: str
    entrant: str
    partner_uids: tuple[str, ...]
    partner_names: tuple[str, ...]
    group: Localized
    domain: Localized
    cell_id: int | None
    order: tuple[int, int, int]
    kind_code: str
    kind_name: Localized
    role: str
    rank: int
    is_ex_aequo: bool
    special_name: Localized
    justification: Localized

    @property
    def name(self) -> Localized:
        """What the title is called: a special one by its own name."""
        return self.special_name or self.kind_name


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A group in a domain in which the jury gave no title."""

    cell_id: int
    group: Localized
    domain: Localized
    justification: Localized


@dataclass(frozen=True, slots=True)
class ReleasedResults:
    """What is public of an edition, by group, domain and rank.

    ``released_at`` is None for a sealed reading by the jury.
    """

    stage: str
    released_at: datetime | None
    rows: tuple[ResultRow, ...]
    empty: tuple[EmptyCell, ...]

    def of_entry(self, entry_id: int) -> list[ResultRow]:
        """Titles of one application."""
        return [row for row in self.rows if row.entry_id == entry_id]


def results_of(
    edition: Edition, *, now: datetime, stage: str
) -> ReleasedResults | None:
    """Results that are public at a moment; None before it. Three queries at most.

    Finalists are public with their own release or, where there is none, with the
    results. The results hold every title.
    """
    stages = {stage, Stage.RESULTS}
    release = (
        Release.objects.filter(edition=edition, stage__in=stages)
        .out(now)
        .order_by("released_at", "pk")
        .first()
    )
    if release is None:
        return None
    return _read(edition, stage, release.released_at)


def released_results(
    *, now: datetime, unit_uid: str = ""
) -> list[tuple[Edition, ReleasedResults]]:
    """Results of every announced edition that are public, the newest first.

    Three queries, however many editions; one when nothing was released. With a unit
    only titles of entries that it leads or takes part in.
    """
    releases = list(
        Release.objects.filter(stage=Stage.RESULTS, edition__published_at__lte=now)
        .out(now)
        .select_related("edition__contest")
        .order_by("-edition__year", "-edition_id")
    )
    if not releases:
        return []
    found = Award.objects.filter(
        edition_id__in=[release.edition_id for release in releases],
        meeting__closed_at__isnull=False,
    )
    if unit_uid:
        found = found.filter(entry__in=_took_part(unit_uid).values("pk"))
    awards: dict[int, list[Award]] = defaultdict(list)
    for award in _with_entries(found):
        awards[award.edition_id].append(award)
    return [
        (
            release.edition,
            _results(Stage.RESULTS, release.released_at, awards[release.edition_id]),
        )
        for release in releases
    ]


def has_awards(unit_uid: str) -> bool:
    """Whether a unit leads or takes part in an entry with a decision; one query.

    Says nothing about what is public: it only spares `released_results` the asking.
    """
    return Award.objects.filter(entry__in=_took_part(unit_uid).values("pk")).exists()


def sealed_results(
    edition: Edition, *, user: Person, now: datetime
) -> tuple[ReleasedResults | None, Decision]:
    """Everything decided in closed meetings, for members of the jury only."""
    decision = can_judge(user, edition, now=now)
    if not decision:
        return None, decision
    return _read(edition, Stage.RESULTS, None), decision


def stage_of(results: ReleasedResults, stage: str) -> ReleasedResults:
    """The part of sealed results that a stage makes public."""
    if stage != Stage.FINALISTS:
        return results
    rows = tuple(row for row in results.rows if row.role == _FINALIST)
    return ReleasedResults(stage, results.released_at, rows, ())


def are_results_public(edition: Edition, *, now: datetime) -> bool:
    """Whether every title is public. One query."""
    found = Release.objects.filter(edition=edition, stage=Stage.RESULTS)
    return found.out(now).exists()


def release_of(edition: Edition, stage: str) -> Release | None:
    """The release of a stage, set or passed."""
    return Release.objects.filter(edition=edition, stage=stage).first()


def releases_out(editions: Iterable[Edition], *, now: datetime) -> list[Release]:
    """Stages of some editions whose moment has come, in the order of time."""
    found = Release.objects.out(now).filter(edition__in=list(editions))
    return list(found.order_by("released_at", "pk"))


def diploma_of_code(code: str, *, now: datetime) -> tuple[Diploma, ResultRow] | None:
    """A diploma by its code, with its title; None as long as it is not public."""
    diploma = (
        Diploma.objects.select_related("award__edition__contest", "award__kind", "file")
        .filter(code=code.strip().upper())
        .first()
    )
    if diploma is None:
        return None
    row = released_row(diploma.award, now=now)
    return None if row is None else (diploma, row)


def released_row(award: Award, *, now: datetime) -> ResultRow | None:
    """A title that is public, by its decision; None before."""
    for stage in (Stage.RESULTS, Stage.FINALISTS):
        results = results_of(award.edition, now=now, stage=stage)
        for row in results.rows if results else ():
            if row.award_id == award.pk:
                return row
    return None


def decided(edition: Edition) -> QuerySet[Award]:
    """Decisions of closed meetings; says nothing about who may know them."""
    return Award.objects.filter(edition=edition, meeting__closed_at__isnull=False)


def _took_part(unit_uid: str) -> QuerySet[Entry]:
    mine = Q(unit_uid=unit_uid) | Q(partners__unit_uid=unit_uid)
    return Entry.objects.filter(mine)


def _read(
    edition: Edition, stage: str, released_at: datetime | None
) -> ReleasedResults:
    found = decided(edition)
    if stage == Stage.FINALISTS:
        found = found.filter(kind__role=_FINALIST)
    return _results(stage, released_at, _with_entries(found))


def _with_entries(awards: QuerySet[Award]) -> list[Award]:
    return list(
        awards.select_related(
            "kind",
            "entry__union",
            "entry__group",
            "entry__domain",
            "cell__group",
            "cell__domain",
        ).prefetch_related("entry__partners")
    )


def _results(
    stage: str, released_at: datetime | None, awards: list[Award]
) -> ReleasedResults:
    rows = sorted(
        (_row(award) for award in awards if award.entry is not None),
        key=lambda row: (row.order, row.rank, row.number),
    )
    empty = tuple(
        EmptyCell(
            award.cell.pk,
            Localized.of(award.cell.group.name),
            Localized.of(award.cell.domain.name),
            Localized.of(award.justification),
        )
        for award in awards
        if award.entry is None and award.cell is not None
    )
    return ReleasedResults(stage, released_at, tuple(rows), empty)


def _row(award: Award) -> ResultRow:
    entry, kind = award.entry, award.kind
    assert entry is not None and kind is not None  # noqa: PT018 - a constraint
    group, domain = entry.group, entry.domain
    partners = sorted(entry.partners.all(), key=lambda row: (row.position, row.pk))
    return ResultRow(
        award_id=award.pk,
        entry_id=entry.pk,
        entry_uid=entry.uid,
        number=entry.number,
        title=entry.title,
        summary=entry.summary,
        unit_uid=entry.unit_uid,
        entrant=str(entry.union) if entry.union else entry.entrant_name,
        partner_uids=tuple(row.unit_uid for row in partners if row.unit_uid),
        partner_names=tuple(row.name for row in partners if not row.unit_uid),
        group=Localized.of(group.name) if group else Localized(""),
        domain=Localized.of(domain.name) if domain else Localized(""),
        cell_id=award.cell_id,
        # Titles outside cells stand after all cells.
        order=(
            0 if award.cell_id else 1,
            group.position if group else 0,
            domain.position if domain else 0,
        ),
        kind_code=kind.code,
        kind_name=Localized.of(kind.name),
        role=kind.role,
        rank=kind.rank,
        is_ex_aequo=award.is_ex_aequo,
        special_name=Localized.of(award.special_name),
        justification=Localized.of(award.justification),
    )
