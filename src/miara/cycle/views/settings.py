"""Settings of the calendar: hands, reminders, the feed, who stands in for whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.cycle.actions.terms import add_absence, end_absence
from miara.cycle.actions.years import change_settings, renew_feed_key
from miara.cycle.doors import Door, door
from miara.cycle.forms.years import AbsenceForm, SettingsForm
from miara.cycle.queries.years import absences_of, settings_of

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def settings(request: HttpRequest, address: str) -> HttpResponse:
    """How the calendar of the unit works."""
    at = door(request, address, "calendar", planning=True)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    row = settings_of(at.unit.uid)
    forms: dict[str, Any] = {
        "settings": SettingsForm(_data(request, done, "settings"), instance=row),
        "absence": AbsenceForm(
            _data(request, done, "absence"),
            prefix="absence",
            unit_uid=at.unit.uid,
            on=at.today,
        ),
    }
    if done and _do(request, at, forms, done):
        messages.success(request, _("Saved."))
        return redirect("cycle:settings", at.unit.address)
    page = at.page(
        forms=forms,
        form=forms.get(done),
        absences=absences_of(at.unit.uid, since=at.today),
        feed=_feed(request, at, row.feed_key),
    )
    return render(request, "cycle/settings.html", page, status=422 if done else 200)


def _data(request: HttpRequest, done: str, name: str) -> Any:
    return request.POST if done == name else None


def _feed(request: HttpRequest, at: Door, key: str) -> str:
    if not key:
        return ""
    path = reverse("cycle:feed", kwargs={"address": at.unit.address, "key": key})
    return request.build_absolute_uri(path)


def _do(request: HttpRequest, at: Door, forms: dict[str, Any], done: str) -> bool:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    uid = at.unit.uid
    if done == "feed":
        renew_feed_key(uid, **who)
        return True
    if done == "end":
        number = request.POST.get("absence", "")
        rows = absences_of(uid, since=at.today)
        if number.isdigit() and (row := rows.filter(pk=int(number)).first()):
            end_absence(row, uid, **who)
        return True
    form = forms.get(done)
    if form is None or not form.is_valid():
        return False
    if done == "settings":
        change_settings(uid, form.cleaned_data, **who)
    else:
        add_absence(uid, form.values, **who)
    return True
