"""A table of former addresses: what leads where."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from miara.portal.domain.addresses import number_of

__all__ = ["Aim", "BadTable", "Row", "aim_of", "rows_of"]

_OLD: Final = frozenset({"dawny_adres", "former_address"})
_NEW: Final = frozenset({"nowy_adres", "new_address"})
_NEWS: Final = re.compile(r"^(?:/en)?/aktualnosci/(\d+[a-z0-9-]*)/?$")
_PAGE: Final = re.compile(r"^(?:/en)?/strony/([\w-]+)/([\w-]+)/?$")


class BadTable(ValueError):
    """The file is no table of two columns with their names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number in the file, the old address, where it should lead."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Aim:
    """What a new address names: news by number, or a page by site and words."""

    news: int | None = None
    site: str = ""
    slug: str = ""


def rows_of(text: str) -> list[Row]:
    r"""Lines of a CSV table with the columns ``dawny_adres`` and ``nowy_adres``.

    Columns are separated by commas, semicolons or tabs; empty lines are passed over.

    Raises
    ------
    BadTable
        When the names of the columns are not there.

    Examples
    --------
    >>> rows_of("dawny_adres;nowy_adres\n/a?id=7;12\n")
    [Row(line=2, old='/a?id=7', new='12')]
    """
    first = text.lstrip("\ufeff").partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark)
    names = [name.strip().casefold() for name in next(reader, [])]
    old = next((i for i, name in enumerate(names) if name in _OLD), None)
    new = next((i for i, name in enumerate(names) if name in _NEW), None)
    if old is None or new is None:
        raise BadTable
    found = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            whole = cells + [""] * (len(names) - len(cells))
            found.append(Row(reader.line_num, whole[old].strip(), whole[new].strip()))
    return found


def aim_of(address: str) -> Aim | None:
    """What a new address means: a number of news, or an address of news or a page.

    >>> aim_of("12"), aim_of("https://zmp.example/aktualnosci/12-zjazd/")
    (Aim(news=12, site='', slug=''), Aim(news=12, site='', slug=''))
    >>> aim_of("/strony/zmp/kontakt/"), aim_of("/praktyki/1/")
    (Aim(news=None, site='zmp', slug='kontakt'), None)
    """
    text = address.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return Aim(news=int(text))
    path = urlsplit(text).path
    if found := _NEWS.match(path):
        return Aim(news=number_of(found[1]))
    if found := _PAGE.match(path):
        return Aim(site=found[1], slug=found[2])
    return None
