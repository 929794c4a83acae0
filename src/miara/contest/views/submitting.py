"""Submitting, replacing, withdrawing, supplementing, appealing; receipts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.contest.actions.appeals import file_appeal
from miara.contest.actions.submission import submit_entry, withdraw_entry
from miara.contest.actions.supplements import answer_supplement
from miara.contest.domain.rules import SignatureKind
from miara.contest.errors.entry import (
    IncompleteError,
    NotEligibleError,
    UnsignedError,
)
from miara.contest.exports.application import receipt, version_pdf
from miara.contest.forms.entries import (
    AppealForm,
    SubmitForm,
    SupplementForm,
    WithdrawForm,
)
from miara.contest.models import Entry, EntryVersion
from miara.contest.presenters.entry_home import home_of
from miara.contest.views.entries import frame
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import moment_of, person, posted
from miara.core.errors import MiaraError
from miara.documents import public as documents

__all__ = [
    "appeal",
    "receipt_check",
    "receipt_file",
    "submit",
    "supplement",
    "version_file",
    "withdraw",
]

_HASH = re.compile(r"[0-9a-f]{64}")


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The last page: what is missing, what follows, and the button."""
    form = SubmitForm(posted(request))
    code = 200
    if request.method == "POST":
        form.is_valid()
        try:
            version = submit_entry(
                entry=entry,
                by=person(request),
                received_at=moment_of(request),
                signed_on_paper=form.cleaned_data.get("signed_on_paper", False),
            )
        except (IncompleteError, NotEligibleError, UnsignedError) as error:
            messages.error(request, error.for_people())
            code = 422
        except MiaraError as error:
            messages.error(request, error.for_people())
            code = 409
        else:
            messages.success(
                request,
                _("The application was received. Its number is %(number)s.")
                % {"number": version.entry.number},
            )
            return redirect("contest:entry", entry.uid)
    values = {
        **frame(request, entry),
        "form": form,
        "home": home_of(entry, now=moment_of(request)),
        "takes_paper": SignatureKind.PAPER in entry.edition.settings.signatures.kinds,
    }
    return render(request, "contest/entry/submit.html", values, status=code)


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Take the application back."""

    def act(data: dict[str, Any]) -> str:
        withdraw_entry(
            entry=entry, reason=data["reason"], by=person(request), now=_now(request)
        )
        return _("The application was withdrawn.")

    return _form_page(request, entry, WithdrawForm(posted(request)), "withdraw", act)


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Send the supplement."""

    def act(data: dict[str, Any]) -> str:
        answer_supplement(
            entry=entry,
            answer=data["answer"],
            by=person(request),
            received_at=_now(request),
        )
        return _("The supplement was received.")

    return _form_page(
        request,
        entry,
        SupplementForm(posted(request)),
        "supplement",
        act,
        home=home_of(entry, now=_now(request)),
    )


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Appeal against a rejection."""

    def act(data: dict[str, Any]) -> str:
        file_appeal(
            entry=entry,
            text=data["text"],
            by=person(request),
            received_at=_now(request),
        )
        return _("The appeal was received.")

    return _form_page(
        request,
        entry,
        AppealForm(posted(request)),
        "appeal",
        act,
        home=home_of(entry, now=_now(request)),
    )


@entry_page
@require_safe
def receipt_file(request: HttpRequest, entry: Entry, position: int) -> HttpResponse:
    """The receipt of a version as PDF."""
    version = _version(entry, position)
    return _file(request, entry, lambda: receipt(version, now=_now(request)))


@entry_page
@require_safe
def version_file(request: HttpRequest, entry: Entry, position: int) -> HttpResponse:
    """The application as it was received, as PDF."""
    version = _version(entry, position)
    return _file(request, entry, lambda: version_pdf(version, now=_now(request)))


@require_safe
def receipt_check(request: HttpRequest) -> HttpResponse:
    """Whether a hash was received: its number and moment, and nothing else."""
    asked = "".join(request.GET.get("skrot", "").split()).lower()
    found = None
    is_hash = bool(_HASH.fullmatch(asked))
    if is_hash:
        rows = EntryVersion.objects.filter(sha256=asked)
        found = rows.select_related("entry__edition").order_by("received_at").first()
    values = {"asked": asked, "is_hash": is_hash, "found": found}
    return render(request, "contest/entry/receipt_check.html", values)


def _form_page(
    request: HttpRequest,
    entry: Entry,
    form: forms.Form,
    page: str,
    act: Any,
    **more: Any,
) -> HttpResponse:
    """A page with one form and one act; refusals stay beside what was typed."""
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                said = act(form.cleaned_data)
            except MiaraError as error:
                form.add_error(None, error.for_people())
            else:
                messages.success(request, said)
                return redirect("contest:entry", entry.uid)
    values = {**frame(request, entry), "form": form, **more}
    return render(request, f"contest/entry/{page}.html", values, status=code)


def _version(entry: Entry, position: int) -> EntryVersion:
    rows = entry.versions.select_related(
        "entry__edition__contest", "entry__sheet__version__form", "receipt", "pdf"
    )
    return get_object_or_404(rows, position=position)


def _file(request: HttpRequest, entry: Entry, make: Any) -> HttpResponse:
    try:
        return documents.file_response(make(), request=request, inline=True)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("contest:entry", entry.uid)


_now = moment_of
