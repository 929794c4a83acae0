"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.reports.domain.kinds import WORDS
from miara.reports.views import (
    boards,
    chain,
    dashboards,
    public_pages,
    publishing,
    reports,
)

app_name = "reports"

_CHAIN = rf"^{UNIT}/lancuch"
_REPORTS = rf"^{UNIT}/raporty"
_REPORT = rf"{_REPORTS}/(?P<pk>\d{{1,9}})"
_PUBLIC = rf"^{UNIT.removesuffix('/plany')}/raporty"
_RESIDENTS = rf"^{UNIT.removesuffix('/plany')}/dla-mieszkancow"
_COUNCILLORS = rf"^{UNIT.removesuffix('/plany')}/dla-radnych"
_NAMED = rf"{_PUBLIC}/(?P<word>{'|'.join(WORDS)})-(?P<year>\d{{4}})"
_VERSION = rf"{_NAMED}/wersja-(?P<number>\d{{1,4}})"
_FILE = r"\.(?P<suffix>html|pdf|docx|xlsx|json)$"
_DRAFT_FILE = r"\.(?P<suffix>html|pdf|docx|xlsx)$"
_TABLE = r"/tabela-(?P<place>\d{1,4})\.(?P<suffix>csv|json)$"
_WORDS = "dziedzina|usluga|cel|wskaznik|program|zadanie|ryzyko"

urlpatterns: list[URLPattern] = [
    re_path(rf"^{UNIT}/dzis/$", dashboards.today, name="today"),
    re_path(rf"^{UNIT}/pulpit/$", dashboards.dashboard, name="dashboards"),
    re_path(
        rf"^{UNIT}/pulpit/(?P<role>[a-z-]{{1,20}})/$",
        dashboards.dashboard,
        name="dashboard",
    ),
    re_path(rf"^{UNIT}/co-widac/$", boards.board_settings, name="board-settings"),
    re_path(rf"{_RESIDENTS}/$", boards.residents, name="residents"),
    re_path(rf"{_RESIDENTS}/zadania\.csv$", boards.tasks_file, name="residents-file"),
    re_path(rf"{_COUNCILLORS}/$", boards.councillors, name="councillors"),
    re_path(
        rf"{_COUNCILLORS}/dzialy\.csv$", boards.divisions_file, name="councillors-file"
    ),
    re_path(rf"{_CHAIN}/$", chain.overview, name="chain"),
    re_path(rf"{_CHAIN}/braki/$", chain.gaps, name="chain-gaps"),
    re_path(rf"{_CHAIN}\.(?P<suffix>csv|xlsx|json)$", chain.file, name="chain-file"),
    re_path(
        rf"{_CHAIN}/(?P<slug>(?:{_WORDS})-\d{{1,9}})/$", chain.node, name="chain-node"
    ),
    re_path(rf"{_REPORTS}/$", reports.reports, name="reports"),
    re_path(rf"{_REPORT}/$", reports.report, name="report"),
    re_path(rf"{_REPORT}{_DRAFT_FILE}", publishing.draft_file, name="report-file"),
    re_path(rf"{_REPORT}/publikacja/$", publishing.publish, name="publish"),
    re_path(rf"{_REPORT}/pliki/(?P<number>\d{{1,9}})/$", publishing.job, name="job"),
    re_path(
        rf"{_REPORT}/wersja-(?P<number>\d{{1,4}})\.zip$",
        publishing.package,
        name="package",
    ),
    re_path(rf"{_REPORT}/(?P<number>\d{{1,9}})/$", reports.section, name="section"),
    re_path(rf"{_PUBLIC}/$", public_pages.public_list, name="public-list"),
    re_path(rf"{_NAMED}/$", public_pages.public_page, name="public-page"),
    re_path(rf"{_NAMED}{_FILE}", public_pages.public_file, name="public-file"),
    re_path(rf"{_VERSION}/$", public_pages.public_page, name="public-version"),
    re_path(rf"{_VERSION}{_FILE}", public_pages.public_file, name="version-file"),
    re_path(rf"{_VERSION}{_TABLE}", public_pages.public_table, name="public-table"),
]
