"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.instruments.views import civic, instruments, parts, public_pages

app_name = "instruments"

_HERE = rf"^{UNIT}/programy"
_ONE = rf"{_HERE}/(?P<pk>\d+)"
_WORD = rf"(?P<word>{'|'.join(parts.WORDS)})"
_PUBLIC = rf"^{UNIT.removesuffix('/plany')}/programy"
_PUBLIC_ONE = rf"{_PUBLIC}/(?P<pk>\d{{1,18}})"
_SUFFIX = r"\.(?P<suffix>csv|json)$"
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
    re_path(rf"{_PUBLIC}/$", public_pages.public_list, name="public-list"),
    re_path(
        rf"{_PUBLIC}{_SUFFIX}", public_pages.public_list_file, name="public-list-file"
    ),
    re_path(rf"{_PUBLIC_ONE}/$", public_pages.public_page, name="public-page"),
    re_path(rf"{_PUBLIC_ONE}{_SUFFIX}", public_pages.public_file, name="public-file"),
    re_path(rf"{_CIVIC}/$", civic.civic, name="civic"),
    re_path(rf"{_CIVIC}\.csv$", civic.civic_file, name="civic-file"),
]
