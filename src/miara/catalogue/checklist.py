"""Elements that the law asks of a municipal strategy."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import yaml

from miara.cube.definitions import DEFINITIONS
from miara.cube.definitions.schema import Code, LocalisedText, Schema, Words

__all__ = ["Checklist", "ChecklistItem", "load_checklist"]


class ChecklistItem(Schema):
    """One element of the list."""

    code: Code
    name: LocalisedText


class _Basis(Schema):
    """The provision, and the legal state that the list shows."""

    text: Words
    state_of: date


class Checklist(Schema):
    """The list with the provision it comes from."""

    basis: _Basis
    items: tuple[ChecklistItem, ...]


@lru_cache(maxsize=1)
def load_checklist() -> Checklist:
    """The list as published in the definitions."""
    path = DEFINITIONS / "strategy_checklist.yaml"
    return Checklist.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
