"""Addresses of the context."""

from django.urls import URLPattern, path, re_path

from miara.cycle.public import UNIT
from miara.rollout.views import method, packs, tables, unit

app_name = "rollout"

_HERE = rf"^{UNIT}/wdrozenie"
_PK = r"(?P<pk>\d{1,18})"

urlpatterns: list[URLPattern] = [
    path("wdrozenia/", packs.packs_page, name="packs"),
    path("wdrozenia/przeglad/", packs.overview, name="overview"),
    path("wdrozenia/<slug:code>/", packs.pack_page, name="pack"),
    re_path(rf"{_HERE}/$", unit.progress, name="progress"),
    re_path(rf"{_HERE}/start/$", unit.start, name="start"),
    re_path(rf"{_HERE}/dane/$", unit.checklist, name="checklist"),
    re_path(rf"{_HERE}/doswiadczenia/$", unit.experience, name="experience"),
    re_path(rf"{_HERE}/dokumenty/$", method.documents_page, name="documents"),
    re_path(rf"{_HERE}/dokumenty/{_PK}/$", method.document, name="document"),
    re_path(
        rf"{_HERE}/dokumenty/{_PK}\.docx$", method.document_file, name="document-file"
    ),
    re_path(
        rf"{_HERE}/dokumenty/{_PK}/zmien/$", method.document_edit, name="document-edit"
    ),
    re_path(rf"{_HERE}/tabele/$", tables.tables, name="tables"),
    re_path(
        rf"{_HERE}/tabele/szablon-(?P<name>strategia|zadania)\.xlsx$",
        tables.template,
        name="template-file",
    ),
    re_path(rf"{_HERE}/tabele/{_PK}/$", tables.table, name="table"),
]
