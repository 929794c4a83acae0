"""What may be told to an applicant: the place in the cell, words without names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

__all__ = ["FEWEST", "named", "percentiles"]

#: In a smaller cell a percentile would tell who the others are.
FEWEST: Final = 5
_SHOWN: Final = Decimal("0.1")


def percentiles(means: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Share of the other entries of a cell below each entry, 0 to 100, ties in half.

    Empty when the cell has fewer than `FEWEST` entries.

    >>> d = Decimal
    >>> percentiles({"a": d(9), "b": d(7), "c": d(7), "d": d(5), "e": d(1)})["b"]
    Decimal('62.5')
    """
    if len(means) < FEWEST:
        return {}
    others = len(means) - 1
    values = list(means.values())
    return {
        entry: (
            Decimal(100)
            * (
                sum(value < mean for value in values)
                + Decimal(sum(value == mean for value in values) - 1) / 2
            )
            / others
        ).quantize(_SHOWN, ROUND_HALF_UP)
        for entry, mean in means.items()
    }


def named(texts: Iterable[str], names: Iterable[str]) -> str:
    """The first name or surname that stands in a text; empty when none does.

    >>> named(["Zdaniem pani Kowalskiej warto"], ["Anna Kowalska"])
    'Kowalska'
    >>> named(["Warto"], ["Anna Kowalska"])
    ''
    """
    whole = " ".join(texts).casefold()
    for name in names:
        surname = name.split()[-1] if name.split() else ""
        # The last letters change with the case of the noun.
        stem = surname[:-1] if surname.endswith(("a", "i", "y")) else surname
        if len(stem) >= 4 and re.search(rf"\b{re.escape(stem.casefold())}", whole):
            return surname
    return ""
