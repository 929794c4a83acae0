"""Visits, the jury, titles and diplomas. Only for a package of released results."""

from __future__ import annotations

from miara.contest.exports.closing.rows import Package, hour, name_of, polish
from miara.contest.models import (
    Award,
    Diploma,
    Feedback,
    Juror,
    JuryMeeting,
    Recusal,
    Release,
    SiteVisit,
    VisitFile,
)
from miara.questionnaires import public as questionnaires

__all__ = ["write_decisions"]


def write_decisions(package: Package) -> None:
    """What was seen on the spot, decided, released and handed over."""
    package.progress.stage("Wizyty, kapituła, wyniki")
    _visits(package)
    _jury(package)
    _results(package)


def _visits(package: Package) -> None:
    found = (
        SiteVisit.objects.filter(entry__edition=package.edition)
        .select_related("entry", "sheet__version__form", "closed_by")
        .prefetch_related("team")
        .order_by("pk")
    )
    rows = []
    for visit in found:
        if visit.sheet is not None:
            package.bag.data(
                f"wizyty/{visit.uid}/protokol.json",
                questionnaires.snapshot(visit.sheet).content,
            )
        team = sorted(visit.team.all(), key=lambda row: (not row.is_lead, row.pk))
        rows.append(
            (visit.entry.number, visit.uid, hour(visit.starts_at),
             hour(visit.ends_at), visit.place, visit.host, visit.state,
             visit.findings, "; ".join(row.full_name for row in team),
             hour(visit.closed_at), name_of(visit.closed_by))
        )  # fmt: skip
    package.bag.table(
        "wizyty/wizyty.csv",
        ("wniosek", "uid", "poczatek", "koniec", "miejsce", "gospodarz", "stan",
         "ustalenia", "zespol", "zamknieto", "zamknal"),
        rows,
    )  # fmt: skip
    files = VisitFile.objects.filter(visit__entry__edition=package.edition)
    package.bag.table(
        "wizyty/pliki.csv",
        ("wizyta", "opis", "dodano", "plik"),
        (
            (row.visit.uid, row.caption, hour(row.added_at), path)
            for row, path in [
                (row, package.keep(f"wizyty/{row.visit.uid}/{row.pk}", row.file))
                for row in files.select_related("visit", "file").order_by("pk")
            ]
        ),
    )


def _jury(package: Package) -> None:
    edition = package.edition
    jurors = Juror.objects.filter(edition=edition).order_by("position", "pk")
    package.bag.table(
        "kapitula/sklad.csv",
        ("imie_i_nazwisko", "reprezentuje", "przewodniczy", "odszedl"),
        [
            (row.full_name, row.represents, "tak" if row.is_chair else "nie",
             hour(row.left_at))
            for row in jurors
        ],
    )  # fmt: skip
    recusals = Recusal.objects.filter(juror__edition=edition)
    package.bag.table(
        "kapitula/wylaczenia.csv",
        ("wniosek", "kto", "powod", "zapisano"),
        [
            (row.entry.number, row.juror.full_name, row.reason, hour(row.recorded_at))
            for row in recusals.select_related("juror", "entry").order_by("pk")
        ],
    )
    meetings = JuryMeeting.objects.filter(edition=edition)
    package.bag.table(
        "kapitula/posiedzenia.csv",
        ("uid", "poczatek", "miejsce", "porzadek", "obecni", "przebieg", "zamknieto",
         "protokol", "protokol_podpisany"),
        [
            (row.uid, hour(row.starts_at), row.place, row.agenda,
             "; ".join(juror.full_name for juror in row.present.all()), row.notes,
             hour(row.closed_at),
             package.keep(f"kapitula/{row.uid}/protokol", row.minutes),
             package.keep(f"kapitula/{row.uid}/podpisany", row.signed_minutes))
            for row in meetings.select_related("minutes", "signed_minutes")
            .prefetch_related("present").order_by("starts_at", "pk")
        ],
    )  # fmt: skip


def _results(package: Package) -> None:
    edition = package.edition
    awards = Award.objects.filter(edition=edition).select_related(
        "meeting", "kind", "cell__group", "cell__domain", "entry"
    )
    package.bag.table(
        "wyniki/rozstrzygniecia.csv",
        ("posiedzenie", "wniosek", "komorka", "tytul", "ex_aequo", "tytul_specjalny",
         "uzasadnienie_pl", "za", "przeciw", "wstrzymalo_sie", "rozstrzygnieto"),
        [
            (row.meeting.uid, row.entry.number if row.entry else "",
             f"{row.cell.group.code}/{row.cell.domain.code}" if row.cell else "",
             polish(row.kind.name) if row.kind else "bez tytułu",
             "tak" if row.is_ex_aequo else "nie", polish(row.special_name),
             polish(row.justification), row.votes_for, row.votes_against,
             row.abstained, hour(row.decided_at))
            for row in awards.order_by("pk")
        ],
    )  # fmt: skip
    releases = Release.objects.filter(edition=edition).select_related("set_by")
    package.bag.table(
        "wyniki/ogloszenia.csv",
        ("etap", "ogloszono", "ustalono", "ustalil"),
        [
            (row.stage, hour(row.released_at), hour(row.set_at), name_of(row.set_by))
            for row in releases.order_by("released_at", "pk")
        ],
    )
    diplomas = Diploma.objects.filter(award__edition=edition)
    package.bag.table(
        "wyniki/dyplomy.csv",
        ("numer", "dla", "kod", "wydano", "uniewazniono", "powod", "plik"),
        [
            (row.number, row.recipient_name, row.code, hour(row.issued_at),
             hour(row.revoked_at), row.revoked_reason,
             package.keep(f"wyniki/dyplomy/{row.pk}", row.file))
            for row in diplomas.select_related("file").order_by("pk")
        ],
    )  # fmt: skip
    feedback = Feedback.objects.filter(entry__edition=edition).select_related("entry")
    package.bag.lines(
        "wyniki/informacje-zwrotne.json",
        (
            {
                "entry": row.entry.number,
                "state": row.state,
                "points": row.points,
                "summary": row.summary,
                "percentile": row.percentile,
                "sent_at": hour(row.sent_at),
            }
            for row in feedback.order_by("pk").iterator()
        ),
    )
