"""The register: the list with its matrix, one risk, entering and changing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.risks.actions import risks as acts
from miara.risks.exports.register import as_csv
from miara.risks.forms.control import ScaleForm
from miara.risks.forms.risks import EventForm, FilterForm, ReviewForm, RiskForm
from miara.risks.models import Risk
from miara.risks.presenters.pages import lines_of, matrix_of, sentence_of
from miara.risks.queries.risks import risk_of, risks_of, scale_of

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def register(request: HttpRequest, address: str) -> HttpResponse:
    """Risks of the unit, the largest first, and their matrix."""
    at = cycle.door(request, address, "risks")
    form = FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    scale = scale_of(at.unit.uid)
    lines = lines_of(risks_of(at.unit.uid, **chosen), scale, today=at.today)
    page = at.page(
        form=form,
        lines=lines,
        sentence=sentence_of(lines, scale),
        figure=None if chosen.get("is_closed") else matrix_of(lines, scale),
        is_narrowed=any(chosen.values()),
    )
    return render(request, "risks/register.html", page)


@login_required
@never_cache
@require_safe
def table(request: HttpRequest, address: str) -> HttpResponse:
    """The register as CSV."""
    at = cycle.door(request, address, "risks")
    lines = lines_of(risks_of(at.unit.uid), scale_of(at.unit.uid), today=at.today)
    response = HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    name = f"ryzyka-{at.unit.address}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def risk(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One risk: reviewed, come true, closed, opened again."""
    at = cycle.door(request, address, "risks")
    row, scale = found(at, pk), scale_of(at.unit.uid)
    may = cycle.can_act_for(at.user, row.owner_id, at.unit.uid)
    done = request.POST.get("do", "") if request.method == "POST" else ""
    if done:
        accounts.require(may)
    if done == "reopen":
        acts.reopen_risk(row, by=at.user, now=at.now)
        return redirect("risks:risk", at.unit.address, row.pk)
    forms = _forms(request, row, done, scale) if may else {}
    if done and done not in forms:
        messages.error(request, _("This cannot be done any more."))
        return redirect("risks:risk", at.unit.address, row.pk)
    if done and forms[done].is_valid() and _do(forms[done], row, at, done):
        messages.success(request, _("Saved."))
        return redirect("risks:risk", at.unit.address, row.pk)
    page = at.page(
        row=row,
        line=lines_of([row], scale, today=at.today)[0],
        reviews=sorted(row.reviews.all(), key=lambda x: x.reviewed_on, reverse=True),
        events=sorted(row.events.all(), key=lambda x: x.happened_on, reverse=True),
        forms=forms,
        form=forms.get(done),
        may_change=bool(may),
        history=audit.describe_all(list(audit.events_for(row)[:30])),
    )
    return render(request, "risks/risk.html", page, status=422 if done else 200)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def new(request: HttpRequest, address: str) -> HttpResponse:
    """Enter a risk."""
    at = cycle.door(request, address, "risks", planning=True)
    form = RiskForm(
        request.POST or None,
        unit_uid=at.unit.uid,
        on=at.today,
        scale=scale_of(at.unit.uid),
    )
    if request.method == "POST" and form.is_valid():
        made = acts.create_risk(at.unit.uid, form.values, by=at.user, now=at.now)
        messages.success(request, _("The risk is on the register."))
        return redirect("risks:risk", at.unit.address, made.pk)
    status = 422 if form.errors else 200
    return render(request, "risks/edit.html", at.page(form=form), status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def change(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Describe a risk anew."""
    at = cycle.door(request, address, "risks")
    row = found(at, pk)
    accounts.require(cycle.can_act_for(at.user, row.owner_id, at.unit.uid))
    form = RiskForm(
        request.POST or None,
        instance=row,
        unit_uid=at.unit.uid,
        on=at.today,
        scale=scale_of(at.unit.uid),
    )
    if request.method == "POST" and form.is_valid():
        stored = found(at, pk)
        try:
            acts.change_risk(
                stored, form.values, version=form.seen, by=at.user, now=at.now
            )
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("risks:risk", at.unit.address, row.pk)
    status = 422 if form.errors else 200
    page = at.page(form=form, row=found(at, pk))
    return render(request, "risks/edit.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def scale(request: HttpRequest, address: str) -> HttpResponse:
    """How the unit measures its risks."""
    at = cycle.door(request, address, "risks", planning=True)
    form = ScaleForm(
        request.POST or None, initial=ScaleForm.told(scale_of(at.unit.uid))
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["scale"]
        try:
            acts.change_scale(at.unit.uid, chosen, by=at.user, now=at.now)
        except MiaraError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The scale is saved."))
            return redirect("risks:register", at.unit.address)
    status = 422 if form.errors else 200
    return render(request, "risks/scale.html", at.page(form=form), status=status)


def found(at: cycle.Door, pk: int) -> Risk:
    """The risk of the unit.

    Raises
    ------
    Http404
        When there is none.
    """
    row = risk_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row


def _forms(request: HttpRequest, row: Risk, done: str, scale: Any) -> dict[str, Any]:
    """Forms of what may be done now, by the value of the button."""

    def data(name: str) -> Any:
        return request.POST if done == name else None

    if row.closed_on is not None:
        return {}
    now = {"impact": row.impact, "likelihood": row.likelihood}
    return {
        "review": ReviewForm(data("review"), prefix="review", scale=scale, initial=now),
        "event": EventForm(data("event"), prefix="event"),
        "close": cycle.ReasonForm(data("close"), prefix="close"),
    }


def _do(form: Any, row: Risk, at: cycle.Door, done: str) -> bool:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    given = form.cleaned_data
    do: dict[str, Callable[[], object]] = {
        "review": lambda: acts.review_risk(row, **given, **who),
        "event": lambda: acts.record_event(row, given, **who),
        "close": lambda: acts.close_risk(row, **given, **who),
    }
    try:
        do[done]()
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    return True
