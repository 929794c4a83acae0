"""Documents of the method: the list, one, its edition, its file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.rollout.actions.method import adopt_document, save_text, take_adoption_back
from miara.rollout.exports.method import method_word
from miara.rollout.forms.sharing import AdoptionForm, TextForm
from miara.rollout.models import MethodDocument
from miara.rollout.presenters.method import GROUPS, field_values, shown_blocks
from miara.rollout.queries.rollouts import (
    document_of,
    documents_of,
    newest_version,
    rollout_of,
    versions_of,
)

READING_AND_SENDING = ["GET", "HEAD", "POST"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@never_cache
@require_safe
def documents_page(request: HttpRequest, address: str) -> HttpResponse:
    """Rules, orders and processes of the unit."""
    at = cycle.door(request, address, "rollout")
    rows = list(documents_of(at.unit.uid))
    groups = [
        (name, [row for row in rows if row.kind == kind])
        for kind, name in GROUPS.items()
    ]
    page = at.page(groups=[group for group in groups if group[1]])
    return render(request, "rollout/documents.html", page)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def document(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One document as it reads now; adopting it."""
    at = cycle.door(request, address, "rollout")
    row = _row(at, pk)
    sends = request.method == "POST"
    if sends:
        accounts.require(cycle.can_plan(at.user, at.unit.uid))
    if sends and request.POST.get("do") == "back":
        take_adoption_back(row, by=at.user, now=at.now)
        messages.success(request, _("Saved."))
        return redirect("rollout:document", at.unit.address, row.pk)
    form = AdoptionForm(request.POST or None, instance=_row(at, pk))
    if sends and form.is_valid():
        adopt_document(
            row,
            number=form.cleaned_data["adopted_number"],
            adopted_on=form.cleaned_data["adopted_on"],
            by=at.user,
            now=at.now,
        )
        messages.success(request, _("Saved."))
        return redirect("rollout:document", at.unit.address, row.pk)
    page = at.page(
        row=row,
        blocks=_blocks(at, row),
        versions=versions_of(row),
        form=form if at.plans else None,
        history=audit.describe_all(list(audit.events_for(row)[:30])),
    )
    status = 422 if form.errors else 200
    return render(request, "rollout/document.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def document_edit(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change the text; every saving is a version."""
    at = cycle.door(request, address, "rollout", planning=True)
    row = _row(at, pk)
    initial = {
        "title": row.title,
        "body": newest_version(row).body,
        "version": row.version,
    }
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            save_text(
                row,
                title=given["title"],
                body=given["body"],
                note=given["note"],
                seen=given["version"],
                by=at.user,
                now=at.now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
            if isinstance(error, cycle.ChangedMeanwhileError):
                form.data = {**request.POST.dict(), "version": str(error.version)}
        else:
            messages.success(request, _("Saved."))
            return redirect("rollout:document", at.unit.address, row.pk)
    page = at.page(form=form, row=row)
    status = 422 if form.errors else 200
    return render(request, "rollout/document_edit.html", page, status=status)


@login_required
@never_cache
@require_safe
def document_file(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """The document as a document of Word."""
    at = cycle.door(request, address, "rollout")
    row = _row(at, pk)
    content = method_word(row.title, at.unit.full_name, _blocks(at, row))
    return documents.bytes_response(
        content,
        name=f"{row.code.replace('_', '-')}.docx",
        kind=documents.FileKind.DOCX,
        media_type=_WORD,
    )


def _blocks(at: cycle.Door, row: MethodDocument) -> list:  # type: ignore[type-arg]
    values = field_values(at.unit, rollout_of(at.unit.uid), at.today)
    return shown_blocks(newest_version(row).body, values)


def _row(at: cycle.Door, pk: int) -> MethodDocument:
    row = document_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row
