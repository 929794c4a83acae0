"""The form on paper: blank or filled as DOCX, filled as PDF, and read back."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.questionnaires.actions.answers import fill
from miara.questionnaires.domain.values import is_empty
from miara.questionnaires.exports.paper import form_docx
from miara.questionnaires.exports.pdf import sheet_pdf
from miara.questionnaires.exports.reading import LARGEST, Reading, read_docx
from miara.questionnaires.presenters.answers import text_of
from miara.questionnaires.queries.official import resolve, unit_of
from miara.questionnaires.queries.sheets import content_of
from miara.questionnaires.views.guards import Desk, now, person, writing_desk


class PaperForm(forms.Form):
    """A filled copy, and whether it replaces answers that are there."""

    paper = forms.FileField(
        label=gettext_lazy("Filled form (DOCX)"),
        widget=forms.ClearableFileInput({"accept": ".docx"}),
    )
    replaces = forms.BooleanField(
        label=gettext_lazy("Replace answers that are already filled in"),
        help_text=gettext_lazy("Earlier answers stay in the history of changes."),
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one answer of the document."""

    label: str
    text: str
    is_taken: bool


@never_cache
@login_required
@require_safe
def docx(request: HttpRequest, uid: str) -> HttpResponse:
    """The form as DOCX with the answers given so far; ``?pusty=1`` for a blank one."""
    found = writing_desk(request, uid)
    content = content_of(found.sheet)
    values = None if request.GET.get("pusty") else content.values
    language = get_language() or "pl"
    made = form_docx(
        content.definition,
        found.sheet.version.number,
        values=values,
        language=language,
    )
    kind = documents.FileKind.DOCX
    return documents.bytes_response(
        made,
        name=f"{content.definition.code}.docx",
        kind=kind,
        media_type=documents.media_type_of(kind),
    )


@never_cache
@login_required
@require_safe
def pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """The filled form as PDF."""
    found = writing_desk(request, uid)
    content = content_of(found.sheet)
    language = get_language() or "pl"
    title = found.rules.title(found.sheet)
    made = sheet_pdf(
        content,
        title=title or content.definition.title.in_language(language),
        language=language,
        made_at=now(),
    )
    kind = documents.FileKind.PDF
    return documents.bytes_response(
        made,
        name=f"{content.definition.code}.pdf",
        kind=kind,
        media_type=documents.media_type_of(kind),
        inline=True,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Take answers from a filled copy, and say what was and was not understood."""
    found = writing_desk(request, uid)
    form = PaperForm(request.POST or None, request.FILES or None)
    values = {
        "sheet": found.sheet,
        "form": form,
        "can_write": found.writing,
        "lines": None,
    }
    if request.method != "POST" or not found.writing:
        return render(request, "questionnaires/read_back.html", values)
    if not form.is_valid():
        return render(request, "questionnaires/read_back.html", values, status=422)
    try:
        content = form.cleaned_data["paper"].read(LARGEST + 1)
        version = found.sheet.version
        reading = read_docx(content, version.definition, version.number)
        lines = _take(request, found, reading, replaces=form.cleaned_data["replaces"])
    except MiaraError as error:
        form.add_error("paper", error.for_people())
        return render(request, "questionnaires/read_back.html", values, status=422)
    messages.success(request, _("The document was read. Check the list below."))
    values |= {"lines": lines, "problems": reading.problems, "form": PaperForm()}
    return render(request, "questionnaires/read_back.html", values)


def _take(
    request: HttpRequest, found: Desk, reading: Reading, *, replaces: bool
) -> list[Line]:
    """Store what may be stored; a line for every answer of the document."""
    content = content_of(found.sheet)
    present, language = content.values, get_language() or "pl"
    known = content.definition.by_code
    unit_uid = unit_of(content.definition, {**reading.values, **present})
    read = {
        code: resolve(known[code], value, unit_uid=unit_uid, language=language)
        for code, value in reading.values.items()
    }
    may = found.may_change(known)
    taken = {
        code: value
        for code, value in read.items()
        if code in may and (replaces or is_empty(present.get(code)))
    }
    fill(sheet=found.sheet, values=taken, by=person(request), now=now())
    after = content_of(found.sheet).values
    return [
        Line(
            known[code].label.in_language(language),
            text_of(
                known[code], after[code] if code in taken else reading.values[code]
            ),
            code in taken or after.get(code) == reading.values[code],
        )
        for code in read
    ]
