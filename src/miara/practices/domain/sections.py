"""Sections of the base, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

__all__ = ["Section", "section", "sections"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code and its names by language."""

    code: str
    names: tuple[tuple[str, str], ...]

    def name(self, language: str) -> str:
        """The name in a language, else in Polish."""
        names = dict(self.names)
        return names.get(language, names["pl"])


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """All sections in the order of the menu.

    >>> sections()[0].name("pl")
    'Usługi społeczne'
    """
    path = files("miara.definitions") / "practices" / "sections.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Section(row["code"], tuple(row["name"].items())) for row in rows)


def section(code: str) -> Section | None:
    """One section by its code; None when there is none."""
    return next((each for each in sections() if each.code == code), None)
