"""Addresses of results, diplomas and packages: wyniki, /dyplom/…."""

from django.urls import URLPattern, path

from miara.contest.views import diplomas, results

EDITION = "konkursy/<slug:contest>/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path(f"{EDITION}/finalisci/", results.finalists, name="finalists"),
    path(f"{EDITION}/wyniki/", results.results, name="results"),
    path(f"{EDITION}/wyniki.csv", results.results_as_csv, name="results-csv"),
    path(f"{EDITION}/wyniki.json", results.results_as_json, name="results-json"),
    path(f"{EDITION}/prasa/", results.press, name="press"),
    path(
        f"{EDITION}/prasa/<slug:stage>.sealed",
        results.press_sealed,
        name="press-sealed",
    ),
    path(f"{EDITION}/prasa/<slug:stage>.zip", results.press_open, name="press-open"),
    path(f"{EDITION}/biuro/dyplomy/", diplomas.diplomas, name="diplomas"),
    path(
        f"{EDITION}/biuro/dyplomy/zadania/<int:pk>/",
        diplomas.diploma_job,
        name="diploma-job",
    ),
    path(
        f"{EDITION}/biuro/dyplomy/<slug:code>/",
        diplomas.diploma,
        name="diploma-office",
    ),
    path("dyplom/", diplomas.diploma_form, name="diploma-form"),
    path("dyplom/<slug:code>/", diplomas.diploma_check, name="diploma-check"),
    path("dyplom/<slug:code>/dyplom.pdf", diplomas.diploma_file, name="diploma-file"),
]
