"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.reports.views import chain, dashboards, public_pages, reports

app_name = "reports"

_CHAIN = rf"^{UNIT}/lancuch"
_REPORTS = rf"^{UNIT}/raporty"
_REPORT = rf"{_REPORTS}/(?P<pk>\d{{1,9}})"
_PUBLIC = rf"^{UNIT.removesuffix('/plany')}/raporty"
_NAMED = rf"{_PUBLIC}/(?P<word>{'|'.join(public_pages.WORDS)})-(?P<year>\d{{4}})"
_FILE = r"\.(?P<suffix>pdf|docx|xlsx|json)$"
_WORDS = "dziedzina|usluga|cel|wskaznik|program|zadanie|ryzyko"

urlpatterns: list[URLPattern] = [
    re_path(rf"^{UNIT}/dzis/$", dashboards.today, name="today"),
    re_path(rf"^{UNIT}/pulpit/$", dashboards.dashboard, name="dashboards"),
    re_path(
        rf"^{UNIT}/pulpit/(?P<role>[a-z-]{{1,20}})/$",
        dashboards.dashboard,
        name="dashboard",
    ),
    re_path(rf"{_CHAIN}/$", chain.overview, name="chain"),
    re_path(rf"{_CHAIN}/braki/$", chain.gaps, name="chain-gaps"),
    re_path(rf"{_CHAIN}\.(?P<suffix>csv|xlsx|json)$", chain.file, name="chain-file"),
    re_path(
        rf"{_CHAIN}/(?P<slug>(?:{_WORDS})-\d{{1,9}})/$", chain.node, name="chain-node"
    ),
    re_path(rf"{_REPORTS}/$", reports.reports, name="reports"),
    re_path(rf"{_REPORT}/$", reports.report, name="report"),
    re_path(rf"{_REPORT}{_FILE}", reports.file, name="report-file"),
    re_path(rf"{_REPORT}/(?P<number>\d{{1,9}})/$", reports.section, name="section"),
    re_path(rf"{_PUBLIC}/$", public_pages.public_list, name="public-list"),
    re_path(rf"{_NAMED}/$", public_pages.public_page, name="public-page"),
    re_path(rf"{_NAMED}{_FILE}", public_pages.public_file, name="public-file"),
]
