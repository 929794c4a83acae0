"""The classification a unit uses: what is built in, and what it loaded itself."""

from __future__ import annotations

from functools import cache

from miara.budget.domain.base_codes import BASE
from miara.budget.domain.dictionary import Code, CodeKind, Dictionary
from miara.budget.models import ClassificationCode

__all__ = ["dictionary_of", "has_own_dictionary", "names_of_divisions"]


def dictionary_of(unit_uid: str) -> Dictionary:
    """Codes of a unit. Divisions are built in; other lists are those it loaded."""
    rows = ClassificationCode.objects.filter(unit_uid=unit_uid)
    own = [
        Code(
            CodeKind(row.kind),
            row.code,
            row.name,
            row.since,
            row.until,
            row.act,
            tuple(row.successors),
        )
        for row in rows.order_by("pk")
    ]
    known = {(code.kind, code.code) for code in own}
    return Dictionary([*own, *(c for c in BASE if (c.kind, c.code) not in known)])


def has_own_dictionary(unit_uid: str) -> dict[str, int]:
    """Number of loaded codes by list."""
    found: dict[str, int] = {}
    rows = ClassificationCode.objects.filter(unit_uid=unit_uid)
    for kind in rows.values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


@cache
def names_of_divisions() -> dict[str, str]:
    """Polish names of divisions by code."""
    return {code.code: code.name for code in BASE}
