"""Values that are resolved, never typed: units of the register, official numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from miara.questionnaires.domain.definition import Field, FormDefinition
from miara.questionnaires.domain.kinds import Kind, PartnerKind
from miara.questionnaires.lookups import Found, OfficialValue, lookup
from miara.units import public as units

__all__ = ["INDICATOR", "find_unit", "offered", "resolve", "unit_of"]

#: Name under which indicators are offered.
INDICATOR = "indicator"


def find_unit(text: str) -> dict[str, str]:
    """A unit by what was typed: a code, a name that only one has, "Name (code)".

    Returns
    -------
    dict
        ``code``, ``name``, ``uid``; the text as ``name`` when no single unit fits.
    """
    typed = text.strip()
    code = typed.rpartition("(")[2].rstrip(")").strip()
    unit = units.unit_by_code(code) if code.isdigit() else None
    if unit is None and typed:
        matches = units.search(typed)
        best = matches[0] if matches else None
        if best is not None and not best.is_ambiguous:
            same = best.unit.name.casefold() == typed.casefold()
            unit = best.unit if same or len(matches) == 1 else None
    if unit is None:
        return {"code": "", "name": typed, "uid": ""}
    return {"code": unit.code, "name": unit.name, "uid": unit.uid}


def unit_of(definition: FormDefinition, values: Mapping[str, Any]) -> str:
    """Uid of the unit that the sheet is about: the first field of a unit."""
    for field in definition.all_fields():
        if field.kind == Kind.UNIT:
            return str((values.get(field.code) or {}).get("uid", ""))
    return ""


def offered(unit_uid: str, language: str, text: str = "") -> list[Found]:
    """Indicators that a row of results may point at; none where nobody offers any."""
    source = lookup(INDICATOR)
    return [] if source is None else list(source.search(text, unit_uid, language))


def resolve(field: Field, value: Any, *, unit_uid: str, language: str) -> Any:
    """What people typed, with units and official numbers put in.

    A row of results that names an indicator gets its name, unit of measure and values
    from the official numbers, whatever was typed over them.
    """
    if field.kind == Kind.UNIT and isinstance(value, Mapping):
        return find_unit(str(value.get("code") or value.get("name") or ""))
    if field.kind == Kind.PARTNERS and isinstance(value, list):
        return [_partner(row) for row in value]
    if field.kind == Kind.RESULTS and isinstance(value, list):
        return [_result(row, unit_uid, language) for row in value]
    return value


def _partner(row: Mapping[str, str]) -> dict[str, str]:
    found = {**row, "uid": "", "code": ""}
    if row.get("kind") == PartnerKind.UNIT:
        found |= find_unit(row.get("code") or row.get("name") or "")
    return found


def _result(row: Mapping[str, Any], unit_uid: str, language: str) -> dict[str, Any]:
    plain = {key: value for key, value in row.items() if key != "official"}
    code = str(row.get("indicator") or "")
    source = lookup(INDICATOR)
    found = source.describe(code, language) if source and code else None
    if found is None or source is None:
        return {**plain, "indicator": ""}
    years = [str(row.get("baseline_year") or ""), str(row.get("achieved_year") or "")]
    baseline, achieved = source.values(code, unit_uid, years, language)
    asked = bool(years[0])
    return {
        **plain,
        "indicator": found.code,
        "name": found.name,
        "unit": found.unit_of_measure,
        "baseline": baseline.value if asked else "",
        "baseline_year": years[0],
        "achieved": achieved.value,
        "achieved_year": achieved.year,
        "source": achieved.source,
        "official": _origin(achieved, baseline if asked else None),
    }


def _origin(achieved: OfficialValue, baseline: OfficialValue | None) -> dict[str, str]:
    """Where the numbers come from, kept with them."""
    reasons = [achieved.reason, baseline.reason if baseline else ""]
    return {
        "source": achieved.source,
        "vintage": achieved.vintage,
        "as_of": "" if achieved.as_of is None else achieved.as_of.isoformat(),
        "reason": " ".join(reason for reason in reasons if reason),
    }
