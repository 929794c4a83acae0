"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.risks.views import control, register

app_name = "risks"

_HERE = rf"^{UNIT}/ryzyka"
_ONE = rf"{_HERE}/(?P<pk>\d+)"
_CONTROL = rf"^{UNIT}/kontrola-zarzadcza"
_YEAR = rf"{_CONTROL}/(?P<year>\d{{4}})"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_HERE}/$", register.register, name="register"),
    re_path(rf"{_HERE}\.csv$", register.table, name="register-file"),
    re_path(rf"{_HERE}/nowe/$", register.new, name="risk-new"),
    re_path(rf"{_HERE}/skala/$", register.scale, name="scale"),
    re_path(rf"{_ONE}/$", register.risk, name="risk"),
    re_path(rf"{_ONE}/zmien/$", register.change, name="risk-change"),
    re_path(rf"{_CONTROL}/$", control.control, name="control"),
    re_path(rf"{_YEAR}/samoocena/$", control.assessment, name="assessment"),
    re_path(rf"{_YEAR}/oswiadczenie/$", control.declaration, name="declaration"),
    re_path(
        rf"{_YEAR}/oswiadczenie\.(?P<suffix>pdf|docx)$",
        control.declaration_file,
        name="declaration-file",
    ),
]
