"""Following a search by mail: asking, confirming, ending."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from miara.accounts.public import User
from miara.core.visitor_limits import allow
from miara.practices.actions.following import (
    confirm_search,
    end_search,
    follow_search,
)
from miara.practices.errors import PracticesError
from miara.practices.forms.following import FollowForm
from miara.practices.presenters.links import list_path
from miara.practices.presenters.searches import search_words
from miara.practices.queries.following import followed_with_token, search_of_address
from miara.practices.views.requests import now_of
from miara.search.public import Query

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READING_AND_SENDING)
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for mail about the search of the address, the same as that of the list."""
    query = search_of_address(request.META.get("QUERY_STRING", ""))
    person = request.user if isinstance(request.user, User) else None
    form = FollowForm(request.POST or None, is_signed_in=person is not None)
    if request.method == "POST" and form.is_valid():
        if _is_taken(request, form, query, person):
            return _thanked(request, query, person)
        if not form.errors:
            form.add_error(
                None, _("Too many requests from here. Try again in an hour.")
            )
    context = {
        "form": form,
        "person": person,
        "words": search_words(query),
        "list_url": list_path(query.to_address()),
        "feed": f"{reverse('practices:feed')}?{query.to_address()}",
        "action": request.get_full_path(),
    }
    status = 422 if form.errors else 200
    return render(request, "practices/use/follow.html", context, status=status)


def _is_taken(
    request: HttpRequest, form: FollowForm, query: Query, person: User | None
) -> bool:
    if form.is_trapped:
        return True
    now = now_of(request)
    visitor = request.META.get("REMOTE_ADDR", "")
    if not allow("follow-search", visitor, now=now):
        return False
    try:
        follow_search(
            query,
            email=form.cleaned_data.get("email", ""),
            language=get_language() or "pl",
            by=person,
            now=now,
            words=search_words,
        )
    except PracticesError as error:
        form.add_error(None, error.for_people())
        return False
    return True


def _thanked(request: HttpRequest, query: Query, person: User | None) -> HttpResponse:
    if person is not None:
        return _said(
            request,
            title=_("You follow this search"),
            text=_(
                "A mail comes when a practice that fits is published or changed. The "
                "page “My list” shows what you follow."
            ),
            query=query,
        )
    return _said(
        request,
        title=_("Look into your mailbox"),
        text=_(
            "If this address does not get these mails yet, we have sent it a link. The "
            "mails start when you open it and confirm."
        ),
        query=query,
    )


@never_cache
@require_http_methods(READING_AND_SENDING)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address by a press: programs that open links confirm nothing."""
    if request.method == "POST":
        row = confirm_search(token=token, now=now_of(request))
        if row is None:
            return _gone(request)
        return _said(
            request,
            title=_("Confirmed"),
            text=_("A mail comes when a practice that fits is published or changed."),
            query=search_of_address(row.query),
        )
    row = followed_with_token(token)
    if row is None:
        return _gone(request)
    context = {
        "words": search_words(search_of_address(row.query)),
        "action": reverse("practice-use:search-confirm", args=[token]),
    }
    return render(request, "practices/use/follow_confirm.html", context)


# A mail program ends the mails by one POST of its own (RFC 8058), without our cookie;
# the token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(READING_AND_SENDING)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails and erase the address."""
    if request.method == "POST":
        end_search(token=token, now=now_of(request))
        return _said(
            request,
            title=_("The mails are ended"),
            text=_("Your address is erased. You can ask for the mails again any time."),
        )
    row = followed_with_token(token)
    if row is None:
        return _gone(request)
    context = {
        "words": search_words(search_of_address(row.query)),
        "action": reverse("practice-use:search-end", args=[token]),
    }
    return render(request, "practices/use/follow_end.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    return _said(
        request,
        title=_("This link no longer works"),
        text=_(
            "The mails were ended, or the link was not opened within 14 days. You can "
            "ask for them again on the list of practices."
        ),
        status=410,
    )


def _said(
    request: HttpRequest,
    *,
    title: str,
    text: str,
    query: Query | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "words": search_words(query) if query else "",
        "list_url": list_path(query.to_address() if query else ""),
    }
    return render(request, "practices/use/follow_said.html", context, status=status)
