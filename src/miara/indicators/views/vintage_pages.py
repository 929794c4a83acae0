"""Vintages that were served, and what each of them changed."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.indicators.models import Revision
from miara.indicators.presenters.vintage_words import (
    MOST_SHOWN,
    change_rows,
    counts_sentence,
    line_of,
    series_title,
)
from miara.indicators.queries.vintage_log import (
    revisions_of_vintage,
    served_vintage_by_id,
    served_vintages,
)


@require_safe
def vintages(request: HttpRequest) -> HttpResponseBase:
    """Every vintage that was served, newest first."""
    found = list(served_vintages())
    rows = [
        {
            "row": served.row,
            "first_served_at": served.first_served_at,
            "url": reverse("indicators:vintage", args=[served.row.vintage_id]),
            "sentence": _("the first vintage")
            if served is found[-1]
            else counts_sentence(served.changed, served.added),
        }
        for served in found
    ]
    return render(request, "indicators/vintage_list.html", {"rows": rows})


@require_safe
def vintage(request: HttpRequest, vintage_id: str) -> HttpResponseBase:
    """One vintage: its series that changed; ``?seria=`` opens the numbers of one."""
    row = served_vintage_by_id(vintage_id)
    if row is None:
        raise Http404(vintage_id)
    revisions = revisions_of_vintage(row)
    opened = _opened(revisions, request.GET.get("seria", ""))
    context = {
        "row": row,
        "lines": [(r.pk, line_of(r, vintage_id)) for r in revisions],
        "opened": opened,
        "opened_title": series_title(opened.code) if opened else "",
        "changes": change_rows(opened) if opened else [],
        "most": MOST_SHOWN,
        "list_url": reverse("indicators:corrections"),
    }
    return render(request, "indicators/vintage.html", context)


def _opened(revisions: list[Revision], asked: str) -> Revision | None:
    """The series whose numbers are listed: the one asked for."""
    if not asked.isdigit():
        return None
    return next((row for row in revisions if row.pk == int(asked)), None)
