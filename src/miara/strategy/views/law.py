"""The checklist of what the law asks of a strategy, and the draft diagnosis."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.catalogue import public as catalogue
from miara.core.errors import MiaraError
from miara.strategy.actions.checklist import answer_check
from miara.strategy.actions.diagnosis import edit_section, write_diagnosis
from miara.strategy.forms.law import ChecklistForm, SectionForm
from miara.strategy.models import DiagnosisSection, Document
from miara.strategy.presenters.diagnosis import draft_diagnosis
from miara.strategy.queries.plans import document_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = ["checklist", "diagnosis", "diagnosis_section"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def checklist(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """What the law asks of a strategy, element by element."""
    at = door(request, address, planning=request.method == "POST")
    row = _row(at, pk)
    law = catalogue.strategy_checklist()
    kept = {each.item: each for each in row.checks.all()}
    form = ChecklistForm(
        request.POST or None,
        items=law.items,
        kept=kept,
        language=get_language() or "pl",
    )
    missing = [item for item in law.items if item.code not in kept]

    def save() -> None:
        for item, answer, place in form.answers():
            answer_check(row, item, answer=answer, place=place, **at.who)

    return form_page(
        at,
        form,
        save,
        done=_("The answers were kept."),
        back=reverse("strategy:checklist", args=[at.address, row.pk]),
        template="strategy/checklist.html",
        row=row,
        law=law,
        missing=len(missing),
        total=len(law.items),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def diagnosis(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """The draft diagnosis, section by section; written anew by a button."""
    at = door(request, address, planning=request.method == "POST")
    row = _row(at, pk)
    if request.method == "POST":
        return _write(at, row)
    order = {domain.code: domain for domain in catalogue.domains()}
    found = {section.domain: section for section in row.diagnosis.all()}
    language = get_language() or "pl"
    sections = [
        (domain.name.in_language(language), found[code])
        for code, domain in order.items()
        if code in found
    ]
    return at.render("strategy/diagnosis.html", row=row, sections=sections)


def _write(at: Door, row: Document) -> HttpResponse:
    drafted = draft_diagnosis(at.uid)
    if drafted is None:
        messages.error(
            at.request, _("No numbers of this local government are published yet.")
        )
        return redirect("strategy:diagnosis", at.address, row.pk)
    vintage, sections = drafted
    try:
        changed = write_diagnosis(row, sections, vintage=vintage, **at.who)
    except MiaraError as error:
        messages.error(at.request, error.for_people())
    else:
        messages.success(
            at.request,
            _("Sections written anew: %(count)s. Texts that people changed were kept.")
            % {"count": changed},
        )
    return redirect("strategy:diagnosis", at.address, row.pk)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def diagnosis_section(
    request: HttpRequest, address: str, pk: int, code: str
) -> HttpResponse:
    """Edit one section of the diagnosis."""
    at = door(request, address, planning=True)
    row = DiagnosisSection.objects.filter(
        document__unit_uid=at.uid, document=pk, domain=code
    ).first()
    if row is None:
        raise Http404
    form: forms.ModelForm = SectionForm(
        request.POST or None, instance=row, unit_uid=at.uid
    )
    domain = catalogue.domain(code)
    name = domain.name.in_language(get_language() or "pl") if domain else code
    return form_page(
        at,
        form,
        lambda: edit_section(row, form.values["text"], seen=form.seen, **at.who),  # type: ignore[attr-defined]
        done=_("The section was kept."),
        back=reverse("strategy:diagnosis", args=[at.address, pk]),
        title=_("Diagnosis: %(domain)s") % {"domain": name},
        button=_("Save the section"),
    )


def _row(at: Door, pk: int) -> Document:
    row = document_of(at.uid, pk)
    if row is None:
        raise Http404
    return row
