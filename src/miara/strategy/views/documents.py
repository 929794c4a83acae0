"""Strategic documents of a unit: the list, one with its tree, its facts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.strategy.actions import documents as acts
from miara.strategy.actions.goals import renumber_goals
from miara.strategy.forms.plans import DocumentForm
from miara.strategy.models import Document
from miara.strategy.presenters.document import document_page
from miara.strategy.queries.gaps import gaps_of
from miara.strategy.queries.plans import document_of, documents_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = ["document", "document_edit", "document_new", "documents", "gaps"]


@login_required
@never_cache
@require_safe
def documents(request: HttpRequest, address: str) -> HttpResponse:
    """Documents of the unit and what lacks in them."""
    at = door(request, address)
    return at.render(
        "strategy/documents.html",
        documents=list(documents_of(at.uid)),
        gaps=gaps_of(at.uid, at.today),
    )


@login_required
@never_cache
@require_safe
def gaps(request: HttpRequest, address: str) -> HttpResponse:
    """What has no owner, no target, or is overdue."""
    at = door(request, address)
    return at.render("strategy/gaps.html", gaps=gaps_of(at.uid, at.today))


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def document_new(request: HttpRequest, address: str) -> HttpResponse:
    """Begin a document."""
    at = door(request, address, planning=True)
    year = at.today.year
    form = DocumentForm(
        request.POST or None,
        unit_uid=at.uid,
        on=at.today,
        initial={
            "first_year": year,
            "last_year": year + 9,
            "levels": ["Cel strategiczny", "Cel operacyjny", "Działanie kluczowe"],
        },
    )
    made: list[Document] = []

    def save() -> None:
        made.append(acts.add_document(at.uid, form.values, **at.who))

    response = form_page(
        at,
        form,
        save,
        done=_("The document was begun. Add its goals."),
        back=reverse("strategy:documents", args=[at.address]),
        title=_("New strategic document"),
        button=_("Begin the document"),
    )
    return redirect("strategy:document", at.address, made[0].pk) if made else response


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def document(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One document: its tree of goals with targets; acts on the whole of it."""
    at = door(request, address, planning=request.method == "POST")
    row = _row(at, pk)
    if request.method == "POST":
        return _act(at, row)
    page = document_page(row, until=at.today.year - 1)
    return at.render("strategy/document.html", row=row, page=page)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def document_edit(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change the facts of a document."""
    at = door(request, address, planning=True)
    row = _row(at, pk)
    form = DocumentForm(
        request.POST or None, instance=row, unit_uid=at.uid, on=at.today
    )
    return form_page(
        at,
        form,
        lambda: acts.change_document(row, form.values, seen=form.seen, **at.who),
        done=_("The document was changed."),
        back=reverse("strategy:document", args=[at.address, row.pk]),
        title=_("Facts of the document"),
        button=_("Save the document"),
    )


def _row(at: Door, pk: int) -> Document:
    row = document_of(at.uid, pk)
    if row is None:
        raise Http404
    return row


def _act(at: Door, row: Document) -> HttpResponse:
    """Do what the button says and come back, or go to what was made."""
    reason = at.request.POST.get("reason", "")
    acts_by_name: dict[str, tuple[Callable[[], object], str]] = {
        "publish": (
            lambda: acts.publish_document(row, **at.who),
            _("The document is public."),
        ),
        "withdraw": (
            lambda: acts.withdraw_document(row, reason=reason, **at.who),
            _("The document is public no longer."),
        ),
        "renumber": (
            lambda: renumber_goals(row, **at.who),
            _("Goals have new symbols by their places."),
        ),
        "edition": (
            lambda: acts.begin_next_edition(row, **at.who),
            _("The next edition was begun as a draft with the same goals."),
        ),
    }
    name = at.request.POST.get("do", "")
    if name not in acts_by_name:
        messages.error(at.request, _("This cannot be done any more."))
        return redirect("strategy:document", at.address, row.pk)
    act, done = acts_by_name[name]
    shown = row.pk
    try:
        made = act()
    except MiaraError as error:
        messages.error(at.request, error.for_people())
    else:
        messages.success(at.request, done)
        shown = made.pk if isinstance(made, Document) else row.pk
    return redirect("strategy:document", at.address, shown)
