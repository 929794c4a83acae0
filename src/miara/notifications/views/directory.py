"""The directory of heads of units, for those who keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts.public import is_operator
from miara.core.errors import MiaraError
from miara.notifications.exports import directory_csv, directory_xlsx
from miara.notifications.forms.directory import DirectoryImportForm, HeadForm
from miara.notifications.phrases import count_lines, fault_line, field_name
from miara.notifications.views.guards import directory_only
from miara.organisations import public as organisations
from miara.units import public as units

_CHANGES_SHOWN = 500


@directory_only
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Units and their heads, found by name, kind, place or what they lack."""
    page = Paginator(_chosen(request), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": request.GET.get("q", ""),
        "kind": request.GET.get("rodzaj", ""),
        "voivodeship": request.GET.get("wojewodztwo", ""),
        "lack": request.GET.get("brak", ""),
        "sees_outbox": is_operator(request.user),
        "kinds": [(kind.value, units.type_word(kind)) for kind in units.Kind],
        "voivodeships": units.units_at(units.Level.VOIVODESHIP),
    }
    return render(request, "notifications/directory.html", context)


@directory_only
@require_safe
def directory_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The same list as a file."""
    makers: dict[str, Any] = {"csv": directory_csv, "xlsx": directory_xlsx}
    if suffix not in makers:
        raise Http404
    types = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    return HttpResponse(
        makers[suffix](_chosen(request)),
        content_type=types[suffix],
        headers={"Content-Disposition": f'attachment; filename="kierownicy.{suffix}"'},
    )


@directory_only
@require_http_methods(["GET", "HEAD", "POST"])
def directory_import(request: HttpRequest) -> HttpResponse:
    """Hand a list in; nothing changes before its report is confirmed."""
    form = DirectoryImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row, _report = organisations.prepare_import(
                content=upload.read(),
                file_name=upload.name,
                source=form.cleaned_data["source"],
                as_of=form.cleaned_data["as_of"],
                by=request.user,
                now=timezone.now(),
            )
        except MiaraError as error:
            form.add_error("file", error.for_people())
        else:
            return redirect("notifications:directory-report", row.pk)
    status = 422 if form.errors else 200
    context = {"form": form}
    return render(
        request, "notifications/directory_import.html", context, status=status
    )


@directory_only
@require_http_methods(["GET", "HEAD", "POST"])
def directory_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What the list would change; a button takes it over."""
    row = organisations.waiting_import(pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            done = organisations.apply_import(
                row=row, by=request.user, now=timezone.now()
            )
        except MiaraError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, "; ".join(count_lines(done.counts)) + ".")
        return redirect("notifications:directory")
    report = organisations.import_directory(
        bytes(row.content),
        file_name=row.file_name,
        source=row.source,
        as_of=row.as_of,
        by=None,
        now=timezone.now(),
        dry_run=True,
        mapping=row.mapping,
    )
    names = units.units_by_uid([*report.new, *report.changed_units, *report.guessed])
    context = {
        "row": row,
        "counts": count_lines(report.counts),
        "new": [_name(names, uid) for uid in report.new[:_CHANGES_SHOWN]],
        "changes": [
            (_name(names, each.unit_uid), field_name(each.field), each.old, each.new)
            for each in report.changes[:_CHANGES_SHOWN]
        ],
        "broken": [fault_line(each) for each in report.broken[:_CHANGES_SHOWN]],
        "guessed": [_name(names, uid) for uid in report.guessed[:_CHANGES_SHOWN]],
        "can_apply": bool(report.new or report.changes or report.unchanged),
    }
    return render(request, "notifications/directory_report.html", context)


@directory_only
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, uid: str) -> HttpResponse:
    """The entry of a unit: corrected with a reason, with its history."""
    unit = units.unit_by_uid(uid)
    if unit is None:
        raise Http404
    history = organisations.head_history(uid)
    current = history[0] if history and history[0].replaced_at is None else None
    initial = (
        {key: getattr(current, key) for key in organisations.FACTS} if current else {}
    )
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            organisations.correct_head(
                unit_uid=uid,
                facts=form.facts(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The entry is corrected."))
            return redirect("notifications:head", uid)
    context = {"unit": unit, "current": current, "history": history, "form": form}
    status = 422 if form.errors else 200
    return render(request, "notifications/head.html", context, status=status)


def _chosen(request: HttpRequest) -> list[organisations.DirectoryLine]:
    kind = request.GET.get("rodzaj", "")
    return organisations.directory_lines(
        text=request.GET.get("q", ""),
        kinds=[kind] if kind else [],
        voivodeship=request.GET.get("wojewodztwo", ""),
        lack=request.GET.get("brak", ""),
    )


def _name(names: dict[str, units.UnitFacts], uid: str) -> str:
    found = names.get(uid)
    return uid if found is None else f"{found.full_name} ({found.code})"
