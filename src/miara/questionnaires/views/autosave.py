"""Addresses for the script of a section: save a field, upload, who is here."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from miara.core.errors import MiaraError
from miara.questionnaires.actions.answers import Conflict
from miara.questionnaires.actions.files import attach_file
from miara.questionnaires.actions.presence import note_presence
from miara.questionnaires.domain.problems import is_shown, value_problems
from miara.questionnaires.domain.values import UnreadableValue
from miara.questionnaires.presenters.answers import text_of
from miara.questionnaires.queries.official import offered, unit_of
from miara.questionnaires.queries.sheets import content_of, people_in
from miara.questionnaires.views.guards import Desk, now, person, writing_desk
from miara.questionnaires.views.saving import (
    control_of,
    describe_files,
    keep_fields_late,
    save_one,
)

__all__ = ["field_part", "presence", "save_field", "upload"]


@never_cache
@require_POST
def save_field(request: HttpRequest, uid: str) -> HttpResponse:
    """Save one field and answer in JSON: ``status`` is what became of it.

    ``saved`` (200) with the new revision; ``conflict`` (409) with the text that
    stands; ``login`` (401), ``closed`` (403) and ``refused`` (422) with a sentence.
    What was typed stays in the browser until it is ``saved``.
    """
    if not request.user.is_authenticated:
        return _said("login", _("You have been logged out. Log in again."), 401)
    found = writing_desk(request, uid)
    asked = found.field(request.POST.get("field", ""))
    if asked.code not in found.may_change([asked.code]):
        kept = keep_fields_late(request, found, [asked])
        said = _("What you typed is kept in the history.") if kept else ""
        return _said("closed", f"{_why_closed(found)} {said}".strip(), 403)
    before = content_of(found.sheet)
    try:
        outcome = save_one(
            request,
            found.sheet,
            asked,
            by=person(request),
            now=now(),
            unit_uid=unit_of(before.definition, before.values),
        )
        describe_files(request, found)
    except MiaraError as error:
        return _said("refused", error.for_people(), 422)
    except UnreadableValue:
        return _said("refused", _("The form has changed. Open the page again."), 422)
    if isinstance(outcome, Conflict):
        return JsonResponse(
            {
                "status": "conflict",
                "revision": outcome.revision,
                "theirs": text_of(asked, outcome.value) or _("(empty)"),
                "by": str(outcome.by or _("a person whose account is closed")),
                "at": f"{timezone.localtime(outcome.at):%H:%M:%S}",
            },
            status=409,
        )
    after = {**before.values, asked.code: outcome.value}
    section = before.definition.section_of(asked.code)
    fields = section.fields if section else ()
    return JsonResponse(
        {
            "status": "saved",
            "revision": outcome.revision,
            "at": f"{timezone.localtime(now()):%H:%M:%S}",
            "problems": value_problems(
                asked, outcome.value, before.files_of(asked.code)
            ),
            # Another answer decides which fields are asked: the page comes anew.
            "reload": any(
                is_shown(each, before.definition, after)
                != is_shown(each, before.definition, before.values)
                for each in fields
            ),
        }
    )


@never_cache
@require_safe
def field_part(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """One field as it stands, to take the place of the one on the page."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return _field(request, writing_desk(request, uid), code)


@never_cache
@require_POST
def upload(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """Attach one file at once and answer with the field; 422 with a sentence."""
    if not request.user.is_authenticated:
        return _said("login", _("You have been logged out. Log in again."), 401)
    found = writing_desk(request, uid)
    asked = found.field(code)
    if asked.code not in found.may_change([asked.code]):
        return _said("closed", _why_closed(found), 403)
    sent = request.FILES.get("file")
    if sent is None:
        return _said("refused", _("No file was chosen."), 422)
    try:
        attach_file(
            sheet=found.sheet,
            field=code,
            kind=request.POST.get("kind", "DOCUMENT"),
            content=cast("BinaryIO", sent),
            name=sent.name or "",
            by=person(request),
            now=now(),
        )
    except MiaraError as error:
        return _said("refused", error.for_people(), 422)
    except ValueError:
        return _said("refused", _("The form has changed. Open the page again."), 422)
    return _field(request, found, code)


@never_cache
@require_POST
def presence(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that the person is here; answer with a sentence about the others."""
    if not request.user.is_authenticated:
        return JsonResponse({"people": ""}, status=401)
    found = writing_desk(request, uid)
    if found.writing:
        section = request.POST.get("section", "")[:60]
        note_presence(sheet=found.sheet, section=section, by=person(request), now=now())
    others = people_in(found.sheet, now=now(), without=request.user)
    return JsonResponse({"people": ", ".join(str(each.user) for each in others)})


def _field(request: HttpRequest, found: Desk, code: str) -> HttpResponse:
    content = content_of(found.sheet)
    asked = found.field(code)
    values: dict[str, Any] = {
        "control": control_of(content, asked),
        "sheet": found.sheet,
        "can_write": asked.code in found.may_change([asked.code]),
    }
    if asked.kind == "RESULTS":
        uid = unit_of(content.definition, content.values)
        values["offered"] = offered(uid, request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    return render(request, "questionnaires/_field.html", values)


def _why_closed(found: Desk) -> str:
    return found.writing.reason or _("This field cannot be changed now.")


def _said(status: str, sentence: str, code: int) -> JsonResponse:
    return JsonResponse({"status": status, "text": sentence}, status=code)
