"""Templates of tables to download: a sheet of guidance, then sheets to fill."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from miara.rollout.domain.sheets import STRATEGY, TASKS, SheetSpec, headings

__all__ = ["NAMES", "template_file"]

NAMES: Final[Mapping[str, Mapping[str, SheetSpec]]] = {
    "strategia": STRATEGY,
    "zadania": TASKS,
}
_GUIDE: Final[Mapping[str, Sequence[str]]] = {
    "strategia": (
        "1. Wypełnij arkusz „Dokument”: tytuł i lata są potrzebne.",
        "2. Skopiuj cele do arkusza „Cele”, każdy w osobnym wierszu.",
        "3. Wskaźniki z wartościami docelowymi wpisz w arkuszu „Wskaźniki”.",
        "4. Wyślij plik na stronie „Tabele”: zobaczysz podgląd i błędy według komórek.",
        "5. Dopóki nie zatwierdzisz podglądu, nic się nie zmieni.",
    ),
    "zadania": (
        "1. Wpisz zadania w arkuszu „Zadania”, każde w osobnym wierszu.",
        "2. Symbole celów muszą istnieć w systemie: najpierw wczytaj strategię.",
        "3. Zadanie, którego symbol już jest w tym roku, zostaje bez zmian.",
        "4. Wyślij plik na stronie „Tabele”: zobaczysz podgląd i błędy według komórek.",
        "5. Dopóki nie zatwierdzisz podglądu, nic się nie zmieni.",
    ),
}
_ROWS: Final = 1_000


def template_file(name: str) -> bytes:
    """The workbook of a template.

    Parameters
    ----------
    name
        ``strategia`` or ``zadania``.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        forms = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
            "text": book.add_format({"num_format": "@", "text_wrap": True}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _guide(book, name, forms)
        for spec in NAMES[name].values():
            if spec.is_form:
                _form(book, spec, forms)
            else:
                _table(book, spec, forms)
    return target.getvalue()


def _guide(book: Any, name: str, forms: Mapping[str, Any]) -> None:
    page = book.add_worksheet("Jak wypełnić")
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 70, forms["wrap"])
    page.set_column(2, 2, 30)
    page.write_string(0, 0, "Jak wypełnić", forms["bold"])
    row = 1
    for line in _GUIDE[name]:
        page.write_string(row, 1, line, forms["wrap"])
        row += 1
    for spec in NAMES[name].values():
        row += 1
        page.write_string(row, 0, f"Arkusz „{spec.name}”", forms["bold"])
        page.write_string(row, 1, "Co wpisać (gwiazdka: potrzebne)", forms["bold"])
        page.write_string(row, 2, "Przykład", forms["bold"])
        for column, heading in zip(spec.columns, headings(spec.columns), strict=True):
            row += 1
            page.write_string(row, 0, heading)
            page.write_string(row, 1, column.hint, forms["wrap"])
            page.write_string(row, 2, column.example)
        row += 1


def _form(book: Any, spec: SheetSpec, forms: Mapping[str, Any]) -> None:
    page = book.add_worksheet(spec.name)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 60, forms["text"])
    for row, heading in enumerate(headings(spec.columns)):
        page.write_string(row, 0, heading, forms["bold"])
        page.write_blank(row, 1, None, forms["text"])
        if choices := spec.columns[row].choices:
            page.data_validation(
                row, 1, row, 1, {"validate": "list", "source": list(choices)}
            )


def _table(book: Any, spec: SheetSpec, forms: Mapping[str, Any]) -> None:
    page = book.add_worksheet(spec.name)
    # Cells are text: a symbol like 1.10 stays what was typed.
    page.set_column(0, len(spec.columns) - 1, 22, forms["text"])
    for place, heading in enumerate(headings(spec.columns)):
        page.write_string(0, place, heading, forms["bold"])
        if choices := spec.columns[place].choices:
            page.data_validation(
                1, place, _ROWS, place, {"validate": "list", "source": list(choices)}
            )
    page.freeze_panes(1, 0)
