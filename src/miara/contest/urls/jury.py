"""Addresses of visits and the jury: biuro/wizyty/…, kapitula/…."""

from django.urls import URLPattern, path

from miara.contest.views import jury, meetings, office_people, release, visits

EDITION = "konkursy/<slug:contest>/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path(f"{EDITION}/biuro/wizyty/", visits.visits, name="visits"),
    path(f"{EDITION}/wizyty/<slug:uid>/", visits.visit, name="visit"),
    path(
        f"{EDITION}/wizyty/<slug:uid>/pliki/<int:pk>/",
        visits.visit_file,
        name="visit-file",
    ),
    path(f"{EDITION}/biuro/sklad-kapituly/", jury.jurors, name="jurors"),
    path(f"{EDITION}/biuro/osoby/", office_people.people, name="office-people"),
    path(f"{EDITION}/kapitula/", jury.jury, name="jury"),
    path(f"{EDITION}/kapitula/wnioski/<slug:uid>/", jury.paper, name="jury-paper"),
    path(
        f"{EDITION}/kapitula/wnioski/<slug:uid>/wniosek.pdf",
        jury.paper_file,
        name="jury-paper-file",
    ),
    path(
        f"{EDITION}/kapitula/posiedzenia/<slug:uid>/",
        meetings.meeting,
        name="jury-meeting",
    ),
    path(
        f"{EDITION}/kapitula/posiedzenia/<slug:uid>/protokol.pdf",
        meetings.minutes,
        name="jury-minutes",
    ),
    path(f"{EDITION}/kapitula/ogloszenie/", release.release, name="release"),
    path(
        f"{EDITION}/kapitula/ogloszenie/wycofaj/",
        release.release_withdraw,
        name="release-withdraw",
    ),
    path(
        f"{EDITION}/kapitula/ogloszenie/prasa/",
        release.press_seal,
        name="release-press",
    ),
    path(
        f"{EDITION}/kapitula/ogloszenie/dyplomy/",
        release.diplomas_start,
        name="release-diplomas",
    ),
]
