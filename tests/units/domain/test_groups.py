"""Classes of size are rules over the kind and the population of a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.units.domain.facts import Kind
from miara.units.domain.groups import (
    COUNTY_SIZES,
    MUNICIPALITY_SIZES,
    size_class,
)

people = st.one_of(st.none(), st.integers(0, 3_000_000))


@given(st.sampled_from(list(Kind)), people)
def test_every_unit_with_people_has_one_size_class(kind, population):
    found = size_class(kind, population)
    assert (found is None) == (population is None or kind is Kind.VOIVODESHIP)


@pytest.mark.parametrize("classes", [MUNICIPALITY_SIZES, COUNTY_SIZES])
def test_size_classes_leave_no_hole(classes):
    assert classes[0].at_least == 0
    assert classes[-1].below is None
    assert [c.below for c in classes[:-1]] == [c.at_least for c in classes[1:]]
