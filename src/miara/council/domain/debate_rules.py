"""Rules of the debate as data: supporting signatures and speakers by size of unit.

They are the file ``definitions/debate_rules.yaml``. What was not read in the act
carries ``verified: false``: it is offered to the office, which compares it with the
act before residents are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from miara import definitions

__all__ = ["LevelRules", "Rule", "rule_for", "rules"]

FILE: Final = Path(str(definitions.__path__[0])) / "debate_rules.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Strict):
    """How many signatures up to a number of inhabitants; the last step has no end."""

    residents_up_to: int | None = Field(None, ge=1)
    count: int | None = Field(None, ge=1)
    source: str = ""


class LevelRules(_Strict):
    """Rules of one level of local government."""

    level: str
    basis: str = Field(min_length=1)
    speakers: int | None = Field(None, ge=1)
    verified: bool
    signatures: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_grow(self) -> Self:
        *first, last = (step.residents_up_to for step in self.signatures)
        ends = [end for end in first if end is not None]
        if last is not None or len(ends) != len(first):
            msg = "only the last step has no residents_up_to"
            raise ValueError(msg)
        if ends != sorted(set(ends)):
            msg = "residents_up_to must grow"
            raise ValueError(msg)
        return self


@dataclass(frozen=True, slots=True)
class Rule:
    """What is offered to one unit.

    Attributes
    ----------
    signatures
        How many supporting signatures; None when the number of inhabitants or the
        rule is not known.
    speakers
        How many residents may speak unless the council allows more; None = not known.
    basis
        The act and the place in it, in Polish.
    source
        Address of the publication that names the number; may be empty.
    is_verified
        Whether somebody read it in the act.
    steps
        All numbers of signatures of such units: up to how many inhabitants (None =
        above the last end), and how many.
    """

    signatures: int | None
    speakers: int | None
    basis: str
    source: str
    is_verified: bool
    steps: tuple[tuple[int | None, int], ...] = ()


@lru_cache(maxsize=1)
def rules() -> dict[str, LevelRules]:
    """Rules by level: ``gmina``, ``powiat``, ``wojewodztwo``."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {(row := LevelRules.model_validate(each)).level: row for each in rows}


def rule_for(levels: Iterable[str], residents: int | None) -> Rule | None:
    """The rule of a unit.

    Parameters
    ----------
    levels
        Where the unit acts; a city with county rights debates as a municipality, so
        the lowest level that has rules counts.
    residents
        Number of inhabitants; None when not known.

    Examples
    --------
    >>> rule_for(["gmina"], 20_000).signatures, rule_for(["gmina"], 20_001).signatures
    (20, 50)
    >>> rule_for(["gmina"], None).signatures is None
    True
    """
    wanted = set(levels)
    found = next((row for row in rules().values() if row.level in wanted), None)
    if found is None:
        return None
    step = _step(found, residents)
    return Rule(
        signatures=step.count if step else None,
        speakers=found.speakers,
        basis=found.basis,
        source=step.source if step else "",
        is_verified=found.verified,
        steps=tuple(
            (step.residents_up_to, step.count)
            for step in found.signatures
            if step.count is not None
        ),
    )


def _step(row: LevelRules, residents: int | None) -> Step | None:
    if residents is None:
        # Without the number only a rule that is the same for all can be told.
        return row.signatures[0] if len(row.signatures) == 1 else None
    return next(
        step
        for step in row.signatures
        if step.residents_up_to is None or residents <= step.residents_up_to
    )
