"""What pages make of the sample: full of numbers, a few places stand out."""

from datetime import UTC, datetime

import numpy as np
import pytest

from miara.cube.flags import BRIDGED, has_number
from miara.cube.periods import Period
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Lens, Wish
from miara.indicators.queries.unit_figures import figures
from miara.indicators.queries.unit_groups import group_for
from miara.indicators.queries.unit_level import level_facts
from miara.sample import cast
from miara.sample.public import register_files
from miara.sample.story import SLIP
from miara.units.public import import_terc

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def cells(vintage, level):
    block = vintage.block(level.value)
    return block, block.quantity("value"), has_number(block.quantity("flag"))


@pytest.mark.parametrize("level", [Level.MUNICIPALITY, Level.COUNTY])
def test_every_indicator_has_values_for_most_units(
    level, sample_vintage, sample_definitions
):
    block, _, number = cells(sample_vintage, level)
    wanted = {i.code for i in sample_definitions.at_level(level)}
    assert set(block.indicators) == wanted
    best = number.mean(axis=2).max(axis=1)
    assert {c: b for c, b in zip(block.indicators, best, strict=True) if b < 0.6} == {}


@pytest.mark.parametrize("level", list(Level))
def test_values_are_plausible(level, sample_vintage, sample_definitions):
    block, value, number = cells(sample_vintage, level)
    wrong = {
        code: (value[i][number[i]].min(), value[i][number[i]].max())
        for i, code in enumerate(block.indicators)
        for span in [sample_definitions.indicators[code].plausible]
        if ((value[i] < span.low) | (value[i] > span.high))[number[i]].any()
        and code != "library_readers"
    }
    assert wrong == {}


def test_the_correction_replaces_the_slip(sample_vintage):
    variable = sample_vintage.variables[SLIP.variable]
    row = variable.index_of_period[Period.year(SLIP.year)]
    unit = sample_vintage.index_of_unit[SLIP.code]
    series = variable.values[:, unit]
    assert series[row] < 2 * np.nanmedian(series)
    assert variable.origin_of(row, unit).file_name == "przyklad-korekta.csv"


def test_the_past_of_heirs_is_bridged(sample_vintage):
    variable = sample_vintage.variables["population"]
    for code, _ in cast.HEIRS:
        unit = sample_vintage.index_of_unit[code]
        bridged = (variable.flags[:, unit] & BRIDGED) > 0
        assert bridged.tolist() == [y < cast.ABOLISHED_FROM for y in cast.YEARS]


def standing_of(vintage, code):
    facts = level_facts(vintage, Level.MUNICIPALITY)
    place = facts.block.index_of_unit[code]
    group = group_for(facts, place, Wish(Lens.LIKES), None)
    found = figures(facts, place, group).standing
    named = [indicator.code for indicator in facts.indicators]
    return [named[i] for i in found.strong], [named[i] for i in found.weak]


@pytest.fixture
def registered(db, tmp_path):
    """The sample's register in the database, as pages ask it."""
    for name, content in register_files().items():
        path = tmp_path / name
        path.write_bytes(content)
        import_terc(path=path, by=None, now=NOW, fictional=True)


@pytest.mark.usefixtures("registered")
def test_profiles_are_seen_and_most_others_are_ordinary(sample_vintage):
    see = cast.PLACES_TO_SEE
    strong, _ = standing_of(sample_vintage, see["strong"])
    _, weak = standing_of(sample_vintage, see["weak"])
    assert {"separate_waste_share", "library_readers", "ngos"} <= set(strong)
    assert {"separate_waste_share", "sewage_access_percent"} <= set(weak)
    assert standing_of(sample_vintage, see["ordinary"]) == ([], [])
    codes = [p.code for p in cast.places() if p.code != cast.ABOLISHED_CODE]
    found = {code: standing_of(sample_vintage, code) for code in codes}
    quiet = [code for code, (strong, weak) in found.items() if not strong and not weak]
    praised = [code for code, (strong, _) in found.items() if strong]
    blamed = [code for code, (_, weak) in found.items() if weak]
    assert min(len(quiet), len(praised), len(blamed)) >= 8
