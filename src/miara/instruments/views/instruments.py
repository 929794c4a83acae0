"""Programmes and projects: the list, one of them, entering and changing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.instruments.actions import instruments as acts
from miara.instruments.actions.publication import (
    publish_instrument,
    withdraw_instrument,
)
from miara.instruments.exports.table import as_csv
from miara.instruments.forms.instruments import (
    FilterForm,
    InstrumentForm,
    SectionsForm,
)
from miara.instruments.models import Instrument
from miara.instruments.presenters.charts import plan_of_list, plan_of_one
from miara.instruments.presenters.pages import (
    gaps_of,
    lines_of,
    money_table,
    parts_of,
    sections_of,
)
from miara.instruments.queries.adoptions import (
    adoption_without_project,
    adoptions_without_project,
)
from miara.instruments.queries.instruments import instrument_of, instruments_of
from miara.strategy import public as strategy

READING_AND_SENDING = ["GET", "HEAD", "POST"]
#: Words of addresses for the codes of parts.
WORDS = {
    "cele": "goal",
    "wartosci-docelowe": "target",
    "sklad": "member",
    "etapy": "stage",
    "kamienie-milowe": "milestone",
    "produkty": "product",
    "partnerzy": "partner",
    "pieniadze": "money",
}


@login_required
@never_cache
@require_safe
def instruments(request: HttpRequest, address: str) -> HttpResponse:
    """All programmes and projects of the unit, in time and as a table."""
    at = cycle.door(request, address, "instruments")
    form = FilterForm(
        request.GET or None, domains=strategy.domains_of(at.unit.uid, at.today)
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = list(instruments_of(at.unit.uid, **chosen))
    page = at.page(
        form=form,
        lines=lines_of(rows, today=at.today),
        figure=plan_of_list(rows, today=at.today),
        adoptions=adoptions_without_project(at.unit.uid) if at.plans else [],
        is_narrowed=any(chosen.values()),
    )
    return render(request, "instruments/list.html", page)


@login_required
@never_cache
@require_safe
def table(request: HttpRequest, address: str) -> HttpResponse:
    """The list as CSV."""
    at = cycle.door(request, address, "instruments")
    lines = lines_of(instruments_of(at.unit.uid), today=at.today)
    response = HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    name = f"programy-{at.unit.address}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def instrument(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One programme or project with everything it is made of; making it public."""
    at = cycle.door(request, address, "instruments")
    row = found(at, pk)
    refusal = ""
    if request.method == "POST":
        accounts.require(cycle.can_plan(at.user, at.unit.uid))
        refusal = _publication(request, at, row)
        if not refusal:
            return redirect("instruments:instrument", at.unit.address, row.pk)
    page = at.page(
        refusal=refusal,
        row=row,
        gaps=gaps_of(row),
        sections=sections_of(row),
        parts=_with_addresses(at, row),
        figure=plan_of_one(row, today=at.today),
        money=money_table(row),
        wholes=[link.whole for link in row.whole_links.all()],
        may_change=bool(cycle.can_act_for(at.user, row.manager_id, at.unit.uid)),
        history=audit.describe_all(list(audit.events_for(row)[:30])),
    )
    status = 422 if refusal else 200
    return render(request, "instruments/instrument.html", page, status=status)


def _publication(request: HttpRequest, at: cycle.Door, row: Instrument) -> str:
    """Make it public or take it back; a refusal in words, empty when done."""
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    asked = request.POST.get("do", "")
    try:
        if asked == "publish":
            publish_instrument(row, **who)
            messages.success(request, _("Everybody sees it now."))
        elif asked == "withdraw":
            reason = request.POST.get("reason", "")[:300].replace("\x00", "")
            withdraw_instrument(row, reason=reason, **who)
            messages.success(request, _("Only people of the office see it now."))
    except MiaraError as error:
        return str(error.for_people())
    return ""


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def new(request: HttpRequest, address: str) -> HttpResponse:
    """Enter a programme or project; ``wdrozenie`` names an adoption to begin with."""
    at = cycle.door(request, address, "instruments", planning=True)
    initial: dict[str, Any] = {"kind": Instrument.Kind.PROJECT}
    number = request.GET.get("wdrozenie", "")
    if number.isdigit() and (
        adoption := adoption_without_project(at.unit.uid, int(number))
    ):
        initial |= {"adoption": adoption.pk, "name": adoption.card.title[:300]}
    form = InstrumentForm(
        request.POST or None, unit_uid=at.unit.uid, on=at.today, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.create_instrument(
                at.unit.uid, form.values, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Entered. Now say which goals it serves."))
            return redirect("instruments:instrument", at.unit.address, made.pk)
    status = 422 if form.errors else 200
    return render(request, "instruments/edit.html", at.page(form=form), status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def change(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change facts; remove what was entered by mistake."""
    at = cycle.door(request, address, "instruments")
    row = found(at, pk)
    accounts.require(cycle.can_act_for(at.user, row.manager_id, at.unit.uid))
    if request.POST.get("do") == "remove":
        accounts.require(cycle.can_plan(at.user, at.unit.uid))
        acts.remove_instrument(row, by=at.user, now=at.now)
        messages.success(request, _("Removed. The log keeps what it was."))
        return redirect("instruments:instruments", at.unit.address)
    form = InstrumentForm(
        request.POST or None, instance=row, unit_uid=at.unit.uid, on=at.today
    )
    if request.method == "POST" and form.is_valid():
        stored = found(at, pk)
        try:
            acts.change_instrument(
                stored, form.values, version=form.seen, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("instruments:instrument", at.unit.address, row.pk)
    status = 422 if form.errors else 200
    page = at.page(form=form, row=found(at, pk))
    return render(request, "instruments/edit.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def sections(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Write the sections of a programme."""
    at = cycle.door(request, address, "instruments")
    row = found(at, pk)
    accounts.require(cycle.can_act_for(at.user, row.manager_id, at.unit.uid))
    initial = {**row.sections, "version": row.version}
    form = SectionsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_instrument(
                row,
                {"sections": form.texts},
                version=form.cleaned_data["version"],
                by=at.user,
                now=at.now,
            )
        except cycle.ChangedMeanwhileError as error:
            form.add_error(None, error.for_people())
            form.data = {**request.POST.dict(), "version": str(error.version)}
        else:
            messages.success(request, _("Saved."))
            return redirect("instruments:instrument", at.unit.address, row.pk)
    status = 422 if form.errors else 200
    page = at.page(form=form, row=row)
    return render(request, "instruments/sections.html", page, status=status)


def _with_addresses(at: cycle.Door, row: Instrument) -> list[dict[str, Any]]:
    parts = parts_of(row, today=at.today)
    here = reverse("instruments:instrument", args=[at.unit.address, row.pk])
    words = {code: word for word, code in WORDS.items()}
    return [{**part, "address": f"{here}{words[part['code']]}/"} for part in parts]


def found(at: cycle.Door, pk: int) -> Instrument:
    """The instrument of the unit.

    Raises
    ------
    Http404
        When there is none.
    """
    row = instrument_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row
