"""Territorial changes that two snapshots cannot tell: reviewed YAML files.

A register shows that a unit is gone, not where its people went. The files of
``definitions/territorial_changes`` say it, with the legal act.
"""

import hashlib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from miara.units.domain.facts import Kind


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """A sentence in both languages of the interface."""

    pl: str
    en: str


class Act(_Strict):
    """The legal act behind a change."""

    title: str
    journal: str  # "Dz.U. 2018 poz. 1527"
    url: str | None = None


class Before(_Strict):
    """A unit as it was before the change; it may be in no snapshot at all."""

    code: str = Field(pattern=r"^(\d{2}|\d{4}|\d{6})$")
    name: str
    kind: Kind


class After(_Strict):
    """A unit that received something, and which share of the people of the first."""

    code: str = Field(pattern=r"^(\d{2}|\d{4}|\d{6})$")
    share: float | None = Field(default=None, gt=0, le=1)


class TerritorialChange(_Strict):
    """One change on one day.

    ``merged``: ``before`` ends and is divided among ``after`` (shares add up to 1).
    ``split``: ``before`` lives on, ``after`` are created from a share of it.
    ``renumbered``: the same unit under another code, with another type perhaps.
    """

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal["merged", "split", "renumbered"]
    effective: date
    before: Before
    after: tuple[After, ...] = Field(min_length=1)
    act: Act | None
    confirmed: bool
    shares_from: Text | None = None
    note: Text
    reviewed_on: date

    @model_validator(mode="after")
    def _shares_fit_the_kind(self) -> "TerritorialChange":
        shares = [unit.share for unit in self.after]
        if self.kind == "renumbered":
            if len(shares) != 1 or shares[0] is not None:
                msg = "a renumbered unit has one code after and no share"
                raise ValueError(msg)
            return self
        known = [share for share in shares if share is not None]
        if len(known) != len(shares):
            msg = "every unit after a merger or a split needs a share"
            raise ValueError(msg)
        total = sum(known)
        if self.kind == "merged" and abs(total - 1) > 1e-9:
            msg = f"shares of a merger add up to 1, not {total}"
            raise ValueError(msg)
        if self.kind == "split" and total >= 1:
            msg = "something of a split unit must remain"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _confirmed_needs_an_act(self) -> "TerritorialChange":
        if self.confirmed and self.act is None:
            msg = "a confirmed change names its act"
            raise ValueError(msg)
        return self


@cache
def territorial_changes(*, fictional: bool = False) -> tuple[TerritorialChange, ...]:
    """The reviewed changes shipped with this version, oldest first.

    Parameters
    ----------
    fictional
        Those of the sample's made-up units instead of the real ones: the two
        kinds of register never see each other's.

    Raises
    ------
    pydantic.ValidationError
        When a file breaks the schema.
    """
    folder = resources.files("miara.definitions").joinpath("territorial_changes")
    if fictional:
        folder = folder.joinpath("fictional")
    changes = [
        TerritorialChange.model_validate(yaml.safe_load(file.read_text("utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    ]
    return tuple(sorted(changes, key=lambda change: (change.effective, change.code)))


def changes_digest(changes: tuple[TerritorialChange, ...]) -> str:
    """sha256 of the content of the changes."""
    text = "\n".join(change.model_dump_json() for change in changes)
    return hashlib.sha256(text.encode()).hexdigest()


def changes_schema() -> dict[str, Any]:
    """JSON Schema of one file, for editors."""
    return TerritorialChange.model_json_schema()
