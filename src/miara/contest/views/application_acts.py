"""Single acts of the office on an application: paper, signature, deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.contest.actions.appeals import decide_appeal
from miara.contest.actions.formal import disqualify_entry, grant_deadline
from miara.contest.actions.paper import (
    copy_from_paper,
    describe_copy,
    register_paper,
    submit_copy,
)
from miara.contest.actions.signing import override_signature
from miara.contest.forms.entries import partner_rows
from miara.contest.forms.formal import (
    AppealDecisionForm,
    CopiedForm,
    CopyForm,
    DeadlineForm,
    JudgeForm,
    PaperForm,
    ReasonForm,
)
from miara.contest.models import Edition, Entry
from miara.contest.permissions import can_check, can_organise
from miara.contest.presenters.entry_words import entrant_text, group_text
from miara.contest.presenters.signature_words import check_lines
from miara.contest.views.applications import office_entry
from miara.contest.views.guards import (
    edition_page,
    moment_of,
    person,
    posted,
    posted_files,
)
from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires

__all__ = [
    "appeal",
    "copy",
    "deadline",
    "disqualify",
    "paper",
    "paper_new",
    "signature",
    "signature_file",
]

Act = Callable[[dict[str, Any]], str]


@edition_page(can_check)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Register a paper original."""
    entry = office_entry(edition, uid)

    def act(data: dict[str, Any]) -> str:
        scan = data.pop("scan")
        row = register_paper(
            entry=entry,
            scan=scan or None,
            scan_name=scan.name if scan else "",
            by=person(request),
            now=moment_of(request),
            **data,
        )
        if row.matches:
            return _("The paper was registered; it equals what was sent.")
        return _(
            "The paper was registered. Its hash does not equal that of what was sent."
        )

    form = PaperForm(posted(request), posted_files(request))
    return _page(request, entry, form, (act, _("Paper original"), _("Register")))


@edition_page(can_organise)
@require_http_methods(["GET", "HEAD", "POST"])
def deadline(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Give one application a later deadline; its draft is known by its address."""
    entry = get_object_or_404(edition.entries, uid=uid)
    entry.edition = edition

    def act(data: dict[str, Any]) -> str:
        grant_deadline(entry=entry, by=person(request), now=moment_of(request), **data)
        return _("The later deadline was granted and told to the applicant.")

    form = DeadlineForm(posted(request))
    return _page(
        request, entry, form, (act, _("Later deadline"), _("Grant the deadline"))
    )


@edition_page(can_organise)
@require_http_methods(["GET", "HEAD", "POST"])
def disqualify(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Exclude an application."""
    entry = office_entry(edition, uid)

    def act(data: dict[str, Any]) -> str:
        disqualify_entry(
            entry=entry, by=person(request), now=moment_of(request), **data
        )
        return _("The application was excluded and the applicant was told.")

    form = ReasonForm(posted(request))
    return _page(request, entry, form, (act, _("Exclusion"), _("Exclude")))


@edition_page(can_organise)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Answer an appeal."""
    entry = office_entry(edition, uid)
    found = entry.appeals.select_related("check_round").order_by("-pk").first()
    if found is None:
        raise Http404

    def act(data: dict[str, Any]) -> str:
        decide_appeal(appeal=found, by=person(request), now=moment_of(request), **data)
        return _("The appeal was decided and the applicant was told.")

    form = AppealDecisionForm(posted(request))
    return _page(
        request, entry, form, (act, _("Appeal"), _("Decide")), told=[found.text]
    )


@edition_page(can_check)
@require_http_methods(["GET", "HEAD", "POST"])
def signature(
    request: HttpRequest, edition: Edition, uid: str, pk: int
) -> HttpResponse:
    """Judge a signature otherwise than the check did."""
    entry = office_entry(edition, uid)
    row = get_object_or_404(
        entry.signatures.select_related("check_result").exclude(check_result=None),
        pk=pk,
    )
    row.entry = entry

    def act(data: dict[str, Any]) -> str:
        override_signature(
            signature=row,
            verdict=documents.Verdict(data["verdict"]),
            reason=data["reason"],
            by=person(request),
            now=moment_of(request),
        )
        return _("The result was recorded.")

    form = JudgeForm(posted(request))
    told = [row.full_name, *check_lines(row)]
    return _page(
        request, entry, form, (act, _("Result of a signature"), _("Record")), told=told
    )


@edition_page(can_check)
@require_safe
def signature_file(
    request: HttpRequest, edition: Edition, uid: str, pk: int, which: str
) -> HttpResponse:
    """The signed file, or the authorisation of a deputy."""
    entry = office_entry(edition, uid)
    rows = entry.signatures.select_related("file", "authorisation")
    row = get_object_or_404(rows, pk=pk)
    file = row.authorisation if which == "upowaznienie" else row.file
    if file is None:
        raise Http404
    return documents.file_response(file, request=request)


@edition_page(can_check)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Begin to copy an application that came on paper alone."""
    form = CopyForm(posted(request), edition=edition)
    rows = partner_rows(None, posted(request))
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        data = dict(form.cleaned_data)
        try:
            entry = copy_from_paper(
                edition=edition,
                unit_code=data.pop("unit").code,
                partners=rows.rows(),
                by=person(request),
                now=moment_of(request),
                **data,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("questionnaires:sheet", entry.sheet.uid)
    values = {
        "edition": edition,
        "form": form,
        "rows": rows,
        "heading": _("Application on paper"),
        "button": _("Copy it into the form"),
    }
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/formal/act.html", values, status=code)


@edition_page(can_check)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """An application being copied from paper: what is missing, and its number."""
    entry = office_entry(edition, uid)
    sent = posted(request) if request.POST.get("action") == "describe" else None
    form = CopiedForm(sent, edition=edition, initial={"domain": entry.domain_id})
    rows = partner_rows(entry, sent)
    if request.method == "POST" and _copied(request, entry, form, rows):
        return _to_application(entry)
    content = questionnaires.content_of(entry.sheet)
    values = {
        "edition": edition,
        "entry": entry,
        "entrant": entrant_text(entry),
        "group": group_text(entry.group_facts, entry.proposed_group),
        "problems": questionnaires.problems_of_content(content),
        "form": form,
        "rows": rows,
    }
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/formal/copy.html", values, status=code)


def _copied(request: HttpRequest, entry: Entry, form: CopiedForm, rows: Any) -> bool:
    """Correct the description, or give the number; False when the page stays."""
    facts: dict[str, Any] = {
        "entry": entry,
        "by": person(request),
        "now": moment_of(request),
    }
    if form.is_bound and not all([form.is_valid(), rows.is_valid()]):
        return False
    try:
        if form.is_bound:
            domain = form.cleaned_data["domain"]
            describe_copy(domain=domain, partners=rows.rows(), **facts)
            messages.success(request, _("Saved."))
        else:
            submit_copy(**facts)
            messages.success(request, _("The application has its number."))
    except MiaraError as error:
        messages.error(request, error.for_people())
        return False
    return True


def _page(
    request: HttpRequest,
    entry: Entry,
    form: forms.Form,
    what: tuple[Act, str, str],
    told: list[str] | None = None,
) -> HttpResponse:
    """A page with one form and one act.

    Parameters
    ----------
    what
        The act, the heading of the page and the words of the button.
    """
    act, heading, button = what
    if request.method == "POST" and form.is_valid():
        try:
            said = act(dict(form.cleaned_data))
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, said)
            return _to_application(entry)
    values = {
        "edition": entry.edition,
        "entry": entry,
        "form": form,
        "heading": heading,
        "button": button,
        "told": told or [],
    }
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/formal/act.html", values, status=code)


def _to_application(entry: Entry) -> HttpResponse:
    edition = entry.edition
    if not entry.number and entry.channel != Entry.Channel.PAPER:
        return redirect("contest:applications", edition.contest.code, edition.slug)
    return redirect(
        "contest:application", edition.contest.code, edition.slug, entry.uid
    )
