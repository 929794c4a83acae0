"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.council.views import debates, intake, public_pages, questions, register
from miara.cycle.public import UNIT

app_name = "council"

_HERE = rf"^{UNIT}/uchwaly"
_ONE = rf"{_HERE}/(?P<pk>\d{{1,9}})"
_TABLE = r"\.(?P<suffix>csv|xlsx)$"
_DEBATES = rf"^{UNIT}/debata"
_DEBATE = rf"{_DEBATES}/(?P<year>\d{{4}})"
_PUBLIC = rf"^{UNIT.removesuffix('/plany')}/debata-(?P<year>\d{{4}})"

urlpatterns: list[URLPattern] = [
    re_path(rf"{_HERE}/$", register.register, name="register"),
    re_path(rf"{_HERE}{_TABLE}", register.table, name="register-file"),
    re_path(rf"{_HERE}/nowa/$", register.new, name="resolution-new"),
    re_path(rf"{_HERE}/slowa/$", register.words, name="words"),
    re_path(rf"{_HERE}/wzor{_TABLE}", intake.template, name="template"),
    re_path(rf"{_HERE}/z-pliku/$", intake.intakes, name="intakes"),
    re_path(rf"{_HERE}/z-pliku/(?P<pk>\d{{1,9}})/$", intake.intake, name="intake"),
    re_path(rf"{_ONE}/$", register.resolution, name="resolution"),
    re_path(rf"{_ONE}/zmien/$", register.change, name="resolution-change"),
    re_path(rf"{_DEBATES}/$", debates.debates, name="debates"),
    re_path(rf"{_DEBATE}/$", debates.debate, name="debate"),
    re_path(rf"{_DEBATE}/zmien/$", debates.change, name="debate-change"),
    re_path(rf"{_DEBATE}/zasady/$", debates.rules, name="debate-rules"),
    re_path(rf"{_DEBATE}/wynik/$", debates.outcome, name="debate-outcome"),
    re_path(rf"{_DEBATE}/zgloszenie\.pdf$", debates.form_file, name="debate-form-file"),
    re_path(rf"{_DEBATE}/pytania/nowe/$", questions.new, name="question-new"),
    re_path(
        rf"{_DEBATE}/pytania/(?P<pk>\d{{1,9}})/$", questions.question, name="question"
    ),
    re_path(rf"{_PUBLIC}/$", public_pages.debate, name="public-debate"),
    re_path(rf"{_PUBLIC}/zgloszenie/$", public_pages.form, name="public-form"),
    re_path(
        rf"{_PUBLIC}/zgloszenie\.pdf$",
        public_pages.form_file,
        name="public-form-file",
    ),
]
