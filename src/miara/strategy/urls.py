"""Addresses of the context."""

from django.urls import URLPattern, re_path

from miara.cycle.public import UNIT
from miara.strategy.views import (
    documents,
    domains,
    goals,
    indicators,
    law,
    moves,
    public_pages,
    structure,
    surveys,
    targets,
    values,
)

app_name = "strategy"

_PK = r"(?P<pk>\d+)"
_DOCUMENTS = rf"^{UNIT}/strategia"
_TARGETS = rf"^{UNIT}/cele-liczbowe"
_INDICATORS = rf"^{UNIT}/wskazniki"
_OFFICE = rf"^{UNIT}/struktura"
_PUBLIC = r"^jednostki/(?P<address>[0-9]{2,7}(?:-[a-z0-9-]*)?)/strategia"

urlpatterns: list[URLPattern] = [
    re_path(rf"^{UNIT}/dziedziny/$", domains.domains, name="domains"),
    re_path(rf"^{UNIT}/dziedziny/wzor/$", domains.template, name="template"),
    re_path(rf"^{UNIT}/dziedziny/nowa/$", domains.domain_new, name="domain-new"),
    re_path(rf"^{UNIT}/dziedziny/{_PK}/$", domains.domain, name="domain"),
    re_path(rf"^{UNIT}/uslugi/nowa/$", domains.service_new, name="service-new"),
    re_path(rf"^{UNIT}/uslugi/{_PK}/$", domains.service, name="service"),
    re_path(rf"{_DOCUMENTS}/$", documents.documents, name="documents"),
    re_path(rf"{_DOCUMENTS}/nowy/$", documents.document_new, name="document-new"),
    re_path(rf"{_DOCUMENTS}/braki/$", documents.gaps, name="gaps"),
    re_path(rf"{_DOCUMENTS}/{_PK}/$", documents.document, name="document"),
    re_path(
        rf"{_DOCUMENTS}/{_PK}/zmien/$", documents.document_edit, name="document-edit"
    ),
    re_path(rf"{_DOCUMENTS}/{_PK}/nowy-cel/$", goals.goal_new, name="goal-new"),
    re_path(rf"{_DOCUMENTS}/{_PK}/art-10e/$", law.checklist, name="checklist"),
    re_path(rf"{_DOCUMENTS}/{_PK}/diagnoza/$", law.diagnosis, name="diagnosis"),
    re_path(
        rf"{_DOCUMENTS}/{_PK}/diagnoza/(?P<code>[a-z_]+)/$",
        law.diagnosis_section,
        name="diagnosis-section",
    ),
    re_path(rf"{_DOCUMENTS}/cel/{_PK}/$", goals.goal, name="goal"),
    re_path(rf"{_DOCUMENTS}/cel/{_PK}/przenies/$", goals.goal_move, name="goal-move"),
    re_path(rf"{_DOCUMENTS}/cel/{_PK}/usun/$", goals.goal_remove, name="goal-remove"),
    re_path(
        rf"{_TARGETS}/nowy/(?P<about>cel|usluga)/{_PK}/$",
        targets.target_new,
        name="target-new",
    ),
    re_path(rf"{_TARGETS}/{_PK}/$", targets.target, name="target"),
    re_path(rf"{_TARGETS}/{_PK}/zmien/$", targets.target_edit, name="target-edit"),
    re_path(rf"{_INDICATORS}/$", indicators.indicators, name="indicators"),
    re_path(rf"{_INDICATORS}/nowy/$", indicators.indicator_new, name="indicator-new"),
    re_path(rf"{_INDICATORS}/tabela/$", values.table, name="table"),
    re_path(rf"{_INDICATORS}/{_PK}/$", values.indicator, name="indicator"),
    re_path(
        rf"{_INDICATORS}/{_PK}/zmien/$",
        indicators.indicator_edit,
        name="indicator-edit",
    ),
    re_path(
        rf"{_INDICATORS}/{_PK}/przeglad/$",
        indicators.indicator_confirm,
        name="indicator-confirm",
    ),
    re_path(
        rf"{_INDICATORS}/{_PK}/przerwa/$",
        indicators.indicator_break,
        name="indicator-break",
    ),
    re_path(rf"{_INDICATORS}/{_PK}/ankieta/$", surveys.survey_new, name="survey-new"),
    re_path(
        rf"{_INDICATORS}/{_PK}/ankieta/(?P<number>\d+)/$",
        surveys.survey,
        name="survey",
    ),
    re_path(rf"{_OFFICE}/$", structure.structure, name="structure"),
    re_path(rf"{_OFFICE}/komorka/nowa/$", structure.unit, name="unit-new"),
    re_path(rf"{_OFFICE}/komorka/{_PK}/$", structure.unit, name="unit"),
    re_path(rf"{_OFFICE}/stanowisko/nowe/$", structure.post, name="post-new"),
    re_path(rf"{_OFFICE}/stanowisko/{_PK}/$", structure.post, name="post"),
    re_path(rf"{_OFFICE}/pomocnicza/nowa/$", structure.auxiliary, name="auxiliary-new"),
    re_path(rf"{_OFFICE}/pomocnicza/{_PK}/$", structure.auxiliary, name="auxiliary"),
    re_path(rf"{_OFFICE}/reorganizacja/$", moves.reorganisation, name="reorganisation"),
    re_path(rf"{_PUBLIC}/$", public_pages.public_list, name="public-list"),
    re_path(rf"{_PUBLIC}/{_PK}/$", public_pages.public_page, name="public-page"),
    re_path(
        rf"{_PUBLIC}/{_PK}\.(?P<suffix>csv|xlsx|json)$",
        public_pages.public_file,
        name="public-file",
    ),
]
