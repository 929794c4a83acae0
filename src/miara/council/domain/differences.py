"""What a table would change in the register: rows added, changed, left as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from miara.council.domain.table import CellFault, Fault, Given

__all__ = ["Change", "Plan", "Stored", "plan_of"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A resolution as it is on the register; values as `Given` has them."""

    pk: int
    number: str
    adopted_on: date
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A resolution that the table says something else about; only what differs."""

    pk: int
    line: int
    number: str
    adopted_on: date
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a table would do.

    ``digest`` stands for what it adds and changes: an equal one does the same.
    """

    added: tuple[Given, ...]
    changed: tuple[Change, ...]
    same: int
    faults: tuple[CellFault, ...]
    digest: str

    @property
    def is_idle(self) -> bool:
        """Whether it would change nothing."""
        return not self.added and not self.changed


def plan_of(
    rows: Iterable[Given],
    stored: Mapping[tuple[str, date], Stored],
    faults: Iterable[CellFault] = (),
) -> Plan:
    """Compare a table with the register.

    Parameters
    ----------
    rows
        Rows of the table, each resolution once.
    stored
        The register by number and day.
    faults
        What was wrong with cells; a new resolution without a title is added to them.
    """
    found = list(faults)
    flawed = {(fault.line, fault.column) for fault in found}
    added: list[Given] = []
    changed: list[Change] = []
    same = 0
    for row in rows:
        old = stored.get(row.key)
        if old is None:
            added.append(row)
            if not row.values.get("title") and (row.line, "title") not in flawed:
                found.append(CellFault(row.line, "title", Fault.NO_TITLE))
            continue
        after = {k: v for k, v in row.values.items() if old.values.get(k) != v}
        if not after:
            same += 1
            continue
        before = {key: old.values.get(key) for key in after}
        changed.append(Change(old.pk, row.line, *row.key, before, after))
    found.sort(key=lambda fault: fault.line)
    return Plan(
        tuple(added), tuple(changed), same, tuple(found), _digest(added, changed)
    )


def _digest(added: Iterable[Given], changed: Iterable[Change]) -> str:
    told = {
        "added": [[row.number, row.adopted_on, dict(row.values)] for row in added],
        "changed": [
            [change.pk, dict(change.before), dict(change.after)] for change in changed
        ],
    }
    text = json.dumps(told, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
