"""What a list of heads of units would change in the directory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from miara.organisations.domain.directory_table import BrokenRow, Entry, Fault
from miara.organisations.domain.heads import Office
from miara.organisations.models import UnitHead
from miara.units import public as units

__all__ = ["FACTS", "Change", "DirectoryReport", "Origin", "Plan", "new_head", "plan"]

#: What makes an entry; a difference in any of them is a change.
FACTS = (
    "office",
    "standing",
    "full_name",
    "form",
    "email",
    "edelivery_address",
    "postal_address",
    "phone",
    "term_since",
)
#: What belongs to the person, not to the office: never taken over from a predecessor.
_OF_PERSON = ("form", "standing", "term_since")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of one unit: what it was and what it becomes."""

    unit_uid: str
    field: str
    old: str
    new: str


@dataclass(slots=True)
class DirectoryReport:
    """What an import did, or would do.

    ``new`` and ``changed_units`` hold uids; ``older`` counts entries of the directory
    that are newer than the file and stay; ``guessed`` names whose form was guessed
    from the first name.
    """

    new: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    older: int = 0
    broken: list[BrokenRow] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)

    @property
    def changed_units(self) -> list[str]:
        """Uids of units with a change, in the order of the file."""
        return list(dict.fromkeys(each.unit_uid for each in self.changes))

    @property
    def counts(self) -> dict[str, int]:
        """Numbers for the record of the import."""
        return {
            "new": len(self.new),
            "changed": len(self.changed_units),
            "unchanged": self.unchanged,
            "older": self.older,
            "broken": len(self.broken),
            **{
                f"fault_{fault.value}": number
                for fault, number in Counter(b.fault for b in self.broken).items()
            },
        }


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts come from: source, its day, who entered them and when."""

    source: str
    as_of: date
    by: str
    now: datetime


@dataclass(slots=True)
class Plan:
    """Rows to write: new states, keys of those they replace, refreshed ones."""

    report: DirectoryReport
    fresh: list[UnitHead] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    refreshed: list[UnitHead] = field(default_factory=list)


def plan(
    entries: Iterable[Entry],
    broken: list[BrokenRow],
    current: dict[str, UnitHead],
    origin: Origin,
) -> Plan:
    """Compare a list with the entries in force, by uid; nothing is written."""
    made = Plan(DirectoryReport(broken=broken))
    places = _units_by_code()
    seen: set[str] = set()
    for entry in entries:
        unit = _place(entry, places, made.report)
        if unit is None:
            continue
        if unit.uid in seen:
            broken.append(BrokenRow(entry.line, Fault.TWICE, unit.code))
            continue
        seen.add(unit.uid)
        row = current.get(unit.uid)
        facts = _merged(entry, unit, row)
        if facts is None:
            broken.append(BrokenRow(entry.line, Fault.NO_OFFICE, unit.code))
        else:
            _decide(made, entry, unit.uid, facts, row=row, origin=origin)
    broken.sort(key=lambda each: each.line)
    return made


def _decide(
    made: Plan,
    entry: Entry,
    uid: str,
    facts: dict[str, Any],
    *,
    row: UnitHead | None,
    origin: Origin,
) -> None:
    report = made.report
    if row is not None:
        changes = _changes(row, facts)
        if not changes:
            report.unchanged += 1
            if row.as_of <= origin.as_of:
                row.source, row.as_of = origin.source, origin.as_of
                made.refreshed.append(row)
            return
        if row.as_of > origin.as_of:
            report.older += 1
            return
        report.changes += changes
        made.replaced.append(row.pk)
    else:
        report.new.append(uid)
    if entry.is_form_guessed and (row is None or row.full_name != entry.full_name):
        report.guessed.append(uid)
    made.fresh.append(new_head(uid, facts, row, origin))


def _units_by_code() -> dict[str, units.UnitFacts]:
    found: dict[str, units.UnitFacts] = {}
    for level in (
        units.Level.VOIVODESHIP,
        units.Level.COUNTY,
        units.Level.MUNICIPALITY,
    ):
        for unit in units.units_at(level):
            found[unit.code] = unit
            if unit.county_code:
                found[unit.county_code] = unit
    return found


def _place(
    entry: Entry, places: dict[str, units.UnitFacts], report: DirectoryReport
) -> units.UnitFacts | None:
    for code in entry.codes:
        if code in places:
            return places[code]
    past = units.unit_by_code(entry.codes[0])
    fault = Fault.UNKNOWN_CODE if past is None else Fault.ABOLISHED
    report.broken.append(BrokenRow(entry.line, fault, entry.codes[0]))
    return None


_USUAL = {
    units.Kind.RURAL: Office.WOJT,
    units.Kind.URBAN_RURAL: Office.BURMISTRZ,
    units.Kind.CITY: Office.PREZYDENT,
    units.Kind.COUNTY: Office.STAROSTA,
    units.Kind.VOIVODESHIP: Office.MARSZALEK,
}


def _merged(
    entry: Entry, unit: units.UnitFacts, row: UnitHead | None
) -> dict[str, Any] | None:
    """Facts of the entry that results; None when the office cannot be told."""
    same_person = row is not None and row.full_name == entry.full_name
    old = {} if row is None else {key: getattr(row, key) for key in FACTS}
    office = entry.office or old.get("office") or _USUAL.get(unit.kind)
    if office is None:
        return None
    facts: dict[str, Any] = {
        "office": str(office),
        "standing": str(entry.standing),
        "full_name": entry.full_name,
        "form": str(entry.form),
        "email": "",
        "edelivery_address": "",
        "postal_address": "",
        "phone": "",
        "term_since": None,
    }
    for key, value in old.items():
        if key in facts and not facts[key] and (same_person or key not in _OF_PERSON):
            facts[key] = value
    if same_person and entry.is_form_guessed and old.get("form"):
        facts["form"] = old["form"]
    if same_person and entry.office is None:
        facts["standing"] = old["standing"]
    return facts | dict(entry.facts)


def _changes(row: UnitHead, facts: dict[str, Any]) -> list[Change]:
    return [
        Change(
            row.unit_uid,
            key,
            "" if getattr(row, key) is None else str(getattr(row, key)),
            "" if facts[key] is None else str(facts[key]),
        )
        for key in FACTS
        if getattr(row, key) != facts[key]
    ]


def new_head(
    unit_uid: str, facts: dict[str, Any], old: UnitHead | None, origin: Origin
) -> UnitHead:
    """A new state of an entry, not saved; a dead address stays dead."""
    new = UnitHead(
        unit_uid=unit_uid,
        source=origin.source,
        as_of=origin.as_of,
        created_at=origin.now,
        created_by=origin.by,
        **{key: facts[key] for key in FACTS},
    )
    if old is not None and old.email and old.email == new.email:
        new.bounced_at, new.bounce_reason = old.bounced_at, old.bounce_reason
    return new
