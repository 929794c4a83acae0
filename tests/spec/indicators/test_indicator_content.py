"""What the shipped catalogue of indicators promises as a whole."""

import re

import pytest

from miara.cube.definitions import IndicatorKind, Polarity, Status, load_definitions
from miara.cube.register import Level

DEFINITIONS = load_definitions()
ALL = list(DEFINITIONS.indicators.values())


def test_there_are_at_least_eighty_indicators_in_fifteen_domains():
    assert len(ALL) >= 80
    counts = {code: len(DEFINITIONS.in_domain(code)) for code in DEFINITIONS.domains}
    assert len(counts) == 15
    assert min(counts.values()) >= 3


def test_all_indicators_of_the_ministry_of_finance_are_there():
    codes = " ".join(DEFINITIONS.indicators)
    for number in range(1, 13):
        assert f"wb{number}_" in codes
    for number in range(1, 6):
        assert f"wl{number}_" in codes


def test_context_is_not_judged():
    judged = [
        i.code
        for i in ALL
        if i.kind is IndicatorKind.CONTEXT and i.polarity is not Polarity.NONE
    ]
    assert judged == []


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.code)
def test_texts_are_whole_sentences(indicator):
    for language in ("pl", "en"):
        assert indicator.question.in_language(language).endswith("?")
        assert indicator.why.in_language(language).endswith(".")
        for caveat in indicator.caveats.in_language(language):
            assert caveat.endswith(".")
        title = indicator.title.in_language(language)
        assert title[-1] not in ".?!"
        assert len(title) <= 90


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.code)
def test_polish_and_english_are_not_mixed_up(indicator):
    english = " ".join([indicator.question.en, indicator.why.en, *indicator.caveats.en])
    polish = " ".join([indicator.question.pl, indicator.why.pl])
    assert not re.search(r"[ąęłńśźż]", english)
    assert re.search(r"\b(the|and|of)\b", polish) is None


def test_titles_are_unique_in_each_language():
    for language in ("pl", "en"):
        titles = [i.title.in_language(language) for i in ALL]
        assert len(titles) == len(set(titles))


def test_unconfirmed_is_said_wherever_a_number_was_not_seen():
    for indicator in ALL:
        doubtful = [v for v in DEFINITIONS.variables_of(indicator) if not v.confirmed]
        if doubtful:
            assert indicator.status is Status.UNCONFIRMED
            assert indicator.status_note is not None


def test_no_bdl_id_is_used_twice():
    ids = [v.bdl_id for v in DEFINITIONS.variables.values() if v.bdl_id is not None]
    assert len(ids) == len(set(ids))


def test_indicators_missing_from_municipalities_say_why():
    silent = [
        i.code
        for i in ALL
        if Level.MUNICIPALITY not in i.levels
        and i.missing_note is None
        and i.levels != (Level.COUNTY,)
    ]
    assert silent == []
