"""The method, told with the constants that the code computes with."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miara.indicators.presenters.method_page import method_facts


@require_safe
def method(request: HttpRequest) -> HttpResponseBase:
    """How values, comparisons and verdicts come about."""
    return render(request, "indicators/method.html", method_facts())
