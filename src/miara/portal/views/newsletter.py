"""The newsletter: asking, confirming, ending."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from miara.core.visitor_limits import allow
from miara.portal.actions.newsletter import (
    change_newsletter,
    confirm_newsletter,
    end_newsletter,
    order_newsletter,
)
from miara.portal.forms.newsletter import ChoicesForm, NewsletterForm
from miara.portal.presenters.links import list_path
from miara.portal.queries.newsletter import order_with_token

__all__ = ["ask", "change", "confirm", "end"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READING_AND_SENDING)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter; a link in a mail confirms."""
    form = NewsletterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        visitor = request.META.get("REMOTE_ADDR", "")
        if form.is_trapped or allow("newsletter", visitor, now=_now(request)):
            if not form.is_trapped:
                _order(form, _now(request))
            return _said(
                request,
                title=_("Look into your mailbox"),
                text=_(
                    "If this address does not get the newsletter yet, we have sent it "
                    "a link. The mails start when you open it and confirm."
                ),
            )
        form.add_error(None, _("Too many requests from here. Try again in an hour."))
    context = {"form": form, "feed": reverse("portal:feed")}
    status = 422 if form.errors else 200
    return render(request, "portal/newsletter.html", context, status=status)


@never_cache
@require_http_methods(READING_AND_SENDING)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address by a press: programs that open links confirm nothing."""
    if request.method == "POST":
        if confirm_newsletter(token=token, now=_now(request)) is None:
            return _gone(request)
        return _said(
            request,
            title=_("Confirmed"),
            text=_("The first mail comes after the chosen time, when there is news."),
        )
    if order_with_token(token) is None:
        return _gone(request)
    return render(
        request,
        "portal/newsletter_press.html",
        {
            "title": _("Confirm your address"),
            "text": _("After you confirm, you will get the newsletter."),
            "label": _("Confirm"),
            "action": reverse("portal:newsletter-confirm", args=[token]),
        },
    )


@never_cache
@require_http_methods(READING_AND_SENDING)
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Choose other categories or another period; the token is the proof."""
    row = order_with_token(token)
    if row is None:
        return _gone(request)
    present = {"chosen": row.categories.split(","), "period": row.period}
    form = ChoicesForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        if not change_newsletter(token=token, now=_now(request), **form.cleaned_data):
            return _gone(request)
        return _said(
            request,
            title=_("Your choices are saved"),
            text=_("The next mail keeps to them."),
        )
    end_url = reverse("portal:newsletter-end", args=[token])
    context = {"form": form, "end_url": end_url}
    status = 422 if form.errors else 200
    return render(request, "portal/newsletter_change.html", context, status=status)


# A mail program ends the mails by one POST of its own (RFC 8058), without our cookie;
# the token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(READING_AND_SENDING)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End the newsletter and erase the address."""
    if request.method == "POST":
        end_newsletter(token=token, now=_now(request))
        return _said(
            request,
            title=_("The mails are ended"),
            text=_("Your address is erased. You can ask for the mails again any time."),
        )
    if order_with_token(token) is None:
        return _gone(request)
    return render(
        request,
        "portal/newsletter_press.html",
        {
            "title": _("End the mails"),
            "text": _("Ending the newsletter erases your address from it."),
            "label": _("End the mails and erase my address"),
            "action": reverse("portal:newsletter-end", args=[token]),
        },
    )


def _order(form: NewsletterForm, now: datetime) -> None:
    order_newsletter(
        email=form.cleaned_data["email"],
        chosen=form.cleaned_data["chosen"],
        period=form.cleaned_data["period"],
        language=get_language() or "pl",
        now=now,
    )


def _gone(request: HttpRequest) -> HttpResponse:
    return _said(
        request,
        title=_("This link no longer works"),
        text=_(
            "The mails were ended, or the link was not opened within 14 days. You can "
            "ask for them again on the page of the newsletter."
        ),
        status=410,
    )


def _said(
    request: HttpRequest, *, title: str, text: str, status: int = 200
) -> HttpResponse:
    context = {"title": title, "text": text, "list_url": list_path()}
    return render(request, "portal/newsletter_said.html", context, status=status)


def _now(request: HttpRequest) -> datetime:
    return request.received_at  # type: ignore[attr-defined]
