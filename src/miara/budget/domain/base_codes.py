"""Divisions of the classification: the one list that is short and rarely changes.

Names are short forms of ours. Chapters and paragraphs are loaded by the unit from the
regulation, because they change several times a year.
"""

from __future__ import annotations

from typing import Final

from miara.budget.domain.dictionary import Code, CodeKind

__all__ = ["BASE"]

_DIVISIONS: Final = {
    "010": "Rolnictwo i łowiectwo",
    "020": "Leśnictwo",
    "050": "Rybołówstwo i rybactwo",
    "100": "Górnictwo i kopalnictwo",
    "150": "Przetwórstwo przemysłowe",
    "400": "Wytwarzanie i zaopatrywanie w energię, gaz i wodę",
    "500": "Handel",
    "550": "Hotele i restauracje",
    "600": "Transport i łączność",
    "630": "Turystyka",
    "700": "Gospodarka mieszkaniowa",
    "710": "Działalność usługowa",
    "720": "Informatyka",
    "730": "Szkolnictwo wyższe i nauka",
    "750": "Administracja publiczna",
    "751": "Urzędy naczelnych organów władzy i sądownictwa",
    "752": "Obrona narodowa",
    "753": "Obowiązkowe ubezpieczenia społeczne",
    "754": "Bezpieczeństwo publiczne i ochrona przeciwpożarowa",
    "755": "Wymiar sprawiedliwości",
    "756": "Dochody od osób prawnych i fizycznych",
    "757": "Obsługa długu publicznego",
    "758": "Różne rozliczenia",
    "801": "Oświata i wychowanie",
    "803": "Szkolnictwo wyższe",
    "851": "Ochrona zdrowia",
    "852": "Pomoc społeczna",
    "853": "Pozostałe zadania w zakresie polityki społecznej",
    "854": "Edukacyjna opieka wychowawcza",
    "855": "Rodzina",
    "900": "Gospodarka komunalna i ochrona środowiska",
    "921": "Kultura i ochrona dziedzictwa narodowego",
    "925": "Ogrody botaniczne i zoologiczne, obszary chronione",
    "926": "Kultura fizyczna",
}

BASE: Final = tuple(
    Code(CodeKind.DIVISION, code, name) for code, name in _DIVISIONS.items()
)
