"""A form that somebody without an account fills in on one page."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from tests.factories.contest import SMALL_FORM

from miara.questionnaires.actions.visitors import erase_sheets, take_in
from miara.questionnaires.domain.definition import FormDefinition
from miara.questionnaires.errors import NotPublished, SheetLocked
from miara.questionnaires.forms.visitor import VisitorForm
from miara.questionnaires.models import Answer, AnswerChange, AnswerSheet
from miara.questionnaires.public import (
    content_of,
    create_form,
    fill,
    publish_version,
    shipped_forms,
)

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def definition(*fields):
    return FormDefinition.model_validate(
        {
            "code": "f",
            "title": {"pl": "F", "en": "F"},
            "sections": [
                {"code": "s", "title": {"pl": "S", "en": "S"}, "fields": fields}
            ],
        }
    )


def field(code, kind, **more):
    return {"code": code, "kind": kind, "label": {"pl": code, "en": code}, **more}


COSTS = definition(field("costs", "COSTS"), field("name", "SHORT_TEXT", required=True))


def test_an_empty_form_is_not_wrong_and_not_valid():
    form = VisitorForm(COSTS)
    assert (form.is_valid(), form.problems, form.is_bound) == (False, {}, False)
    assert [c.code for c in form.sections[0].controls] == ["costs", "name"]


def test_values_are_canonical_and_a_refused_page_keeps_them():
    sent = QueryDict("costs.0.item=Farba&costs.0.one_off=1+200,5&name=")
    form = VisitorForm(COSTS, sent)
    assert set(form.problems) == {"name"}
    assert form.values["costs"][0]["one_off"] == "1200.50"
    cells = form.sections[0].controls[0].rows[0].cells
    assert [c.value for c in cells if c.column == "one_off"] == ["1200,50"]


def test_a_further_row_is_not_judged():
    form = VisitorForm(COSTS, QueryDict("costs.0.item=Farba&name=&stay=costs"))
    assert (form.problems, form.is_valid()) == ({}, False)
    assert [row.is_new for row in form.sections[0].controls[0].rows] == [False, True]


def test_what_is_not_asked_is_not_taken():
    asked = definition(
        field("any", "YES_NO", required=True),
        field(
            "what", "SHORT_TEXT", required=True,
            condition={"field": "any", "values": [True]},
        ),
    )  # fmt: skip
    form = VisitorForm(asked, QueryDict("any=no&what=x&rev.any=0&rev.what=0"))
    assert form.is_valid()
    assert form.values == {"any": False}
    # The same page says yes: the question it brings up has not been seen yet.
    form = VisitorForm(asked, QueryDict("any=yes&what=&rev.any=0"))
    assert not form.is_valid()
    assert form.asked_now == {"what"}
    assert form.sections[0].controls[1].problems == []
    form = VisitorForm(asked, QueryDict("any=yes&what=&rev.any=0&rev.what=0"))
    assert (form.asked_now, set(form.problems)) == (frozenset(), {"what"})


def test_files_are_not_asked_of_a_visitor():
    asked = definition(
        field("name", "SHORT_TEXT"),
        field("files", "ATTACHMENTS", attachments={"kinds": ["DOCUMENT"]}),
    )
    form = VisitorForm(asked, QueryDict("name=x&files.consent=on"))
    assert form.values == {"name": "x"}


@pytest.mark.django_db
def test_a_sent_page_is_a_closed_sheet_without_an_author():
    draft = create_form(
        definition=FormDefinition.model_validate(SMALL_FORM),
        owner_kind="TRIAL", owner_id="1", by=None, now=NOW,
    )  # fmt: skip
    values = {"title": "Łąka", "goals": "Mniej koszenia"}
    taken = {"owner_kind": "TRIAL", "owner_id": "1", "now": NOW}
    with pytest.raises(NotPublished):
        take_in(version=draft, values=values, **taken)
    version = publish_version(version=draft, by=None, now=NOW)
    sheet = take_in(version=version, values=values, **taken)
    assert sheet.is_locked
    assert sheet.opened_by is None
    assert content_of(sheet).values == values
    with pytest.raises(SheetLocked):
        fill(sheet=sheet, values={"title": "inny"}, by=None, now=NOW)
    erase_sheets([sheet.pk])
    assert not AnswerSheet.objects.exists()
    assert not Answer.objects.exists()
    assert not AnswerChange.objects.exists()


def test_the_questions_of_a_proposal_are_shipped():
    assert "proposal" in shipped_forms()
