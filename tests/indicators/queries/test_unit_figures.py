"""Numbers of a page against a slow version that reads cell by cell."""

import math

import numpy as np
import pytest
from tests.factories.vintages import publish_small_vintage

from miara.cube import flags as f
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.queries.unit_figures import MOST_TICKS, figures
from miara.indicators.queries.unit_groups import group_for, offered
from miara.indicators.queries.unit_level import level_facts
from miara.indicators.queries.vintage_asof import asked_vintage

pytestmark = pytest.mark.django_db
UNITS = ("120617", "120103", "120606", "126101", "120611")


@pytest.fixture
def facts(settings):
    publish_small_vintage(settings)
    return level_facts(asked_vintage().vintage, Level.MUNICIPALITY)


def slow_row(facts, unit, members, i, period):
    """What a careful person would read off the arrays."""
    row = int(facts.rows[i])
    value = facts.block.quantity("value")[row]
    flag = facts.block.quantity("flag")[row]
    known = [t for t in range(len(facts.periods)) if not math.isnan(value[t, unit])]
    shown = max(known, default=-1) if period is None else period
    if shown not in known:
        return {"shown": -1, "before": -1}
    breaks = [
        t
        for t in range(shown + 1)
        if facts.break_from[i, t] or flag[t, unit] & f.BREAK_BEFORE
    ]
    start = max(breaks, default=0)
    others = [float(value[shown, m]) for m in members if m >= 0 and m != unit]
    others = [v for v in others if not math.isnan(v)]
    mine = float(value[shown, unit])
    return {
        "shown": shown,
        "before": max((t for t in known if start <= t < shown), default=-1),
        "value": mine,
        "count": len(others),
        "below": sum(v < mine for v in others),
        "equal": sum(v == mine for v in others),
        "median": float(np.median(others)) if others else math.nan,
    }


@pytest.mark.parametrize("code", UNITS)
@pytest.mark.parametrize("period", [None, 7])
def test_every_lens_agrees_with_the_slow_version(facts, code, period):
    unit = facts.block.index_of_unit[code]
    for lens in (Lens.LIKES, Lens.TYPE, Lens.COUNTY, Lens.VOIVODESHIP, Lens.COUNTRY):
        group = group_for(facts, unit, Wish(lens))
        found = figures(facts, unit, group, period)
        for i in range(len(facts.indicators)):
            members = group.members
            if group.topic_of is not None:
                members = members[group.topic_of[i]]
            expected = slow_row(facts, unit, members.tolist(), i, period)
            assert found.summary.period[i] == expected["shown"]
            assert found.before[i] == expected["before"]
            if expected["shown"] < 0:
                assert math.isnan(found.summary.value[i])
                continue
            assert found.summary.value[i] == expected["value"]
            assert found.summary.count[i] == expected["count"]
            assert found.summary.below[i] == expected["below"]
            assert found.summary.equal[i] == expected["equal"]
            assert found.summary.median[i] == pytest.approx(
                expected["median"], nan_ok=True
            )


def test_the_planted_strength_weakness_and_change_are_found(facts):
    unit = facts.block.index_of_unit["120617"]
    found = figures(facts, unit, group_for(facts, unit, Wish(Lens.LIKES)))
    codes = [indicator.code for indicator in facts.indicators]
    assert "fires_per_1000" in [codes[i] for i in found.standing.strong]
    assert "water_access_percent" in [codes[i] for i in found.standing.weak]
    assert "sewage_access_percent" in [codes[m.indicator] for m in found.movements]


def test_a_city_without_likes_is_not_judged(facts):
    unit = facts.block.index_of_unit["126101"]
    found = figures(facts, unit, group_for(facts, unit, Wish(Lens.LIKES)))
    assert found.standing.tested == 0
    assert found.standing.named == 0


def test_similar_units_are_of_the_same_kind(facts):
    unit = facts.block.index_of_unit["120617"]
    group = group_for(facts, unit, Wish(Lens.LIKES))
    kinds = facts.places.kind[group.members[group.members >= 0]]
    assert set(kinds.tolist()) == {"2"}
    assert unit not in group.members


def test_a_city_has_no_county_to_compare_within(facts):
    assert Lens.COUNTY not in offered(facts, facts.block.index_of_unit["126101"])
    assert Lens.COUNTY in offered(facts, facts.block.index_of_unit["120617"])


def test_a_large_group_is_drawn_by_quantiles(facts, monkeypatch):
    unit = facts.block.index_of_unit["120617"]
    group = group_for(facts, unit, Wish(Lens.COUNTRY))
    every = figures(facts, unit, group)
    assert not every.ticks_are_quantiles
    monkeypatch.setattr(
        "miara.indicators.queries.unit_figures.MOST_TICKS", group.size - 1
    )
    few = figures(facts, unit, group)
    assert few.ticks_are_quantiles
    assert few.ticks.shape == (len(facts.indicators), 41)
    low = np.nanmin(every.ticks, axis=1)
    assert np.array_equal(few.ticks[:, 0], low, equal_nan=True)
    assert MOST_TICKS >= 80
