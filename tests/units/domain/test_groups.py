"""Groups are rules over the kind and the population of a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.units.domain.facts import Kind
from miara.units.domain.groups import (
    COUNTY_SIZES,
    MUNICIPALITY_SIZES,
    contest_group,
    size_class,
)

people = st.one_of(st.none(), st.integers(0, 3_000_000))


@pytest.mark.parametrize(
    ("kind", "population", "group"),
    [
        (Kind.COUNTY, None, "counties"),
        (Kind.CITY, 35_000, "large_cities"),  # Sopot: county rights decide, not size
        (Kind.URBAN, 50_001, "large_cities"),
        (Kind.URBAN, 50_000, "towns"),
        (Kind.URBAN, None, None),
        (Kind.URBAN_RURAL, 90_000, "towns"),
        (Kind.URBAN_RURAL, None, "towns"),
        (Kind.RURAL, 30_000, "rural"),
        (Kind.VOIVODESHIP, 1_000_000, None),
    ],
)
def test_contest_groups_of_2012(kind, population, group):
    assert contest_group(kind, population) == group


@given(st.sampled_from(list(Kind)), people)
def test_every_unit_with_people_has_one_size_class(kind, population):
    found = size_class(kind, population)
    assert (found is None) == (population is None or kind is Kind.VOIVODESHIP)


@pytest.mark.parametrize("classes", [MUNICIPALITY_SIZES, COUNTY_SIZES])
def test_size_classes_leave_no_hole(classes):
    assert classes[0].at_least == 0
    assert classes[-1].below is None
    assert [c.below for c in classes[:-1]] == [c.at_least for c in classes[1:]]
