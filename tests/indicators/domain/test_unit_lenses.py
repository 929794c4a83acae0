"""Whom a unit is compared with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.cube.register import Level
from miara.indicators.domain import unit_lenses as lenses
from miara.indicators.domain.unit_lenses import Lens, Places, Wish


@given(st.sampled_from(Lens), st.text("abcXYZ-_09", min_size=1, max_size=22))
def test_a_wish_is_read_back(lens, token):
    wish = Wish(lens, token if lens is Lens.OWN else "")
    assert Wish.parse(wish.text) == wish


@pytest.mark.parametrize("text", ["", "grupa", "grupa-", "nic", "PODOBNE"])
def test_an_unknown_wish_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Wish.parse(text)


names = st.sampled_from(["", "a", "b"])


@given(st.lists(st.tuples(names, names, names, names), min_size=1, max_size=12))
def test_groups_hold_those_alike_and_never_the_unit_itself(rows):
    places = Places(*(np.array(column) for column in zip(*rows, strict=True)))
    for unit, (kind, county, voivodeship, size) in enumerate(rows):
        others = [i for i in range(len(rows)) if i != unit]
        assert lenses.everyone(places, unit).tolist() == others
        assert lenses.same_type(places, unit).tolist() == [
            i for i in others if (rows[i][0], rows[i][3]) == (kind, size)
        ]
        assert lenses.same_county(places, unit).tolist() == [
            i for i in others if county and rows[i][1] == county
        ]
        assert lenses.same_voivodeship(places, unit).tolist() == [
            i for i in others if voivodeship and rows[i][2] == voivodeship
        ]


def test_only_municipalities_are_compared_within_a_county():
    assert Lens.COUNTY in lenses.lenses_at(Level.MUNICIPALITY)
    assert Lens.COUNTY not in lenses.lenses_at(Level.COUNTY)
    assert lenses.lenses_at(Level.VOIVODESHIP) == (Lens.LIKES, Lens.COUNTRY)
