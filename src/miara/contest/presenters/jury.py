"""What the jury sees, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.domain.awarding import Flaw, TitleFlaw
from miara.contest.models import (
    Assignment,
    Award,
    Cell,
    Edition,
    Entry,
    Juror,
    JuryMeeting,
    SiteVisit,
)
from miara.contest.queries.assessment import reading_of
from miara.contest.queries.jury import (
    Barred,
    barred_of,
    closed_visits,
    decisions_of,
)
from miara.contest.queries.recipients import applicants_of
from miara.contest.queries.statistics import mean_points
from miara.questionnaires.public import shown

__all__ = [
    "DecisionRow",
    "Paper",
    "RoomRow",
    "Tie",
    "barred_text",
    "decision_rows",
    "flaw_texts",
    "paper_of",
    "room_rows",
    "ties_waiting",
]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """An application on the list of the jury; ``hidden`` says why it has no link."""

    entry: Entry
    applicant: str
    points: Decimal | None
    visits: int
    hidden: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """One set of marks; experts stay without names."""

    name: str
    total: Decimal | None
    overall: str
    marks: tuple[tuple[str, Decimal | None, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything about one application that is put before the jury."""

    applicant: str
    sections: tuple[tuple[str, tuple[Any, ...]], ...]
    opinions: tuple[Opinion, ...]
    points: Decimal | None
    visits: tuple[SiteVisit, ...]
    has_file: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in words; hidden from whoever took no part."""

    award: Award
    what: str
    whom: str
    votes: str
    hidden: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A member tied to an application by the register, not yet recorded."""

    juror: Juror
    entry: Entry
    key: str


def barred_text(barred: Barred) -> str:
    """Why a member sees nothing of an application."""
    if barred.recusal is not None:
        return _("You take no part in this application: %(reason)s") % {
            "reason": barred.reason
        }
    return _(
        "A unit you are tied to takes part in this application, so it is hidden from "
        "you. Record your recusal."
    )


def room_rows(edition: Edition, entries: Sequence[Entry], seat: Juror) -> list[RoomRow]:
    """The list of applications for one member. Four queries at most."""
    barred = barred_of([seat], entries)
    names = applicants_of(entries)
    points = mean_points(entry.pk for entry in entries)
    visits = closed_visits(edition)
    rows = []
    for entry in entries:
        hidden = barred.get((seat.pk, entry.pk))
        rows.append(
            RoomRow(
                entry,
                names[entry.pk],
                None if hidden else points.get(entry.pk),
                0 if hidden else len(visits.get(entry.pk, [])),
                barred_text(hidden) if hidden else "",
            )
        )
    return rows


def paper_of(edition: Edition, entry: Entry) -> Paper:
    """Papers of one application; whether the member may have them was asked before."""
    sections: list[tuple[str, tuple[Any, ...]]] = []
    if entry.latest is not None:
        reading = reading_of(entry)
        language = (get_language() or "pl")[:2]
        for section, fields in reading.sections:
            told = [shown(field, reading.answers.get(field.code)) for field in fields]
            sections.append(
                (
                    section.title.in_language(language),
                    tuple(row for row in told if not row.is_empty),
                )
            )
    return Paper(
        applicant=applicants_of([entry])[entry.pk],
        sections=tuple(sections),
        opinions=tuple(_opinions(entry)),
        points=mean_points([entry.pk]).get(entry.pk),
        visits=tuple(closed_visits(edition, [entry]).get(entry.pk, [])),
        has_file=bool(entry.latest and entry.latest.pdf_id),
    )


def decision_rows(meeting: JuryMeeting, seat: Juror | None) -> list[DecisionRow]:
    """Decisions of a meeting; a member sees nothing of those they left."""
    awards = decisions_of(meeting)
    entries = [award.entry for award in awards if award.entry is not None]
    names = applicants_of(entries)
    barred = barred_of([seat], entries) if seat else {}
    return [_decision(award, names, _barred(award, seat, barred)) for award in awards]


def ties_waiting(people: Iterable[Juror], entries: Iterable[Entry]) -> list[Tie]:
    """Recusals that the register suggests and nobody has recorded."""
    shown_entries = {entry.pk: entry for entry in entries}
    found = barred_of(people, shown_entries.values())
    return [
        Tie(row.juror, entry, f"{row.juror.pk}-{entry.uid}")
        for row in found.values()
        if row.recusal is None
        for entry in [shown_entries[row.entry_id]]
    ]


def flaw_texts(edition: Edition, flaws: Iterable[Flaw]) -> list[str]:
    """Broken rules of titles as sentences that say where."""
    kinds = {kind.code: str(kind.name) for kind in edition.title_kinds.all()}
    rows = list(flaws)
    cells: dict[object, str] = {
        cell.pk: str(cell)
        for cell in Cell.objects.filter(
            pk__in=[flaw.cell for flaw in rows if flaw.cell]
        ).select_related("group", "domain")
    }
    entries: dict[object, str] = dict(
        Entry.objects.filter(
            pk__in=[flaw.entry for flaw in rows if flaw.entry]
        ).values_list("pk", "number")
    )
    words = {
        TitleFlaw.TOO_MANY: _(
            "“%(title)s” was given %(count)s times and may be given %(limit)s times "
            "at most (%(cell)s)."
        ),
        TitleFlaw.NOT_SHARED: _("“%(title)s” may not be shared (%(cell)s)."),
        TitleFlaw.NOT_MARKED_SHARED: _(
            "“%(title)s” is shared, so tick “ex aequo” for application %(entry)s."
        ),
        TitleFlaw.MARKED_SHARED_ALONE: _(
            "Application %(entry)s has “%(title)s” ex aequo, but nobody shares it."
        ),
        TitleFlaw.TWO_PLACES: _(
            "Application %(entry)s has more than one place or distinction."
        ),
        TitleFlaw.NOT_EMPTY: _(
            "A title was given in a group and domain left empty (%(cell)s)."
        ),
        TitleFlaw.NO_CELL: _(
            "Application %(entry)s stands in no group and domain, which “%(title)s” "
            "asks for."
        ),
    }
    return [
        words[flaw.code]
        % {
            "title": kinds.get(flaw.title, flaw.title),
            "cell": cells.get(flaw.cell, _("the whole edition")),
            "entry": entries.get(flaw.entry, "–"),
            "count": flaw.count,
            "limit": flaw.limit,
        }
        for flaw in rows
    ]


def _barred(
    award: Award, seat: Juror | None, barred: Mapping[tuple[int, int], Barred]
) -> Barred | None:
    if seat is None or award.entry_id is None:
        return None
    return barred.get((seat.pk, award.entry_id))


def _decision(
    award: Award, names: dict[int, str], barred: Barred | None
) -> DecisionRow:
    if barred is not None:
        return DecisionRow(award, "", "", "", barred_text(barred))
    votes = ""
    if award.votes_for is not None:
        votes = _("for %(yes)s, against %(no)s, abstained %(none)s") % {
            "yes": award.votes_for,
            "no": award.votes_against,
            "none": award.abstained,
        }
    if award.entry is None or award.kind is None:
        return DecisionRow(award, _("no title"), str(award.cell), votes, "")
    name = str(award.special_name) or str(award.kind.name)
    what = f"{name} ex aequo" if award.is_ex_aequo else name
    whom = f"{award.entry.number} – {award.entry.title} ({names[award.entry.pk]})"
    return DecisionRow(award, what, whom, votes, "")


def _opinions(entry: Entry) -> list[Opinion]:
    given = (
        Assignment.objects.filter(entry=entry, state=Assignment.State.SUBMITTED)
        .prefetch_related("marks__criterion")
        .order_by("pk")
    )
    return [
        Opinion(
            _("Expert %(number)s") % {"number": place},
            row.total,
            row.overall,
            tuple(
                (str(mark.criterion.name), mark.points, mark.comment)
                for mark in sorted(
                    row.marks.all(),
                    key=lambda mark: (mark.criterion.position, mark.criterion_id),
                )
            ),
        )
        for place, row in enumerate(given, 1)
    ]
