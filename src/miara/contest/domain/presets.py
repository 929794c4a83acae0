"""Starting points of an edition: reviewed YAML files, checked when read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from miara.contest.domain.groups import GroupRules, rules_from_data
from miara.contest.domain.rules import EditionRules

__all__ = ["Preset", "presets"]

FOLDER: Final = Path(__file__).parents[2] / "definitions" / "contests"
Text = dict[str, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DomainPreset(_Strict):
    """A domain of the contest."""

    code: str
    name: Text


class GroupPreset(_Strict):
    """A group of units and the clauses that say who belongs."""

    code: str
    name: Text
    clauses: list[dict[str, Any]]


class LevelPreset(_Strict):
    """What a number of points means."""

    points: Decimal
    text: Text


class CriterionPreset(_Strict):
    """A criterion."""

    code: str
    name: Text
    guidance: Text
    max_points: Decimal
    step: Decimal
    weight: Decimal
    needs_comment: bool
    levels: list[LevelPreset]


class TitlePreset(_Strict):
    """A title that the jury can give."""

    code: str
    name: Text
    role: str
    rank: int
    per_cell: bool
    at_most: int | None
    ex_aequo: bool


class Preset(_Strict):
    """Everything an edition can start from."""

    code: str
    name: Text
    theme: Text
    note: Text
    domains: list[DomainPreset] = Field(min_length=1)
    groups: list[GroupPreset] = Field(min_length=1)
    criteria: list[CriterionPreset] = Field(min_length=1)
    title_kinds: list[TitlePreset] = Field(min_length=1)
    rules: EditionRules

    def group_rules(self, population_year: int | None) -> GroupRules:
        """The groups as rules for a year of population."""
        groups = [{"code": g.code, "clauses": g.clauses} for g in self.groups]
        return rules_from_data({"groups": groups, "population_year": population_year})


@cache
def presets() -> dict[str, Preset]:
    """All starting points by code.

    Raises
    ------
    pydantic.ValidationError
        When a file does not keep the schema: caught by a test, not by people.
    """
    found = [
        Preset.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {preset.code: preset for preset in found}
