"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from miara.web import navigation


def home(request: HttpRequest) -> HttpResponse:
    """The question, the search field, and ways in."""
    root = reverse("web:home")
    return render(
        request,
        "home.html",
        {
            "search_url": navigation.address("indicators:units") or f"{root}jednostki/",
            "suggestions_url": navigation.address("indicators:suggestions")
            or f"{root}jednostki/podpowiedzi",
        },
    )
