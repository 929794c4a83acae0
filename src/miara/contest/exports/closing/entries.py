"""Applications in the package: what was received, signed, checked and supplemented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from miara.contest.domain.closing.layout import ENTRIES, VERSIONS, folder_of_entry
from miara.contest.exports.application import receipt, version_pdf
from miara.contest.exports.closing.rows import Package, hour, name_of, polish
from miara.contest.models import (
    Appeal,
    Entry,
    EntrySignature,
    EntryVersion,
    FormalCheck,
    PaperCopy,
    SupplementCall,
)
from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.questionnaires.public import SheetFile

__all__ = ["write_entries"]

#: Applications read at once.
CHUNK = 25
_ENTRY = ("numer", "uid", "stan", "powod", "kanal", "jednostka", "jednostka_uid",
          "podmiot", "zwiazek", "grupa", "grupa_proponowana", "powod_zmiany_grupy",
          "dziedzina", "tytul", "zlozono", "partnerzy")  # fmt: skip
_VERSION = ("numer", "wersja", "rodzaj", "wplynelo", "zlozyl", "sha256", "plik",
            "poswiadczenie", "wniosek_pdf", "dane_usunieto")  # fmt: skip
_SIGNATURE = ("numer", "czyj", "jednostka", "imie_i_nazwisko", "stanowisko", "zastepca",
              "sposob", "sha256_tresci", "dodano", "wycofano", "plik",
              "plik_podpisu", "upowaznienie", "sprawdzenia")  # fmt: skip
_ATTACHED = ("numer", "pole", "pozycja", "rodzaj", "opis", "sha256", "adres", "plik")
_CHECK = ("numer", "wersja", "rozpoczeto", "sprawdzal", "decyzja", "uzasadnienie",
          "rozstrzygnieto", "potwierdzono", "potwierdzil", "pozycje")  # fmt: skip
_SUPPLEMENT = ("numer", "czego_brakuje", "pola", "wezwano", "termin", "odpowiedz",
               "odpowiedziano", "wersja")  # fmt: skip
_APPEAL = ("numer", "tresc", "zlozono", "uwzgledniono", "odpowiedz", "rozstrzygnieto")
_PAPER = ("numer", "stempel", "wplyw", "zgodny", "skrot_z_wydruku", "numer_pisma",
          "uwagi", "zarejestrowal", "skan")  # fmt: skip


def write_entries(package: Package) -> None:
    """Every application that got a number, file by file, and the tables about them."""
    found = Entry.objects.filter(edition=package.edition).exclude(number="")
    package.progress.stage("Wnioski", found.count())
    package.learn_units(set(found.values_list("unit_uid", flat=True)))
    tables: dict[str, list[tuple[object, ...]]] = {}
    for entry in _whole(found).iterator(chunk_size=CHUNK):
        for name, rows in _one(package, entry).items():
            tables.setdefault(name, []).extend(rows)
        package.progress.advance()
    for name, columns in _TABLES.items():
        package.bag.table(name, columns, tables.get(name, []))


_TABLES = {
    ENTRIES: _ENTRY,
    VERSIONS: _VERSION,
    "wnioski/zalaczniki.csv": _ATTACHED,
    "wnioski/podpisy.csv": _SIGNATURE,
    "wnioski/kontrola-formalna.csv": _CHECK,
    "wnioski/uzupelnienia.csv": _SUPPLEMENT,
    "wnioski/odwolania.csv": _APPEAL,
    "wnioski/oryginaly-papierowe.csv": _PAPER,
}


def _whole(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """Applications with everything that hangs on them, few queries a chunk."""
    return (
        found.select_related(
            "domain",
            "group",
            "proposed_group",
            "union",
            "edition__contest__owner",
            "sheet__version__form",
        )
        .prefetch_related(
            "partners",
            Prefetch(
                "versions",
                EntryVersion.objects.select_related("receipt", "pdf", "submitted_by"),
            ),
            Prefetch(
                "signatures",
                EntrySignature.objects.select_related(
                    "file", "detached", "authorisation"
                ),
            ),
            Prefetch(
                "checks",
                FormalCheck.objects.select_related(
                    "version", "started_by", "confirmed_by"
                ),
            ),
            Prefetch("supplements", SupplementCall.objects.select_related("version")),
            Prefetch("appeals", Appeal.objects.order_by("pk")),
            Prefetch(
                "paper_copies",
                PaperCopy.objects.select_related("scan", "registered_by"),
            ),
        )
        .order_by("number", "pk")
    )


def _one(package: Package, entry: Entry) -> dict[str, list[tuple[object, ...]]]:
    folder, number = folder_of_entry(entry.number), entry.number
    versions = sorted(entry.versions.all(), key=lambda row: row.position)
    return {
        ENTRIES: [_entry_row(package, entry)],
        VERSIONS: [_version(package, folder, number, row) for row in versions],
        "wnioski/zalaczniki.csv": _attachments(package, folder, entry, versions),
        "wnioski/podpisy.csv": [
            _signature(package, folder, number, row)
            for row in sorted(entry.signatures.all(), key=lambda row: row.pk)
        ],
        "wnioski/kontrola-formalna.csv": [
            (number, row.version.position, hour(row.started_at),
             name_of(row.started_by), row.verdict, row.reasons, hour(row.decided_at),
             hour(row.confirmed_at), name_of(row.confirmed_by),
             json.dumps(row.items, ensure_ascii=False, sort_keys=True))
            for row in sorted(entry.checks.all(), key=lambda row: row.pk)
        ],
        "wnioski/uzupelnienia.csv": [
            (number, row.items, " ".join(row.fields), hour(row.asked_at),
             hour(row.due_at), row.answer, hour(row.answered_at),
             row.version.position if row.version else "")
            for row in sorted(entry.supplements.all(), key=lambda row: row.pk)
        ],
        "wnioski/odwolania.csv": [
            (number, row.text, hour(row.filed_at), _yes(row.is_upheld), row.answer,
             hour(row.decided_at))
            for row in entry.appeals.all()
        ],
        "wnioski/oryginaly-papierowe.csv": [
            (number, row.posted_on, row.received_on, _yes(row.matches),
             row.printed_sha256, row.letter_number, row.note,
             name_of(row.registered_by),
             package.keep(f"{folder}/papier/{row.pk}", row.scan))
            for row in sorted(entry.paper_copies.all(), key=lambda row: row.pk)
        ],
    }  # fmt: skip


def _entry_row(package: Package, entry: Entry) -> tuple[object, ...]:
    partners = sorted(entry.partners.all(), key=lambda row: (row.position, row.pk))
    package.learn_units({row.unit_uid for row in partners})
    told = [
        f"{row.name or package.unit(row.unit_uid)} ({row.role})" for row in partners
    ]
    return (
        entry.number,
        entry.uid,
        entry.state,
        entry.state_reason,
        entry.channel,
        package.unit(entry.unit_uid),
        entry.unit_uid,
        entry.entrant_name,
        str(entry.union or ""),
        entry.group.code if entry.group else "",
        entry.proposed_group.code if entry.proposed_group else "",
        entry.group_reason,
        polish(entry.domain.name) if entry.domain else "",
        entry.title,
        hour(entry.submitted_at),
        "; ".join(told),
    )


def _version(
    package: Package, folder: str, number: str, row: EntryVersion
) -> tuple[object, ...]:
    place = f"{folder}/wersja-{row.position}"
    _make_papers(package, place, row)
    package.bag.add(f"{place}/tresc.json", row.snapshot)
    return (
        number,
        row.position,
        row.reason,
        hour(row.received_at),
        name_of(row.submitted_by),
        row.sha256,
        f"{place}/tresc.json",
        package.keep(f"{place}/poswiadczenie", row.receipt),
        package.keep(f"{place}/wniosek", row.pdf),
        hour(row.erased_at),
    )


def _make_papers(package: Package, place: str, row: EntryVersion) -> None:
    """Papers are made when first asked for; the archive asks for all of them."""
    for kept, name, make in (
        (row.receipt, "poswiadczenie", receipt),
        (row.pdf, "wniosek", version_pdf),
    ):
        if kept is not None or row.erased_at is not None:
            continue
        try:
            make(row, now=package.now)
        except MiaraError as error:
            package.missing.append((f"{place}/{name}.pdf", error.for_people()))


def _attachments(
    package: Package, folder: str, entry: Entry, versions: list[EntryVersion]
) -> list[tuple[object, ...]]:
    """Files of all versions, each content once, found by digest."""
    sealed = [row for version in versions for row in _sealed_files(version)]
    digests = {row["sha256"] for row in sealed if row.get("sha256")}
    kept = {
        row.file.sha256: row.file
        for row in SheetFile.objects.filter(
            sheet_id=entry.sheet_id, file__isnull=False
        ).select_related("file")
        if row.file is not None
    }
    lost = digests - kept.keys()
    for file in documents.StoredFile.objects.living().filter(sha256__in=lost):
        kept.setdefault(file.sha256, file)
    paths = {
        sha: package.keep(f"{folder}/zalaczniki/{sha[:12]}", kept[sha])
        for sha in sorted(digests & kept.keys())
    }
    package.missing += [
        (f"{folder}/zalaczniki/{sha[:12]}", "treść usunięto")
        for sha in sorted(digests - kept.keys())
    ]
    rows = {
        (row["field"], row["position"], row["sha256"], row.get("url", "")): row
        for row in sealed
    }
    return [
        (entry.number, row["field"], row["position"], row["kind"],
         row.get("alternative_text", ""), row["sha256"], row.get("url", ""),
         paths.get(row["sha256"], ""))
        for _key, row in sorted(rows.items())
    ]  # fmt: skip


def _sealed_files(version: EntryVersion) -> Iterator[dict[str, Any]]:
    yield from json.loads(version.snapshot)["application"]["files"]


def _signature(
    package: Package, folder: str, number: str, row: EntrySignature
) -> tuple[object, ...]:
    place = f"{folder}/podpisy/{row.pk}"
    report = ""
    if row.file is not None:
        checks = documents.checks_of(row.file)
        if checks:
            report = f"{place}-sprawdzenie.json"
            package.bag.data(report, [_check(check) for check in checks])
    return (
        number,
        row.signatory,
        package.unit(row.unit_uid),
        row.full_name,
        row.office,
        _yes(row.is_deputy),
        row.method,
        row.sha256,
        hour(row.added_at),
        hour(row.removed_at),
        package.keep(f"{place}-podpisany", row.file),
        package.keep(f"{place}-podpis", row.detached),
        package.keep(f"{place}-upowaznienie", row.authorisation),
        report,
    )


def _check(check: documents.SignatureCheck) -> dict[str, Any]:
    """A check of a signature with its report and the officer's override."""
    return {
        "position": check.position,
        "format": check.format,
        "kind": check.kind,
        "found_verdict": check.found_verdict,
        "verdict": check.verdict,
        "signer": check.signer_name,
        "certificate": check.certificate_name,
        "issuer": check.issuer,
        "claimed_at": hour(check.claimed_at),
        "stamped_at": hour(check.stamped_at),
        "covers_all": check.covers_all,
        "reasons": check.reasons,
        "trust_list": str(check.trust_list or ""),
        "checked_at": hour(check.checked_at),
        "overridden_at": hour(check.overridden_at),
        "override_reason": check.override_reason,
        "report": check.report,
    }


def _yes(value: bool | None) -> str:
    return "" if value is None else "tak" if value else "nie"
