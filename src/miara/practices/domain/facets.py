"""What a list of practices may be narrowed by."""

from typing import Final

__all__ = ["FACETS"]

#: Names of facets are words of addresses.
FACETS: Final = (
    "dzial",
    "dziedzina",
    "rodzaj",
    "wielkosc",
    "wojewodztwo",
    "rok",
    "nagroda",
    "koszt",
    "stan",
)
