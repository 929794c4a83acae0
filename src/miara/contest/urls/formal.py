"""Addresses of the formal check: biuro/zgloszenia/…."""

from typing import Final

from django.urls import URLPattern, path, re_path

from miara.contest.views import application_acts as acts
from miara.contest.views import applications as pages

_LIST: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/zgloszenia/"
_ONE: Final = f"{_LIST}<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path(_LIST, pages.applications, name="applications"),
    path(f"{_LIST}papier/", acts.paper_new, name="application-paper-new"),
    path(_ONE, pages.application, name="application"),
    path(f"{_ONE}przepisywanie/", acts.copy, name="application-copy"),
    path(f"{_ONE}papier/", acts.paper, name="application-paper"),
    path(f"{_ONE}termin/", acts.deadline, name="application-deadline"),
    path(f"{_ONE}wyklucz/", acts.disqualify, name="application-disqualify"),
    path(f"{_ONE}odwolanie/", acts.appeal, name="application-appeal"),
    path(f"{_ONE}podpis/<int:pk>/", acts.signature, name="application-signature"),
    re_path(
        r"^konkursy/(?P<contest>[-\w]+)/(?P<slug>[-\w]+)/biuro/zgloszenia/"
        r"(?P<uid>[-\w]+)/podpis/(?P<pk>\d{1,18})/(?P<which>plik|upowaznienie)/$",
        acts.signature_file,
        name="application-signature-file",
    ),
    path(
        f"{_ONE}wersja/<int:position>/",
        pages.application_version,
        name="application-version",
    ),
    path(
        f"{_ONE}wersja/<int:position>/wniosek.pdf",
        pages.application_pdf,
        name="application-pdf",
    ),
    path(
        f"{_ONE}wersja/<int:position>/plik/<int:number>/",
        pages.application_file,
        name="application-file",
    ),
]
