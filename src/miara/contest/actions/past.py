"""Loading the archive of past editions: real results, never beside fictional ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.past_editions import (
    ArchiveSources,
    PastEditionFile,
    ResultRecord,
    digest_of,
)
from miara.contest.domain.past_units import NamedUnit, by_name, fitting, meant
from miara.contest.errors.past import FictionalHomeError
from miara.contest.models import Edition, PastEdition, PastResult
from miara.core.localized import Localized
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ArchiveReport", "EditionLine", "OpenName", "load_past_editions"]

_Names = Mapping[str, tuple[NamedUnit, ...]]


@dataclass(frozen=True, slots=True)
class EditionLine:
    """What became of one edition; ``tied`` counts results tied to a unit."""

    code: str
    state: str  # "new", "changed" or "same"
    results: int
    tied: int


@dataclass(frozen=True, slots=True)
class OpenName:
    """An entrant that stays without a unit; ``candidates`` are uids that fit."""

    code: str
    entrant: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What a load did; ``bodies`` counts entrants that are no units by nature."""

    editions: tuple[EditionLine, ...]
    removed: tuple[str, ...]
    open_names: tuple[OpenName, ...]
    bodies: int

    @property
    def has_changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.removed) or any(e.state != "same" for e in self.editions)


@transaction.atomic
def load_past_editions(
    *,
    editions: Sequence[PastEditionFile],
    sources: ArchiveSources,
    by: User | None,
    now: datetime,
) -> ArchiveReport:
    """Bring the archive up to the files; a second time nothing changes.

    An entrant is tied to a unit only when one unit of the register of that year fits
    its name and kind. After an import of the register, load again: what became
    certain is tied then.

    Raises
    ------
    FictionalHomeError
        In a home with a fictional register or contest; nothing is written.
    """
    if units.is_fictional() or Edition.objects.filter(is_fictional=True).exists():
        raise FictionalHomeError
    known = dict(PastEdition.objects.values_list("code", "digest"))
    lines, open_names = [], []
    for edition in editions:
        names = _names_on(date(edition.year, 7, 1))
        content, left = _content(edition, sources, names)
        digest = digest_of(content)
        if known.get(edition.code) != digest:
            _write(edition, content, digest, now)
        state = "new" if edition.code not in known else "changed"
        lines.append(
            EditionLine(
                edition.code,
                "same" if known.get(edition.code) == digest else state,
                len(edition.results),
                sum(bool(row["unit_uids"]) for row in content["results"]),
            )
        )
        open_names += left
    removed = sorted(set(known) - {edition.code for edition in editions})
    PastEdition.objects.filter(code__in=removed).delete()
    bodies = sum(r.no_unit is not None for e in editions for r in e.results)
    report = ArchiveReport(tuple(lines), tuple(removed), tuple(open_names), bodies)
    if report.has_changed:
        audit.record(
            "contest.archive_loaded",
            by=by,
            at=now,
            after={
                "editions": len(lines),
                "results": sum(line.results for line in lines),
                "tied": sum(line.tied for line in lines),
                "removed": removed,
            },
        )
    return report


def _names_on(day: date) -> _Names:
    """Municipalities and counties of a day by name."""
    levels = (units.Level.MUNICIPALITY, units.Level.COUNTY)
    return by_name(
        NamedUnit(
            unit.uid,
            unit.name,
            EntrantKind[unit.kind.name],
            unit.county.name if unit.county else "",
            unit.voivodeship.name if unit.voivodeship else "",
        )
        for level in levels
        for unit in units.units_at(level, day)
    )


def _content(
    edition: PastEditionFile, sources: ArchiveSources, names: _Names
) -> tuple[dict[str, Any], list[OpenName]]:
    """Plain data of an edition as stored, and names that stay open."""
    rows, left = [], []
    for position, record in enumerate(edition.results, start=1):
        uids: list[str] = []
        for mention in record.units:
            fit = fitting(mention, names)
            uid = meant(fit)
            if uid is None:
                candidates = tuple(unit.uid for unit in fit)
                left.append(OpenName(edition.code, record.entrant, candidates))
            else:
                uids.append(uid)
        rows.append({"position": position, "unit_uids": uids, **_row(record)})
    plain = edition.model_dump(mode="json")
    return {
        "year": edition.year,
        "name": plain["name"],
        "theme": plain["theme"],
        "facts": {
            fact["code"]: {key: fact[key] for key in ("statements", "contradiction")}
            for fact in plain["facts"]
        },
        "words": {kind: plain[kind] for kind in ("groups", "domains")},
        "sources": {
            number: sources.sources[number].model_dump(mode="json")
            for number in sorted(edition.sources())
        },
        "gaps": {
            language: "\n".join(gap[language] for gap in plain["gaps"])
            for language in ("pl", "en")
        },
        "results": rows,
    }, left


def _row(record: ResultRecord) -> dict[str, Any]:
    details = record.model_dump(
        mode="json",
        include={
            "title_is",
            "description",
            "place",
            "ex_aequo",
            "level",
            "inferred",
            "note",
            "no_unit",
        },
        exclude_defaults=True,
    )
    return {
        "entrant": record.entrant,
        "group": record.group or "",
        "domain": record.domain or "",
        "title": record.title,
        "award": record.award.value,
        "sources": list(record.sources),
        "details": details,
    }


def _write(
    edition: PastEditionFile, content: dict[str, Any], digest: str, now: datetime
) -> None:
    values = {key: value for key, value in content.items() if key != "results"}
    texts = {key: Localized.of(values[key]) for key in ("name", "theme", "gaps")}
    row, _is_new = PastEdition.objects.update_or_create(
        code=edition.code,
        defaults={**values, **texts, "digest": digest, "loaded_at": now},
    )
    row.results.all().delete()
    PastResult.objects.bulk_create(
        PastResult(edition=row, **result) for result in content["results"]
    )
