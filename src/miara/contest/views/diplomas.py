"""Diplomas: verification for everybody, the office's list, progress of the batch."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from miara.contest.actions.diplomas import reissue_diploma, revoke_diploma
from miara.contest.forms.results import CodeForm, ReissueForm, RevokeForm
from miara.contest.models import Diploma, Edition, Release
from miara.contest.permissions import can_organise, can_preside
from miara.contest.presenters.results import award_text
from miara.contest.queries.results import diploma_of_code, results_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.core.models import Job
from miara.documents import public as documents

__all__ = [
    "diploma",
    "diploma_check",
    "diploma_file",
    "diploma_form",
    "diploma_job",
    "diplomas",
]


@require_safe
def diploma_form(request: HttpRequest) -> HttpResponse:
    """Type the code of a diploma that has no readable QR code."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        code = "".join(form.cleaned_data["code"].split()).replace("-", "").upper()
        if code.isalnum() and code.isascii():
            return redirect("contest:diploma-check", code)
        form.add_error("code", _("A code has letters and digits only."))
    status = 422 if form.errors else 200
    return render(
        request, "contest/public/diploma_form.html", {"form": form}, status=status
    )


@require_safe
@cache_control(no_cache=True)
def diploma_check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a diploma is genuine, whose it is and what for."""
    found = diploma_of_code(code, now=moment_of(request))
    if found is None:
        return render(
            request, "contest/public/diploma_unknown.html", {"code": code}, status=404
        )
    row, title = found
    context = {
        "diploma": row,
        "edition": row.award.edition,
        "title": title,
        "award": award_text(title),
        "has_file": row.file is not None and row.revoked_at is None,
        "seals": _seals(row),
    }
    return render(request, "contest/public/diploma.html", context)


@require_safe
@cache_control(no_cache=True)
def diploma_file(request: HttpRequest, code: str) -> HttpResponse:
    """The diploma in PDF; a revoked one is no longer handed out."""
    found = diploma_of_code(code, now=moment_of(request))
    if found is None or found[0].file is None or found[0].revoked_at is not None:
        raise Http404
    return documents.file_response(found[0].file, request=request, inline=True)


@require_safe
@edition_page(can_organise, can_preside)
def diplomas(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Diplomas of an edition; before the release the office learns only that."""
    results = results_of(edition, now=moment_of(request), stage=Release.Stage.RESULTS)
    rows = []
    if results is not None:
        titles = {row.award_id: row for row in results.rows}
        found = Diploma.objects.filter(award__in=titles).order_by("number", "pk")
        rows = [(row, award_text(titles[row.award_id])) for row in found]
    context = {
        "edition": edition,
        "is_out": results is not None,
        "rows": rows,
        "missing": len(results.rows) - len(rows) if results else 0,
    }
    return render(request, "contest/office/diplomas.html", context)


@edition_page(can_organise, even_closed=True)
def diploma(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One diploma: a corrected name, or its end."""
    now, by = moment_of(request), person(request)
    found = diploma_of_code(code, now=now)
    if found is None or found[0].award.edition_id != edition.pk:
        raise Http404
    row, title = found
    action = request.POST.get("action", "") if request.method == "POST" else ""
    revoke = RevokeForm(request.POST if action == "revoke" else None, prefix="revoke")
    reissue = ReissueForm(
        request.POST if action == "reissue" else None,
        initial={"recipient_name": row.recipient_name},
    )
    used: Any = {"revoke": revoke, "reissue": reissue}.get(action)
    if used is not None and used.is_valid():
        act: Any = revoke_diploma if action == "revoke" else reissue_diploma
        try:
            act(diploma=row, by=by, now=now, **used.cleaned_data)
        except MiaraError as error:
            used.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = {
        "edition": edition,
        "diploma": row,
        "award": award_text(title),
        "revoke": revoke,
        "reissue": reissue,
    }
    bad = bool(revoke.errors or reissue.errors)
    status = 422 if bad else 200
    return render(request, "contest/office/diploma.html", context, status=status)


@require_safe
@edition_page(can_organise, can_preside)
def diploma_job(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """How far the batch is; seen by whoever asked for it."""
    job = get_object_or_404(
        Job, pk=pk, kind="contest.make_diplomas", params__edition=edition.uid
    )
    if job.created_by_id != str(person(request).pk):
        raise PermissionDenied(_("Somebody else asked for this work."))
    context = {
        "edition": edition,
        "job": job,
        "value": min(job.done, job.total) if job.total else None,
        "lines": (job.report or {}).get("lines", []),
        "has_failed": job.state == Job.State.FAILED,
    }
    return render_page_or_part(request, "contest/office/job.html", context, part="job")


def _seals(diploma: Diploma) -> list[tuple[str, str]]:
    """Whose seal the PDF carries, and what the check of it found."""
    if diploma.file is None or diploma.revoked_at is not None:
        return []
    return [
        (row.certificate_name, documents.verdict_text(row.verdict))
        for row in documents.checks_of(diploma.file)
    ]
