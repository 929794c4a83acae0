"""Values of local indicators: entered, approved, pasted as a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.core.errors import MiaraError
from miara.strategy.actions import values as life
from miara.strategy.actions.entering import (
    Given,
    enter_value,
    import_values,
    submit_value,
)
from miara.strategy.domain.pasted import Cell, Read, read_values, rows_of_text
from miara.strategy.domain.sheets import UnreadableSheetError, rows_of_file
from miara.strategy.domain.surveys import margin_of_share
from miara.strategy.forms.indicators import TableForm, ValueForm
from miara.strategy.models import LocalIndicator, LocalValue
from miara.strategy.permissions import can_enter_value, can_keep
from miara.strategy.phrases import cell_sentence
from miara.strategy.presenters.indicators import value_lines
from miara.strategy.queries.values import (
    history_of,
    indicators_of,
    newest_value,
    seen_mark,
    surveys_of,
)
from miara.strategy.views.doors import READING_AND_SENDING, Door, door
from miara.strategy.views.indicators import indicator_of

__all__ = ["indicator", "table"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def indicator(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One indicator with every version of its values; entering and approving."""
    at = door(request, address, current="indicators")
    row = indicator_of(at, pk)
    done = request.POST.get("do", "")
    form = _form(at, row, done)
    if done and done != "enter":
        return _act(at, row, done)
    if done and form.is_valid() and _entered(at, row, form):
        return redirect("strategy:indicator", at.address, row.pk)
    lines = value_lines(row, list(history_of(row)), at.user)
    return at.render(
        "strategy/indicator.html",
        status=422 if form.errors else 200,
        row=row,
        lines=lines,
        breaks=list(row.breaks.order_by("period")),
        form=form,
        surveys=list(surveys_of(row)),
        may_enter=can_enter_value(at.user, row),
        may_keep=can_keep(at.user, row.owner_id, at.uid),
    )


def _form(at: Door, row: LocalIndicator, done: str) -> ValueForm:
    if done == "enter":
        return ValueForm(at.request.POST)
    asked = at.request.GET.get("okres", "")
    newest = newest_value(row, asked) if asked else None
    initial: dict[str, Any] = {"period": asked or str(at.today.year - 1)}
    if newest is not None:
        initial |= {
            "value": "" if newest.value is None else f"{newest.value.normalize():f}",
            "flag": newest.flag,
            "margin": newest.margin,
            "comment": newest.comment,
        }
    return ValueForm(initial={**initial, "seen": _mark(row, initial["period"])})


def _margin(row: LocalIndicator, facts: dict[str, Any]) -> Decimal | None:
    """The margin that was typed, else that of a share of so many answers."""
    typed: Decimal | None = facts["margin"]
    value, sample = facts["value"], facts["sample"]
    if typed is not None or value is None or not sample or row.measure != "%":
        return typed
    if not 0 <= value <= 100:
        return typed
    half = margin_of_share(float(value), sample)
    return Decimal(repr(half)).quantize(Decimal(1).scaleb(-max(row.decimals, 1)))


def _mark(row: LocalIndicator, period: str) -> str:
    """Which version of which period the form was opened with."""
    return f"{period}|{seen_mark(newest_value(row, period))}"


def _entered(at: Door, row: LocalIndicator, form: ValueForm) -> bool:
    """Keep what was typed, and hand it over when the button says so."""
    facts = dict(form.cleaned_data)
    period, _bar, seen = facts.pop("seen").partition("|")
    facts["margin"] = _margin(row, facts)
    # The mark speaks of the period that the form was opened with.
    given = Given(**facts, seen=seen if period == facts["period"] else None)
    try:
        value = enter_value(row, given, **at.who)
        if at.request.POST.get("then") == "submit":
            value = submit_value(value, **at.who)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        data = at.request.POST.copy()
        data["seen"] = _mark(row, given.period)
        form.data = data
        return False
    messages.success(
        at.request,
        _("The value of %(period)s was kept: %(state)s.")
        % {"period": value.period, "state": value.get_state_display()},
    )
    return True


def _act(at: Door, row: LocalIndicator, done: str) -> HttpResponse:
    """Move a version on, or give it back."""
    told = at.request.POST.get("value", "")
    rows = LocalValue.objects.filter(indicator=row)
    value = rows.filter(pk=int(told)).first() if told.isdecimal() else None
    reason = at.request.POST.get("reason", "")
    acts: dict[str, Callable[[LocalValue], LocalValue]] = {
        "submit": lambda v: submit_value(v, **at.who),
        "accept": lambda v: life.accept_remarks(v, reason=reason, **at.who),
        "approve": lambda v: life.approve_value(v, **at.who),
        "publish": lambda v: life.publish_value(v, **at.who),
        "return": lambda v: life.return_value(v, reason=reason, **at.who),
    }
    if value is None or done not in acts:
        messages.error(at.request, _("This cannot be done any more."))
    else:
        try:
            value = acts[done](value)
        except MiaraError as error:
            messages.error(at.request, error.for_people())
        else:
            messages.success(
                at.request,
                _("The value of %(period)s is now: %(state)s.")
                % {"period": value.period, "state": value.get_state_display()},
            )
    return redirect("strategy:indicator", at.address, row.pk)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def table(request: HttpRequest, address: str) -> HttpResponse:
    """Values of many indicators at once; nothing is kept while a cell is wrong."""
    at = door(request, address, current="indicators")
    form = TableForm(request.POST or None, request.FILES or None)
    rows = {str(row.pk): row for row in indicators_of(at.uid)}
    read: Read | None = None
    if request.method == "POST" and form.is_valid():
        read = _read(form, rows)
        if read is not None and not read.errors:
            done = _import(at, form, read, rows)
            if done is not None:
                return done
    return at.render(
        "strategy/table.html",
        status=422 if form.errors or (read and read.errors) else 200,
        form=form,
        errors=[cell_sentence(error) for error in read.errors] if read else [],
        good=len(read.cells) if read else 0,
        rows=list(rows.values()),
    )


def _read(form: TableForm, rows: dict[str, LocalIndicator]) -> Read | None:
    """The table; None when the file is none, which the form then says."""
    known = {row.name.casefold(): key for key, row in rows.items()}
    known |= {row.code.casefold(): key for key, row in rows.items()}
    file = form.cleaned_data["file"]
    if not file:
        return read_values(rows_of_text(form.cleaned_data["text"]), known)
    try:
        cells = rows_of_file(file.read())
    except UnreadableSheetError:
        form.add_error(
            "file", _("This file cannot be read as a table. Save it as XLSX or CSV.")
        )
        return None
    # Kept in the field, so that cells can be corrected without the file.
    data = QueryDict(mutable=True)
    data.update({k: str(v) for k, v in form.data.items()})
    data["text"] = "\n".join("\t".join(row) for row in cells)
    form.data = data
    return read_values(cells, known)


def _import(
    at: Door, form: TableForm, read: Read, rows: dict[str, LocalIndicator]
) -> HttpResponse | None:
    origin = LocalValue.Origin.FILE if form.cleaned_data["file"] else "PASTE"
    given = [(rows[cell.indicator], _given(cell)) for cell in read.cells]
    try:
        made = import_values(
            given, origin=origin, reason=form.cleaned_data["reason"], **at.who
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return None
    waiting = sum(1 for value in made if value.findings)
    told = ngettext(
        "One value is new or changed; with remarks: %(waiting)s.",
        "%(count)s values are new or changed; with remarks: %(waiting)s.",
        len(made),
    )
    messages.success(at.request, told % {"count": len(made), "waiting": waiting})
    return redirect("strategy:indicators", at.address)


def _given(cell: Cell) -> Given:
    return Given(cell.period, cell.value, measure=cell.measure, margin=cell.margin)
