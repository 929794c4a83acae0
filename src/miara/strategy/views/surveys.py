"""Answers of a survey: sent as a file, counted, made into a value."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.strategy.actions.surveys import (
    count_survey,
    estimate_of,
    keep_answers,
    throw_survey,
)
from miara.strategy.forms.surveys import ChoiceForm, SurveyForm
from miara.strategy.models import LocalIndicator, SurveyCount
from miara.strategy.permissions import can_enter_value
from miara.strategy.presenters.surveys import answers_table, result_of
from miara.strategy.queries.values import surveys_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door
from miara.strategy.views.indicators import indicator_of

__all__ = ["survey", "survey_new"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def survey_new(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Send a file of answers."""
    at = door(request, address, current="indicators")
    row = indicator_of(at, pk)
    accounts.require(can_enter_value(at.user, row))
    form = SurveyForm(
        request.POST or None,
        request.FILES or None,
        initial={"period": str(at.today.year - 1)},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            made = keep_answers(
                row,
                form.answers,
                period=facts["period"],
                name=facts["file"].name,
                sampling=facts["sampling"],
                **at.who,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("strategy:survey", at.address, row.pk, made.pk)
    return at.render(
        "strategy/survey_new.html",
        status=422 if form.errors else 200,
        row=row,
        form=form,
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def survey(request: HttpRequest, address: str, pk: int, number: int) -> HttpResponse:
    """Counts of a file: choosing the question and what answers count as."""
    at = door(request, address, current="indicators")
    row = indicator_of(at, pk)
    found = surveys_of(row).filter(pk=number).first()
    if found is None:
        raise Http404
    found.indicator = row
    may_enter = can_enter_value(at.user, row)
    if found.state == SurveyCount.State.COUNTED:
        return at.render(
            "strategy/survey_counted.html",
            row=row,
            survey=found,
            result=result_of(found),
            table=answers_table(found),
        )
    if request.method == "POST":
        accounts.require(may_enter)
    if request.POST.get("do") == "throw":
        return _thrown(at, row, found)
    return _chosen(at, row, found, may_enter=bool(may_enter))


def _thrown(at: Door, row: LocalIndicator, found: SurveyCount) -> HttpResponse:
    try:
        throw_survey(found, **at.who)
    except MiaraError as error:
        messages.error(at.request, error.for_people())
    else:
        messages.success(at.request, _("The counts were removed."))
    return redirect("strategy:indicator", at.address, row.pk)


def _chosen(
    at: Door, row: LocalIndicator, found: SurveyCount, *, may_enter: bool
) -> HttpResponse:
    questions = found.questions
    asked = at.request.GET.get("pytanie", "")
    place = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    question = questions[place] if place < len(questions) else questions[0]
    measure = at.request.GET.get("miara", "")
    if measure not in SurveyCount.Measure.values:
        measure = "SHARE" if row.measure == "%" else "MEAN"
    sent = at.request.POST if at.request.method == "POST" else None
    form = ChoiceForm(
        sent, question=question, counts=found.answers_to(question), measure=measure
    )
    result: Any = None
    if sent is not None and form.is_valid():
        try:
            if sent.get("do") == "keep":
                reason = form.cleaned_data["reason"]
                made = count_survey(found, form.choice, reason=reason, **at.who)
                messages.success(
                    at.request, _("The value was worked out and waits for approval.")
                )
                return redirect("strategy:survey", at.address, row.pk, made.pk)
            estimate = estimate_of(found, form.choice)
            result = result_of(found, form.choice, estimate)
        except MiaraError as error:
            form.add_error(None, error.for_people())
    return at.render(
        "strategy/survey.html",
        status=422 if form.errors else 200,
        row=row,
        survey=found,
        questions=list(enumerate(questions)),
        place=questions.index(question),
        measure=measure,
        measures=SurveyCount.Measure.choices,
        form=form,
        result=result,
        may_enter=may_enter,
    )
