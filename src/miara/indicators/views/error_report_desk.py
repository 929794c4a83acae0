"""The operator's queue of reports of errors."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.indicators.actions.error_report_handling import KEEP_FOR, answer_report
from miara.indicators.forms.error_report_form import AnswerForm
from miara.indicators.models import ErrorReport
from miara.indicators.permissions import can_import
from miara.indicators.presenters.indicator_words import entry_shown
from miara.indicators.queries.definitions import entry_of
from miara.indicators.queries.error_report_subject import counts, reports_for_operator
from miara.indicators.views.operator_guard import operators_only
from miara.units import public as units

PAGE = 50
#: Shown to the operator before the text of an unanswered report is erased.
WARN_BEFORE = timedelta(days=14)


@operators_only(can_import)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """All reports, the waiting ones first."""
    state = request.GET.get("stan", "")
    page = Paginator(reports_for_operator(state), PAGE).get_page(
        request.GET.get("page")
    )
    names = units.units_by_uid({row.unit_uid for row in page})
    context = {
        "page": page,
        "rows": [_row(row, names) for row in page],
        "counts": counts(),
        "states": ErrorReport.State.choices,
        "state": state,
    }
    return render(request, "indicators/error_report_queue.html", context)


@operators_only(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report; the operator answers it."""
    row = get_object_or_404(ErrorReport, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_report(
                report=row,
                state=form.cleaned_data["state"],
                answer=form.cleaned_data["answer"],
                by=request.user,
                now=timezone.now(),
            )
        except MiaraError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("The report is answered."))
        return redirect("indicators:error-report", row.pk)
    names = units.units_by_uid({row.unit_uid})
    context = {
        **_row(row, names),
        "form": form,
        "waiting": row.state == ErrorReport.State.NEW,
        "erased_on": row.reported_at + KEEP_FOR,
        "is_urgent": timezone.now() > row.reported_at + KEEP_FOR - WARN_BEFORE,
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/error_report_one.html", context, status=status)


def _row(row: ErrorReport, names: dict[str, units.UnitFacts]) -> dict[str, Any]:
    entry = entry_of(row.indicator)
    language = get_language() or "pl"
    return {
        "row": row,
        "unit": names.get(row.unit_uid),
        "title": entry.title.in_language(language) if entry else row.indicator,
        "shown": entry_shown(entry, row.shown_value) if entry else row.shown_value,
    }
