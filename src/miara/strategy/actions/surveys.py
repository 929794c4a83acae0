"""Answers of a survey become a value of an indicator; rows of people are not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.strategy.actions.entering import Given, import_values
from miara.strategy.domain.answers import Answers
from miara.strategy.domain.estimates import (
    FEWEST,
    Counted,
    Estimate,
    mean_of,
    share_of,
)
from miara.strategy.errors import (
    FewAnswersError,
    NoAnswersError,
    StateError,
)
from miara.strategy.models import LocalIndicator, LocalValue, SurveyCount
from miara.strategy.permissions import can_enter_value, require
from miara.strategy.phrases import number

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "Choice",
    "comment_of",
    "count_survey",
    "estimate_of",
    "keep_answers",
    "throw_survey",
]

#: Drafts are forgotten after so long: they hold counts of questions nobody needs.
FORGOTTEN_AFTER: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which question, what is worked out, and what each answer counts as.

    ``roles`` is 1 or 0 by answer for a share, a number for a mean; an answer that is
    not there is left out of the whole.
    """

    question: str
    measure: str
    roles: Mapping[str, float]


@transaction.atomic
def keep_answers(
    indicator: LocalIndicator,
    answers: Answers,
    *,
    period: str,
    name: str,
    sampling: str,
    by: User | None,
    now: datetime,
) -> SurveyCount:
    """Keep the counts of a file as a draft; a draft of the period is replaced.

    Old drafts of the unit are forgotten by the way.

    Raises
    ------
    NotAllowedError
        When the person does not enter values of the indicator.
    """
    indicator = LocalIndicator.objects.select_for_update().get(pk=indicator.pk)
    require(can_enter_value(by, indicator))
    drafts = SurveyCount.objects.filter(state=SurveyCount.State.DRAFT)
    drafts.filter(indicator=indicator, period=period).delete()
    unit = drafts.filter(indicator__unit_uid=indicator.unit_uid)
    unit.filter(sent_at__lt=now - FORGOTTEN_AFTER).delete()
    row = SurveyCount.objects.create(
        indicator=indicator,
        period=period,
        name=name[-200:],
        sampling=sampling,
        weight=answers.weight,
        people=answers.people,
        counts=answers.as_json(),
        sent_at=now,
        sent_by=by,
    )
    after = {"name": indicator.name, "period": period, "people": answers.people}
    audit.record(
        "strategy.survey_sent",
        by=by,
        at=now,
        target=row,
        parent=indicator,
        after=after,
    )
    return row


def estimate_of(row: SurveyCount, choice: Choice) -> Estimate:
    """The number that a choice gives; changes nothing.

    Raises
    ------
    NoAnswersError
        When no answer is counted, or of a share none is chosen.
    FewAnswersError
        When fewer than `FEWEST` people are counted.
    """
    counts = row.answers_to(choice.question)
    found = [
        (choice.roles[answer], Counted(*numbers))
        for answer, numbers in counts.items()
        if answer in choice.roles
    ]
    people = sum(counted.people for _role, counted in found)
    if not found or (choice.measure == "SHARE" and not any(r for r, _c in found)):
        raise NoAnswersError
    if people < FEWEST:
        raise FewAnswersError(people=people, fewest=FEWEST)
    if choice.measure == SurveyCount.Measure.SHARE:
        told = share_of([c for r, c in found if r], [c for r, c in found if not r])
    else:
        told = mean_of(found)
    if told is None:
        raise NoAnswersError
    return told


@transaction.atomic
def count_survey(
    row: SurveyCount, choice: Choice, *, reason: str, by: User | None, now: datetime
) -> SurveyCount:
    """Work the value out and hand it over; counts of other questions are forgotten.

    Raises
    ------
    StateError
        When a value was made of it already.
    NoAnswersError, FewAnswersError
        See `estimate_of`.
    OpenValueError, ReasonMissingError
        See `import_values`.
    """
    row = _locked(row, by)
    found = estimate_of(row, choice)
    given = _given(row, choice, found)
    made = import_values(
        [(row.indicator, given)],
        origin=LocalValue.Origin.SURVEY,
        reason=reason,
        by=by,
        now=now,
    )
    row.counts = {choice.question: row.counts[choice.question]}
    row.question, row.measure = choice.question, choice.measure
    row.roles, row.state = dict(choice.roles), SurveyCount.State.COUNTED
    row.value = made[0] if made else _known(row)
    row.save()
    after = {
        "name": row.indicator.name,
        "period": row.period,
        "question": row.question,
        "value": str(given.value),
        "margin": None if given.margin is None else str(given.margin),
        "people": found.people,
    }
    audit.record(
        "strategy.survey_counted",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after=after,
    )
    return row


@transaction.atomic
def throw_survey(row: SurveyCount, *, by: User | None, now: datetime) -> None:
    """Forget a draft.

    Raises
    ------
    StateError
        When a value was made of it already: its counts say where that came from.
    """
    row = _locked(row, by)
    after = {"name": row.indicator.name, "period": row.period}
    audit.record(
        "strategy.survey_thrown_away",
        by=by,
        at=now,
        target=row,
        parent=row.indicator,
        after=after,
    )
    row.delete()


def _locked(row: SurveyCount, by: User | None) -> SurveyCount:
    rows = SurveyCount.objects.select_for_update(of=("self",))
    stored = rows.select_related("indicator").filter(pk=row.pk).first()
    if stored is None or stored.state != SurveyCount.State.DRAFT:
        raise StateError(state=SurveyCount.State.COUNTED.label)
    require(can_enter_value(by, stored.indicator))
    return stored


def _given(row: SurveyCount, choice: Choice, found: Estimate) -> Given:
    """The value with its margin; without one where people chose themselves."""
    is_random = row.sampling == SurveyCount.Sampling.RANDOM
    places = row.indicator.decimals
    margin = _rounded(found.margin, max(places, 1)) if is_random else None
    return Given(
        period=row.period,
        value=_rounded(found.value, places),
        flag=LocalValue.Flag.MEASURED if is_random else LocalValue.Flag.ESTIMATED,
        margin=margin,
        sample=found.people,
        comment=comment_of(row, choice, found),
    )


def comment_of(row: SurveyCount, choice: Choice, found: Estimate) -> str:
    """How the number came about, in a few sentences kept with it."""
    facts: dict[str, Any] = {
        "question": choice.question,
        "people": found.people,
        "effective": round(found.effective),
        "lower": number(_rounded(found.lower, 2)),
        "upper": number(_rounded(found.upper, 2)),
    }
    told = [_("Question: %(question)s. Answers counted: %(people)s.") % facts]
    if row.weight:
        told.append(_("Effective number of answers: %(effective)s.") % facts)
    if row.sampling != SurveyCount.Sampling.RANDOM:
        interval = _("Whoever wanted answered, so no margin of error can be told.")
    elif choice.measure == SurveyCount.Measure.SHARE:
        interval = _("Interval at 95 percent (Wilson's): from %(lower)s to %(upper)s.")
    else:
        interval = _("Interval at 95 percent (Student's): from %(lower)s to %(upper)s.")
    told.append(interval % facts)
    return " ".join(told)


def _known(row: SurveyCount) -> LocalValue | None:
    """The version that says the same already."""
    rows = LocalValue.objects.filter(indicator=row.indicator, period=row.period)
    return rows.order_by("-version").first()


def _rounded(value: float, places: int) -> Decimal:
    step = Decimal(1).scaleb(-places)
    return Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
