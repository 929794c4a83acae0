"""Local indicators: the list, descriptions, one with its values."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.strategy.actions import indicators as acts
from miara.strategy.forms.indicators import BreakForm, IndicatorForm
from miara.strategy.forms.targets import ReviewForm
from miara.strategy.models import LocalIndicator
from miara.strategy.presenters.indicators import indicator_lines
from miara.strategy.queries.values import indicators_of
from miara.strategy.views.doors import READING_AND_SENDING, Door, door, form_page

__all__ = [
    "indicator_break",
    "indicator_confirm",
    "indicator_edit",
    "indicator_new",
    "indicator_of",
    "indicators",
]


@login_required
@never_cache
@require_safe
def indicators(request: HttpRequest, address: str) -> HttpResponse:
    """Indicators that the unit measures itself."""
    at = door(request, address, current="indicators")
    lines = indicator_lines(list(indicators_of(at.uid)))
    return at.render("strategy/indicators.html", lines=lines)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def indicator_new(request: HttpRequest, address: str) -> HttpResponse:
    """Describe an indicator."""
    at = door(request, address, current="indicators", planning=True)
    form = IndicatorForm(request.POST or None, unit_uid=at.uid, on=at.today)
    return form_page(
        at,
        form,
        lambda: acts.add_indicator(at.uid, form.values, **at.who),
        done=_("The indicator was described. Its values can be entered now."),
        back=reverse("strategy:indicators", args=[at.address]),
        title=_("New local indicator"),
        button=_("Add the indicator"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def indicator_edit(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Change the description of an indicator."""
    at = door(request, address, current="indicators", planning=True)
    row = indicator_of(at, pk)
    form = IndicatorForm(
        request.POST or None, instance=row, unit_uid=at.uid, on=at.today
    )
    return form_page(
        at,
        form,
        lambda: acts.change_indicator(row, form.values, seen=form.seen, **at.who),
        done=_("The indicator was changed."),
        back=_page(at, row),
        title=_("Change the indicator"),
        button=_("Save the indicator"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def indicator_confirm(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Say that the indicator is still needed."""
    at = door(request, address, current="indicators")
    row = indicator_of(at, pk)
    form = ReviewForm(request.POST or None, today=at.today)
    return form_page(
        at,
        form,
        lambda: acts.confirm_indicator(row, until=form.cleaned_data["until"], **at.who),
        done=_("The indicator was confirmed."),
        back=_page(at, row),
        title=_("Confirm that the indicator is needed"),
        lead=row.name,
        button=_("Confirm the indicator"),
    )


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def indicator_break(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Note a break in the series."""
    at = door(request, address, current="indicators", planning=True)
    row = indicator_of(at, pk)
    form = BreakForm(request.POST or None)
    return form_page(
        at,
        form,
        lambda: acts.add_break(row, **form.cleaned_data, **at.who),
        done=_("The break was noted. Targets are judged with it."),
        back=_page(at, row),
        title=_("Note a break in the series"),
        lead=row.name,
        button=_("Note the break"),
    )


def indicator_of(at: Door, pk: int) -> LocalIndicator:
    """An indicator of the unit.

    Raises
    ------
    Http404
        When it is of another unit.
    """
    row = indicators_of(at.uid).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _page(at: Door, row: LocalIndicator) -> str:
    return reverse("strategy:indicator", args=[at.address, row.pk])
