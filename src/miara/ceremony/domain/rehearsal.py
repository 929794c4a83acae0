"""Fictional titles for a rehearsal: they have no link to any application. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from miara.ceremony.domain.steps import Title, Words

__all__ = ["fictional_titles"]

_NONE: Final[Words] = {"pl": "", "en": ""}
_UNITS: Final = (
    "Gmina Zmyślona Górna",
    "Gmina Zmyślona Dolna",
    "Miasto Próbne nad Niby-Rzeką",
    "Gmina Wymyślone Lipy",
    "Powiat przykładowski",
    "Gmina Fikcyjna",
)
_ENTRIES: Final = (
    "Biblioteka, która przychodzi do domu",
    "Ławka na każdym przystanku",
    "Wspólny dowóz dzieci i seniorów",
    "Urząd bez kolejek",
    "Park zamiast parkingu",
    "Ciepły dom dla każdego",
)
_KINDS: Final = (
    ("FINALIST", 3, {"pl": "Finalista", "en": "Finalist"}, 3),
    ("MENTION", 2, {"pl": "Wyróżnienie", "en": "Distinction"}, 1),
    ("LAUREATE", 1, {"pl": "Laureat", "en": "Laureate"}, 1),
)
_CELLS: Final = 2


def fictional_titles(groups: Sequence[Words], domains: Sequence[Words]) -> list[Title]:
    """Titles under names of groups and domains of the edition, which are public.

    The number of steps is always seven, whatever was decided.
    """
    groups = groups or [{"pl": "Gminy wiejskie", "en": "Rural municipalities"}]
    domains = domains or [{"pl": "Kultura", "en": "Culture"}]
    found, drawn = [], 0
    for cell in range(_CELLS):
        for role, rank, kind, count in _KINDS:
            for _i in range(count):
                found.append(
                    Title(
                        place=(0, cell, cell),
                        role=role,
                        rank=rank,
                        group=groups[cell % len(groups)],
                        domain=domains[cell % len(domains)],
                        kind=kind,
                        special=_NONE,
                        unit=_UNITS[drawn % len(_UNITS)],
                        entry=_ENTRIES[drawn % len(_ENTRIES)],
                        number=f"{drawn:03d}",
                    )
                )
                drawn += 1
    found.append(
        Title(
            place=(1, 0, 0),
            role="SPECIAL",
            rank=1,
            group=_NONE,
            domain=_NONE,
            kind={"pl": "Tytuł specjalny", "en": "Special title"},
            special={"pl": "Próba generalna", "en": "Dress rehearsal"},
            unit=_UNITS[-1],
            entry=_ENTRIES[-1],
            number="999",
        )
    )
    return found
