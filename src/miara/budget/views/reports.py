"""Quarterly reports: all of a year, and one with its steps."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.budget.actions.reports import (
    TEXTS,
    approve_report,
    reopen_report,
    return_report,
    save_report,
    submit_report,
)
from miara.budget.domain.assignment import Money
from miara.budget.forms.tasks import ReportForm
from miara.budget.models import BudgetTask, TaskReport
from miara.budget.permissions import can_decide, can_manage
from miara.budget.presenters.lists import reports_table
from miara.budget.presenters.money import money_table
from miara.budget.presenters.reports import (
    facts_of,
    measure_rows,
    rule_sentence,
    status_sentence,
)
from miara.budget.queries.reports import (
    OPEN,
    last_ended_quarter,
    report_of,
    reports_of_year,
)
from miara.budget.queries.tasks import (
    measures_of,
    task_of,
    tasks_of,
    tasks_with_money,
)
from miara.budget.views.door import BOTH, Door, door
from miara.core.errors import MiaraError
from miara.cycle.public import ChangedMeanwhileError, ReasonForm

ON_PAGE = 100


@login_required
@never_cache
@require_safe
def reports(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Where the report of each task and quarter stands."""
    at = door(request, address, year)
    page = Paginator(tasks_of(at.year), ON_PAGE).get_page(request.GET.get("page"))
    known = {(each.task_id, each.quarter): each for each in reports_of_year(at.year)}
    last = last_ended_quarter(at.year.year, at.today)
    table = reports_table(
        list(page.object_list), known, at.unit.address, at.year.year, last
    )
    states = [each.state for each in known.values() if each.quarter == last]
    return at.show(
        request,
        "reports",
        page=page,
        table=table,
        last=last,
        approved=states.count(TaskReport.State.APPROVED),
        count=page.paginator.count,
    )


@login_required
@never_cache
@require_http_methods(BOTH)
def report(
    request: HttpRequest, address: str, year: int, pk: int, quarter: int
) -> HttpResponse:
    """The report of a task and quarter: read, written, sent, decided about."""
    at = door(request, address, year)
    task, quarter = task_of(at.unit.uid, at.year.year, pk), int(quarter)
    if task is None:
        raise Http404
    row = report_of(task, quarter) or TaskReport(task=task, quarter=quarter)
    measures = measures_of(task)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    is_writing = done in {"save", "send"}
    form = ReportForm(
        request.POST if is_writing else None, instance=row, measures=measures
    )
    reason = ReasonForm(request.POST if done in {"return", "reopen"} else None)
    here = _Here(at, task, quarter, done)
    if done:
        passed = (
            _write(request, here, form)
            if is_writing
            else _decide(request, here, reason)
        )
        if passed:
            return redirect(
                "budget:report", at.unit.address, at.year.year, task.pk, quarter
            )
    return _page(request, here, form, reason)


@dataclass(frozen=True, slots=True)
class _Here:
    """Which report, and what the person pressed."""

    at: Door
    task: BudgetTask
    quarter: int
    done: str


def _write(request: HttpRequest, here: _Here, form: ReportForm) -> bool:
    at, task, quarter, done = here.at, here.task, here.quarter, here.done
    accounts.require(can_manage(at.user, task))
    if not form.is_valid():
        return False
    try:
        saved = save_report(
            task,
            quarter,
            form.texts,
            form.values,
            version=form.cleaned_data["version"],
            **at.who,
        )
        if done == "send":
            submit_report(saved, **at.who)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        if isinstance(error, ChangedMeanwhileError):
            data = form.data.copy()  # type: ignore[attr-defined]
            data["version"] = str(error.version)
            form.data = data
        return False
    sent = _("The report is sent for approval.")
    messages.success(request, sent if done == "send" else _("Saved."))
    return True


def _decide(request: HttpRequest, here: _Here, reason: ReasonForm) -> bool:
    at, task, quarter, done = here.at, here.task, here.quarter, here.done
    row = report_of(task, quarter)
    if row is None:
        raise Http404
    accounts.require(can_decide(at.user, row))
    if done != "approve" and not reason.is_valid():
        return False
    try:
        if done == "approve":
            approve_report(row, **at.who)
            messages.success(request, _("The report is approved and locked."))
        elif done == "return":
            return_report(row, reason=reason.cleaned_data["reason"], **at.who)
            messages.success(request, _("The report is returned to its author."))
        elif done == "reopen":
            reopen_report(row, reason=reason.cleaned_data["reason"], **at.who)
            messages.success(request, _("The report is open for corrections."))
    except MiaraError as error:
        messages.error(request, error.for_people())
    return True


def _page(
    request: HttpRequest, here: _Here, form: ReportForm, reason: ReasonForm
) -> HttpResponse:
    at, task, measures = here.at, here.task, form.measures
    row = report_of(task, here.quarter) or TaskReport(task=task, quarter=here.quarter)
    money = tasks_with_money(at.year, [task])[0][1]
    may_write = bool(can_manage(at.user, task)) and row.state in OPEN
    may_decide = can_decide(at.user, row) if row.pk else None
    sent = (
        Money(row.planned, row.changed or 0, row.committed or 0, row.executed or 0)
        if row.planned is not None
        else None
    )
    labels = {name: form.fields[name].label for name in TEXTS}
    return at.show(
        request,
        "report",
        422 if here.done else 200,
        task=task,
        report=row,
        quarter=row.quarter,
        form=form if may_write else None,
        reason=reason,
        may_decide=bool(may_decide),
        refusal="" if may_decide is None or may_decide else may_decide.reason,
        money=money_table(_("Money of the task now"), money),
        sent=money_table(_("Money when it was sent"), sent) if sent else None,
        texts=[(labels[name], getattr(row, name)) for name in TEXTS],
        measures=measure_rows(measures),
        course=status_sentence(facts_of(task, money, measures, row.quarter)),
        rule=rule_sentence(at.year.tolerance),
        versions=[
            (
                version,
                [(labels[n], version.content[n]) for n in TEXTS if version.content[n]],
            )
            for version in row.versions.order_by("-number")
        ]
        if row.pk
        else [],
        history=audit.describe_all(list(audit.events_for(row)[:20])) if row.pk else [],
    )
