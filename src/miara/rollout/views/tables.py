"""Tables: templates, sending one, looking at it, writing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.rollout.actions.tables import checked, remove_table, send_table, write_table
from miara.rollout.exports.templates import NAMES, template_file
from miara.rollout.forms.sharing import SendForm
from miara.rollout.models import TableFile
from miara.rollout.presenters.faults import faults_table
from miara.rollout.presenters.preview import preview_of
from miara.rollout.presenters.words import summary_sentence
from miara.rollout.queries.rollouts import rollout_of, table_of, tables_of

READING_AND_SENDING = ["GET", "HEAD", "POST"]
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def tables(request: HttpRequest, address: str) -> HttpResponse:
    """Templates to download, sending a filled one, what was sent before."""
    at = cycle.door(request, address, "rollout")
    sends = request.method == "POST"
    may = _may_send(at)
    if sends:
        accounts.require(may)
    rollout = rollout_of(at.unit.uid)
    initial = {"year": rollout.year if rollout else at.today.year}
    form = SendForm(request.POST or None, request.FILES or None, initial=initial)
    if sends and form.is_valid():
        given = form.cleaned_data
        is_tasks = given["kind"] == TableFile.Kind.TASKS
        try:
            row = send_table(
                at.unit.uid,
                kind=given["kind"],
                year=given["year"] if is_tasks else 0,
                content=given["content"].read(),
                name=given["content"].name,
                by=at.user,
                now=at.now,
            )
        except MiaraError as error:
            form.add_error("content", error.for_people())
        else:
            return redirect("rollout:table", at.unit.address, row.pk)
    page = at.page(
        form=form if may else None,
        rows=tables_of(at.unit.uid)[:50],
        templates=list(NAMES),
    )
    status = 422 if form.errors else 200
    return render(request, "rollout/tables.html", page, status=status)


@login_required
@never_cache
@require_safe
def template(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """A template to fill in."""
    cycle.door(request, address, "rollout")
    return documents.bytes_response(
        template_file(name),
        name=f"szablon-{name}.xlsx",
        kind=documents.FileKind.XLSX,
        media_type=_SHEET,
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def table(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """What a table holds and what is wrong with it; writing or removing it."""
    at = cycle.door(request, address, "rollout")
    row = table_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _act(request, at, row)
    page = at.page(row=row, may_send=bool(_may_send(at)))
    if row.state == TableFile.State.DRAFT:
        try:
            told, faults, _known = checked(row, at.now)
        except MiaraError as error:  # the antivirus has found something since
            messages.error(request, error.for_people())
            return redirect("rollout:tables", at.unit.address)
        stopping = [fault for fault in faults if fault.stops]
        page |= {
            "faults": faults_table(faults, _("What to correct")) if faults else None,
            "stopping": len(stopping),
            "remarks": len(faults) - len(stopping),
            "preview": preview_of(told),
        }
    else:
        page["summary"] = summary_sentence(row)
    return render(request, "rollout/table.html", page)


def _act(request: HttpRequest, at: cycle.Door, row: TableFile) -> HttpResponse:
    try:
        if request.POST.get("do") == "write":
            write_table(row, by=at.user, now=at.now)
            messages.success(request, _("The table is written into the plans."))
        elif request.POST.get("do") == "remove":
            remove_table(row, by=at.user, now=at.now)
            messages.success(request, _("The table is removed."))
            return redirect("rollout:tables", at.unit.address)
    except MiaraError as error:
        messages.error(request, error.for_people())
    return redirect("rollout:table", at.unit.address, row.pk)


def _may_send(at: cycle.Door) -> accounts.Decision:
    """Planners send both tables, treasurers tasks; actions decide which."""
    decision = cycle.can_plan(at.user, at.unit.uid)
    return decision or cycle.can_keep_budget(at.user, at.unit.uid)
