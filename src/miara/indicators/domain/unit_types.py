"""Words for types of units in files and in the API, the same in every language."""

from typing import Final

__all__ = ["UNIT_TYPES"]

#: By the digit or letter of the register.
UNIT_TYPES: Final[dict[str, str]] = {
    "1": "urban",
    "2": "rural",
    "3": "urban_rural",
    "M": "city",
    "P": "county",
    "W": "voivodeship",
    "K": "country",
}
