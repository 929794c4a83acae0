"""Tasks of a year: the list, the card, a change, a copy, a removal."""

from __future__ import annotations

from typing import Any

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
from miara.budget.actions.tasks import (
    add_task,
    change_task,
    copy_tasks,
    drop_task,
    set_measures,
)
from miara.budget.domain.assignment import Money
from miara.budget.exports.tables import csv_of, task_rows, xlsx_of
from miara.budget.forms.tasks import CopyForm, MeasureSet, TaskForm
from miara.budget.models import BudgetTask
from miara.budget.permissions import can_manage
from miara.budget.presenters.lists import lines_table, tasks_table
from miara.budget.presenters.money import money_table, zloty
from miara.budget.presenters.reports import (
    facts_of,
    measure_rows,
    rule_sentence,
    status_sentence,
    unit_cost,
)
from miara.budget.queries.reports import last_ended_quarter
from miara.budget.queries.tasks import (
    lines_of_task,
    measures_of,
    task_of,
    tasks_of,
    tasks_with_money,
)
from miara.budget.queries.years import totals_of, years_of
from miara.budget.views.door import BOTH, Door, door, download
from miara.budget.views.lines import _MEDIA
from miara.core.errors import MiaraError

ON_PAGE = 100
_MOST_LINES = 100


@login_required
@never_cache
@require_http_methods(BOTH)
def tasks(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Tasks with their money; copying those of another year."""
    at = door(request, address, year)
    others = years_of(at.unit.uid).exclude(pk=at.year.pk)
    form = CopyForm(request.POST or None, years=others)
    if request.method == "POST":
        at.require_planning()
        if form.is_valid():
            return _copied(request, at, form)
    page = Paginator(tasks_of(at.year), ON_PAGE).get_page(request.GET.get("page"))
    shown = tasks_with_money(at.year, page.object_list)
    totals = totals_of(at.year)
    return at.show(
        request,
        "tasks",
        422 if form.errors else 200,
        form=form if at.may_plan and others.exists() else None,
        page=page,
        table=tasks_table(shown, at.unit.address, at.year.year),
        rest=zloty(totals.unassigned.changed) if totals.unassigned_lines else "",
        total=zloty(totals.expenditure.changed),
    )


@login_required
@require_safe
def tasks_file(
    request: HttpRequest, address: str, year: int, suffix: str
) -> HttpResponse:
    """Tasks as CSV or XLSX."""
    at = door(request, address, year)
    rows = task_rows(tasks_with_money(at.year, tasks_of(at.year)))
    content = csv_of(rows) if suffix == "csv" else xlsx_of(rows)
    name = f"zadania-{at.unit.code}-{at.year.year}.{suffix}"
    return download(content, name, _MEDIA[suffix])


@login_required
@never_cache
@require_http_methods(BOTH)
def task(request: HttpRequest, address: str, year: int, pk: int) -> HttpResponse:
    """The card of a task; removing it."""
    at = door(request, address, year)
    row = _found(at, pk)
    if request.method == "POST":
        at.require_planning()
        try:
            drop_task(row, **at.who)
        except MiaraError as error:
            messages.error(request, error.for_people())
            return redirect("budget:task", at.unit.address, at.year.year, row.pk)
        messages.success(request, _("The task is removed."))
        return redirect("budget:tasks", at.unit.address, at.year.year)
    money = tasks_with_money(at.year, [row])[0][1]
    measures = measures_of(row)
    quarter = last_ended_quarter(at.year.year, at.today) or 1
    whole, parts = lines_of_task(row)
    return at.show(
        request,
        "task",
        task=row,
        may_manage=bool(can_manage(at.user, row)),
        money=money_table(_("Money of the task"), money),
        course=status_sentence(facts_of(row, money, measures, quarter)),
        rule=rule_sentence(at.year.tolerance),
        measures=measure_rows(measures),
        cost=unit_cost(row, money),
        needed=zloty(row.needed) if row.needed is not None else "",
        before=_before(row),
        table=lines_table(whole[:_MOST_LINES], at.unit.address, at.year.year),
        line_count=len(whole),
        parts=[(part.line, zloty(part.changed)) for part in parts[:_MOST_LINES]],
        reports={r.quarter: r for r in row.reports.all()},
        quarters=[(n, _report(row, n)) for n in range(1, 5)],
        history=audit.describe_all(list(audit.events_for(row)[:10])),
    )


@login_required
@never_cache
@require_http_methods(BOTH)
def task_new(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Add a task with its measures."""
    at = door(request, address, year)
    at.require_planning()
    return _edit(request, at, BudgetTask(budget_year=at.year))


@login_required
@never_cache
@require_http_methods(BOTH)
def task_change(request: HttpRequest, address: str, year: int, pk: int) -> HttpResponse:
    """Change the card of a task and its measures."""
    at = door(request, address, year)
    row = _found(at, pk)
    accounts.require(can_manage(at.user, row))
    return _edit(request, at, row)


def _edit(request: HttpRequest, at: Door, row: BudgetTask) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, instance=row, unit_uid=at.unit.uid, on=at.today)
    known = measures_of(row) if row.pk else []
    names = ("name", "kind", "unit_of_measure", "direction", "base", "planned")
    initial = [{name: getattr(each, name) for name in names} for each in known]
    measures = MeasureSet(data, initial=initial, prefix="m")
    # Both are asked, so that every mistake is told at once.
    if data is not None and all([form.is_valid(), measures.is_valid()]):
        try:
            saved = _saved(at, row, form)
            set_measures(saved, measures.rows, **at.who)  # type: ignore[attr-defined]
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("The task is saved."))
            return redirect("budget:task", at.unit.address, at.year.year, saved.pk)
    status = 422 if form.errors or measures.total_error_count() else 200
    stored = BudgetTask.objects.filter(pk=row.pk).first()
    return at.show(
        request, "task_form", status, form=form, measures=measures, task=stored
    )


def _saved(at: Door, row: BudgetTask, form: TaskForm) -> BudgetTask:
    """A form puts what was typed into its row, so the stored one is read again."""
    if row.pk is None:
        return add_task(at.year, form.values, **at.who)
    stored = _found(at, row.pk)
    change_task(stored, form.values, version=form.seen, **at.who)
    return stored


def _copied(request: HttpRequest, at: Door, form: CopyForm) -> HttpResponse:
    try:
        source = tasks_of(form.cleaned_data["source"])
        count = copy_tasks(at.year, source, **at.who)
        text = _("Tasks copied: %(count)s.") % {"count": count}
        messages.success(request, text)
    except MiaraError as error:
        messages.error(request, error.for_people())
    return redirect("budget:tasks", at.unit.address, at.year.year)


def _found(at: Door, pk: int) -> BudgetTask:
    row = task_of(at.unit.uid, at.year.year, pk)
    if row is None:
        raise Http404
    return row


def _before(row: BudgetTask) -> dict[str, Any] | None:
    """The task of the year before with its money."""
    if row.previous is None:
        return None
    money: Money = tasks_with_money(row.previous.budget_year, [row.previous])[0][1]
    return {
        "task": row.previous,
        "changed": zloty(money.changed),
        "executed": zloty(money.executed),
    }


def _report(row: BudgetTask, quarter: int) -> str:
    found = next((r for r in row.reports.all() if r.quarter == quarter), None)
    return str(found.get_state_display()) if found else ""
