"""Official numbers in rows of results: filled in, marked, never typed over."""

import pytest
from django.utils import translation
from tests.factories.vintages import publish_small_vintage
from tests.questionnaires.conftest import definition_of

from miara.indicators import form_lookup
from miara.questionnaires.domain.values import normalise
from miara.questionnaires.queries.official import resolve

pytestmark = pytest.mark.django_db
CODE = "fires_per_1000"


@pytest.fixture
def served(settings):
    return publish_small_vintage(settings)


def test_indicators_are_found_by_words_without_accents(served):
    found = form_lookup.search("pozary", "", "pl")
    assert CODE in {each.code for each in found}
    assert form_lookup.search("zzz", "", "pl") == []


def test_typed_numbers_give_way_to_official_ones(served):
    field = definition_of().by_code["results"]
    typed = {
        "indicator": CODE,
        "name": "Cokolwiek",
        "achieved": "999999",
        "achieved_year": "",
        "target": "5",
    }
    with translation.override("pl"):
        rows = resolve(field, [typed], unit_uid="120617", language="pl")
        row = normalise(field, rows)[0]
        newest = form_lookup.values(CODE, "120617", [""], "pl")[0]
        missing = form_lookup.values(CODE, "120617", ["1950"], "pl")[0]
    assert newest.value not in ("", "999999")
    assert (row["achieved"], row["achieved_year"]) == (newest.value, newest.year)
    assert row["name"] == form_lookup.describe(CODE, "pl").name
    assert row["target"] == "5"
    assert row["official"]["vintage"] == served.vintage_id
    assert row["official"]["source"]
    assert (missing.value, missing.year) == ("", "1950")
    assert missing.reason


def test_an_unknown_code_leaves_what_was_typed(served):
    field = definition_of().by_code["results"]
    typed = {"indicator": "nie_ma", "name": "Mój", "achieved": "7"}
    row = resolve(field, [typed], unit_uid="120617", language="pl")[0]
    assert row == {"indicator": "", "name": "Mój", "achieved": "7"}
