"""Known errors in published data: reviewed entries, never conditions in code."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from miara.cube.assemble.findings import Ledger
from miara.cube.assemble.territory import Territory, last_day
from miara.cube.assemble.types import Plane
from miara.cube.flags import (
    MARK_NAMES,
    MEASURED,
    MISSING,
    STATE_MASK,
    from_names,
    has_number,
)
from miara.cube.periods import Period


class CorrectionsError(Exception):
    """A file of corrections does not follow the schema."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class CorrectionAction(StrEnum):
    """What a correction does to each of its cells."""

    SET_MISSING = "set_missing"
    SET_VALUE = "set_value"
    SET_FLAG = "set_flag"


class CorrectionStatus(StrEnum):
    """What the provider of the data knows and says about the error."""

    FOUND = "found"  # not yet told
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"  # the provider stands by the number, we do not
    FIXED = "fixed"  # the next file should make the entry stale


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reason(_Strict):
    """Why, for readers of the public log."""

    pl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Correction(_Strict):
    """One known error: which cells, what the file says, what is done, and why."""

    code: str = Field(pattern=r"^[a-z0-9-]+$", description="Name of the entry.")
    variable: str
    unit: str = Field(pattern=r"^(PL|\d{2}|\d{4}|\d{6})$", description="Public code.")
    periods: tuple[str, ...] = Field(min_length=1)
    action: CorrectionAction
    value: float | None = Field(default=None, description="For set_value.")
    flag: tuple[str, ...] = Field(default=(), description="Marks, for set_flag.")
    expected: Mapping[str, float | None] = Field(
        description="The published number of each period, null = none. When the"
        " data say otherwise, the entry is stale and is not applied."
    )
    reason: Reason
    provider: str = Field(min_length=1, description="Who publishes the number.")
    status: CorrectionStatus
    reviewed_on: date

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        for label in self.periods:
            Period.parse(label)
        if set(self.expected) != set(self.periods):
            raise ValueError("expected must name exactly the periods")
        if (self.value is not None) != (self.action is CorrectionAction.SET_VALUE):
            raise ValueError("value belongs to set_value, and only there")
        if bool(self.flag) != (self.action is CorrectionAction.SET_FLAG):
            raise ValueError("flag belongs to set_flag, and only there")
        unknown = set(self.flag) - set(MARK_NAMES.values())
        if unknown:
            raise ValueError(f"unknown marks: {', '.join(sorted(unknown))}")
        return self


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """Read every ``*.yaml`` of a folder: each holds a list of corrections.

    Raises
    ------
    CorrectionsError
        Naming the file and what is wrong; also when a code stands twice.
    """
    found: dict[str, Correction] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
            corrections = [Correction.model_validate(entry) for entry in entries]
        except (yaml.YAMLError, ValidationError) as error:
            raise CorrectionsError(path, str(error)) from error
        for correction in corrections:
            if correction.code in found:
                raise CorrectionsError(path, f"{correction.code} stands twice")
            found[correction.code] = correction
    return tuple(found.values())


def correct(
    plane: Plane,
    corrections: Sequence[Correction],
    territory: Territory,
    ledger: Ledger,
) -> list[dict[str, Any]]:
    """Apply the corrections of one variable, in their order.

    Returns
    -------
    list of dict
        Plain JSON of each changed cell: ``correction``, ``uid``, ``period``,
        ``old``, ``new`` (null = no number), for the metadata of the variable.
    """
    done = []
    rows = {period.label: row for row, period in enumerate(plane.periods)}
    for correction in corrections:
        for label in correction.periods:
            uid = territory.register.uid_of(
                correction.unit, last_day(Period.parse(label))
            )
            if uid is None or label not in rows:
                _tell(ledger, "unplaced_correction", correction, label)
                continue
            cell = rows[label], territory.register.position(uid)
            old = _number(plane, cell)
            if old != correction.expected[label]:
                _tell(ledger, "stale_correction", correction, f"{label}: {old!r}")
                continue
            _apply(plane, cell, correction)
            _tell(ledger, "corrected_cell", correction, label)
            done.append(
                {
                    "correction": correction.code,
                    "uid": uid,
                    "period": label,
                    "old": old,
                    "new": _number(plane, cell),
                }
            )
    return done


def _apply(plane: Plane, cell: tuple[int, int], correction: Correction) -> None:
    marks = int(plane.flags[cell]) & ~STATE_MASK
    match correction.action:
        case CorrectionAction.SET_MISSING:
            plane.values[cell] = np.nan
            plane.flags[cell] = MISSING | marks
        case CorrectionAction.SET_VALUE:
            plane.values[cell] = correction.value
            plane.flags[cell] = MEASURED | marks
        case CorrectionAction.SET_FLAG:
            plane.flags[cell] |= np.uint8(from_names(list(correction.flag)))


def _number(plane: Plane, cell: tuple[int, int]) -> float | None:
    if not has_number(plane.flags[cell]):
        return None
    return float(plane.values[cell])


def _tell(ledger: Ledger, code: str, correction: Correction, what: str) -> None:
    ledger.add(code, correction.variable, 1, [f"{correction.code} {what}"])
