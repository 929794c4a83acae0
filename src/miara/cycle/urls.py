"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.presenters.frame import UNIT
from miara.cycle.views import calendar, settings, terms

app_name = "cycle"

_HERE = rf"^{UNIT}/kalendarz"
_YEAR = r"(?P<year>\d{4})"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_HERE}/$", calendar.years, name="years"),
    re_path(rf"{_HERE}/{_YEAR}/$", calendar.year, name="year"),
    re_path(rf"{_HERE}/{_YEAR}/nowy-termin/$", terms.new, name="term-new"),
    re_path(rf"{_HERE}/termin/(?P<pk>\d+)/$", terms.term, name="term"),
    re_path(rf"{_HERE}/ustawienia/$", settings.settings, name="settings"),
    re_path(rf"{_HERE}/(?P<key>[A-Za-z0-9_-]{{43}})\.ics$", calendar.feed, name="feed"),
]
