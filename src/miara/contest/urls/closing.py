"""Addresses of closing: biuro/zamkniecie/…, held data, access log, feedback."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import closing, feedback, persons

_OFFICE: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/"
_CLOSING: Final = f"{_OFFICE}zamkniecie/"
_HELD: Final = f"{_OFFICE}dane-osobowe/"
_FEEDBACK: Final = f"{_OFFICE}informacja-zwrotna/"

urlpatterns: list[URLPattern] = [
    path("konkursy/moje-dane.zip", persons.own_data, name="own-data"),
    path(_CLOSING, closing.closing, name="closing"),
    path(f"{_CLOSING}zadanie/<int:pk>/", closing.job, name="closing-job"),
    path(f"{_CLOSING}<slug:uid>.zip", closing.package, name="closing-package"),
    path(_HELD, persons.held, name="held"),
    path(f"{_HELD}osoba/", persons.person_data, name="held-person"),
    path(f"{_OFFICE}kto-czytal/", closing.readings, name="readings"),
    path(_FEEDBACK, feedback.office, name="feedback"),
    path(f"{_FEEDBACK}<slug:uid>/", feedback.edit, name="feedback-edit"),
    path(
        "zgloszenia/<slug:uid>/informacja-zwrotna/",
        feedback.read,
        name="entry-feedback",
    ),
]
