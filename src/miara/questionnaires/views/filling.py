"""Filling in: one page a section, working without script."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.questionnaires.actions.answers import Conflict
from miara.questionnaires.actions.files import (
    Prepared,
    attach_film,
    attach_prepared,
    detach_file,
    prepare_attachment,
)
from miara.questionnaires.actions.presence import note_presence
from miara.questionnaires.domain.definition import Field, Section
from miara.questionnaires.domain.kinds import AttachmentKind, Kind
from miara.questionnaires.domain.problems import is_shown, progress_of, shown_fields
from miara.questionnaires.forms.inputs import Control, control, read_value
from miara.questionnaires.models import SheetFile
from miara.questionnaires.presenters.answers import shown_fields_of, text_of
from miara.questionnaires.queries.official import offered, unit_of
from miara.questionnaires.queries.sheets import (
    Content,
    content_of,
    history,
    people_in,
    snapshot_of,
    visible_values,
)
from miara.questionnaires.views.guards import Desk, desk, now, person, writing_desk
from miara.questionnaires.views.saving import (
    control_of,
    describe_files,
    keep_fields_late,
    save_fields,
)

HISTORY_SHOWN = 200


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest, uid: str) -> HttpResponse:
    """Sections with their completeness, and what can be done with the sheet."""
    found = writing_desk(request, uid)
    content = content_of(found.sheet)
    progress = progress_of(content.definition, content.values, content.files)
    values = {
        **_frame(found, content),
        "progress": progress,
        "is_ready": not any(section.problems for section in progress),
        "finish": found.rules.finish(found.sheet),
        "people": people_in(found.sheet, now=now(), without=request.user),
    }
    return render(request, "questionnaires/overview.html", values)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """One section: its fields, saved by any of the buttons."""
    found = writing_desk(request, uid)
    page = found.section(code)
    if request.method != "POST":
        if found.writing:
            note_presence(
                sheet=found.sheet, section=code, by=person(request), now=now()
            )
        return _section_page(request, found, page)
    if not found.writing:
        messages.error(request, found.writing.reason)
        if keep_fields_late(request, found, page.fields):
            messages.info(request, _("What you typed is kept in the history."))
        return _section_page(request, found, page, status=403, typed=True)
    conflicts, refused = _save(request, found, page)
    if refused is not None:
        messages.error(request, refused.for_people())
        return _section_page(request, found, page, status=422, typed=True)
    conflicts = _settled(request, conflicts)
    if conflicts:
        return _section_page(request, found, page, conflicts, status=409)
    return _after(request, found, page)


def _save(
    request: HttpRequest, found: Desk, page: Section
) -> tuple[dict[str, Conflict], MiaraError | None]:
    """Keep what the page sent: answers and files in one transaction, one wait for disk.

    Files are checked and written before anything is locked. What is refused does not
    take back what was saved before it.
    """
    may = found.may_change(asked.code for asked in page.fields)
    open_now = [asked for asked in page.fields if asked.code in may]
    files, refused = _received(request, found)
    conflicts: dict[str, Conflict] = {}
    with transaction.atomic():
        try:
            conflicts = save_fields(
                request, found.sheet, open_now, by=person(request), now=now()
            )
            for prepared in files:
                attach_prepared(
                    sheet=found.sheet, prepared=prepared, by=person(request), now=now()
                )
            if refused is None:
                _other_button(request, found)
        except MiaraError as error:
            refused = error
    return conflicts, refused


def _received(
    request: HttpRequest, found: Desk
) -> tuple[list[Prepared], MiaraError | None]:
    """Files that the page sent, up to the first that is refused, with the refusal.

    A film is an address, not a file: `_other_button` takes it.
    """
    prepared: list[Prepared] = []
    try:
        for asked, kind in _places(found) if request.FILES else ():
            if kind == AttachmentKind.FILM:
                continue
            for upload in request.FILES.getlist(f"{asked.code}.{kind}"):
                each = prepare_attachment(
                    sheet=found.sheet,
                    field=asked.code,
                    kind=kind,
                    content=cast("BinaryIO", upload),
                    name=upload.name or "",
                )
                prepared.append(each)
    except MiaraError as error:
        return prepared, error
    return prepared, None


def _places(found: Desk) -> list[tuple[Field, AttachmentKind]]:
    """Where files may be attached now."""
    definition = found.sheet.version.definition
    may = found.may_change(definition.by_code)
    return [
        (asked, kind)
        for asked in definition.all_fields()
        if asked.attachments and asked.code in may
        for kind in asked.attachments.kinds
    ]


def _settled(
    request: HttpRequest, conflicts: dict[str, Conflict]
) -> dict[str, Conflict]:
    """Conflicts except the one in which the writer just took the other's text."""
    taken = request.POST.get("take_theirs", "")
    return {code: each for code, each in conflicts.items() if code != taken}


def _other_button(request: HttpRequest, found: Desk) -> None:
    """What the page asks for beyond answers and files."""
    by, at, post = person(request), now(), request.POST
    for asked, kind in _places(found):
        address = post.get(f"{asked.code}.{kind}", "").strip()
        if kind == AttachmentKind.FILM and address:
            attach_film(sheet=found.sheet, field=asked.code, url=address, by=by, now=at)
    describe_files(request, found)
    wanted = post.get("detach", "")
    if wanted.isdigit() and len(wanted) < 19:
        may = found.may_change(found.sheet.version.definition.by_code)
        rows = SheetFile.objects.filter(sheet=found.sheet, field__in=may, pk=wanted)
        for row in rows.select_related("sheet__version__form"):
            detach_file(file=row, by=by, now=at)


def _after(request: HttpRequest, found: Desk, page: Section) -> HttpResponse:
    """Where a saved page leads."""
    uid, sections = found.sheet.uid, found.sheet.version.definition.sections
    codes = [each.code for each in sections]
    place = codes.index(page.code)
    if request.POST.get("go") == "next":
        if place + 1 < len(codes):
            return redirect("questionnaires:section", uid, codes[place + 1])
        return redirect("questionnaires:sheet", uid)
    stay = request.POST.get("stay", "")
    address = reverse("questionnaires:section", args=[uid, page.code])
    if stay in {asked.code for asked in page.fields}:
        return redirect(f"{address}#field-{stay}")
    messages.success(
        request,
        _("Saved at %(time)s.") % {"time": f"{timezone.localtime(now()):%H:%M:%S}"},
    )
    return redirect(address)


def _section_page(
    request: HttpRequest,
    found: Desk,
    page: Section,
    conflicts: dict[str, Conflict] | None = None,
    *,
    status: int = 200,
    typed: bool = False,
) -> HttpResponse:
    content = content_of(found.sheet)
    conflicts = conflicts or {}
    kept = typed or bool(conflicts)
    asked_fields = [
        asked
        for asked in page.fields
        if is_shown(asked, content.definition, content.values)
    ]
    controls = [
        _typed(request, content, asked, conflicts.get(asked.code))
        if kept and (typed or asked.code in conflicts)
        else control_of(content, asked, told="braki" in request.GET)
        for asked in asked_fields
    ]
    may = found.may_change(asked.code for asked in page.fields)
    for each in controls:
        each.is_open = each.code in may
    progress = progress_of(content.definition, content.values, content.files)
    codes = [each.code for each in content.definition.sections]
    place = codes.index(page.code)
    language = get_language() or "pl"
    values = {
        **_frame(found, content),
        "page": page,
        "page_title": page.title.in_language(language),
        "page_guidance": page.guidance.in_language(language),
        "controls": controls,
        "is_partly_closed": bool(found.writing) and len(may) < len(page.fields),
        "progress": progress,
        "present": progress[place],
        "previous": codes[place - 1] if place else "",
        "is_last": place + 1 == len(codes),
        "number": place + 1,
        "count": len(codes),
        "people": people_in(found.sheet, now=now(), without=request.user),
        "has_files": any(each.attachments for each in asked_fields),
        "offered": _offered(content, asked_fields, language),
    }
    return render(request, "questionnaires/section.html", values, status=status)


def _offered(content: Content, fields: list[Field], language: str) -> list[Any]:
    if not any(asked.kind == Kind.RESULTS for asked in fields):
        return []
    return offered(unit_of(content.definition, content.values), language)


def _typed(
    request: HttpRequest, content: Content, asked: Field, conflict: Conflict | None
) -> Control:
    """A field with what was typed, which was not saved, and the text that stands."""
    found = control_of(content, asked)
    if f"rev.{asked.code}" not in request.POST:
        return found
    mine = control(
        asked,
        read_value(asked, request.POST),
        revision=found.revision,
        files=found.files,
    )
    if conflict is not None:
        mine.conflict = {
            "text": text_of(asked, conflict.value) or _("(empty)"),
            "by": conflict.by or _("a person whose account is closed"),
            "at": conflict.at,
        }
    return mine


@never_cache
@login_required
@require_safe
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """The whole sheet as its reader gets it."""
    found = desk(request, uid)
    content = content_of(found.sheet)
    seen = visible_values(content, found.audience)
    full = found.audience == "FULL"
    sections = []
    for each in content.definition.sections:
        codes = [
            asked.code
            for section_, asked in shown_fields(content.definition, content.values)
            if section_.code == each.code and (full or asked.code in seen)
        ]
        if codes:
            title = each.title.in_language(get_language())
            sections.append(
                {
                    "code": each.code,
                    "title": title,
                    "answers": shown_fields_of(content, codes),
                }
            )
    values = {
        **_frame(found, content),
        "sections": sections,
        "sealed": snapshot_of(content),
        "is_full": full,
    }
    return render(request, "questionnaires/preview.html", values)


@never_cache
@login_required
@require_safe
def changes(request: HttpRequest, uid: str) -> HttpResponse:
    """Who changed what, texts that lost a conflict included."""
    found = writing_desk(request, uid)
    content = content_of(found.sheet)
    known = content.definition.by_code
    language = get_language()
    lines = []
    for change in history(found.sheet)[:HISTORY_SHOWN]:
        asked = known.get(change.field)
        text = text_of(asked, change.value) if asked else str(change.value or "")
        lines.append(
            {
                "change": change,
                "label": asked.label.in_language(language) if asked else change.field,
                "text": text,
                "lost": change.outcome == "CONFLICT",
                "late": change.outcome == "LATE",
            }
        )
    values = {**_frame(found, content), "lines": lines, "limit": HISTORY_SHOWN}
    return render(request, "questionnaires/changes.html", values)


@never_cache
@login_required
@require_safe
def attachment(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """An attached file, for those who read its field."""
    found = desk(request, uid)
    row = SheetFile.objects.filter(sheet=found.sheet, pk=pk).select_related("file")
    file = row.first()
    if file is None or file.file is None:
        raise Http404
    asked = found.field(file.field)
    if found.audience != "FULL" and not (
        asked.is_public if found.audience == "PUBLIC" else asked.is_blind
    ):
        raise Http404
    try:
        return documents.file_response(file.file, request=request, inline=True)
    except documents.DocumentsError as error:
        raise PermissionDenied(error.for_people()) from error


def _frame(found: Desk, content: Content) -> dict[str, Any]:
    """What every page of a sheet shows around its content."""
    form_title = content.definition.title.in_language(get_language())
    return {
        "sheet": found.sheet,
        "form_title": form_title,
        "sheet_title": found.rules.title(found.sheet) or form_title,
        "note": content.definition.note.in_language(get_language()),
        "back_url": found.rules.back_url(found.sheet),
        "can_write": found.writing,
    }
