"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.budget.views import (
    archive,
    files,
    forecast,
    forecast_rows,
    lines,
    reports,
    tasks,
    years,
)
from miara.cycle.public import UNIT

app_name = "budget"

_HERE = rf"^{UNIT}/budzet"
_YEAR = rf"{_HERE}/(?P<year>\d{{4}})"
_TASK = rf"{_YEAR}/zadania/(?P<pk>\d{{1,18}})"
_SUFFIX = r"\.(?P<suffix>csv|xlsx)"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_HERE}/$", years.years, name="years"),
    re_path(rf"{_HERE}/klasyfikacja/$", years.codes, name="codes"),
    re_path(rf"{_YEAR}/$", years.year, name="year"),
    re_path(rf"{_YEAR}/sprzecznosci/$", years.contradictions, name="contradictions"),
    re_path(rf"{_YEAR}/pliki/$", files.files, name="files"),
    re_path(rf"{_YEAR}/pliki/archiwum/$", archive.archive, name="archive"),
    re_path(rf"{_YEAR}/pliki/(?P<pk>\d{{1,18}})/$", files.file, name="file"),
    re_path(
        rf"{_YEAR}/pliki/(?P<pk>\d{{1,18}})/pobierz/$",
        files.file_download,
        name="file-download",
    ),
    re_path(rf"{_YEAR}/pozycje/$", lines.lines, name="lines"),
    re_path(rf"{_YEAR}/pozycje{_SUFFIX}$", lines.lines_file, name="lines-file"),
    re_path(rf"{_YEAR}/pozycje/(?P<pk>\d{{1,18}})/$", lines.line, name="line"),
    re_path(rf"{_YEAR}/reguly/$", lines.rules, name="rules"),
    re_path(rf"{_YEAR}/zadania/$", tasks.tasks, name="tasks"),
    re_path(rf"{_YEAR}/zadania{_SUFFIX}$", tasks.tasks_file, name="tasks-file"),
    re_path(rf"{_YEAR}/zadania/nowe/$", tasks.task_new, name="task-new"),
    re_path(rf"{_TASK}/$", tasks.task, name="task"),
    re_path(rf"{_TASK}/zmien/$", tasks.task_change, name="task-change"),
    re_path(rf"{_TASK}/kwartal/(?P<quarter>[1-4])/$", reports.report, name="report"),
    re_path(rf"{_YEAR}/sprawozdania/$", reports.reports, name="reports"),
    re_path(rf"{_YEAR}/prognoza/$", forecast.forecast, name="forecast"),
    re_path(rf"{_YEAR}/prognoza/wiersze/$", forecast_rows.rows, name="forecast-rows"),
    re_path(rf"{_YEAR}/wskazniki/$", forecast.indicators, name="indicators"),
]
