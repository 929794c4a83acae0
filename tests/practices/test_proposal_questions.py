"""Questions about a proposed practice are a form that editors change."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories.practices import NOW
from tests.practices.test_proposals import GIVEN, PATH, editor, sent

from miara.core import visitor_limits
from miara.practices.actions.proposals import (
    KEPT_DAYS,
    confirm_proposal,
    erase_proposals,
    open_questions,
)
from miara.practices.domain.texts import PARTS
from miara.practices.models import PracticeCard, PracticeProposal
from miara.practices.queries.proposal_form import OWNER, OWNER_ID, questions
from miara.practices.roles import PracticeRole
from miara.questionnaires.models import Answer, AnswerSheet, Form
from miara.questionnaires.public import (
    FormDefinition,
    load_form,
    publish_version,
    save_draft,
    start_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    visitor_limits.limits.forget()


def ask_also(*fields):
    """Editors publish the questions of the program with more of their own."""
    open_questions(by=None, now=NOW)
    data = load_form("proposal").as_json()
    data["sections"][0]["fields"] += fields
    draft = start_version(form=Form.objects.get(), by=None, now=NOW)
    save_draft(version=draft, data=data, by=None, now=NOW)
    return publish_version(version=draft, by=None, now=NOW)


SAVED = {
    "code": "saved",
    "kind": "YES_NO",
    "label": {"pl": "Czy dało oszczędności?", "en": "Did it save money?"},
    "required": True,
}
AMOUNT = {
    "code": "amount",
    "kind": "MONEY",
    "label": {"pl": "Ile rocznie?", "en": "How much a year?"},
    "required": True,
    "condition": {"field": "saved", "values": [True]},
    "personal": {
        "purpose": {"pl": "Próba.", "en": "A trial."},
        "keep_days": 10,
    },
}


def test_limits_of_the_shipped_questions_are_those_of_the_template():
    most = {part.code: part.most for part in PARTS}
    asked = load_form("proposal").by_code
    assert {code: field.max_words for code, field in asked.items()} == {
        code: most[code] for code in asked
    }
    assert {code for code, field in asked.items() if field.required} == {
        "summary",
        "solution",
    }


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"summary": "słowo " * 121}, "summary"),
        ({"solution": " \r\n "}, "solution"),
    ],
)
def test_a_wrong_answer_is_told_and_everything_typed_comes_back(client, changed, wrong):
    answer = client.post(PATH, GIVEN | changed)
    assert answer.status_code == 422
    assert set(answer.context["questions"].problems) == {wrong}
    text = answer.content.decode()
    assert "zasiała łąkę" in text or wrong == "summary"
    assert 'value="gmina Zielonki"' in text
    assert not PracticeProposal.objects.exists()
    assert not AnswerSheet.objects.exists()


def test_questions_become_a_form_when_first_answered(client, register):
    assert not Form.objects.exists()
    row = sent(client)
    assert questions().version == row.sheet.version
    assert row.sheet.is_locked
    assert row.texts == {
        "summary": "Gmina przestała kosić i zasiała łąkę.",
        "solution": "1. Wybór miejsc\n2. Zasiew",
    }
    assert sent(client).sheet.version == row.sheet.version
    assert Form.objects.count() == 1


def test_an_answer_that_brings_up_a_question_waits_for_it(client, register):
    ask_also(SAVED, AMOUNT)
    page = {f"rev.{code}": "0" for code in (*load_form("proposal").by_code, "saved")}
    first = client.post(PATH, GIVEN | page | {"saved": "yes"})
    assert first.status_code == 422
    assert first.context["questions"].asked_now == {"amount"}
    text = first.content.decode()
    assert "Twoje odpowiedzi prowadzą do kolejnych pytań" in text
    assert "Ile rocznie?" in text
    assert not PracticeProposal.objects.exists()

    page["rev.amount"] = "0"
    row = sent(client, **page, saved="yes", amount="12 500,50")
    values = {a.field: a.value for a in Answer.objects.filter(sheet=row.sheet)}
    assert (values["saved"], values["amount"]) == (True, "12500.50")
    assert "amount" not in row.texts
    no = sent(client, **page, saved="no", amount="7")
    assert not Answer.objects.filter(sheet=no.sheet, field="amount").exists()


def test_editors_read_what_the_template_has_no_place_for(client, register):
    ask_also(SAVED)
    row = sent(client, saved="yes")
    desk = editor()
    sheet = reverse("questionnaires:preview", args=[row.sheet.uid])
    assert desk.get(sheet).status_code == 404  # not confirmed: nobody reads it
    confirm_proposal(row, now=NOW)
    text = desk.get("/baza/propozycje/").content.decode()
    assert "Czy dało oszczędności?" in text
    assert desk.get(sheet).status_code == 200
    section = reverse("questionnaires:section", args=[row.sheet.uid, "practice"])
    assert desk.post(section, {"rev.saved": "1", "saved": "no"}).status_code == 403
    assert Answer.objects.get(sheet=row.sheet, field="saved").value is True
    assert PracticeCard.objects.count() == 1


def test_the_list_asks_the_same_number_of_questions(
    client, register, django_assert_max_num_queries
):
    ask_also(SAVED)
    desk = editor()
    confirm_proposal(sent(client, saved="yes"), now=NOW)
    with django_assert_max_num_queries(20) as few:
        desk.get("/baza/propozycje/")
    asked = len(few.captured_queries)
    for _ in range(3):
        confirm_proposal(sent(client, saved="no"), now=NOW)
    with django_assert_max_num_queries(asked):
        assert len(desk.get("/baza/propozycje/").context["lines"]) == 4


def test_editors_alone_change_the_questions(client, register):
    change = reverse("proposals:questions")
    assert client.post(change).status_code == 302
    assert editor(PracticeRole.EXPERT).post(change).status_code == 403
    assert not Form.objects.exists()
    desk = editor()
    forms = reverse("questionnaires:owner-forms", args=[OWNER, OWNER_ID])
    assert desk.post(change).url == forms
    assert desk.post(change).url == forms
    assert Form.objects.count() == 1
    assert "Propozycja dobrej praktyki" in desk.get(forms).content.decode()


def test_answers_go_with_the_proposal_and_personal_ones_after_a_year(client, register):
    ask_also(SAVED, AMOUNT)
    page = {
        f"rev.{code}": "0"
        for code in (*load_form("proposal").by_code, "saved", "amount")
    }
    given = page | {"saved": "yes", "amount": "100"}
    lost, kept = sent(client, **given), sent(client, **given)
    PracticeProposal.objects.update(sent_at=NOW)
    confirm_proposal(kept, now=NOW)
    erase_proposals(now=NOW + timedelta(days=KEPT_DAYS + 1))
    assert not AnswerSheet.objects.filter(pk=lost.sheet_id).exists()
    assert Answer.objects.get(sheet=kept.sheet, field="amount").value == "100.00"
    erase_proposals(now=NOW + timedelta(days=366))
    assert Answer.objects.get(sheet=kept.sheet, field="amount").value is None
    assert Answer.objects.get(sheet=kept.sheet, field="saved").value is True


def test_definition_is_a_form_of_the_engine():
    assert isinstance(questions().definition, FormDefinition)
    assert questions().version is None
