"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.instruments.views import civic, instruments, parts

app_name = "instruments"

_HERE = rf"^{UNIT}/programy"
_ONE = rf"{_HERE}/(?P<pk>\d+)"
_WORD = rf"(?P<word>{'|'.join(parts.WORDS)})"
_CIVIC = rf"^{UNIT.removesuffix('/plany')}/budzet-obywatelski"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_HERE}/$", instruments.instruments, name="instruments"),
    re_path(rf"{_HERE}\.csv$", instruments.table, name="instruments-file"),
    re_path(rf"{_HERE}/nowy/$", instruments.new, name="instrument-new"),
    re_path(rf"{_ONE}/$", instruments.instrument, name="instrument"),
    re_path(rf"{_ONE}/zmien/$", instruments.change, name="instrument-change"),
    re_path(rf"{_ONE}/tresc/$", instruments.sections, name="instrument-sections"),
    re_path(rf"{_ONE}/{_WORD}/dodaj/$", parts.part, name="part-new"),
    re_path(rf"{_ONE}/{_WORD}/(?P<number>\d+)/$", parts.part, name="part"),
    re_path(rf"{_CIVIC}/$", civic.civic, name="civic"),
    re_path(rf"{_CIVIC}\.csv$", civic.civic_file, name="civic-file"),
]
