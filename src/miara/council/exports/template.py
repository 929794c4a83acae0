"""A template of the table of resolutions, with lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from miara.council.domain.states import State
from miara.council.domain.table import MOST_ROWS
from miara.council.exports.register import head, post_label
from miara.council.exports.tables import XLSX_OPTIONS, csv_of, write_sheet
from miara.council.phrases import RESOLUTION_FIELDS, state_word
from miara.organisations.public import Post

__all__ = ["template_file"]

_LISTS: Final = "listy"
_FIELDS: Final = list(RESOLUTION_FIELDS)


def template_file(
    posts: Sequence[Post], words: Mapping[str, str], suffix: str
) -> bytes:
    """Headings alone as CSV; as a workbook also what cells may hold.

    Parameters
    ----------
    posts
        Posts to choose executors from, with their offices.
    """
    if suffix == "csv":
        return csv_of(head(), [])
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, XLSX_OPTIONS) as book:
        _table(book, len(posts))
        lists = [state_word(state.value, words) for state in State]
        _lists(book, [post_label(post) for post in posts], lists)
        write_sheet(book, _("explanations"), [_("Column"), _("What to write")], _help())
    return out.getvalue()


def _table(book: Any, posts: int) -> None:
    sheet = write_sheet(book, "uchwaly", head(), [])
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    widths = (18, 14, 60, 24, 40, 32, 18, 14, 40, 18)
    for column, width in enumerate(widths):
        is_day = _FIELDS[column] in {"adopted_on", "deadline"}
        # As text, a number like 12/2024 does not become a month.
        sheet.set_column(column, column, width, day if is_day else text)
    _choices(sheet, "state", f"={_LISTS}!$B$2:$B${len(State) + 1}")
    if posts:
        _choices(sheet, "executor", f"={_LISTS}!$A$2:$A${posts + 1}")


def _choices(sheet: Any, field: str, source: str) -> None:
    column = _FIELDS.index(field)
    sheet.data_validation(
        1, column, MOST_ROWS, column, {"validate": "list", "source": source}
    )


def _lists(book: Any, posts: Sequence[str], states: Sequence[str]) -> None:
    rows = [
        (
            posts[i] if i < len(posts) else "",
            states[i] if i < len(states) else "",
        )
        for i in range(max(len(posts), len(states)))
    ]
    labels = [RESOLUTION_FIELDS["executor"], RESOLUTION_FIELDS["state"]]
    write_sheet(book, _LISTS, [str(label).capitalize() for label in labels], rows)


def _help() -> list[tuple[str, str]]:
    told = {
        "number": _("As the council numbers it, for example XXIV/180/2021. Needed."),
        "adopted_on": _("Day of adoption, for example 25.03.2021. Needed."),
        "title": _("The whole title. Needed for a resolution new on the register."),
        "subject": _("A word or two of your own, to group by."),
        "basis": _("Provisions that the resolution names."),
        "executor": _("A post of the structure; choose from the list."),
        "state": _("Choose from the list; empty means adopted."),
        "deadline": _("By when it is to be carried out."),
        "publication": _("Address of the text, beginning with https://."),
        "goals": _("Symbols of goals of the strategy, parted by semicolons."),
    }
    return [
        (str(RESOLUTION_FIELDS[field]).capitalize(), words)
        for field, words in told.items()
    ]
