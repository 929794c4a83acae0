"""Addresses of the context: /uroczystosc/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.ceremony.views import office, screen

app_name = "ceremony"

_ONE: Final = "uroczystosc/<slug:contest>/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, office.office, name="office"),
    path(f"{_ONE}przygotuj/", office.prepare_real, name="prepare"),
    path(f"{_ONE}otworz/", office.open_real, name="open"),
    path(f"{_ONE}zamknij/", office.close_real, name="close"),
    path(f"{_ONE}oglos/", office.release, name="release"),
    path(f"{_ONE}proba/", office.rehearse, name="rehearse"),
    path(f"{_ONE}ekran/", screen.screen, {"kind": "REAL"}, name="screen"),
    path(f"{_ONE}ekran/odslon/", screen.reveal_step, {"kind": "REAL"}, name="reveal"),
    path(
        f"{_ONE}proba/ekran/",
        screen.screen,
        {"kind": "REHEARSAL"},
        name="rehearsal-screen",
    ),
    path(
        f"{_ONE}proba/ekran/odslon/",
        screen.reveal_step,
        {"kind": "REHEARSAL"},
        name="rehearsal-reveal",
    ),
]
