"""Reads of the directory of heads of units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from miara.language import fold, sort_key
from miara.organisations.models import DirectoryImport, UnitHead
from miara.units import public as units

__all__ = [
    "DirectoryLine",
    "HeadFacts",
    "directory_lines",
    "head_history",
    "head_of",
    "heads_of",
    "waiting_import",
]


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """Who heads a unit, as other contexts see it; empty texts are not known.

    ``salutation`` and ``office_title`` are Polish, ready for a letter.
    """

    pk: int
    unit_uid: str
    office: str
    office_title: str
    salutation: str
    full_name: str
    form: str
    email: str
    edelivery_address: str
    postal_address: str
    phone: str
    source: str
    as_of: date
    bounced_at: datetime | None
    bounce_reason: str


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """A unit of the register and its head, if the directory knows one."""

    unit: units.UnitFacts
    head: HeadFacts | None


def heads_of(unit_uids: Iterable[str]) -> dict[str, HeadFacts]:
    """Heads in force of many units; units without an entry are left out. One query."""
    wanted = set(unit_uids)
    return {
        row.unit_uid: _facts(row)
        for row in UnitHead.objects.current()
        if row.unit_uid in wanted
    }


def head_of(unit_uid: str) -> HeadFacts | None:
    """The head in force of one unit, None when the directory has none."""
    row = UnitHead.objects.current().filter(unit_uid=unit_uid).first()
    return None if row is None else _facts(row)


def head_history(unit_uid: str) -> list[UnitHead]:
    """Every state of the entry of a unit, the newest first."""
    rows = UnitHead.objects.filter(unit_uid=unit_uid)
    return list(rows.order_by("-created_at", "-pk"))


def directory_lines(
    *,
    text: str = "",
    kinds: Iterable[str] = (),
    voivodeship: str = "",
    lack: str = "",
    unit_uids: Iterable[str] | None = None,
) -> list[DirectoryLine]:
    """Units that exist, in Polish order, with their heads.

    Parameters
    ----------
    text
        Part of the name of the unit or of the person, or a code; letters without
        their marks count as the same.
    kinds
        Types of units (`units.Kind`); all when empty.
    voivodeship
        Code of a voivodeship.
    lack
        ``head``, ``email``, ``edelivery`` or ``bounced``: only units in want of it.
    unit_uids
        Only these units.
    """
    wanted = set(kinds)
    among = None if unit_uids is None else set(unit_uids)
    heads = {row.unit_uid: _facts(row) for row in UnitHead.objects.current()}
    found: dict[str, DirectoryLine] = {}
    for level in (
        units.Level.MUNICIPALITY,
        units.Level.COUNTY,
        units.Level.VOIVODESHIP,
    ):
        for unit in units.units_at(level):
            if wanted and unit.kind.value not in wanted:
                continue
            if voivodeship and unit.code[:2] != voivodeship:
                continue
            if among is not None and unit.uid not in among:
                continue
            line = DirectoryLine(unit, heads.get(unit.uid))
            if _matches(line, fold(text)) and _lacks(line, lack):
                found[unit.uid] = line
    return sorted(found.values(), key=lambda e: (sort_key(e.unit.name), e.unit.code))


def waiting_import(pk: int) -> DirectoryImport | None:
    """A file that was handed in and not taken over yet."""
    return DirectoryImport.objects.filter(pk=pk, applied_at__isnull=True).first()


def _matches(line: DirectoryLine, text: str) -> bool:
    if not text:
        return True
    name = "" if line.head is None else line.head.full_name
    return text in fold(f"{line.unit.name} {line.unit.code} {name}")


def _lacks(line: DirectoryLine, lack: str) -> bool:
    head = line.head
    match lack:
        case "head":
            return head is None
        case "email":
            return head is None or not head.email
        case "edelivery":
            return head is None or not head.edelivery_address
        case "bounced":
            return head is not None and head.bounced_at is not None
        case _:
            return True


def _facts(row: UnitHead) -> HeadFacts:
    return HeadFacts(
        pk=row.pk,
        unit_uid=row.unit_uid,
        office=row.office,
        office_title=row.office_title,
        salutation=row.salutation,
        full_name=row.full_name,
        form=row.form,
        email=row.email,
        edelivery_address=row.edelivery_address,
        postal_address=row.postal_address,
        phone=row.phone,
        source=row.source,
        as_of=row.as_of,
        bounced_at=row.bounced_at,
        bounce_reason=row.bounce_reason,
    )
