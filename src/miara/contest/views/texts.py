"""Rules, brochure and letter: made of the data, added to, approved, published."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from miara.contest.actions.texts import (
    ask_approval,
    decide_approval,
    drop_approval,
    publish_text,
    write_text,
)
from miara.contest.domain.text_check import check_text
from miara.contest.exports.edition_texts import text_pdf
from miara.contest.forms.texts import AdditionForm, ApprovalForm, DecisionForm
from miara.contest.models import Approval, Edition, EditionText
from miara.contest.permissions import can_approve_text, can_found, can_organise
from miara.contest.presenters.contradictions import contradiction_text
from miara.contest.presenters.edition_texts import generated_text, split_text
from miara.contest.presenters.setup_words import OUR_PROPOSALS, PARTS
from miara.contest.queries.edition_parts import edition_parts
from miara.contest.queries.known_facts import known_facts
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError
from miara.core.localized import LANGUAGES, Localized
from miara.documents.public import FileKind, bytes_response

__all__ = ["approval", "preview", "text", "texts"]

#: Parts of addresses by kind of text.
SLUGS: Final = {
    "regulamin": EditionText.Kind.RULES,
    "broszura": EditionText.Kind.BROCHURE,
    "zaproszenie": EditionText.Kind.LETTER,
}


@edition_page(can_organise)
def texts(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All texts and where they stand."""
    found: dict[str, list[EditionText]] = {}
    for row in edition.texts.select_related("file").order_by("-version"):
        found.setdefault(row.kind, []).append(row)
    rows = [
        {
            "slug": slug,
            "label": kind.label,
            "draft": next((t for t in found.get(kind, []) if not t.published_at), None),
            "published": next((t for t in found.get(kind, []) if t.published_at), None),
        }
        for slug, kind in SLUGS.items()
    ]
    proposals = [
        {"part": PARTS[part], "text": words} for part, words in OUR_PROPOSALS.items()
    ]
    page = {"edition": edition, "rows": rows, "proposals": proposals}
    return render(request, "contest/office/texts.html", page)


@edition_page(can_organise)
def text(request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """One text: what the data say, what the editor adds, who approves it."""
    code = _kind(kind)
    draft = _draft(edition, code)
    generated = generated_text(edition, code)
    latest = _latest(edition, code)
    source = draft or latest
    form = AdditionForm(
        request.POST if request.POST.get("action") == "write" else None,
        initial={"added": source.added if source else Localized("")},
    )
    approval_form = ApprovalForm(
        request.POST if request.POST.get("action") == "ask" else None
    )
    if request.method == "POST":
        try:
            if _acted(request, edition, code, form, approval_form, generated):
                messages.success(request, _("Saved."))
                return redirect(
                    "contest:text", edition.contest.code, edition.slug, kind
                )
        except MiaraError as error:
            messages.error(request, error.for_people())
            return redirect("contest:text", edition.contest.code, edition.slug, kind)
    added = draft.added if draft else Localized("")
    known = known_facts(edition_parts(edition))
    page: dict[str, Any] = {
        "edition": edition,
        "kind": kind,
        "label": code.label,
        "draft": draft,
        "latest": latest,
        "form": form,
        "approval_form": approval_form,
        "sections": split_text(generated.in_language(get_language())),
        "outdated": draft is not None and draft.generated != generated,
        "warnings": [
            {"text": contradiction_text(found), "place": found.place}
            for language in LANGUAGES
            for found in check_text(getattr(added, language), known)
        ],
        "approvals": draft.approvals.select_related(
            "organisation", "approver"
        ).order_by("pk")
        if draft
        else [],
    }
    status = 422 if form.errors or approval_form.errors else 200
    return render(request, "contest/office/text.html", page, status=status)


@edition_page(can_organise)
def preview(request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """The draft as PDF, in the language of the page."""
    code = _kind(kind)
    row, latest = _draft(edition, code), _latest(edition, code)
    if row is None:
        added = latest.added if latest else Localized("")
        row = EditionText(edition=edition, kind=code, version=1, added=added)
    row.generated = generated_text(edition, code)
    pdf = _pdf(request, row, (get_language() or "pl")[:2], is_draft=True)
    return bytes_response(
        pdf,
        name=f"{kind}.pdf",
        kind=FileKind.PDF,
        media_type="application/pdf",
        inline=True,
    )


@never_cache
@login_required
def approval(request: HttpRequest, contest: str, slug: str, pk: int) -> HttpResponse:
    """A president reads a text and approves it, or the office writes it down."""
    row = get_object_or_404(
        Approval.objects.select_related(
            "organisation", "text__edition__contest__owner"
        ),
        pk=pk,
        text__edition__slug=slug,
        text__edition__contest__code=contest,
    )
    edition, now = row.text.edition, moment_of(request)
    uid = row.organisation.uid
    if not can_approve_text(request.user, edition, uid, now=now):
        raise Http404
    own = bool(can_found(request.user, uid, now=now))
    form = DecisionForm(request.POST or None, for_another=not own)
    if request.method == "POST" and form.is_valid():
        try:
            decide_approval(
                approval=row,
                is_approved=form.cleaned_data["decision"] == "yes",
                remark=form.cleaned_data["remark"],
                by=person(request),
                now=now,
            )
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The decision is written down. Thank you."))
            return redirect(request.path)
    language = get_language()
    page = {
        "edition": edition,
        "row": row,
        "form": form,
        "own": own,
        "sections": split_text(row.text.generated.in_language(language))
        + split_text(row.text.added.in_language(language)),
    }
    status = 422 if form.errors else 200
    return render(request, "contest/office/text_approval.html", page, status=status)


def _approvals(draft: EditionText | None) -> list[Approval]:
    if draft is None:
        return []
    rows = draft.approvals.select_related("organisation", "approver")
    return list(rows.order_by("pk"))


def _acted(  # noqa: PLR0917 - what the page holds
    request: HttpRequest,
    edition: Edition,
    code: EditionText.Kind,
    form: AdditionForm,
    approval_form: ApprovalForm,
    generated: Localized,
) -> bool:
    """Do what the button says; False when the form is not valid."""
    by, now = person(request), moment_of(request)
    draft = _draft(edition, code)
    match request.POST.get("action", "").partition(":"):
        case "write", _colon, _rest:
            if not form.is_valid():
                return False
            write_text(
                edition=edition,
                kind=code,
                generated=generated,
                added=form.cleaned_data["added"],
                by=by,
                now=now,
            )
        case "ask", _colon, _rest:
            if draft is None or not approval_form.is_valid():
                return False
            ask_approval(text=draft, by=by, now=now, **approval_form.cleaned_data)
        case "drop", _colon, number:
            rows = Approval.objects.filter(text=draft)
            found = get_object_or_404(rows, pk=number if number.isdigit() else 0)
            drop_approval(approval=found, by=by, now=now)
        case "publish", _colon, _rest:
            if draft is None:
                raise Http404
            pdf = _pdf(request, draft, "pl", is_draft=False)
            publish_text(text=draft, generated=generated, pdf=pdf, by=by, now=now)
        case _:
            raise Http404
    return True


def _pdf(
    request: HttpRequest, row: EditionText, language: str, *, is_draft: bool
) -> bytes:
    return text_pdf(
        row, language=language, made_at=moment_of(request), is_draft=is_draft
    )


def _kind(slug: str) -> EditionText.Kind:
    try:
        return SLUGS[slug]
    except KeyError:
        raise Http404 from None


def _draft(edition: Edition, kind: str) -> EditionText | None:
    return edition.texts.filter(kind=kind, published_at=None).first()


def _latest(edition: Edition, kind: str) -> EditionText | None:
    rows = edition.texts.filter(kind=kind, published_at__isnull=False)
    return rows.select_related("file").order_by("-version").first()
