"""Addresses of the contest; one module an audience."""

from django.urls import URLPattern

from miara.contest.urls import (
    applicants,
    archive,
    assessment,
    cards,
    closing,
    experts,
    formal,
    jury,
    office,
    public,
    results,
)

app_name = "contest"

urlpatterns: list[URLPattern] = [
    *archive.urlpatterns,
    *office.urlpatterns,
    *formal.urlpatterns,
    *experts.urlpatterns,
    *assessment.urlpatterns,
    *jury.urlpatterns,
    *results.urlpatterns,
    *closing.urlpatterns,
    *cards.urlpatterns,
    *applicants.urlpatterns,
    *public.urlpatterns,
]
