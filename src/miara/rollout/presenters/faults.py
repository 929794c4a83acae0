"""What is wrong with a table, in words: where, what, how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.cycle.public import Cell, Column, Row, Table
from miara.rollout.domain.reading import Fault

__all__ = ["fault_sentence", "faults_table"]

_SENTENCES: Final[dict[str, Promise]] = {
    "ACT_HALF": gettext_lazy(
        "A resolution needs both its number and its day. Write both or neither."
    ),
    "AMOUNT": gettext_lazy(
        "“%(text)s” is no amount in złoty and grosze. Write it like 125 000,00."
    ),
    "CHOICE": gettext_lazy("Choose one of these words: %(text)s."),
    "DAY": gettext_lazy("“%(text)s” is no day. Write it like 28.03.2024."),
    "DEEP": gettext_lazy("Goals may have at most %(text)s levels. Move this one up."),
    "EMPTY": gettext_lazy("There is nothing below the headings. Fill in the rows."),
    "FINAL_OR_DIRECTION": gettext_lazy(
        "Write the value to reach, or at least whether more or less is better."
    ),
    "LONG": gettext_lazy("The text is too long: at most %(text)s characters fit."),
    "LOOP": gettext_lazy("The goal stands below itself. Correct the goal above it."),
    "NEEDED": gettext_lazy("This cell is needed: %(text)s. Fill it in."),
    "NO_COLUMN": gettext_lazy(
        "The column “%(text)s” is missing. Take the headings from the template."
    ),
    "NO_DOMAIN": gettext_lazy(
        "There is no domain “%(text)s”. Take a name from the page of domains, or leave "
        "the cell empty."
    ),
    "NO_GOAL": gettext_lazy(
        "There is no goal with the symbol “%(text)s”. Correct it or add the goal."
    ),
    "NO_INDICATOR": gettext_lazy(
        "“%(text)s” is no national indicator with numbers of your unit. For an "
        "indicator of your own fill in its name and unit of measure."
    ),
    "NO_OFFICE": gettext_lazy(
        "There is no organisational unit with the symbol “%(text)s”. The task will be "
        "written without one."
    ),
    "NO_POST": gettext_lazy(
        "There is no post “%(text)s” in the structure. It will be written without an "
        "owner; add the post before, if you want it kept."
    ),
    "NO_SERVICE": gettext_lazy(
        "There is no service “%(text)s” in your catalogue. The task will be written "
        "without it."
    ),
    "NO_SHEET": gettext_lazy(
        "The sheet “%(text)s” is missing. Keep the names of sheets of the template."
    ),
    "NUMBER": gettext_lazy("“%(text)s” is no number. Write it like 41,5."),
    "OTHER_NAME": gettext_lazy(
        "This indicator is called “%(text)s” in a row above. Use one name or another "
        "symbol."
    ),
    "SIGNS": gettext_lazy(
        "The text has signs that cannot be kept. Type it anew instead of pasting it."
    ),
    "TASK_TAKEN": gettext_lazy(
        "The year has a task with the symbol “%(text)s” already. It stays as it is."
    ),
    "TITLE_TAKEN": gettext_lazy(
        "The unit has a document “%(text)s” already. Give this one another title."
    ),
    "TOO_MANY": gettext_lazy(
        "The sheet has more than %(text)s rows. Delete empty rows at its end."
    ),
    "TWICE": gettext_lazy("The symbol “%(text)s” stands twice. Give another one."),
    "UNREADABLE": gettext_lazy(
        "The file cannot be opened as a workbook. Save it anew as XLSX and send again."
    ),
    "YEAR": gettext_lazy("“%(text)s” is no year. Write four digits, like 2030."),
    "YEARS_BACK": gettext_lazy("The years run backwards. Correct one of them."),
}
#: No sheet has more of them told at once.
MOST: Final = 200


def fault_sentence(fault: Fault) -> str:
    """What is wrong and how to put it right."""
    return str(_SENTENCES[fault.code]) % {"text": fault.text.strip()}


def faults_table(faults: Iterable[Fault], caption: str) -> Table:
    """Faults by cell, those that stop first."""
    rows = [
        Row([Cell(_place(fault)), Cell(fault_sentence(fault))])
        for fault in sorted(faults, key=lambda each: not each.stops)[:MOST]
    ]
    columns = [Column(_("Sheet and cell")), Column(_("What to do"))]
    return Table(caption, columns, rows)


def _place(fault: Fault) -> str:
    if not fault.sheet:
        return _("The whole file")
    return f"{fault.sheet}!{fault.cell}" if fault.cell else fault.sheet
