"""The office's list of applications and the page of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.contest.actions.formal import (
    confirm_check,
    decide_check,
    return_check,
    save_check,
)
from miara.contest.actions.readings import note_reading
from miara.contest.exports.application import version_pdf
from miara.contest.forms.formal import (
    DecisionForm,
    SupplementFieldsForm,
    checklist_form,
)
from miara.contest.models import Edition, Entry, EntryVersion
from miara.contest.permissions import can_check, can_organise
from miara.contest.presenters.entry_office import (
    Office,
    compared,
    office_of,
    sections_of,
)
from miara.contest.presenters.entry_words import STATES, entrant_text, field_labels
from miara.contest.queries.formal import filtered, open_calls, state_counts
from miara.contest.queries.practice_cards import card_of
from miara.contest.queries.recipients import applicants_of
from miara.contest.queries.versions import content_of_version, file_of_version
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.units import public as units

__all__ = [
    "application",
    "application_file",
    "application_pdf",
    "application_version",
    "applications",
    "office_entry",
]

PER_PAGE = 50


@edition_page(can_check)
@require_safe
def applications(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Submitted applications with filters."""
    asked = {
        "state": request.GET.get("stan", ""),
        "question": request.GET.get("pytanie", ""),
        "domain": request.GET.get("dziedzina", ""),
        "group": request.GET.get("grupa", ""),
        "text": request.GET.get("szukaj", ""),
    }
    page = Paginator(filtered(edition, **asked), PER_PAGE).get_page(
        request.GET.get("page")
    )
    counts = state_counts(edition)
    calls = open_calls(list(page))
    names = units.units_by_uid([row.unit_uid for row in page])
    rows = [
        {
            "entry": row,
            "state": STATES[row.state].label,
            "unit": names[row.unit_uid].full_name if row.unit_uid in names else "–",
            "call": calls.get(row.pk),
        }
        for row in page
    ]
    values = {
        "edition": edition,
        "page": page,
        "rows": rows,
        "asked": asked,
        "total": sum(counts.values()),
        "states": [
            (value, words.label, counts[value])
            for value, words in STATES.items()
            if counts.get(value)
        ],
        "questions": [
            ("second-eyes", _("decisions that wait for a second person")),
            ("paper-awaited", _("paper that has not come")),
            ("appeals", _("appeals without an answer")),
        ],
        "domains": edition.domains.order_by("position", "pk"),
        "groups": edition.groups.order_by("position", "pk"),
        "copies": _copies(edition),
    }
    return render(request, "contest/formal/list.html", values)


def _copies(edition: Edition) -> list[tuple[Entry, str]]:
    """Papers that are being copied, with who sent them: they have no number yet."""
    found = list(
        edition.entries.filter(
            channel=Entry.Channel.PAPER, number="", state=Entry.State.DRAFT
        )
        .select_related("union")
        .order_by("created_at", "pk")
    )
    names = applicants_of(found)
    return [(entry, names[entry.pk]) for entry in found]


@edition_page(can_check)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """One application: findings of the machine, checklist, decision."""
    entry = office_entry(edition, uid)
    if entry.latest is None:
        return redirect(
            "contest:application-copy", edition.contest.code, edition.slug, uid
        )
    _noted(request, entry)
    action = request.POST.get("action", "")
    check = entry.checks.order_by("-pk").first()
    items = dict(check.items) if check else {}
    office = office_of(entry)
    lines = checklist_form(
        edition,
        _suggested(office, items),
        request.POST if action in {"save", "decide"} else None,
        (get_language() or "pl")[:2],
    )
    decision = DecisionForm(
        request.POST if action == "decide" else None, initial=_initial(request, edition)
    )
    named = SupplementFieldsForm(
        request.POST if action == "decide" else None,
        definition=entry.sheet.version.definition,
        language=(get_language() or "pl")[:2],
    )
    forms = (lines, decision, named)
    if request.method == "POST" and _done(request, entry, office, forms):
        return redirect("contest:application", edition.contest.code, edition.slug, uid)
    values = {
        **_frame(request, edition, entry, office),
        "lines": lines,
        "decision": decision,
        "named": named,
        "waiting_fields": field_labels(entry, office.waiting.fields)
        if office.waiting
        else [],
        "can_decide": entry.state in {Entry.State.SUBMITTED, Entry.State.SUPPLEMENTED}
        and office.waiting is None,
    }
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/formal/application.html", values, status=code)


@edition_page(can_check)
@require_safe
def application_version(
    request: HttpRequest, edition: Edition, uid: str, position: int
) -> HttpResponse:
    """What was submitted, as it came, and what differs from the version before."""
    version = _version(edition, uid, position)
    _noted(request, version.entry)
    content = content_of_version(version)
    earlier = version.entry.versions.filter(position=position - 1).first()
    if earlier is not None:
        earlier.entry = version.entry
    values = {
        "edition": edition,
        "entry": version.entry,
        "version": version,
        "sections": sections_of(version),
        "changes": compared(version, earlier) if earlier else [],
        "files": [(number, each) for number, each in enumerate(content.files, start=1)],
    }
    return render(request, "contest/formal/version.html", values)


@edition_page(can_check)
@require_safe
def application_file(
    request: HttpRequest, edition: Edition, uid: str, position: int, number: int
) -> HttpResponse:
    """An attachment of a version."""
    version = _version(edition, uid, position)
    file = file_of_version(version, number)
    if file is None:
        raise Http404
    _noted(request, version.entry)
    return documents.file_response(file, request=request, inline=True)


@edition_page(can_check)
@require_safe
def application_pdf(
    request: HttpRequest, edition: Edition, uid: str, position: int
) -> HttpResponse:
    """A version as PDF."""
    version = _version(edition, uid, position)
    _noted(request, version.entry)
    try:
        file = version_pdf(version, now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("contest:application", edition.contest.code, edition.slug, uid)
    return documents.file_response(file, request=request, inline=True)


def _noted(request: HttpRequest, entry: Entry) -> None:
    """Write down that the office opened an application today."""
    note_reading(entry=entry, by=person(request), part="OFFICE", now=moment_of(request))


def office_entry(edition: Edition, uid: str) -> Entry:
    """A submitted application or one copied from paper; drafts are unknown."""
    rows = edition.entries.select_related(
        "domain", "group", "proposed_group", "latest", "union", "sheet__version__form"
    )
    entry: Entry = get_object_or_404(rows, uid=uid)
    if not entry.number and entry.channel != Entry.Channel.PAPER:
        raise Http404
    entry.edition = edition
    return entry


def _done(
    request: HttpRequest, entry: Entry, office: Office, forms: tuple[Any, Any, Any]
) -> bool:
    """Do what the button asks; False when the page must be shown again."""
    action = request.POST.get("action", "")
    try:
        if action in {"confirm", "return"}:
            said = _second_eyes(request, office, action)
        else:
            said = _first_eyes(request, entry, *forms)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return False
    if said:
        messages.success(request, said)
    return bool(said)


def _second_eyes(request: HttpRequest, office: Office, action: str) -> str:
    """Confirm or return the decision that waits; empty when none does."""
    by, now = person(request), moment_of(request)
    if office.waiting is None:
        return ""
    if action == "confirm":
        confirm_check(check=office.waiting, by=by, now=now)
        return _("The decision was confirmed and sent.")
    note = request.POST.get("note", "")
    return_check(check=office.waiting, note=note, by=by, now=now)
    return _("The decision was returned.")


def _first_eyes(
    request: HttpRequest, entry: Entry, lines: Any, decision: Any, named: Any
) -> str:
    """Save the checklist, and decide where asked; empty when something is wrong."""
    by, now = person(request), moment_of(request)
    if not lines.is_bound or not lines.is_valid():
        return ""
    save_check(entry=entry, items=_items(lines), by=by, now=now)
    if not decision.is_bound:
        return _("The checklist was saved.")
    if not (decision.is_valid() and named.is_valid()):
        return ""
    decide_check(
        entry=entry, **decision.cleaned_data, fields=named.codes(), by=by, now=now
    )
    return _("The decision was recorded.")


def _items(lines: Any) -> dict[str, dict[str, Any]]:
    """Lines of the checklist as they are stored."""
    data = lines.cleaned_data
    return {
        code: {
            "ok": {"yes": True, "no": False}.get(data[code]),
            "note": data[f"{code}_note"],
        }
        for code in data
        if not code.endswith("_note")
    }


def _suggested(office: Office, items: dict[str, Any]) -> dict[str, Any]:
    """The checklist as it stands, with findings of the machine where nobody looked."""
    found = {code: {"ok": ok, "note": ""} for code, ok in office.suggested.items()}
    return {**found, **items}


def _initial(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    days = edition.settings.formal.supplement_days
    due = timezone.localtime(moment_of(request)) + timedelta(days=days)
    return {"due_at": due.replace(hour=23, minute=59, second=0, microsecond=0)}


def _frame(
    request: HttpRequest, edition: Edition, entry: Entry, office: Office
) -> dict[str, Any]:
    leads = can_organise(request.user, edition, now=moment_of(request))
    return {
        "edition": edition,
        "entry": entry,
        "state": STATES[entry.state].label,
        "office": office,
        "entrant": entrant_text(entry),
        "versions": entry.versions.order_by("-position"),
        "leads": bool(leads),
        "made": card_of(entry) if leads else None,
    }


def _version(edition: Edition, uid: str, position: int) -> EntryVersion:
    entry = office_entry(edition, uid)
    version: EntryVersion = get_object_or_404(
        entry.versions.select_related("pdf"), position=position
    )
    version.entry = entry
    return version
