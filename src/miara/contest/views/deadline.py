"""Extending the deadline."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from miara.contest.actions.deadline import extend_deadline
from miara.contest.errors import ContestError
from miara.contest.forms.texts import ExtensionForm
from miara.contest.models import Edition, Entry
from miara.contest.permissions import can_organise
from miara.contest.views.guards import edition_page, moment_of, person

__all__ = ["extension"]


@edition_page(can_organise)
def extension(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A later deadline; with the history of all of them."""
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extend_deadline(
                edition=edition,
                to_at=form.cleaned_data["to_at"],
                reason=form.cleaned_data["why"],
                by=person(request),
                now=moment_of(request),
            )
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(
                request,
                _("The deadline is moved and published; those who write are told."),
            )
            return redirect("contest:extension", edition.contest.code, edition.slug)
    page = {
        "edition": edition,
        "form": form,
        "extensions": edition.extensions.order_by("announced_at", "pk"),
        "drafts": edition.entries.filter(state=Entry.State.DRAFT).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "contest/office/extension.html", page, status=status)
