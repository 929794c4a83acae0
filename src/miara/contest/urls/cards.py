"""Addresses of the way to the good-practice base: biuro/dobre-praktyki/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import cards

_OFFICE: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/"

urlpatterns: list[URLPattern] = [
    path(f"{_OFFICE}dobre-praktyki/", cards.cards, name="cards"),
    path(f"{_OFFICE}dobre-praktyki/<slug:uid>/pytanie/", cards.ask, name="card-ask"),
    path(
        f"{_OFFICE}zgloszenia/<slug:uid>/dobra-praktyka/",
        cards.make,
        name="application-card",
    ),
    path("zgloszenia/<slug:uid>/dobra-praktyka/", cards.confirm, name="entry-card"),
]
