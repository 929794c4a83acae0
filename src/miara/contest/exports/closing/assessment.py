"""Experts, their declarations and marks, and the ranking that follows from them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

from miara.contest.domain.closing.bag import SEPARATOR, open_text
from miara.contest.domain.closing.checking import ranking_data
from miara.contest.domain.closing.layout import MARKS, RANKING
from miara.contest.domain.marks_file import HEADER, rows_of
from miara.contest.domain.ranking.report import rank
from miara.contest.exports.closing.rows import Package, hour, name_of, polish
from miara.contest.models import (
    Assignment,
    AssignmentPlan,
    Conflict,
    ConsensusNote,
    Declaration,
    EntryReading,
    Expert,
    Mark,
)
from miara.contest.queries.ranking import marks_of

__all__ = ["write_assessment"]


def write_assessment(package: Package) -> None:
    """Who assessed what, under which declarations, and what came of it."""
    package.progress.stage("Ocena")
    _people(package)
    _marks(package)
    exported = marks_of(package.edition)
    with package.bag.open(MARKS) as out, open_text(out) as text:
        writer = csv.writer(text, delimiter=SEPARATOR)
        writer.writerow(HEADER)
        writer.writerows(rows_of(exported))
    ranking = rank(exported.marks, exported.criteria, exported.rules)
    package.bag.data(RANKING, ranking_data(ranking))


def _people(package: Package) -> None:
    edition = package.edition
    experts = Expert.objects.filter(edition=edition).prefetch_related("fits__domain")
    package.bag.table(
        "ocena/eksperci.csv",
        ("uid", "imie_i_nazwisko", "adres", "pracodawca", "stan", "zaproszono",
         "odpowiedziano", "oswiadczenie_o_poufnosci", "dziedziny"),
        (
            (row.uid, row.full_name, row.email, row.employer, row.state,
             hour(row.invited_at), hour(row.answered_at), hour(row.confidential_at),
             "; ".join(sorted(f"{polish(fit.domain.name)}: {fit.fit}"
                              for fit in row.fits.all())))
            for row in experts.order_by("pk")
        ),
    )  # fmt: skip
    package.bag.table(
        "ocena/oswiadczenia.csv",
        ("wniosek", "ekspert", "bez_powiazan", "tresc", "zlozono"),
        (
            (row.entry.number, row.expert.uid, "tak" if row.is_free else "nie",
             row.text, hour(row.declared_at))
            for row in Declaration.objects.filter(entry__edition=edition)
            .select_related("entry", "expert").order_by("pk").iterator()
        ),
    )  # fmt: skip
    package.bag.table(
        "ocena/konflikty.csv",
        ("wniosek", "ekspert", "rodzaj", "stan", "szczegoly", "powod_decyzji",
         "znaleziono", "rozstrzygnieto", "rozstrzygnal"),
        (
            (row.entry.number, row.expert.uid, row.kind, row.state, row.detail,
             row.reason, hour(row.found_at), hour(row.decided_at),
             name_of(row.decided_by))
            for row in Conflict.objects.filter(entry__edition=edition)
            .select_related("entry", "expert", "decided_by").order_by("pk").iterator()
        ),
    )  # fmt: skip
    package.bag.table(
        "ocena/kto-czytal.csv",
        ("wniosek", "kto", "jako", "dzien", "pierwszy_raz"),
        (
            (row.entry.number, name_of(row.reader), row.part, row.on,
             hour(row.first_at))
            for row in EntryReading.objects.filter(entry__edition=edition)
            .select_related("entry", "reader").order_by("pk").iterator()
        ),
    )  # fmt: skip


def _marks(package: Package) -> None:
    edition = package.edition
    package.bag.lines("ocena/przydzial.json", _plans(package))
    package.bag.table(
        "ocena/oceny-laczne.csv",
        ("wniosek", "ekspert", "rodzaj", "stan", "przydzielono", "termin", "punkty",
         "opinia", "wlasna_pewnosc", "zlozono"),
        (
            (row.entry.number, row.expert.uid, row.kind, row.state,
             hour(row.assigned_at), hour(row.due_at), row.total, row.overall,
             row.confidence, hour(row.submitted_at))
            for row in Assignment.objects.filter(entry__edition=edition)
            .select_related("entry", "expert").order_by("pk").iterator()
        ),
    )  # fmt: skip
    package.bag.table(
        "ocena/oceny.csv",
        ("wniosek", "ekspert", "kryterium", "punkty", "uzasadnienie", "stan",
         "zmieniono"),
        (
            (row.assignment.entry.number, row.assignment.expert.uid,
             row.criterion.code, row.points, row.comment, row.assignment.state,
             hour(row.changed_at))
            for row in Mark.objects.filter(assignment__entry__edition=edition)
            .select_related("assignment__entry", "assignment__expert", "criterion")
            .order_by("pk").iterator()
        ),
    )  # fmt: skip
    package.bag.table(
        "ocena/uzgodnienia.csv",
        ("wniosek", "tresc", "punkty", "zapisano", "zapisal", "uzgodnili"),
        (
            (row.entry.number, row.text, row.agreed_total, hour(row.written_at),
             name_of(row.written_by), json.dumps(row.agreed_by))
            for row in ConsensusNote.objects.filter(entry__edition=edition)
            .select_related("entry", "written_by").order_by("pk").iterator()
        ),
    )  # fmt: skip


def _plans(package: Package) -> Iterator[dict[str, object]]:
    found = AssignmentPlan.objects.filter(edition=package.edition).order_by("pk")
    for row in found.iterator():
        yield {
            "method": row.method,
            "made_at": hour(row.made_at),
            "adopted_at": hour(row.adopted_at),
            "pairs": row.pairs,
            "figures": row.figures,
        }
