"""Saying that a number is wrong; anybody may, without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.core.errors import MiaraError
from miara.core.visitor_limits import allow
from miara.indicators.actions.error_report_handling import report_error
from miara.indicators.forms.error_report_form import ErrorReportForm
from miara.indicators.presenters.indicator_words import entry_shown
from miara.indicators.queries.error_report_subject import (
    Reported,
    UnknownNumber,
    counts,
    reported_number,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest) -> HttpResponse:
    """The form about one number: ``?w=`` indicator, ``j=`` unit, ``o=`` period.

    Without both it says how to get here from a number, and counts the reports.
    """
    if not (request.GET.get("w") and request.GET.get("j", "").strip()):
        return render(
            request, "indicators/error_report_about.html", {"counts": counts()}
        )
    number = _number(request)
    form = ErrorReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _taken(request, form, number):
            return render(request, "indicators/error_report_sent.html", _facts(number))
        form.add_error(None, _("Too many reports from here. Try again in an hour."))
    context = {
        **_facts(number),
        "form": form,
        "query": request.GET.urlencode(),
        "counts": counts(number.entry.code),
    }
    return render(
        request,
        "indicators/error_report_new.html",
        context,
        status=422 if form.errors else 200,
    )


def _taken(request: HttpRequest, form: ErrorReportForm, number: Reported) -> bool:
    """Record the report; what a program sent is thanked for and thrown away."""
    if form.is_trapped:
        return True
    now = timezone.now()
    if not allow("error-report", request.META.get("REMOTE_ADDR", ""), now=now):
        return False
    user = request.user
    report_error(
        number=number,
        text=form.cleaned_data["text"],
        reply_to=form.cleaned_data["reply_to"],
        language=get_language() or "pl",
        by=user if user.is_authenticated else None,
        now=now,
    )
    return True


def _number(request: HttpRequest) -> Reported:
    given = request.GET
    try:
        return reported_number(
            given.get("w", ""),
            given.get("j", "").strip(),
            given.get("o", ""),
            as_of=given.get("as_of", ""),
            level=given.get("poziom", ""),
        )
    except (UnknownNumber, MiaraError) as error:
        raise Http404(str(error)) from error


def _facts(number: Reported) -> dict[str, object]:
    language = get_language() or "pl"
    return {
        "number": number,
        "unit": number.unit,
        "title": number.entry.title.in_language(language),
        "shown": entry_shown(number.entry, number.value),
    }
