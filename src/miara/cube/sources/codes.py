"""Territorial codes in the forms files use, to public codes of the register.

Files write the same unit as ``0201011``, ``201011`` (zero lost), ``02 01 01 1``,
``020101``, ``30210101011`` (a BDL id, zero lost) or in three columns. A public code
is ``PL`` or has 2, 4 or 6 digits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from miara.cube.register import COUNTRY

_PART_KINDS = "4589"  # town and rural part, Warsaw's districts, delegations
_UNIT_KINDS = "123"
#: County numbers from here up are cities with county rights.
_FIRST_CITY = 61
_CITY_MUNICIPALITY = "01"  # such a city is the only municipality of its county


class Outcome(StrEnum):
    """What a written code turned out to be."""

    UNIT = "unit"
    PART = "part"
    AGGREGATE = "aggregate"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A written code understood.

    ``code`` is the public code when ``outcome`` is ``UNIT``, else empty; ``full``
    is the code with its type digit and zeros, to tell rows of one unit apart.
    """

    outcome: Outcome
    code: str = ""
    full: str = ""
    repaired: bool = False


_BAD = Resolved(Outcome.BAD)


def written(cell: object) -> str:
    """The code as text: spaces gone, ``201000.0`` of a sheet back to ``201000``.

    >>> written("02 01 01 1"), written(201000.0), written("3218055.0")
    ('0201011', '201000', '3218055')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(str("" if cell is None else cell).split()).removesuffix(".0")


def resolve(code: str, lengths: Collection[int]) -> Resolved:
    """Understand one code.

    Parameters
    ----------
    code
        Digits, as :func:`written` gives them.
    lengths
        Lengths a whole code has in this table (2, 4, 6, 7 or 12, no two of them
        neighbours): one digit less means a lost leading zero.

    >>> resolve("201011", (7,)).code, resolve("201011", (7,)).repaired
    ('020101', True)
    >>> resolve("030210363000", (12,)).code
    '0263'
    >>> resolve("0201044", (7,)).outcome
    <Outcome.PART: 'part'>
    """
    return _resolve(code, frozenset(lengths))


@lru_cache(maxsize=32_768)
def _resolve(code: str, lengths: frozenset[int]) -> Resolved:
    if not (code.isascii() and code.isdigit()):
        return _BAD
    repaired = len(code) not in lengths
    if repaired:
        if len(code) + 1 not in lengths:
            return _BAD
        code = "0" + code
    if set(code) == {"0"}:
        return Resolved(Outcome.UNIT, COUNTRY, code, repaired)
    if len(code) == 12:
        return _of_bdl_id(code, repaired)
    if len(code) == 7:
        return _of_seven(code, repaired)
    return _of_pairs(code, repaired)


def _of_pairs(code: str, repaired: bool) -> Resolved:
    """Two, four or six digits; no pair of them is empty."""
    if "00" in (code[i : i + 2] for i in range(0, len(code), 2)):
        return _BAD
    return Resolved(Outcome.UNIT, code, code, repaired)


def _of_bdl_id(code: str, repaired: bool) -> Resolved:
    """Twelve digits: macroregion, voivodeship, region, subregion, county, gmina."""
    own = code[7:] != "00000"
    voivodeship = code[2:4] != "00" and code[4:7] == "000"
    if not own and not voivodeship:
        return Resolved(Outcome.AGGREGATE, "", code, repaired)
    if own and code[2:4] == "00":
        return _BAD
    inner = _of_seven(code[2:4] + code[7:], repaired)
    return Resolved(inner.outcome, inner.code, code, repaired)


def _of_seven(code: str, repaired: bool) -> Resolved:
    """Voivodeship, county, municipality and type; zeros where there is none."""
    voivodeship, county, municipality, kind = code[:2], code[2:4], code[4:6], code[6]
    if voivodeship == "00" or (county == "00" and code[4:] != "000"):
        return _BAD
    if municipality == "00":
        public = voivodeship if county == "00" else voivodeship + county
        unit = Resolved(Outcome.UNIT, public, code, repaired)
        return unit if kind == "0" else _BAD
    if kind in _PART_KINDS:
        return Resolved(Outcome.PART, "", code, repaired)
    unit = Resolved(Outcome.UNIT, code[:6], code, repaired)
    return unit if kind in _UNIT_KINDS else _BAD


def is_city_county(code: str) -> bool:
    """Whether a four-digit public code is that of a city with county rights."""
    return len(code) == 4 and int(code[2:]) >= _FIRST_CITY


def as_municipality(code: str) -> str | None:
    """Public code of the same unit at the level of municipalities, if it acts there.

    >>> as_municipality("0261"), as_municipality("020101"), as_municipality("0201")
    ('026101', '020101', None)
    """
    if len(code) == 6:
        return code
    return code + _CITY_MUNICIPALITY if is_city_county(code) else None


def as_county(code: str) -> str | None:
    """Public code of the same unit at the level of counties, if it acts there.

    >>> as_county("026101"), as_county("0201"), as_county("020101")
    ('0261', '0201', None)
    """
    if len(code) == 4:
        return code
    if len(code) == 6 and is_city_county(code[:4]):
        return code[:4]
    return None


def city_of_part(code: str) -> str | None:
    """The city whose district or delegation a six-digit code names, if it does.

    A city with county rights is the only municipality of its county, number 01.

    >>> city_of_part("126104"), city_of_part("126101"), city_of_part("020104")
    ('126101', None, None)
    """
    inside = len(code) == 6 and is_city_county(code[:4])
    if not inside or code[4:] == _CITY_MUNICIPALITY:
        return None
    return code[:4] + _CITY_MUNICIPALITY
