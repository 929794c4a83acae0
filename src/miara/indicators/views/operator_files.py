"""Handing in files, and the list of what is in use."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
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
from miara.core.models import Job
from miara.indicators.actions.loads import withdraw_load
from miara.indicators.actions.uploads import (
    UploadGone,
    UploadRefused,
    receive_upload,
    upload_path,
)
from miara.indicators.domain.import_kinds import ImportKind
from miara.indicators.domain.job_kinds import IMPORT_JOB
from miara.indicators.domain.uploads import recognise_kind
from miara.indicators.forms.operator_import import ImportForm, ImportOptionsForm
from miara.indicators.models import DataLoad
from miara.indicators.permissions import can_import, can_see_operations
from miara.indicators.presenters.findings import finding_lines
from miara.indicators.presenters.imports import table_title
from miara.indicators.presenters.titles import title_of
from miara.indicators.views.operator_guard import operators_only


@operators_only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Hand in a file; its import runs in the background."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            token = receive_upload(
                name=file.name,
                chunks=file.chunks(),
                by=request.user,
                now=timezone.now(),
            )
        except UploadRefused as refusal:
            form.add_error("file", refusal.for_people())
        else:
            return _import(request, token, form)
    status = 422 if form.errors else 200
    return render(
        request, "indicators/operator_import.html", {"form": form}, status=status
    )


@operators_only(can_import)
@require_POST
def import_again(request: HttpRequest, token: str) -> HttpResponse:
    """Import a waiting file as something else."""
    form = ImportOptionsForm(request.POST)
    try:
        upload_path(token)
    except UploadGone as gone:
        messages.error(request, gone.for_people())
        return redirect("indicators:operator-import")
    if not form.is_valid():
        messages.error(request, _("Choose from the lists."))
        return redirect("indicators:operator-import")
    return _import(request, token, form)


@operators_only(can_see_operations)
@require_safe
def load_list(request: HttpRequest) -> HttpResponse:
    """Every file ever imported, those in use first."""
    rows = DataLoad.objects.defer("planes", "findings", "notes").order_by(
        F("withdrawn_at").asc(nulls_first=True), "-loaded_at", "-pk"
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, table_title(row.table, default=row.title)) for row in page],
        "can_withdraw": bool(can_import(request.user)),
    }
    return render(request, "indicators/operator_loads.html", context)


@operators_only(can_see_operations)
@require_safe
def load_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its origin, series and findings."""
    row = get_object_or_404(DataLoad, pk=pk)
    series = [
        {
            "title": title_of(plane["variable"]),
            "code": plane["variable"],
            "periods": _span(plane["periods"]),
        }
        for plane in row.planes
    ]
    context = {
        "row": row,
        "title": table_title(row.table, default=row.title),
        "series": series,
        "findings": finding_lines(row.findings),
        "can_withdraw": bool(can_import(request.user)),
    }
    return render(request, "indicators/operator_load.html", context)


@operators_only(can_import)
@require_POST
def load_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a file out of the builds made from now on."""
    row = get_object_or_404(DataLoad, pk=pk)
    withdraw_load(load=row, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("The file is withdrawn. Compute a build to leave its numbers out."),
    )
    return redirect("indicators:operator-load", pk)


def _import(request: HttpRequest, token: str, form: ImportOptionsForm) -> HttpResponse:
    chosen = form.cleaned_data["kind"]
    kind = ImportKind(chosen) if chosen else recognise_kind(upload_path(token))
    job: Job = jobs.enqueue(
        IMPORT_JOB,
        by=request.user,
        now=timezone.now(),
        upload=token,
        what=kind.value,
        **form.options(),
    )
    return redirect("indicators:operator-job", job.pk)


def _span(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
