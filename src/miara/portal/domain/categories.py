"""Categories of news, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

__all__ = ["Category", "categories", "category", "category_of_slug"]


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its code, its word in addresses, its names by language."""

    code: str
    slug: str
    names: tuple[tuple[str, str], ...]

    def name(self, language: str) -> str:
        """The name in a language, else in Polish."""
        names = dict(self.names)
        return names.get(language, names["pl"])


@lru_cache(maxsize=1)
def categories() -> tuple[Category, ...]:
    """All categories in the order of the list.

    >>> categories()[1].name("pl"), categories()[1].slug
    ('Zaproszenia', 'zaproszenia')
    """
    path = files("miara.definitions") / "portal" / "categories.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Category(row["code"], row["slug"], tuple(row["name"].items())) for row in rows
    )


def category(code: str) -> Category | None:
    """One category by its code; None when there is none."""
    return next((each for each in categories() if each.code == code), None)


def category_of_slug(slug: str) -> Category | None:
    """One category by its word in addresses; None when there is none."""
    return next((each for each in categories() if each.slug == slug), None)
