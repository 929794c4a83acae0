"""Addresses of those who set up and run an edition: biuro/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import (
    beginnings,
    deadline,
    groups,
    invitations,
    questions,
    setup,
    setup_rows,
    texts,
)

_OFFICE: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/"
_SETUP: Final = f"{_OFFICE}ustawienia/"
_TEXTS: Final = f"{_OFFICE}teksty/"

urlpatterns: list[URLPattern] = [
    path("konkursy/nowy/", beginnings.contest_new, name="contest-new"),
    path(
        "konkursy/<slug:contest>/nowa-edycja/",
        beginnings.edition_new,
        name="edition-new",
    ),
    path(_OFFICE, setup.office, name="office"),
    path(f"{_OFFICE}oglos/", setup.publish, name="publish"),
    path(f"{_OFFICE}termin/", deadline.extension, name="extension"),
    path(_SETUP, setup.basics, name="setup"),
    path(f"{_SETUP}nabor/", setup.call, name="setup-call"),
    path(f"{_SETUP}dotacja/", setup.grant, name="setup-grant"),
    path(f"{_SETUP}formularz/", setup.form_tab, name="setup-form"),
    path(f"{_SETUP}protokol-wizyty/", setup.protocol_tab, name="setup-protocol"),
    path(f"{_SETUP}zasady/<slug:section>/", setup.rules, name="setup-rules"),
    path(f"{_SETUP}<slug:kind>/", setup_rows.rows, name="setup-rows"),
    path(f"{_SETUP}<slug:kind>/dodaj/", setup_rows.row, name="setup-row-new"),
    path(f"{_SETUP}<slug:kind>/<int:pk>/", setup_rows.row, name="setup-row"),
    path(_TEXTS, texts.texts, name="texts"),
    path(f"{_TEXTS}<slug:kind>/", texts.text, name="text"),
    path(f"{_TEXTS}<slug:kind>/podglad.pdf", texts.preview, name="text-preview"),
    path(f"{_TEXTS}zgoda/<int:pk>/", texts.approval, name="text-approval"),
    path(f"{_OFFICE}zaproszenia/", invitations.invitations, name="invitations"),
    path(f"{_OFFICE}pytania/", questions.desk, name="questions-desk"),
    path(f"{_OFFICE}pytania/<int:pk>/", questions.answer, name="questions-desk-answer"),
    path(f"{_OFFICE}grupy/", groups.placements, name="groups"),
    path(f"{_OFFICE}grupy/<slug:uid>/", groups.change, name="group-change"),
]
