"""Pages beside the library's: the state of news, its draft as a page."""

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
from miara.portal.actions import booking
from miara.portal.actions import news as acts
from miara.portal.desk.draft_page import draft_response
from miara.portal.desk.forms import WithdrawForm
from miara.portal.errors import PortalError
from miara.portal.models import DailyViews
from miara.portal.permissions import codes_to_edit
from miara.portal.presenters.desk import state_words
from miara.portal.presenters.links import news_path
from miara.portal.presenters.news import label_of
from miara.portal.queries.news import changes_of, news_for_desk
from miara.portal.queries.views import views_of

__all__ = ["draft", "draft_file", "news_act", "news_state"]


#: Days with views that the page of a state lists.
MOST_DAYS = 30


@require_safe
def news_state(request: HttpRequest, number: int) -> HttpResponse:
    """The label, the draft and the withdrawal of one piece of news."""
    return _state_page(request, _news(request, number))


@require_POST
def news_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on news, then back to its state."""
    news, by, now = _news(request, number), person(request), timezone.now()
    try:
        match act:
            case "wycofaj":
                form = WithdrawForm(request.POST)
                if not form.is_valid():
                    return _state_page(request, news, status=422, withdraw_form=form)
                reason = form.cleaned_data["reason"]
                acts.withdraw_news(news, reason=reason, by=by, now=now)
            case "przywroc":
                acts.bring_back_news(news, by=by, now=now)
            case "odwolaj-termin":
                booking.take_back_booking(news, by=by, now=now)
            case _:
                raise Http404
    except PortalError as error:
        messages.error(request, error.for_people())
        return _state_page(request, _news(request, number), status=422)
    messages.success(request, _("Done."))
    return redirect("portal-desk:news-state", number)


@xframe_options_sameorigin
@require_safe
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The newest draft as readers would see it."""
    news = _news(request, number)
    return draft_response(news.get_latest_revision_as_object(), request)


@require_safe
def draft_file(request: HttpRequest, number: int, uid: str) -> HttpResponse:
    """A file of the newest draft."""
    text = _news(request, number).get_latest_revision_as_object()
    for row in text.files.all():
        if row.file.uid == uid:
            return documents.file_response(row.file, request=request, inline=True)
    raise Http404


def _news(request: HttpRequest, number: int) -> Any:
    codes = codes_to_edit(person(request), now=timezone.now())
    return get_object_or_404(news_for_desk(codes), pk=number)


def _state_page(
    request: HttpRequest, news: Any, *, status: int = 200, **forms_given: Any
) -> HttpResponse:
    booked = news.scheduled_revision
    withdrawal = getattr(news, "withdrawal", None)
    return render(
        request,
        "portal/desk/state.html",
        {
            "news": news,
            "title": news.get_latest_revision_as_object().title,
            "state": state_words(news),
            "withdrawal": withdrawal,
            "label": label_of(news, changes_of(news)),
            "views": views_of(DailyViews.Kind.NEWS, news.pk)[:MOST_DAYS],
            "booked_for": booked and booked.approved_go_live_at,
            "public_url": news_path(news.pk, news.title) if news.live else "",
            "edit_url": reverse("portal-news:edit", args=[news.pk]),
            "withdraw_form": WithdrawForm(),
            **forms_given,
        },
        status=status,
    )
