"""The operator's overview and the report of quality."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from miara.indicators.models import PublishedVintage
from miara.indicators.permissions import can_see_operations
from miara.indicators.presenters.imports import table_title
from miara.indicators.presenters.operator_jobs import job_view
from miara.indicators.presenters.quality import (
    coverage_rows,
    quality_json,
    quality_lists,
    suspect_rows,
    suspect_total,
)
from miara.indicators.presenters.vintages import counts_of
from miara.indicators.queries.builds import builds
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.operator_desk import desk
from miara.indicators.queries.quality import QualityReport, quality_report
from miara.indicators.queries.vintages import open_vintage
from miara.indicators.views.operator_guard import operators_only

MOST_SUSPECTS = 200


@operators_only(can_see_operations)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is loaded and served, what runs, what waits for somebody."""
    present = desk()
    context = {
        "desk": present,
        "tables": [(table_title(row.table), row) for row in present.tables],
        "counts": counts_of(present.served.report) if present.served else [],
        "jobs": [job_view(job) for job in present.jobs],
    }
    return render(request, "indicators/operator_desk.html", context)


@operators_only(can_see_operations)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """The data-quality report, as the command prints it."""
    report = _report()
    rows = coverage_rows(report)
    context = {
        "report": report,
        "lists": quality_lists(report),
        "coverage": [row for row in rows if row.count < row.units],
        "whole": sum(row.count == row.units for row in rows),
        "suspects": suspect_rows(report.suspects[:MOST_SUSPECTS]),
        "suspect_total": suspect_total(report),
    }
    return render(request, "indicators/operator_quality.html", context)


@operators_only(can_see_operations)
@require_safe
def quality_data(request: HttpRequest) -> HttpResponse:
    """The same report for programs."""
    return JsonResponse(quality_json(_report()))


def _report() -> QualityReport:
    row = PublishedVintage.objects.current() or builds().first()
    return quality_report(
        definitions=definitions(),
        vintage=open_vintage(row) if row else None,
        today=timezone.localdate(),
    )
