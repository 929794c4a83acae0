"""The operator's desk, under ``/operator/``."""

from django.urls import path

from miara.indicators.views import (
    operator_desk,
    operator_files,
    operator_jobs,
    operator_trail,
)

urlpatterns = [
    path("", operator_desk.overview, name="operator"),
    path("jakosc/", operator_desk.quality, name="operator-quality"),
    path("jakosc.json", operator_desk.quality_data, name="operator-quality-data"),
    path("import/", operator_files.import_new, name="operator-import"),
    path(
        "import/<str:token>/", operator_files.import_again, name="operator-import-again"
    ),
    path("pliki/", operator_files.load_list, name="operator-loads"),
    path("pliki/<int:pk>/", operator_files.load_detail, name="operator-load"),
    path(
        "pliki/<int:pk>/wycofaj/",
        operator_files.load_withdraw,
        name="operator-load-withdraw",
    ),
    path("prace/<int:pk>/", operator_jobs.job_detail, name="operator-job"),
    path("przelicz/", operator_jobs.compute, name="operator-compute"),
    path("wydania/", operator_jobs.build_list, name="operator-builds"),
    path(
        "wydania/<slug:vintage_id>/", operator_jobs.build_detail, name="operator-build"
    ),
    path(
        "wydania/<slug:vintage_id>/publikuj/",
        operator_jobs.publish,
        name="operator-publish",
    ),
    path("dziennik/", operator_trail.trail, name="operator-trail"),
    path("pobieranie/", operator_jobs.harvests, name="operator-harvests"),
    path(
        "pobieranie/<int:pk>/przelacz/",
        operator_jobs.harvest_switch,
        name="operator-harvest-switch",
    ),
]
