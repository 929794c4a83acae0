"""Which row of the forecast is which: looked at and set."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.budget.actions.forecast import set_roles
from miara.budget.forms.forecast_rows import RowsForm
from miara.budget.presenters.forecast import roles_table
from miara.budget.queries.forecast import forecast_of, names_of_rows
from miara.budget.views.door import BOTH, door
from miara.core.errors import MiaraError

__all__ = ["rows"]


@login_required
@never_cache
@require_http_methods(BOTH)
def rows(request: HttpRequest, address: str, year: int) -> HttpResponse:
    """What rules look for, with the row where each stands; those who keep it change."""
    at = door(request, address, year)
    row = forecast_of(at.unit.uid, at.year.year)
    if row is None:
        raise Http404
    names = names_of_rows(row)
    form = RowsForm(request.POST or None, names=names, roles=row.roles)
    if request.method == "POST":
        at.require_keeping()
        if request.POST.get("do") == "usual":
            set_roles(row, {}, **at.who)
            messages.success(request, _("The usual numbers of rows count again."))
            return redirect("budget:forecast-rows", at.unit.address, at.year.year)
        if form.is_valid():
            try:
                set_roles(row, form.roles, **at.who)
            except MiaraError as error:
                form.add_error(None, error.for_people())
            else:
                messages.success(request, _("Rows were named. Rules look at them now."))
                return redirect("budget:forecast", at.unit.address, at.year.year)
    return at.show(
        request,
        "forecast_rows",
        422 if form.errors else 200,
        form=form,
        forecast=row,
        table=roles_table(row, names),
    )
