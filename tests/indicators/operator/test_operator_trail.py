"""The trail on the operator's desk."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import translation

from miara.audit import public as audit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
PAGE = "/operator/dziennik/"


def happened(count, kind="indicators.upload.received", by=None):
    with transaction.atomic():
        for number in range(count):
            audit.record(
                kind,
                by=by,
                at=NOW + timedelta(minutes=number),
                after={"file": f"plik-{number}.csv"},
            )


def read(desk, query="", prefix=""):
    answer = desk.get(f"{prefix}{PAGE}{query}")
    assert answer.status_code == 200
    return answer


def test_events_are_sentences_with_their_person(desk, operator):
    happened(1, by=operator)
    text = read(desk).content.decode()
    assert "Przesłano plik plik-0.csv." in text
    assert f"<td>{operator}</td>" in text
    english = read(desk, prefix="/en").content.decode()
    assert "The file plik-0.csv was handed in." in english
    translation.activate("pl")


def test_pages_follow_each_other_without_gaps(desk):
    happened(120)
    seen, query = [], "?rodzaj=indicators.upload.received"
    while query:
        answer = read(desk, query)
        seen += [event.pk for event, _who, _sentence in answer.context["rows"]]
        older = answer.context["older_than"]
        query = older and f"?rodzaj=indicators.upload.received&przed={older}"
    assert len(seen) == 120
    assert seen == sorted(set(seen), reverse=True)


def test_one_kind_alone(desk):
    happened(2)
    happened(1, kind="indicators.subscription.ended")
    answer = read(desk, "?rodzaj=indicators.subscription.ended")
    kinds = [event.kind for event, _who, _sentence in answer.context["rows"]]
    assert kinds == ["indicators.subscription.ended"]
    assert "indicators.upload.received" in answer.context["kinds"]
    text = read(desk, "?rodzaj=nie.ma").content.decode()
    assert "Nie ma takich zdarzeń." in text


@pytest.mark.parametrize("told", ["x", "-1", "1" * 30, "²"])
def test_a_mended_address_is_not_found(desk, told):
    assert desk.get(PAGE, {"przed": told}).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_many(
    desk, operator, make_person, django_assert_num_queries
):
    happened(1, by=operator)
    read(desk)
    with django_assert_num_queries(7):
        read(desk)
    happened(3, by=make_person())
    happened(3, by=operator)
    with django_assert_num_queries(7):
        read(desk)
