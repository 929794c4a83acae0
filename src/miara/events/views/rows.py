"""Lists of an event: days, places, rooms, organisers, patrons, speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from miara.accounts.public import person
from miara.documents.public import keep_prepared
from miara.events.actions.events import move_row, remove_row, save_row
from miara.events.errors import EventsError
from miara.events.forms.events import (
    DayForm,
    HostForm,
    PatronForm,
    RoomForm,
    SpeakerForm,
    VenueForm,
)
from miara.events.models import Day, Event, Host, Patron, Room, Speaker, Venue
from miara.events.presenters.programme import day_name
from miara.events.views.guards import moment_of, office_page

__all__ = ["KINDS", "row", "rows"]

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class RowKind:
    """A list by the word of its address."""

    word: str
    model: type[models.Model]
    form: type[forms.ModelForm]
    label: Promise
    add: Promise
    order: tuple[str, ...]

    @property
    def is_ordered(self) -> bool:
        """Whether people decide the order."""
        return "position" in self.order


_PLACED = ("position", "pk")
KINDS: dict[str, RowKind] = {
    kind.word: kind
    for kind in (
        RowKind("dni", Day, DayForm, pgettext_lazy("event", "Days"),
                gettext_lazy("Add a day"), ("date",)),
        RowKind("miejsca", Venue, VenueForm, gettext_lazy("Places"),
                gettext_lazy("Add a place"), _PLACED),
        RowKind("sale", Room, RoomForm, gettext_lazy("Rooms"),
                gettext_lazy("Add a room"), _PLACED),
        RowKind("organizatorzy", Host, HostForm, gettext_lazy("Organisers"),
                gettext_lazy("Add an organiser"), _PLACED),
        RowKind("patroni", Patron, PatronForm, gettext_lazy("Patrons and partners"),
                gettext_lazy("Add a patron or partner"), _PLACED),
        RowKind("prelegenci", Speaker, SpeakerForm, gettext_lazy("Speakers"),
                gettext_lazy("Add a speaker"), ("name", "pk")),
    )
}  # fmt: skip


@office_page
@require_http_methods(_METHODS)
def rows(request: HttpRequest, event: Event, word: str) -> HttpResponse:
    """One list, with its order and removing."""
    kind = _kind(word)
    if request.method == "POST":
        return _act(request, event, kind)
    found = kind.model._default_manager.filter(event=event).order_by(*kind.order)
    page = {
        "event": event,
        "kind": kind,
        "rows": [(each, _name(each)) for each in found],
        "current": word,
    }
    return render(request, "events/office/rows.html", page)


@office_page
@require_http_methods(_METHODS)
def row(
    request: HttpRequest, event: Event, word: str, pk: int | None = None
) -> HttpResponse:
    """One row, new or changed."""
    kind = _kind(word)
    instance = (
        get_object_or_404(kind.model._default_manager, event=event, pk=pk)
        if pk
        else kind.model(event=event)  # type: ignore[call-arg]
    )
    form = kind.form(request.POST or None, request.FILES or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                values = _values(request, form)
                save_row(
                    event=event,
                    model=kind.model,
                    pk=pk,
                    values=values,
                    by=person(request),
                    now=moment_of(request),
                )
        except EventsError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("Saved."))
            return redirect("events:rows", event.code, word)
    page = {
        "event": event,
        "kind": kind,
        "form": form,
        "row_name": _name(instance) if pk else "",
        "current": word,
    }
    status = 422 if form.errors else 200
    return render(request, "events/office/row.html", page, status=status)


def _kind(word: str) -> RowKind:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _act(request: HttpRequest, event: Event, kind: RowKind) -> HttpResponse:
    wanted, _colon, number = request.POST.get("do", "").partition(":")
    if not number.isdecimal():
        raise Http404
    facts: dict[str, Any] = {
        "event": event,
        "model": kind.model,
        "pk": int(number[:18]),
        "by": person(request),
        "now": moment_of(request),
    }
    if not kind.model._default_manager.filter(event=event, pk=facts["pk"]).exists():
        raise Http404
    try:
        if wanted == "remove":
            remove_row(**facts)
        elif wanted in {"up", "down"} and kind.is_ordered:
            move_row(up=wanted == "up", **facts)
        else:
            raise Http404
    except EventsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("Saved."))
    return redirect("events:rows", event.code, kind.word)


def _values(request: HttpRequest, form: forms.ModelForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    prepared = values.pop("logo_file", None)
    if prepared is not None:
        values["logo"] = keep_prepared(
            prepared=prepared, by=person(request), now=moment_of(request)
        )
    return values


def _name(each: Any) -> str:
    return day_name(each.date) if isinstance(each, Day) else str(each)
