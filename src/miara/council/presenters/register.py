"""Pages of the register: rows and the sentence above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.council.domain.states import OPEN, State
from miara.council.models import Resolution
from miara.council.phrases import state_word

__all__ = ["ResolutionLine", "lines_of", "sentence_of", "state_choices"]


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """A resolution as a row: its state in the unit's words, and whether it is late."""

    row: Resolution
    state: str
    is_open: bool
    is_late: bool


def lines_of(
    rows: Iterable[Resolution], words: Mapping[str, str], *, today: date
) -> list[ResolutionLine]:
    """Rows of the register in the order given."""
    return [_line(row, words, today) for row in rows]


def _line(row: Resolution, words: Mapping[str, str], today: date) -> ResolutionLine:
    is_open = row.state in OPEN
    return ResolutionLine(
        row=row,
        state=state_word(row.state, words),
        is_open=is_open,
        is_late=is_open and row.deadline is not None and row.deadline < today,
    )


def state_choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes of states with the words of the unit, for forms."""
    return [(state.value, state_word(state.value, words)) for state in State]


def sentence_of(counts: Mapping[str, int], late: int, words: Mapping[str, str]) -> str:
    """How many resolutions there are, by state, and how many are late.

    Parameters
    ----------
    counts
        How many of each state.
    late
        How many of the open ones passed their deadline.
    """
    total = sum(counts.values())
    if not total:
        return _("The register is empty.")
    told = ", ".join(
        f"{state_word(state.value, words)}: {counts[state.value]}"
        for state in State
        if counts.get(state.value)
    )
    first = ngettext(
        "%(count)s resolution (%(states)s).",
        "%(count)s resolutions (%(states)s).",
        total,
    ) % {"count": total, "states": told}
    if not late:
        return _("%(first)s None is past its deadline.") % {"first": first}
    second = ngettext(
        "%(count)s is past its deadline.", "%(count)s are past their deadlines.", late
    ) % {"count": late}
    return f"{first} {second}"
