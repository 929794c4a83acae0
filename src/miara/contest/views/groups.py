"""Groups of applications: what the rules propose, what the organiser decides."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from miara.contest.actions.entries import change_group
from miara.contest.errors import ContestError
from miara.contest.forms.texts import GroupChangeForm
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.presenters.group_facts import facts_text
from miara.contest.queries.entries import entries_of_edition
from miara.contest.views.guards import edition_page, moment_of, person
from miara.units import public as units

__all__ = ["change", "placements"]


@edition_page(can_organise)
def placements(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Applications with their groups; those without one first."""
    rows = entries_of_edition(edition).select_related("proposed_group", "group")
    rows = rows.order_by("group__position", "number", "pk")
    without = rows.filter(group=None)
    page = Paginator(rows.exclude(group=None), 100).get_page(request.GET.get("page"))
    found = [*without[:100], *page.object_list]
    names = units.units_by_uid(row.unit_uid for row in found)
    return render(
        request,
        "contest/office/groups.html",
        {
            "edition": edition,
            "page": page,
            "rows": [
                {
                    "entry": row,
                    "unit": names[row.unit_uid].full_name
                    if row.unit_uid in names
                    else row.unit_uid,
                    "facts": facts_text(row.group_facts),
                }
                for row in found
            ],
        },
    )


@edition_page(can_organise)
def change(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """Put one application into another group, with a reason."""
    entry = get_object_or_404(
        entries_of_edition(edition).select_related("proposed_group", "group"), uid=uid
    )
    groups = edition.groups.order_by("position", "pk")
    form = GroupChangeForm(
        request.POST or None, groups=groups, initial={"group": entry.group}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_group(
                entry=entry,
                group_code=form.cleaned_data["group"].code,
                reason=form.cleaned_data["reason"],
                by=person(request),
                now=moment_of(request),
            )
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(request, _("The group is changed; the reason is kept."))
            return redirect("contest:groups", edition.contest.code, edition.slug)
    unit = units.unit_by_uid(entry.unit_uid)
    page = {
        "edition": edition,
        "entry": entry,
        "unit": unit.full_name if unit else entry.unit_uid,
        "facts": facts_text(entry.group_facts),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "contest/office/group_change.html", page, status=status)
