"""One term: read, changed, done, dropped; a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cycle.actions import terms as acts
from miara.cycle.doors import Door, door
from miara.cycle.forms.shared import PlanForm, ReasonForm
from miara.cycle.forms.years import DoneForm, TermForm
from miara.cycle.models import Term
from miara.cycle.permissions import can_act_for
from miara.cycle.presenters.year import lines_of, term_name
from miara.cycle.queries.years import term_of, year_of

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def term(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """A term with what may be done with it."""
    at = door(request, address, "calendar")
    row = term_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    done = request.POST.get("do", "") if request.method == "POST" else ""
    may = can_act_for(at.user, row.post_id, at.unit.uid)
    if done:
        accounts.require(may)
    forms = _forms(request, at, row, done, may=bool(may))
    if done and done not in forms:
        messages.error(request, _("This term has been done or dropped already."))
        return redirect("cycle:term", at.unit.address, row.pk)
    if done and forms[done].is_valid() and _do(forms[done], at, row, done):
        messages.success(request, _("Saved."))
        return redirect("cycle:year", at.unit.address, row.year.year)
    page = at.page(
        term=row,
        name=term_name(row, row.year.calendar),
        line=lines_of(row.year, [row], today=at.today, posts=set(), plans=False)[0],
        forms=forms,
        form=forms.get(done),
        history=audit.describe_all(_history(row)),
    )
    status = 422 if done else 200
    return render(request, "cycle/term.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def new(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """Add a term of the unit's own."""
    at = door(request, address, "calendar", planning=True)
    row = year_of(at.unit.uid, year)
    if row is None:
        raise Http404
    form = TermForm(request.POST or None, unit_uid=at.unit.uid, on=at.today)
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_term(row, form.values, by=at.user, now=at.now)
        except MiaraError as error:
            form.tell(error)
        else:
            messages.success(request, _("The term is added."))
            return redirect("cycle:year", at.unit.address, row.year)
    page = at.page(year=row, form=form)
    status = 422 if form.errors else 200
    return render(request, "cycle/term_new.html", page, status=status)


def _history(row: Term) -> list[audit.Event]:
    return list(audit.events_for(row)[:20])


def _forms(
    request: HttpRequest, at: Door, row: Term, done: str, *, may: bool
) -> dict[str, Form]:
    """Forms of what may be done now, by the value of the button."""

    def data(name: str) -> Any:
        return request.POST if done == name else None

    found: dict[str, Any] = {}
    if not row.year.is_open:
        return found
    ended = bool(row.done_at or row.dropped_at)
    if may and not ended:
        found["finish"] = DoneForm(data("finish"), prefix="finish")
    if at.plans:
        found["change"] = TermForm(
            data("change"), instance=row, unit_uid=at.unit.uid, on=at.today
        )
        if not ended:
            found["drop"] = ReasonForm(data("drop"), prefix="drop")
    return found


def _do(form: Form, at: Door, row: Term, done: str) -> bool:
    given = form.cleaned_data
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    stored = term_of(at.unit.uid, row.pk)
    assert stored is not None  # it was read a moment ago
    try:
        if isinstance(form, PlanForm):
            acts.change_term(stored, form.values, version=form.seen, **who)
        elif done == "finish":
            acts.finish_term(stored, note=given["note"], **who)
        else:
            acts.drop_term(stored, reason=given["reason"], **who)
    except MiaraError as error:
        if isinstance(form, PlanForm):
            form.tell(error)
        else:
            form.add_error(None, error.for_people())
        return False
    return True
