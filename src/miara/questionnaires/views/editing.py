"""The editor of forms: a draft, its check list, its preview, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.questionnaires.actions.versions import (
    publish_version,
    save_draft,
    start_version,
)
from miara.questionnaires.domain import editing
from miara.questionnaires.domain.checks import check
from miara.questionnaires.domain.definition import Field, Section
from miara.questionnaires.domain.differences import differences
from miara.questionnaires.errors import QuestionnairesError
from miara.questionnaires.forms.editor import FieldForm, ImportForm, SectionForm
from miara.questionnaires.forms.inputs import control
from miara.questionnaires.loading import as_yaml, parse_form
from miara.questionnaires.models import FormVersion
from miara.questionnaires.presenters.differences import difference_lines
from miara.questionnaires.queries.forms import open_in_older
from miara.questionnaires.views.guards import form_version, now, person


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections and fields of a version beside their preview."""
    found = form_version(request, pk)
    if request.method == "POST":
        return _press(request, found)
    return render(request, "questionnaires/editor.html", _page(found, ImportForm()))


def _page(found: FormVersion, form: ImportForm) -> dict[str, Any]:
    definition, language = found.definition, get_language() or "pl"
    problems = check(definition)
    older = (
        FormVersion.objects.published()
        .filter(form=found.form_id, number__lt=found.number)
        .order_by("-number")
        .first()
    )
    return {
        "version": found,
        "title": definition.title.in_language(language),
        "note": definition.note.in_language(language),
        "sections": [
            {
                "section": section,
                "title": section.title.in_language(language) or section.code,
                "controls": [control(field, None) for field in section.fields],
            }
            for section in definition.sections
        ],
        "blocking": [each for each in problems if each.blocks],
        "remarks": [each for each in problems if not each.blocks],
        "older": older,
        "differences": difference_lines(
            differences(older.definition, definition, language) if older else []
        ),
        "in_use": open_in_older(found),
        "form": form,
    }


def _press(request: HttpRequest, found: FormVersion) -> HttpResponse:
    """One of the buttons of the editor."""
    post, by, at = request.POST, person(request), now()
    target, is_section = post.get("code", ""), "section" in post
    try:
        if post.get("act") == "publish":
            publish_version(version=found, by=by, now=at)
            messages.success(request, _("The version is published."))
        elif post.get("act") == "start":
            found = start_version(form=found.form, by=by, now=at, source=found)
        elif post.get("act") == "import":
            form = ImportForm(post, request.FILES)
            if not form.is_valid():
                page = _page(found, form)
                return render(request, "questionnaires/editor.html", page, status=422)
            read = parse_form(form.cleaned_data["file"].read(2_000_000))
            _save(request, found, read.as_json())
        elif post.get("act") in ("up", "down"):
            up = post["act"] == "up"
            data = editing.move(found.data, target, up=up, section=is_section)
            _save(request, found, data)
        elif post.get("act") == "remove":
            data = editing.remove(found.data, target, section=is_section)
            _save(request, found, data)
    except QuestionnairesError as error:
        messages.error(request, error.for_people())
    return redirect("questionnaires:version", found.pk)


def _save(request: HttpRequest, found: FormVersion, data: Any) -> None:
    base = request.POST.get("edits", "")
    save_draft(
        version=found,
        data=data,
        by=person(request),
        now=now(),
        base_edits=int(base) if base.isdigit() and len(base) < 9 else None,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    """Add a section, or change its texts."""
    found = form_version(request, pk)
    present = found.definition.section(code) if code else None
    if code and present is None:
        raise Http404
    initial = SectionForm.initial_of(present) if present else None
    form = SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.as_data()
        changed = (
            editing.set_section(found.data, code, data)
            if present
            else editing.add_section(found.data, data)
        )
        if _stored(request, found, form, changed):
            return redirect("questionnaires:version", pk)
    return _edit_page(request, found, form, present)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def field_edit(
    request: HttpRequest, pk: int, section: str = "", code: str = ""
) -> HttpResponse:
    """Add a field to a section, or change it; ``act=preview`` only shows it."""
    found = form_version(request, pk)
    present = found.definition.by_code.get(code) if code else None
    if (code and present is None) or (
        section and found.definition.section(section) is None
    ):
        raise Http404
    initial = FieldForm.initial_of(present) if present else {"version": 1}
    form = FieldForm(request.POST or None, initial=initial)
    shown = present
    if request.method == "POST" and form.is_valid():
        data = form.as_data()
        if request.POST.get("act") == "preview":
            shown = _as_field(data) or present
        else:
            changed = (
                editing.replace_field(found.data, code, data)
                if present
                else editing.add_field(found.data, section, data)
            )
            if _stored(request, found, form, changed):
                return redirect("questionnaires:version", pk)
    return _edit_page(request, found, form, shown)


def _as_field(data: dict[str, Any]) -> Field | None:
    from pydantic import ValidationError

    try:
        return Field.model_validate(data)
    except ValidationError:
        return None


def _stored(request: HttpRequest, found: FormVersion, form: Any, data: Any) -> bool:
    try:
        _save(request, found, data)
    except QuestionnairesError as error:
        form.add_error(None, error.for_people())
        return False
    return True


def _edit_page(
    request: HttpRequest, found: FormVersion, form: Any, shown: Field | Section | None
) -> HttpResponse:
    values = {
        "version": found,
        "form": form,
        "is_field": isinstance(form, FieldForm),
        "control": control(shown, None) if isinstance(shown, Field) else None,
        "title": found.definition.title.in_language(get_language()),
    }
    status = 422 if form.errors else 200
    return render(request, "questionnaires/editor_part.html", values, status=status)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The version as YAML."""
    found = form_version(request, pk)
    response = HttpResponse(
        as_yaml(found.definition), content_type="application/yaml; charset=utf-8"
    )
    name = f"{found.form.code}-{found.number}.yaml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
