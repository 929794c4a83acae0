"""Signing an application: download, sign outside, bring the signature back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.contest.actions.signing import add_signature, remove_signature
from miara.contest.actions.submission import present_content
from miara.contest.exports.application import signing_copy
from miara.contest.forms.entries import SignForm
from miara.contest.models import Entry, SigningCopy
from miara.contest.permissions import can_sign_entry
from miara.contest.presenters.entry_home import SignatureLine, signature_lines
from miara.contest.presenters.rule_words import SIGNATURES
from miara.contest.presenters.signature_words import head_name
from miara.contest.queries.writing import writing_decision
from miara.contest.views.entries import frame
from miara.contest.views.entry_guards import entry_page
from miara.contest.views.guards import moment_of, person, posted, posted_files
from miara.core.errors import MiaraError
from miara.documents import public as documents
from miara.questionnaires import public as questionnaires

__all__ = ["copy", "remove", "sign", "signatures", "signed_file"]


@entry_page
@require_safe
def signatures(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Which signatures are needed, given, outdated."""
    lines, sha256 = _lines(entry)
    kinds = entry.edition.settings.signatures.kinds
    values = {
        **_frame(request, entry),
        "lines": lines,
        "sha256": sha256,
        "kinds": [SIGNATURES[kind] for kind in kinds],
    }
    return render(request, "contest/entry/signatures.html", values)


@entry_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, entry: Entry, number: int) -> HttpResponse:
    """Bring a signed file back."""
    lines, _sha256 = _lines(entry)
    if not 0 < number <= len(lines):
        raise Http404
    line = lines[number - 1]
    name, office = head_name(line.needed)
    form = SignForm(
        posted(request),
        posted_files(request),
        initial={"full_name": name, "office": office},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        proof = data["authorisation"]
        try:
            row = add_signature(
                entry=entry,
                signatory=line.needed.signatory,
                unit_uid=line.needed.unit_uid,
                full_name=data["full_name"],
                office=data["office"],
                file=data["file"],
                name=data["file"].name,
                authorisation=proof or None,
                authorisation_name=proof.name if proof else "",
                by=person(request),
                now=moment_of(request),
            )
        except MiaraError as error:
            form.add_error("file", error.for_people())
        else:
            _say(request, entry, row.pk)
            return redirect("contest:entry-signatures", entry.uid)
    values = {**_frame(request, entry), "line": line, "form": form}
    code = 422 if request.method == "POST" else 200
    return render(request, "contest/entry/sign.html", values, status=code)


@entry_page
@require_POST
def remove(request: HttpRequest, entry: Entry, pk: int) -> HttpResponse:
    """Take a signature out."""
    row = get_object_or_404(entry.signatures.filter(removed_at=None), pk=pk)
    try:
        remove_signature(signature=row, by=person(request), now=moment_of(request))
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The signature was removed."))
    return redirect("contest:entry-signatures", entry.uid)


@entry_page
@require_safe
def copy(request: HttpRequest, entry: Entry, suffix: str) -> HttpResponse:
    """The document of the present content, to be signed."""
    kind = {"pdf": SigningCopy.Kind.PDF, "xml": SigningCopy.Kind.XML}[suffix]
    try:
        made = signing_copy(entry, kind, now=moment_of(request))
        return documents.file_response(made.file, request=request)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("contest:entry-signatures", entry.uid)


@entry_page
@require_safe
def signed_file(request: HttpRequest, entry: Entry, pk: int) -> HttpResponse:
    """A signed file as it was sent, e.g. for the next person who signs."""
    row = get_object_or_404(entry.signatures.exclude(file=None), pk=pk)
    if row.file is None:
        raise Http404
    return documents.file_response(row.file, request=request)


def _lines(entry: Entry) -> tuple[list[SignatureLine], str]:
    content = questionnaires.content_of(entry.sheet)
    _text, sha256 = present_content(entry, content)
    return signature_lines(entry, sha256), sha256


def _frame(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    now = moment_of(request)
    may = can_sign_entry(person(request), entry, now=now)
    is_open = bool(may) and bool(writing_decision(entry, now))
    return {**frame(request, entry), "can_sign": is_open}


def _say(request: HttpRequest, entry: Entry, pk: int) -> None:
    """Tell at once whether the signature counts."""
    lines, _sha256 = _lines(entry)
    counts = any(line.needed.given and line.needed.given.pk == pk for line in lines)
    if counts:
        messages.success(request, _("The signature was checked and counts."))
    else:
        messages.warning(
            request, _("The signature was kept and does not count; see why below.")
        )
