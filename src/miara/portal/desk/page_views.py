"""The state of a page: what readers see, its withdrawal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from miara.accounts.public import person
from miara.portal.actions.withdrawal import bring_back_page, withdraw_page
from miara.portal.desk.forms import WithdrawForm
from miara.portal.errors import PortalError
from miara.portal.models import SitePage
from miara.portal.permissions import codes_to_edit
from miara.portal.presenters.desk import page_state_words
from miara.portal.presenters.look import page_path
from miara.portal.queries.pages import pages_for_desk

__all__ = ["page_act", "page_state"]

_HINT = gettext_lazy("Readers see this sentence at the address of the page.")


@require_safe
def page_state(request: HttpRequest, number: int) -> HttpResponse:
    """What readers see of one page, and how to withdraw it."""
    return _answer(request, _page(request, number), WithdrawForm(hint=_HINT))


@require_POST
def page_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on a page, then back to its state."""
    page, by, now = _page(request, number), person(request), timezone.now()
    form = WithdrawForm(request.POST if act == "wycofaj" else None, hint=_HINT)
    if act not in {"wycofaj", "przywroc"}:
        raise Http404
    if form.is_bound and not form.is_valid():
        return _answer(request, page, form, status=422)
    try:
        if form.is_bound:
            withdraw_page(page, reason=form.cleaned_data["reason"], by=by, now=now)
        else:
            bring_back_page(page, by=by, now=now)
    except PortalError as error:
        messages.error(request, error.for_people())
        return _answer(request, _page(request, number), form, status=422)
    messages.success(request, _("Done."))
    return redirect("portal-desk:page-state", number)


def _page(request: HttpRequest, number: int) -> SitePage:
    codes = codes_to_edit(person(request), now=timezone.now())
    return get_object_or_404(pages_for_desk(codes), pk=number)


def _answer(
    request: HttpRequest, page: SitePage, form: WithdrawForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": page,
        "title": page.get_latest_revision_as_object().title,
        "state": page_state_words(page),
        "withdrawal": getattr(page, "withdrawal", None),
        "public_url": page_path(page) if page.live else "",
        "edit_url": reverse("portal-pages:edit", args=[page.pk]),
        "withdraw_form": form,
    }
    return render(request, "portal/desk/page_state.html", context, status=status)
