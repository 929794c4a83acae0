"""Reports of errors: the form for everybody, the operator's queue."""

from django.urls import URLPattern, path

from miara.indicators.views import error_report_desk, error_report_pages

urlpatterns: list[URLPattern] = [
    path("zglos-blad/", error_report_pages.report_page, name="error-report-new"),
    path("operator/zgloszenia/", error_report_desk.queue, name="error-reports"),
    path(
        "operator/zgloszenia/<int:pk>/", error_report_desk.report, name="error-report"
    ),
]
