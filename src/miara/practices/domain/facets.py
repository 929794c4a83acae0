"""What a list of practices may be narrowed by."""

from typing import Final

__all__ = ["COUNTY", "FACETS"]

#: Too many values to choose from in a list; the map leads to them.
COUNTY: Final = "powiat"

#: Names of facets are words of addresses.
FACETS: Final = (
    "dzial",
    "dziedzina",
    "rodzaj",
    "wielkosc",
    "wojewodztwo",
    COUNTY,
    "rok",
    "nagroda",
    "koszt",
    "stan",
)
