"""Addresses of experts at work, marks and rankings: /ocena/… and biuro/ranking/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.contest.views import desk, marking, progress, ranking

_OFFICE: Final = "konkursy/<slug:contest>/<slug:slug>/biuro/"
_ONE: Final = "ocena/<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("ocena/", desk.desk, name="desk"),
    path("ocena/zaproszenie/<str:token>/", desk.invitation, name="expert-invitation"),
    path(_ONE, marking.assessment, name="assessment"),
    path(f"{_ONE}oswiadczenie/", desk.declaration, name="declaration"),
    path(f"{_ONE}zapisz/", marking.save, name="save-mark"),
    path(f"{_ONE}cofnij/", marking.take_back, name="take-back"),
    path(f"{_ONE}uzgodnienie/", marking.consensus, name="consensus"),
    path(f"{_ONE}plik/<int:number>/", desk.reading_file, name="reading-file"),
    path(f"{_OFFICE}postep/", progress.board, name="progress"),
    path(f"{_OFFICE}postep/zamknij/<int:pk>/", progress.close, name="progress-close"),
    path(f"{_OFFICE}postep/<slug:uid>/", progress.entry, name="progress-entry"),
    path(f"{_OFFICE}ranking/", ranking.page, name="ranking"),
    path(f"{_OFFICE}ranking.<slug:suffix>", ranking.file, name="ranking-file"),
]
