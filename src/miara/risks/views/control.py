"""Management control: years, the self-assessment, the declaration."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.risks.actions.control import (
    close_assessment,
    save_assessment,
    save_declaration,
)
from miara.risks.domain.standards import STANDARDS
from miara.risks.exports.declaration import declaration_pdf, declaration_word
from miara.risks.forms.control import AssessmentForm, DeclarationForm
from miara.risks.models import Assessment
from miara.risks.phrases import GROUPS
from miara.risks.presenters.declaration import draft_of, title_of
from miara.risks.queries.risks import (
    assessment_of,
    declaration_of,
    events_of_year,
    facts_of,
    scale_of,
)

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def control(request: HttpRequest, address: str) -> HttpResponse:
    """Years in which the unit assessed itself or declared."""
    at = cycle.door(request, address, "risks")
    this = at.today.year
    years = [
        {
            "year": year,
            "assessment": assessment_of(at.unit.uid, year),
            "declaration": declaration_of(at.unit.uid, year),
        }
        for year in range(this, this - 4, -1)
    ]
    return render(request, "risks/control.html", at.page(years=years))


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def assessment(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Assess the standards one by one; close the year's assessment."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "risks", planning=sends)
    row = assessment_of(at.unit.uid, year)
    form = AssessmentForm(request.POST or None, initial=_told(row))
    if sends and form.is_valid() and _assess(request, at, year, form):
        return redirect("risks:assessment", at.unit.address, year)
    groups = [
        {
            "name": name,
            "fields": [
                [form[f"{part}-{s.number}"] for part in ("mark", "evidence", "action")]
                for s in STANDARDS
                if s.group is group
            ],
        }
        for group, name in GROUPS.items()
    ]
    page = at.page(
        year=year,
        form=form,
        groups=groups,
        row=row,
        is_open=row is None or row.closed_at is None,
    )
    status = 422 if form.errors else 200
    return render(request, "risks/assessment.html", page, status=status)


def _assess(
    request: HttpRequest, at: cycle.Door, year: int, form: AssessmentForm
) -> bool:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    seen = form.cleaned_data["version"]
    try:
        save_assessment(at.unit.uid, year, form.marks, version=seen, **who)
        if request.POST.get("do") == "close":
            close_assessment(at.unit.uid, year, **who)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        _may_replace(request, form, error)
        return False
    messages.success(request, _("Saved."))
    return True


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def declaration(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Write the declaration; a draft is made of the register and the assessment."""
    sends = request.method == "POST"
    at = cycle.door(request, address, "risks", planning=sends)
    row = declaration_of(at.unit.uid, year)
    draft = _draft(at, year)
    initial = {
        "text": row.text if row else draft,
        "version": row.version if row else None,
    }
    form = DeclarationForm(request.POST or None, initial=initial)
    if sends and form.is_valid():
        given = form.cleaned_data
        try:
            save_declaration(
                at.unit.uid,
                year,
                given["text"],
                version=given["version"],
                by=at.user,
                now=at.now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
            _may_replace(request, form, error)
        else:
            messages.success(request, _("The declaration is saved."))
            return redirect("risks:declaration", at.unit.address, year)
    page = at.page(year=year, form=form, row=row, draft=draft if row else "")
    status = 422 if form.errors else 200
    return render(request, "risks/declaration.html", page, status=status)


@login_required
@never_cache
@require_safe
def declaration_file(
    request: HttpRequest, address: str, year: int, suffix: str
) -> HttpResponse:
    """The saved declaration as PDF or as a document of Word."""
    at = cycle.door(request, address, "risks")
    row = declaration_of(at.unit.uid, year)
    if row is None:
        raise Http404
    title, unit = title_of(at.unit, year), at.unit.full_name
    if suffix == "pdf":
        content = declaration_pdf(title, unit, row.text, saved_at=row.saved_at)
    else:
        content = declaration_word(title, unit, row.text)
    return documents.bytes_response(
        content,
        name=f"oswiadczenie-{year}.{suffix}",
        kind=documents.FileKind(suffix.upper()),
        media_type=_MEDIA[suffix],
    )


_MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _draft(at: cycle.Door, year: int) -> str:
    return draft_of(
        at.unit,
        year,
        risks=facts_of(at.unit.uid),
        scale=scale_of(at.unit.uid),
        events=events_of_year(at.unit.uid, year),
        assessment=assessment_of(at.unit.uid, year),
    )


def _told(row: Assessment | None) -> dict[str, Any]:
    if row is None:
        return {"version": None}
    told: dict[str, Any] = {"version": row.version}
    for mark in row.marks.all():
        told[f"mark-{mark.standard}"] = mark.mark
        told[f"evidence-{mark.standard}"] = mark.evidence
        told[f"action-{mark.standard}"] = mark.action
    return told


def _may_replace(request: HttpRequest, form: Any, error: MiaraError) -> None:
    """After a clash the next save may replace what is stored."""
    if isinstance(error, cycle.ChangedMeanwhileError):
        form.data = {**request.POST.dict(), "version": str(error.version)}
