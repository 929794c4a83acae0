"""Mail about a unit: asking, confirming, ending."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from miara.core.visitor_limits import allow
from miara.indicators.actions.subscription_lifecycle import (
    confirm_subscription,
    end_subscription,
    subscribe,
    unit_name,
)
from miara.indicators.forms.subscription_form import SubscriptionForm
from miara.indicators.models import Subscription
from miara.units import public as units

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READING_AND_SENDING)
def subscribe_page(request: HttpRequest, address: str) -> HttpResponse:
    """Ask for mail when the numbers of a unit change."""
    unit = units.unit_by_code(address.partition("-")[0])
    if unit is None or not unit.exists:
        raise Http404(address)
    if address != unit.address and request.method != "POST":
        return redirect("indicators:subscribe", unit.address, permanent=True)
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if form.is_trapped or allow(
            "subscribe", request.META.get("REMOTE_ADDR", ""), now=now
        ):
            if not form.is_trapped:
                subscribe(
                    email=form.cleaned_data["email"],
                    unit_uid=unit.uid,
                    language=get_language() or "pl",
                    now=now,
                )
            return _said(
                request,
                title=_("Look into your mailbox"),
                text=_(
                    "If this address does not get these mails yet, we have sent it a "
                    "link. The mails start when you open it and confirm."
                ),
                unit=unit,
            )
        form.add_error(None, _("Too many requests from here. Try again in an hour."))
    status = 422 if form.errors else 200
    context = {"form": form, "unit": unit}
    return render(request, "indicators/subscription_new.html", context, status=status)


@never_cache
@require_http_methods(READING_AND_SENDING)
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address by a press: programs that open links confirm nothing."""
    if request.method == "POST":
        row = confirm_subscription(token=token, now=timezone.now())
        if row is None:
            return _gone(request)
        return _said(
            request,
            title=_("Confirmed"),
            text=_(
                "You will get a mail when a publication changes these numbers: "
                "%(unit)s."
            )
            % {"unit": unit_name(row.unit_uid, get_language() or "pl")},
            unit=units.unit_by_uid(row.unit_uid),
        )
    row = Subscription.objects.filter(token=token).first()
    if row is None:
        return _gone(request)
    context = {
        "unit_name": unit_name(row.unit_uid, get_language() or "pl"),
        "action": reverse("indicators:subscription-confirm", args=[token]),
    }
    return render(request, "indicators/subscription_confirm.html", context)


# A mail program ends the mails by one POST of its own (RFC 8058), without our cookie;
# the token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(READING_AND_SENDING)
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails and erase the address."""
    if request.method == "POST":
        end_subscription(token=token, now=timezone.now())
        return _said(
            request,
            title=_("The mails are ended"),
            text=_("Your address is erased. You can ask for the mails again any time."),
        )
    row = Subscription.objects.filter(token=token).first()
    if row is None:
        return _gone(request)
    context = {
        "unit_name": unit_name(row.unit_uid, get_language() or "pl"),
        "action": reverse("indicators:subscription-end", args=[token]),
    }
    return render(request, "indicators/subscription_end.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    return _said(
        request,
        title=_("This link no longer works"),
        text=_(
            "The mails were ended, or the link was not opened within 14 days. You can "
            "ask for them again on the page of the local government."
        ),
        status=410,
    )


def _said(
    request: HttpRequest,
    *,
    title: str,
    text: str,
    unit: units.UnitFacts | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"title": title, "text": text, "unit": unit}
    return render(request, "indicators/subscription_said.html", context, status=status)
