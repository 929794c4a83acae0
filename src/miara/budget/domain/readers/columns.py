"""Which column of a table is which: by its words, or as a person said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from miara.budget.domain.readers.grid import plain

__all__ = ["FIELDS", "KEY_WORDS", "columns_of"]

#: What a column may hold, with the words it is known by: every word of one
#: alternative must stand in the heading. Earlier fields choose first.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "side": ("strona", "dochody wydatki", "rodzaj"),
    "wk": ("wk",),
    "pk": ("pk",),
    "gk": ("gk",),
    "gt": ("gt",),
    "division": ("dzial", "dz"),
    "chapter": ("rozdzial", "rozdz"),
    "digit": ("p4", "cyfra finansowania", "czwarta cyfra", "finansowanie paragrafu"),
    "paragraph": ("paragraf", "par"),
    "classification": ("klasyfikacja",),
    "task": ("symbol zadania", "kod zadania", "numer zadania", "zadanie"),
    "office": ("kod jednostki", "jednostka", "dysponent", "komorka"),
    "changed": ("plan po zmianach", "plan zmianach"),
    "planned": ("plan pierwotny", "plan uchwalony", "plan uchwaly", "plan"),
    "committed": ("zaangazowanie", "zaangazowane"),
    "executed": ("wykonanie", "wydatki wykonane", "dochody wykonane", "wykonane"),
    "amount": ("kwota", "zmiana", "zwiekszenie zmniejszenie"),
    "symbol": ("symbol", "lp", "wyszczegolnienie symbol"),
    "label": ("nazwa", "opis", "tresc", "wyszczegolnienie"),
}

#: A row with one of these as a whole cell is a row of headings.
KEY_WORDS: Final = frozenset(
    {"dzial", "dz", "klasyfikacja", "klasyfikacja budzetowa", "symbol", "kod zadania"}
)


def columns_of(
    headings: Sequence[str], chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Place of each recognised field.

    Parameters
    ----------
    chosen
        Field to heading as a person said; an empty heading leaves the field out.

    Examples
    --------
    >>> columns_of(["Dział", "Rozdział", "§", "Plan", "Plan po zmianach", "Wykonanie"])
    ... # doctest: +NORMALIZE_WHITESPACE
    {'division': 0, 'chapter': 1, 'paragraph': 2, 'changed': 4, 'planned': 3,
     'executed': 5}
    >>> columns_of(["A", "B"], {"division": "B"})
    {'division': 1}
    """
    chosen = chosen or {}
    words = [set(plain(heading).split()) for heading in headings]
    found = {
        field: headings.index(heading)
        for field, heading in chosen.items()
        if heading in headings
    }
    for field, alternatives in FIELDS.items():
        if field in chosen:
            continue
        place = _place(words, alternatives, set(found.values()))
        if place is not None:
            found[field] = place
    return found


def _place(
    words: list[set[str]], alternatives: tuple[str, ...], taken: set[int]
) -> int | None:
    for alternative in alternatives:
        wanted = set(alternative.split())
        fitting = [i for i, w in enumerate(words) if i not in taken and wanted <= w]
        if fitting:
            # The shortest heading says it most plainly.
            return min(fitting, key=lambda i: (len(words[i]), i))
    return None
