"""Years of a budget, and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.budget.actions.codes import load_codes
from miara.budget.actions.years import open_budget, set_year
from miara.budget.domain.dictionary import CodeKind
from miara.budget.domain.findings import Finding
from miara.budget.domain.lines import Side
from miara.budget.forms.files import CodesForm, SettingsForm, YearForm
from miara.budget.models import ClassificationCode
from miara.budget.presenters import contradictions as contradiction_words
from miara.budget.presenters.findings import told
from miara.budget.presenters.lists import waiting_words
from miara.budget.presenters.overview import (
    divisions_chart,
    divisions_of,
    divisions_table,
    summary,
)
from miara.budget.queries.codes import has_own_dictionary
from miara.budget.queries.contradictions import contradictions_of
from miara.budget.queries.reports import waiting_reports
from miara.budget.queries.years import totals_of, years_of
from miara.budget.views.door import BOTH, door
from miara.core.errors import MiaraError


@login_required
@never_cache
@require_http_methods(BOTH)
def years(request: HttpRequest, address: str) -> HttpResponse:
    """Years of the unit; opening one."""
    at = door(request, address)
    form = YearForm(request.POST or None, initial={"year": at.today.year})
    if request.method == "POST":
        at.require_planning()
        if form.is_valid():
            row = open_budget(at.unit.uid, form.cleaned_data["year"], **at.who)
            return redirect("budget:year", at.unit.address, row.year)
    return at.show(
        request,
        "years",
        422 if form.errors else 200,
        years=years_of(at.unit.uid),
        form=form,
    )


@login_required
@never_cache
@require_http_methods(BOTH)
def year(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Totals of a year, its divisions, what waits; its settings."""
    at = door(request, address, year)
    form = SettingsForm(request.POST or None, instance=at.year)
    if request.method == "POST":
        at.require_keeping()
        if form.is_valid():
            set_year(at.year, **form.cleaned_data, **at.who)
            messages.success(request, _("Saved."))
            return redirect("budget:year", at.unit.address, at.year.year)
    totals = totals_of(at.year)
    divisions = divisions_of(at.year, Side.EXPENDITURE)
    waits = waiting_reports(at.unit.uid, at.year.year, at.today)
    return at.show(
        request,
        "year",
        422 if form.errors else 200,
        form=form,
        totals=totals,
        sentence=summary(at.year, totals),
        divisions=divisions,
        chart=divisions_chart(divisions) if divisions else "",
        table=divisions_table(divisions),
        waiting=waiting_words(len(waits)) if waits else "",
    )


@login_required
@never_cache
@require_safe
def contradictions(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """What contradicts itself in a year."""
    at = door(request, address, year)
    found = contradictions_of(at.year)
    lines = contradiction_words.told(found, at.unit.address, at.year.year)
    return at.show(request, "contradictions", lines=lines)


@login_required
@never_cache
@require_http_methods(BOTH)
def codes(request: HttpRequest, address: str) -> HttpResponse:
    """Lists of the classification; loading one."""
    at = door(request, address)
    form = CodesForm(request.POST or None, request.FILES or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        at.require_keeping()
        if form.is_valid():
            kind = CodeKind(form.cleaned_data["kind"])
            content = form.cleaned_data["content"].read()
            try:
                count, findings = load_codes(at.unit.uid, kind, content, **at.who)
            except MiaraError as error:
                count = 0
                form.add_error(None, error.for_people())
            if count:
                text = _("Loaded codes: %(count)s.") % {"count": count}
                messages.success(request, text)
                return redirect("budget:codes", at.unit.address)
    counts = has_own_dictionary(at.unit.uid)
    lists = [
        (label, counts.get(kind, 0)) for kind, label in ClassificationCode.Kind.choices
    ]
    status = 422 if form.errors or findings else 200
    return at.show(
        request, "codes", status, form=form, lists=lists, findings=told(findings)
    )
