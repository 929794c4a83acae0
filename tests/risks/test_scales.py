"""Scales of any size, the register's rules and the standards."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.risks.domain.register import Facts, Gap, counts_by_cell, gaps_of
from miara.risks.domain.scales import PRESETS, Band, Flaw, Scale, flaws_of
from miara.risks.domain.standards import STANDARDS, share_met
from miara.risks.phrases import GAPS, GROUPS, STANDARD_NAMES

TODAY = date(2026, 3, 2)


@st.composite
def scales(draw):
    """A scale of any size that can be used."""
    across, up = draw(st.integers(2, 7)), draw(st.integers(2, 7))
    top = across * up
    ends = sorted(draw(st.sets(st.integers(1, top - 1), max_size=4)) | {top})
    return Scale(
        tuple(f"i{n}" for n in range(across)),
        tuple(f"l{n}" for n in range(up)),
        tuple(Band(f"b{end}", end) for end in ends),
        draw(st.integers(0, top)),
    )


@given(scales())
def test_every_level_has_one_band_and_bands_rise_with_levels(scale):
    assert flaws_of(scale) == []
    bands = [scale.band_of(level) for level in range(1, scale.greatest + 1)]
    assert bands == sorted(bands)
    assert bands[-1] == len(scale.bands) - 1
    for level, place in enumerate(bands, start=1):
        assert level <= scale.bands[place].up_to
        assert place == 0 or level > scale.bands[place - 1].up_to


@given(scales())
def test_a_scale_survives_being_stored(scale):
    assert Scale.of(scale.as_json()) == scale


@given(scales(), st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_no_risk_is_lost_in_the_matrix(scale, places):
    counts = counts_by_cell(places, scale)
    assert len(counts) == len(scale.likelihood)
    assert sum(map(sum, counts)) == len(places)


def test_the_presets_can_be_used_and_a_step_outside_is_refused():
    for scale in PRESETS.values():
        assert flaws_of(scale) == []
    with pytest.raises(ValueError, match="no step 6 of impact"):
        PRESETS["five"].level(6, 1)
    with pytest.raises(ValueError, match="no step 0 of likelihood"):
        PRESETS["five"].level(1, 0)


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"impact": ("a",)}, Flaw("steps", "impact")),
        ({"likelihood": tuple("abcdefgh")}, Flaw("steps", "likelihood")),
        ({"impact": ("a", "a", "b")}, Flaw("name", "impact")),
        ({"bands": ()}, Flaw("bands")),
        ({"bands": (Band("x", 4), Band("y", 4))}, Flaw("order", "bands")),
        ({"bands": (Band("x", 4),)}, Flaw("end", "bands")),
        ({"appetite": 10}, Flaw("appetite", "appetite")),
    ],
)
def test_a_faulty_scale_is_told_where(changes, flaw):
    good = {
        "impact": ("a", "b", "c"),
        "likelihood": ("a", "b", "c"),
        "bands": (Band("x", 4), Band("y", 9)),
        "appetite": 4,
    }
    assert flaw in flaws_of(Scale(**{**good, **changes}))


def facts(**changed):
    whole = {
        "level": 4,
        "reaction": "TOLERATE",
        "has_owner": True,
        "has_link": True,
        "has_action": False,
        "action_by": None,
        "review_on": TODAY,
    }
    return Facts(**{**whole, **changed})


@pytest.mark.parametrize(
    ("changed", "gaps"),
    [
        ({}, []),
        ({"has_owner": False}, [Gap.OWNER]),
        ({"level": 6}, [Gap.ACTION]),
        ({"level": 6, "has_action": True}, []),
        ({"level": 6, "reaction": "TRANSFER"}, []),
        ({"reaction": "ACT"}, [Gap.ACTION]),
        ({"reaction": "ACT", "has_action": True}, [Gap.DEADLINE]),
        (
            {
                "reaction": "ACT",
                "has_action": True,
                "action_by": TODAY - timedelta(days=1),
            },
            [Gap.ACTION_OVERDUE],
        ),
        ({"review_on": None}, [Gap.REVIEW_DATE]),
        ({"review_on": TODAY - timedelta(days=1)}, [Gap.REVIEW_OVERDUE]),
        ({"has_link": False}, [Gap.LINK]),
    ],
)
def test_what_a_risk_lacks(changed, gaps):
    assert gaps_of(facts(**changed), PRESETS["five"], TODAY) == gaps


def test_there_are_22_standards_in_five_groups_and_all_have_names():
    assert [each.number for each in STANDARDS] == list(range(1, 23))
    assert {each.group for each in STANDARDS} == set(GROUPS)
    assert {each.code for each in STANDARDS} == set(STANDARD_NAMES)
    assert set(GAPS) == set(Gap)


@given(st.lists(st.sampled_from(["MET", "PARTLY", "NOT_MET", "NOT_ASKED"])))
def test_the_share_of_standards_met_leaves_out_those_not_assessed(marks):
    share = share_met(marks)
    asked = [mark for mark in marks if mark != "NOT_ASKED"]
    assert (share is None) == (not asked)
    if share is not None:
        assert 0 <= share <= 1
        assert share_met([*marks, "NOT_ASKED"]) == share
