"""Lines of a budget, whose they are, and the rules that say so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.budget.actions.assignment import add_rule, assign_by_hand, drop_rule
from miara.budget.domain.lines import Side
from miara.budget.exports.tables import csv_of, line_rows, xlsx_of
from miara.budget.forms.assignment import HandForm, RuleForm
from miara.budget.models import AssignmentRule, HandShare, Line
from miara.budget.presenters.lists import lines_table, rule_sentence, shares_words
from miara.budget.presenters.money import zloty
from miara.budget.presenters.tables import Table
from miara.budget.queries.base import base_lines, key_of
from miara.budget.queries.years import totals_of
from miara.budget.views.door import BOTH, Door, door, download
from miara.core.errors import MiaraError

ON_PAGE = 50
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _chosen(request: HttpRequest, at: Door) -> QuerySet[Line]:
    """Lines that the address asks for."""
    rows = base_lines(at.year).select_related("task")
    side = request.GET.get("strona", "E")
    rows = rows.filter(side=side if side in {"R", "E"} else "E")
    code = "".join(c for c in request.GET.get("kod", "") if c.isdigit())[:5]
    if code:
        field = "division" if len(code) <= 3 else "chapter"
        rows = rows.filter(**{f"{field}__startswith": code})
    if request.GET.get("bez") == "1":
        rows = rows.filter(how=Line.How.NONE)
    return rows.order_by("division", "chapter", "paragraph", "digit", "office", "pk")


@login_required
@never_cache
@require_safe
def lines(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Lines a page at a time, those of a code, those without a task."""
    at = door(request, address, year)
    page = Paginator(_chosen(request, at), ON_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return at.show(
        request,
        "lines",
        page=page,
        table=lines_table(page.object_list, at.unit.address, at.year.year),
        totals=totals_of(at.year),
        given=request.GET,
        query=query.urlencode(),
    )


@login_required
@require_safe
def lines_file(
    request: HttpRequest, address: str, year: int, suffix: str
) -> HttpResponse:
    """Lines as CSV or XLSX, chosen as on the page."""
    at = door(request, address, year)
    rows = line_rows(_chosen(request, at).iterator(chunk_size=2_000))
    content = csv_of(rows) if suffix == "csv" else xlsx_of(rows)
    name = f"pozycje-{at.unit.code}-{at.year.year}.{suffix}"
    return download(content, name, _MEDIA[suffix])


@login_required
@never_cache
@require_http_methods(BOTH)
def line(request: HttpRequest, address: str, year: int, pk: int) -> HttpResponse:
    """A line with its tasks; giving it to tasks by hand."""
    at = door(request, address, year)
    row = base_lines(at.year).select_related("task", "file").filter(pk=pk).first()
    if row is None:
        raise Http404
    key = key_of(row)
    known = HandShare.objects.filter(budget_year=at.year, key=key.text)
    hand = list(known.select_related("task").order_by("pk"))
    initial: dict[str, Any] = {}
    for n, share in enumerate(hand, 1):
        initial |= {f"task_{n}": share.task_id, f"share_{n}": share.weight / 100}
    form = HandForm(request.POST or None, year=at.year, initial=initial)
    if request.method == "POST":
        at.require_keeping()
        if form.is_valid():
            try:
                assign_by_hand(at.year, key, form.shares, **at.who)
            except MiaraError as error:
                form.add_error(None, error.for_people())
            else:
                messages.success(request, _("The line is assigned."))
                return redirect("budget:lines", at.unit.address, at.year.year)
    table: Table = lines_table([row], at.unit.address, at.year.year)
    parts = row.shares.select_related("task").order_by("pk")
    return at.show(
        request,
        "line",
        422 if form.errors else 200,
        line=row,
        key=key,
        form=form,
        table=table,
        hand=shares_words([(each.task, each.weight) for each in hand]),
        parts=[(part.task, zloty(part.changed)) for part in parts],
    )


@login_required
@never_cache
@require_http_methods(BOTH)
def rules(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Rules in the order in which they are tried; adding and removing one."""
    at = door(request, address, year)
    is_drop = "drop" in request.POST
    data = request.POST if request.method == "POST" and not is_drop else None
    form = RuleForm(data, year=at.year)
    known = AssignmentRule.objects.filter(budget_year=at.year)
    if request.method == "POST":
        at.require_keeping()
        try:
            if is_drop:
                wanted = request.POST["drop"]
                rule = known.filter(pk=wanted).first() if wanted.isdigit() else None
                if rule is not None:
                    drop_rule(rule, **at.who)
                    messages.success(request, _("The rule is removed."))
                return redirect("budget:rules", at.unit.address, at.year.year)
            if form.is_valid():
                add_rule(at.year, form.pattern, form.shares, **at.who)
                messages.success(request, _("The rule is added."))
                return redirect("budget:rules", at.unit.address, at.year.year)
        except MiaraError as error:
            form.add_error(None, error.for_people())
    rows = known.prefetch_related("shares__task").order_by("position", "pk")
    told = [(rule.pk, rule_sentence(rule)) for rule in rows]
    status = 422 if form.errors else 200
    rest = totals_of(at.year)
    return at.show(
        request, "rules", status, form=form, rules=told, totals=rest, sides=Side
    )
