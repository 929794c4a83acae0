"""Files of a year: sent, looked at, taken, thrown away, downloaded."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.budget.actions.files import choose_columns, send_file, take_file, throw_away
from miara.budget.actions.years import add_resolution
from miara.budget.domain.findings import stops
from miara.budget.domain.lines import FileKind
from miara.budget.forms.files import ColumnsForm, SendForm
from miara.budget.models import ReportFile, Resolution
from miara.budget.presenters.findings import told, told_json
from miara.budget.presenters.lists import files_table, preview_table, totals_table
from miara.budget.queries.reading import reading_of
from miara.budget.queries.years import files_of
from miara.budget.views.door import BOTH, Door, door, download
from miara.core.errors import MiaraError
from miara.documents import public as documents

_SHOWN = 20


@login_required
@never_cache
@require_http_methods(BOTH)
def files(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Files of the year; sending one."""
    at = door(request, address, year)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        at.require_keeping()
        if form.is_valid() and (row := _sent(at, form)) is not None:
            return redirect("budget:file", at.unit.address, at.year.year, row.pk)
    rows = list(files_of(at.year))
    return at.show(
        request,
        "files",
        422 if form.errors else 200,
        form=form,
        files=rows,
        table=files_table(rows, at.unit.address, at.year.year),
    )


@login_required
@never_cache
@require_http_methods(BOTH)
def file(request: HttpRequest, address: str, year: int, pk: int) -> HttpResponse:
    """A file: its findings and lines before it is taken, its control sums after."""
    at = door(request, address, year)
    row = files_of(at.year).filter(pk=pk).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        at.require_keeping()
        return _act(request, at, row)
    if row.state != ReportFile.State.DRAFT:
        return at.show(
            request,
            "file",
            file=row,
            findings=told_json(row.findings),
            totals=totals_table(row),
        )
    reading = reading_of(row)
    return at.show(
        request,
        "file",
        file=row,
        findings=told(reading.findings),
        is_stopped=stops(reading.findings),
        reading=reading,
        preview=preview_table(reading, _SHOWN),
        columns=ColumnsForm(
            headings=reading.headings, columns=row.columns or dict(reading.columns)
        )
        if reading.headings
        else None,
    )


@login_required
@require_safe
def file_download(
    request: HttpRequest, address: str, year: int, pk: int
) -> HttpResponse:
    """The bytes as they were sent, under their own name."""
    at = door(request, address, year)
    row = files_of(at.year).filter(pk=pk).first()
    if row is None:
        raise Http404
    name = "".join(c if c.isalnum() or c in "-_." else "_" for c in row.name)
    content = documents.read_file(row.stored)
    return download(
        content,
        name.encode("ascii", "replace").decode().replace("?", "_"),
        "application/octet-stream",
    )


def _sent(at: Door, form: SendForm) -> ReportFile | None:
    given = form.cleaned_data
    kind, sent = FileKind(given["kind"]), given["content"]
    try:
        with transaction.atomic():
            resolution = _resolution(at, form) if kind is FileKind.RESOLUTION else None
            return send_file(
                at.year,
                kind=kind,
                quarter=0 if resolution else given["quarter"],
                content=sent.read(),
                name=sent.name,
                scope=given["scope"].strip(),
                resolution=resolution,
                **at.who,
            )
    except MiaraError as error:
        form.add_error("content", error.for_people())
    except IntegrityError:
        form.add_error(
            "resolution_kind", _("The year has its budget resolution already.")
        )
    return None


def _resolution(at: Door, form: SendForm) -> Resolution:
    given = form.cleaned_data
    known = Resolution.objects.filter(
        budget_year=at.year, number=given["number"], file=None
    ).first()
    return known or add_resolution(
        at.year,
        kind=given["resolution_kind"],
        number=given["number"],
        adopted_on=given["adopted_on"],
        **at.who,
    )


def _act(request: HttpRequest, at: Door, row: ReportFile) -> HttpResponse:
    here = (at.unit.address, at.year.year)
    done = request.POST.get("do", "")
    try:
        if done == "throw":
            throw_away(row, **at.who)
            messages.success(request, _("The file is removed."))
            return redirect("budget:files", *here)
        if done == "columns":
            form = ColumnsForm(
                request.POST, headings=reading_of(row).headings, columns={}
            )
            if form.is_valid():
                choose_columns(row, form.cleaned_data, **at.who)
        elif done == "take":
            take_file(row, **at.who)
            messages.success(request, _("The file is taken. Money of tasks is new."))
    except MiaraError as error:
        messages.error(request, error.for_people())
    return redirect("budget:file", *here, row.pk)
