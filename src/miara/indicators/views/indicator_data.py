"""An indicator's numbers as files: ``/wskazniki/<code>.csv`` and ``.json``."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.indicators.presenters import indicator_data as data
from miara.indicators.queries.indicator_values import Plane
from miara.indicators.views.indicator_requests import answer, choice_of, told

ALL_PERIODS = "wszystkie"


@same_for_everybody
@require_safe
@told
def indicator_file(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """All units of a level, in one period or with ``rok=wszystkie`` in all."""
    choice = choice_of(request, code)
    if choice.here is None:
        raise Http404(code)
    here = choice.here
    periods = _periods(request.GET.get("rok", ""), here, choice.period)
    name = f"{code}-{here.level.value}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if suffix == "csv":
        return answer(
            request,
            choice.asked,
            lambda: data.as_csv(here, periods),
            content_type="text/csv; charset=utf-8",
            headers=headers,
        )
    return answer(
        request,
        choice.asked,
        lambda: data.as_json(here, periods, choice.asked),
        content_type="application/json",
    )


def _periods(asked: str, here: Plane, chosen: int) -> tuple[int, ...]:
    if asked == ALL_PERIODS:
        return here.known
    if asked and here.place_of(asked) is None:
        raise Http404(asked)
    return (chosen,)
