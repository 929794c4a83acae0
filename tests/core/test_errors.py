"""Expected errors speak the reader's language and keep their facts."""

import pytest
from django.utils.translation import override

from miara.core.errors import MiaraError


class ClosedError(MiaraError):
    """An example with a placeholder."""

    sentence = "The call closed on %(on)s."


def test_facts_fill_the_sentence():
    error = ClosedError(on="2026-03-01")
    assert error.for_people() == "The call closed on 2026-03-01."
    assert error.facts == {"on": "2026-03-01"}
    assert str(error) == error.for_people()


def test_message_for_developers_does_not_replace_the_sentence():
    error = ClosedError("raw detail", on="2026-03-01")
    assert str(error) == "raw detail"
    assert error.for_people() == "The call closed on 2026-03-01."


def test_missing_fact_is_a_fault_in_code():
    with pytest.raises(KeyError):
        ClosedError(until="x").for_people()


def test_percent_sign_without_facts_is_left_alone():
    class FullError(MiaraError):
        sentence = "100% full."

    assert FullError().for_people() == "100% full."


def test_default_sentence_is_translated():
    with override("pl"):
        polish = MiaraError().for_people()
    with override("en"):
        english = MiaraError().for_people()
    assert english.startswith("This could not be done.")
    assert polish != ""
