"""Pages beside the library's: reviews, the state of a card, its draft as a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from miara.accounts.public import person
from miara.documents import public as documents
from miara.practices.actions import cards
from miara.practices.actions import review as acts
from miara.practices.actions.booking import take_back_booking
from miara.practices.actions.contacts import write_contact
from miara.practices.desk.draft_page import draft_response
from miara.practices.desk.forms import ArchiveForm, ContactForm, ReviewForm
from miara.practices.domain.checking import check
from miara.practices.errors import PracticesError
from miara.practices.models import PracticeCard
from miara.practices.permissions import can_edit
from miara.practices.presenters.checking import checked_of, lines_of
from miara.practices.presenters.desk import freshness_of_card, state_words
from miara.practices.queries.desk import cards_for_desk
from miara.practices.queries.reviews import drafts_waiting, open_review, reviews_of

__all__ = [
    "card_act",
    "card_state",
    "draft",
    "draft_file",
    "review",
    "reviews",
]


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Drafts that wait for an expert."""
    return render(request, "practices/desk/reviews.html", {"waiting": drafts_waiting()})


def review(request: HttpRequest, number: int) -> HttpResponse:
    """A draft to be read, with the check, and the expert's answer."""
    card = _card(number)
    state = open_review(card)
    if state is None:
        if not can_edit(person(request), now=timezone.now()):
            return _closed_review(request, card)
        return redirect("practices-desk:card-state", number)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = acts.approve_review if "approve" in request.POST else acts.give_back
        try:
            act(card, comment=form.text(), by=person(request), now=timezone.now())
        except PracticesError as error:
            form.add_error("comment", error.for_people())
        else:
            messages.success(request, _("Your answer has been sent to the editor."))
            return redirect("practices-desk:reviews")
    text = state.revision.as_object()
    return render(
        request,
        "practices/desk/review.html",
        {
            "card": card,
            "draft": text,
            "form": form,
            "asked_by": state.workflow_state.requested_by,
            "asked_at": state.started_at,
            "is_own": state.workflow_state.requested_by_id == person(request).pk,
            "findings": lines_of(check(checked_of(text, card.contact))),
            "answers": reviews_of(card),
        },
        status=422 if form.errors else 200,
    )


@require_safe
def card_state(request: HttpRequest, number: int) -> HttpResponse:
    """The check, answers of experts, contact and archive of one card."""
    return _state_page(request, _card(number))


@require_POST
def card_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on a card, then back to its state."""
    card = _card(number)
    by, now = person(request), timezone.now()
    forms: dict[str, Any] = {}
    try:
        match act:
            case "kontakt":
                form = forms["contact_form"] = ContactForm(request.POST)
                if not form.is_valid():
                    return _state_page(request, card, status=422, **forms)
                write_contact(card, form.contact(), by=by, now=now)
            case "archiwum":
                archive = forms["archive_form"] = ArchiveForm(request.POST)
                if not archive.is_valid():
                    return _state_page(request, card, status=422, **forms)
                cards.archive_card(card, **archive.cleaned_data, by=by, now=now)
            case "przywroc":
                cards.take_out_of_archive(card, by=by, now=now)
            case "potwierdz":
                cards.confirm_card(card, by=by, now=now)
            case "odwolaj-termin":
                take_back_booking(card, by=by, now=now)
            case "wycofaj-z-recenzji":
                acts.take_back_review(card, by=by, now=now)
            case _:
                raise Http404
    except PracticesError as error:
        messages.error(request, error.for_people())
        return _state_page(request, _card(number), status=422, **forms)
    messages.success(request, _("Done."))
    return redirect("practices-desk:card-state", number)


@xframe_options_sameorigin
@require_safe
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The newest draft as readers would see it."""
    return draft_response(_card(number).get_latest_revision_as_object(), request)


@require_safe
def draft_file(request: HttpRequest, number: int, uid: str) -> HttpResponse:
    """A file of the newest draft."""
    text = _card(number).get_latest_revision_as_object()
    for row in text.files.all():
        if row.file.uid == uid:
            return documents.file_response(row.file, request=request, inline=True)
    raise Http404


def _card(number: int) -> PracticeCard:
    found: PracticeCard = get_object_or_404(
        cards_for_desk().select_related("contact", "life__replaced_by"), pk=number
    )
    return found


def _closed_review(request: HttpRequest, card: PracticeCard) -> HttpResponse:
    messages.info(
        request, _("The review of “%(title)s” is closed.") % {"title": card.title}
    )
    return redirect("practices-desk:reviews")


def _state_page(
    request: HttpRequest, card: Any, *, status: int = 200, **forms: Any
) -> HttpResponse:
    text = card.get_latest_revision_as_object()
    found = lines_of(check(checked_of(text, card.contact)))
    booked = card.scheduled_revision
    return render(
        request,
        "practices/desk/state.html",
        {
            "card": card,
            "draft": text,
            "state": state_words(card),
            "freshness": freshness_of_card(card),
            "stopping": [row for row in found if row.stops],
            "advice": [row for row in found if not row.stops],
            "reasons": cards.reasons_to_wait(card),
            "answers": reviews_of(card),
            "booked_for": booked and booked.approved_go_live_at,
            "contact_form": ContactForm(instance=card.contact),
            "archive_form": ArchiveForm(),
            "edit_url": reverse("practices-cards:edit", args=[card.pk]),
            **forms,
        },
        status=status,
    )
