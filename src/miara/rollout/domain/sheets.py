"""Templates of tables: their sheets and columns, as people see them in a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from miara.language import fold

__all__ = ["STRATEGY", "TASKS", "Column", "SheetSpec", "cell_name", "headings", "plain"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template; ``most`` is the greatest length of its texts."""

    key: str
    heading: str
    hint: str
    example: str
    required: bool = False
    most: int = 2000
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet of a template. ``is_form``: names in the first column, one value each."""

    name: str
    columns: tuple[Column, ...]
    is_form: bool = False
    required: bool = True

    def column(self, key: str) -> int:
        """Place of a column in the template, from 0."""
        return [each.key for each in self.columns].index(key)


_OWNER = Column(
    "owner",
    "Odpowiada",
    "Nazwa stanowiska dokładnie tak jak w strukturze jednostki. Można zostawić puste.",
    "Sekretarz",
    most=200,
)
STRATEGY: Final[Mapping[str, SheetSpec]] = {
    "about": SheetSpec(
        "Dokument",
        (
            Column(
                "title", "Tytuł", "Jak w uchwale.", "Strategia rozwoju gminy", True, 300
            ),
            Column(
                "kind",
                "Rodzaj",
                "Strategia, polityka, program albo plan; puste znaczy strategia.",
                "strategia",
                choices=("strategia", "polityka", "program", "plan"),
            ),
            Column(
                "number",
                "Numer uchwały",
                "Puste: dokument w przygotowaniu.",
                "XX/123/2024",
                most=80,
            ),
            Column(
                "adopted_on", "Data uchwały", "Dzień, np. 28.03.2024.", "28.03.2024"
            ),
            Column("first_year", "Pierwszy rok", "Cztery cyfry.", "2024", True),
            Column("last_year", "Ostatni rok", "Cztery cyfry.", "2030", True),
            Column("vision", "Wizja", "Można zostawić puste.", "Gmina dobra do życia"),
            Column("mission", "Misja", "Można zostawić puste.", ""),
        ),
        is_form=True,
    ),
    "goals": SheetSpec(
        "Cele",
        (
            Column("code", "Symbol", "Każdy symbol raz, np. 1, 1.1.", "1.1", True, 40),
            Column(
                "above",
                "Cel nadrzędny",
                "Symbol celu wyżej; puste dla celów najwyższych.",
                "1",
                most=40,
            ),
            Column(
                "text",
                "Treść celu",
                "Pełnym zdaniem, jak w dokumencie.",
                "Bezpieczne drogi gminne",
                True,
            ),
            Column(
                "dimension",
                "Wymiar",
                "Społeczny, gospodarczy, przestrzenny albo puste.",
                "przestrzenny",
                choices=("społeczny", "gospodarczy", "przestrzenny"),
            ),
            Column(
                "domain",
                "Dziedzina",
                "Nazwa dziedziny zarządzania, np. transport.",
                "transport",
                most=120,
            ),
            _OWNER,
            Column(
                "results",
                "Oczekiwane rezultaty",
                "Można zostawić puste.",
                "Mniej wypadków z pieszymi",
            ),
        ),
    ),
    "measures": SheetSpec(
        "Wskaźniki",
        (
            Column("goal", "Symbol celu", "Symbol z arkusza „Cele”.", "1.1", True, 40),
            Column(
                "code",
                "Wskaźnik",
                "Kod wskaźnika krajowego albo własny symbol, np. DR-1.",
                "DR-1",
                True,
                40,
            ),
            Column(
                "name",
                "Nazwa",
                "Tylko dla wskaźnika własnego.",
                "Drogi gminne z chodnikiem",
                most=300,
            ),
            Column(
                "measure",
                "Jednostka miary",
                "Tylko dla wskaźnika własnego.",
                "%",
                most=40,
            ),
            Column(
                "direction",
                "Lepiej, gdy",
                "Więcej albo mniej.",
                "więcej",
                choices=("więcej", "mniej"),
            ),
            Column("base_year", "Rok bazowy", "Cztery cyfry.", "2023"),
            Column("base", "Wartość bazowa", "Liczba.", "41,5"),
            Column("final_year", "Rok docelowy", "Cztery cyfry.", "2030", True),
            Column(
                "final",
                "Wartość docelowa",
                "Liczba. Puste: liczy się sam kierunek zmiany.",
                "60",
            ),
            Column("source", "Źródło", "Skąd są wartości.", "Ewidencja dróg", most=300),
            _OWNER,
        ),
        required=False,
    ),
}
TASKS: Final[Mapping[str, SheetSpec]] = {
    "tasks": SheetSpec(
        "Zadania",
        (
            Column("symbol", "Symbol", "Każdy symbol raz w roku.", "DR-01", True, 60),
            Column(
                "name",
                "Nazwa zadania",
                "Zrozumiała dla mieszkańca.",
                "Budowa chodników",
                True,
                300,
            ),
            Column(
                "kind",
                "Rodzaj",
                "Bieżące albo inwestycyjne; puste znaczy bieżące.",
                "inwestycyjne",
                choices=("bieżące", "inwestycyjne"),
            ),
            Column(
                "office",
                "Komórka",
                "Symbol komórki lub jednostki organizacyjnej.",
                "DR",
                most=40,
            ),
            _OWNER,
            Column(
                "goals",
                "Cele",
                "Symbole celów oddzielone średnikiem.",
                "1.1; 1.2",
                most=300,
            ),
            Column(
                "service",
                "Usługa",
                "Nazwa usługi publicznej z katalogu jednostki.",
                "",
                most=200,
            ),
            Column(
                "needed", "Potrzebna kwota", "W złotych, np. 125 000,00.", "125 000,00"
            ),
            Column(
                "scope",
                "Zakres",
                "Co zostanie zrobione.",
                "Chodniki przy dwóch szkołach",
            ),
            Column(
                "measure_name",
                "Miernik",
                "Jeden najważniejszy.",
                "Długość chodników",
                most=200,
            ),
            Column(
                "measure_unit",
                "Jednostka miary",
                "Potrzebna, gdy jest miernik.",
                "m",
                most=40,
            ),
            Column("planned", "Plan miernika", "Liczba.", "1200"),
        ),
    ),
}


def plain(text: str) -> str:
    """A heading or a choice for comparing: without case, accents and signs.

    >>> plain("  Treść celu * ")
    'tresc celu'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text).lower()).split())


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it; both count from 0.

    >>> cell_name(0, 0), cell_name(11, 27)
    ('A1', 'AB12')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def headings(columns: Sequence[Column]) -> list[str]:
    """Headings of a sheet; a star marks what is needed."""
    return [each.heading + (" *" if each.required else "") for each in columns]
