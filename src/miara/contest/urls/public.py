"""Addresses open to everybody: /konkursy/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import public, questions

_EDITION: Final = "konkursy/<slug:contest>/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("konkursy/", public.contests, name="contests"),
    path(_EDITION, public.edition, name="edition"),
    path(f"{_EDITION}regulamin/", public.rules, name="rules"),
    path(f"{_EDITION}pytania/", questions.questions, name="questions"),
    path(f"{_EDITION}kalendarz.ics", public.calendar, name="calendar"),
    path(f"{_EDITION}dokumenty/<int:pk>/", public.document, name="document"),
    path(f"{_EDITION}logo/<slug:kind>/<int:pk>/", public.logo, name="logo"),
    path(f"{_EDITION}zgloszenia/", public.entries, name="public-entries"),
    path(f"{_EDITION}zgloszenia/<slug:uid>/", public.entry, name="public-entry"),
]
