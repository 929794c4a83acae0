"""A page of a form is saved in one transaction, whatever one of its fields meets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.questionnaires.conftest import LATER, NOW

from miara.questionnaires.actions.answers import Sent, save_answers
from miara.questionnaires.domain.values import UnreadableValue
from miara.questionnaires.models import FormVersion
from miara.questionnaires.public import Conflict, Saved, content_of, history

pytestmark = pytest.mark.django_db


def send(sheet, by, now=NOW, **values):
    sent = {code: Sent(*pair) for code, pair in values.items()}
    return save_answers(sheet=sheet, sent=sent, by=by, now=now)


def test_new_changed_same_and_overtaken_answers_part_their_ways(
    sheet, writer, colleague
):
    send(sheet, colleague, title=("Stary", 0), year=("2020", 0), count=("1", 0))
    found = send(
        sheet,
        writer,
        LATER,
        story=("Nowa", 0),
        title=("Nowy", 1),
        year=("2020", 0),
        count=("2", 0),
    )
    assert list(found) == ["story", "title", "year", "count"]
    assert found["story"] == Saved(1, "Nowa")
    assert found["title"] == Saved(2, "Nowy")
    assert found["year"] == Saved(1, "2020", changed=False)
    conflict = found["count"]
    assert isinstance(conflict, Conflict)
    assert (conflict.value, conflict.by, conflict.at) == ("1", colleague, NOW)
    lost = history(sheet).get(pk=conflict.kept)
    assert (lost.field, lost.value, lost.outcome) == ("count", "2", "CONFLICT")
    answers = content_of(sheet).answers
    assert answers["title"].changed_by == writer
    assert answers["title"].changed_at == LATER
    assert answers["count"].changed_by == colleague
    assert history(sheet).count() == 6


def test_one_unreadable_value_stores_nothing(sheet, writer):
    with pytest.raises(UnreadableValue):
        send(sheet, writer, title=("Nowy", 0), period=("w maju", 0))
    assert content_of(sheet).values == {}


def test_a_page_takes_as_many_statements_as_one_field(sheet, writer):
    counts = []
    for values in (
        {"title": ("Tytuł", 0)},
        {"story": ("Opis", 0), "count": ("2", 0), "year": ("2024", 0)},
    ):
        with CaptureQueriesContext(connection) as queries:
            send(sheet, writer, **values)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_published_form_is_read_once_and_a_draft_every_time(sheet):
    version = FormVersion.objects.get(pk=sheet.version_id)
    again = FormVersion.objects.get(pk=sheet.version_id)
    assert version.definition is again.definition
    again = FormVersion(state=FormVersion.State.DRAFT, data=version.data)
    assert again.definition == version.definition
    assert again.definition is not version.definition
