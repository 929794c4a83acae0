"""Files behind the numbers: the list, and what was found in each."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from miara.indicators.models import DataLoad
from miara.indicators.presenters.findings import finding_lines
from miara.indicators.presenters.source_words import content_rows, groups_of
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.source_files import contents_of, public_loads


@require_safe
def sources(request: HttpRequest) -> HttpResponseBase:
    """Every file in use, by publisher."""
    context = {"groups": groups_of(public_loads())}
    return render(request, "indicators/source_list.html", context)


@require_safe
def source(request: HttpRequest, load_id: int) -> HttpResponseBase:
    """One file: origin, notes, findings in words, variables.

    A withdrawn file stays at its address, because published numbers lead here.
    """
    load = DataLoad.objects.filter(pk=load_id).first()
    if load is None:
        raise Http404(load_id)
    context = {
        "load": load,
        "origin": definitions().sources.get(load.source),
        "findings": finding_lines(load.findings),
        "contents": content_rows(contents_of(load)),
        "list_url": reverse("indicators:sources"),
    }
    return render(request, "indicators/source.html", context)
