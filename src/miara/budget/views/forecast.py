"""The multi-year forecast with its rules, and indicators of the ministry."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.budget.actions.forecast import keep_forecast
from miara.budget.domain.findings import Finding
from miara.budget.domain.rules.facts import facts_of
from miara.budget.domain.rules.indicators import values_of
from miara.budget.forms.files import ForecastForm
from miara.budget.models import ReportFile
from miara.budget.presenters.findings import told
from miara.budget.presenters.forecast import (
    forecast_table,
    indicator_table,
    rules_of,
    undertakings_table,
)
from miara.budget.queries.base import as_line, base_lines, statements_of
from miara.budget.queries.forecast import forecast_of, rows_of, undertakings_of
from miara.budget.views.door import BOTH, Door, door
from miara.core.errors import MiaraError


@login_required
@never_cache
@require_http_methods(BOTH)
def forecast(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """The forecast in force, its rules and undertakings; reading a new one."""
    at = door(request, address, year)
    form = ForecastForm(
        request.POST or None, request.FILES or None, initial={"year": at.year.year}
    )
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        at.require_keeping()
        if form.is_valid():
            kept, findings = _kept(at, form)
            if kept:
                messages.success(request, _("The forecast is read."))
                return redirect("budget:forecast", at.unit.address, at.year.year)
    row = forecast_of(at.unit.uid, at.year.year)
    undertakings = undertakings_of(row) if row else []
    return at.show(
        request,
        "forecast",
        422 if form.errors or findings else 200,
        form=form,
        findings=told(findings),
        forecast=row,
        table=forecast_table(row) if row else None,
        rules=rules_of(rows_of(row), at.year.year) if row else [],
        undertakings=undertakings_table(undertakings) if undertakings else None,
    )


@login_required
@never_cache
@require_safe
def indicators(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Indicators WB, WL and WZ of a year, with the amounts they are made of."""
    at = door(request, address, year)
    facts = facts_of(
        (as_line(line) for line in base_lines(at.year).order_by("pk").iterator()),
        statements_of(at.year, ReportFile.Kind.RBNDS),
        statements_of(at.year, ReportFile.Kind.RBZ),
        at.year.population,
    )
    return at.show(request, "indicators", table=indicator_table(values_of(facts)))


def _kept(at: Door, form: ForecastForm) -> tuple[bool, tuple[Finding, ...]]:
    given = form.cleaned_data
    annex = given["undertakings"]
    try:
        kept, findings = keep_forecast(
            at.unit.uid,
            year=given["year"],
            number=given["number"],
            adopted_on=given["adopted_on"],
            rows=given["rows"].read(),
            undertakings=annex.read() if annex else None,
            **at.who,
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False, ()
    return kept is not None, findings
