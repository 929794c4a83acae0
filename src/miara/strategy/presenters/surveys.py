"""A counted survey in words and as a table."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from miara.core.numbers import MISSING
from miara.cycle.public import Cell, Column, Row, Table
from miara.strategy.actions.surveys import Choice, comment_of, estimate_of
from miara.strategy.domain.estimates import Estimate
from miara.strategy.models import SurveyCount
from miara.strategy.phrases import number

__all__ = ["answers_table", "result_of"]


def result_of(
    row: SurveyCount, choice: Choice | None = None, found: Estimate | None = None
) -> list[str]:
    """The number, its margin and how it came about; of what was counted when not told.

    Raises
    ------
    NoAnswersError, FewAnswersError
        See `estimate_of`; never of a counted survey.
    """
    choice = choice or Choice(row.question, row.measure, row.roles)
    found = found or estimate_of(row, choice)
    places = row.indicator.decimals
    facts = {
        "value": _told(found.value, places),
        "margin": _told(found.margin, max(places, 1)),
        "measure": row.indicator.measure,
    }
    if row.sampling == SurveyCount.Sampling.RANDOM:
        first = _("Result: %(value)s ± %(margin)s (%(measure)s).") % facts
    else:
        first = _("Result: %(value)s (%(measure)s).") % facts
    return [first, comment_of(row, choice, found)]


def answers_table(row: SurveyCount) -> Table:
    """Answers of the counted question: people, weight, what each counted as."""
    columns = [
        Column(_("Answer")),
        Column(_("People"), numeric=True),
        Column(_("Sum of weights"), numeric=True),
        Column(_("Counted as")),
    ]
    counts = row.answers_to(row.question)
    rows = [
        Row(
            [
                Cell(answer),
                Cell(number(Decimal(int(people)))),
                Cell(_told(weight, 2) if row.weight else MISSING),
                Cell(_role(row, answer)),
            ]
        )
        for answer, (people, weight, _square) in counts.items()
    ]
    return Table(
        _("Answers to: %(question)s") % {"question": row.question}, columns, rows
    )


def _role(row: SurveyCount, answer: str) -> str:
    if answer not in row.roles:
        return _("left out")
    if row.measure == SurveyCount.Measure.MEAN:
        return number(Decimal(repr(row.roles[answer])))
    return _("in the share") if row.roles[answer] else _("in the whole only")


def _told(value: float, places: int) -> str:
    return number(Decimal(repr(value)), places)
