"""Watching background work, and the buttons that begin it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.core import jobs
from miara.core.htmx import render_page_or_part
from miara.core.models import Job
from miara.cube.register import Level
from miara.indicators.actions.preview import changes_by_publishing
from miara.indicators.actions.schedules import order_harvest, switch_harvest
from miara.indicators.actions.uploads import UploadGone, upload_path
from miara.indicators.domain.job_kinds import (
    COMPUTE_JOB,
    HARVEST_JOB,
    IMPORT_JOB,
    PUBLISH_JOB,
)
from miara.indicators.forms.operator_harvest import HarvestForm
from miara.indicators.forms.operator_import import ImportOptionsForm
from miara.indicators.models import HarvestSchedule, PublishedVintage
from miara.indicators.permissions import can_import, can_publish, can_see_operations
from miara.indicators.presenters.findings import finding_groups
from miara.indicators.presenters.operator_jobs import job_view
from miara.indicators.presenters.titles import title_of
from miara.indicators.presenters.vintages import (
    change_rows,
    change_summary,
    counts_of,
)
from miara.indicators.queries.builds import builds
from miara.indicators.queries.definitions import bank_series
from miara.indicators.queries.operator_desk import our_jobs, unfinished_job
from miara.indicators.views.operator_guard import operators_only

MOST_CHANGES = 100


@operators_only(can_see_operations)
@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress, then the report; the fragment asks for itself while it runs."""
    job = get_object_or_404(our_jobs(), pk=pk)
    report = job.report or {}
    built = report.get("vintage") if job.kind == COMPUTE_JOB else None
    context = {
        "job": job_view(job),
        "build": PublishedVintage.objects.filter(pk=built).first() if built else None,
        "load": report.get("load"),
        "is_import": job.kind == IMPORT_JOB,
        "is_publication": job.kind == PUBLISH_JOB,
        "brings_data": job.kind in {IMPORT_JOB, HARVEST_JOB},
        **_second_try(job),
    }
    return render_page_or_part(
        request, "indicators/operator_job.html", context, part="job"
    )


@operators_only(can_publish)
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Begin computing, unless it is running already."""
    return _begin(request, COMPUTE_JOB)


@operators_only(can_see_operations)
@require_safe
def build_list(request: HttpRequest) -> HttpResponse:
    """Every build, newest first."""
    rows = [(row, sum(row.report.get("values", {}).values())) for row in builds()[:100]]
    return render(request, "indicators/operator_builds.html", {"rows": rows})


@operators_only(can_see_operations)
@require_safe
def build_detail(request: HttpRequest, vintage_id: str) -> HttpResponse:
    """What a build holds and what serving it would change."""
    row = get_object_or_404(PublishedVintage, vintage_id=vintage_id)
    changes = changes_by_publishing(row)
    rows = change_rows(changes)
    context = {
        "build": row,
        "counts": counts_of(row.report),
        "findings": finding_groups(row.report.get("findings", [])),
        "summary": change_summary(changes),
        "changes": rows[:MOST_CHANGES],
        "more": max(0, len(rows) - MOST_CHANGES),
        "can_publish": bool(can_publish(request.user)),
    }
    return render(request, "indicators/operator_build.html", context)


@operators_only(can_publish)
@require_POST
def publish(request: HttpRequest, vintage_id: str) -> HttpResponse:
    """Begin serving a build."""
    row = get_object_or_404(PublishedVintage, vintage_id=vintage_id)
    return _begin(request, PUBLISH_JOB, vintage=row.pk)


@operators_only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def harvests(request: HttpRequest) -> HttpResponse:
    """Ask for a harvest, once or again and again; the standing orders."""
    form = HarvestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _harvest(request, form)
    orders = HarvestSchedule.objects.order_by("-is_on", "next_due_at", "pk")
    known = [(number, title_of(code)) for number, code in bank_series().items()]
    context = {"form": form, "orders": orders, "known": known}
    status = 422 if form.errors else 200
    return render(request, "indicators/operator_harvests.html", context, status=status)


@operators_only(can_import)
@require_POST
def harvest_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a standing order on or off."""
    row = get_object_or_404(HarvestSchedule, pk=pk)
    on = request.POST.get("on") == "1"
    switch_harvest(schedule=row, on=on, by=request.user, now=timezone.now())
    told = _("The order is switched on.") if on else _("The order is switched off.")
    messages.success(request, told)
    return redirect("indicators:operator-harvests")


def _harvest(request: HttpRequest, form: HarvestForm) -> HttpResponse:
    data = form.cleaned_data
    if data["every"] != HarvestSchedule.Every.ONCE:
        order_harvest(
            variables=data["variables"],
            level=Level(data["level"]),
            first_year=data["first_year"],
            last_year=data["last_year"],
            every=data["every"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(
            request, _("The order is kept. Its first harvest begins within 15 minutes.")
        )
        return redirect("indicators:operator-harvests")
    years = form.years(timezone.localdate())
    return _begin(
        request,
        HARVEST_JOB,
        variables=list(data["variables"]),
        level=data["level"],
        first_year=years.start,
        last_year=years[-1],
    )


def _begin(request: HttpRequest, kind: str, **params: Any) -> HttpResponse:
    """Begin a job and show it; one of a kind at a time."""
    running = unfinished_job(kind)
    if running is not None:
        messages.info(request, _("This is being done already."))
        return redirect("indicators:operator-job", running.pk)
    job = jobs.enqueue(kind, by=request.user, now=timezone.now(), **params)
    return redirect("indicators:operator-job", job.pk)


def _second_try(job: Job) -> dict[str, Any]:
    """The form to import a refused file as something else, while it is kept."""
    if job.kind != IMPORT_JOB or job.state != Job.State.FAILED:
        return {"again": None, "upload": "", "file_name": ""}
    try:
        path = upload_path(job.params["upload"])
    except UploadGone:
        return {"again": None, "upload": "", "file_name": ""}
    names = ("table", "retrieved_on", "strict", "skip_bad")
    initial = {name: job.params.get(name) for name in names}
    initial["kind"] = job.params["what"]
    return {
        "again": ImportOptionsForm(initial=initial),
        "upload": job.params["upload"],
        "file_name": path.name,
    }
