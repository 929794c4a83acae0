"""The fictional numbers agree with each other, as official ones should."""

import numpy as np
import pytest

from miara.cube.flags import STATE_MASK, STATE_NAMES, has_number, names
from miara.cube.register import Level
from miara.sample import cast
from miara.sample.story import SLIP, variables

YEARS = list(cast.YEARS)
SINCE_HEIRS = YEARS.index(cast.ABOLISHED_FROM)
CENSUS = YEARS.index(2020)


@pytest.fixture
def at(planes):
    """Values of a variable over units whose codes have some length, (T, U)."""

    def values(variable, digits=6):
        plane = planes[variable]
        keep = [len(code) == digits for code in plane.unit_codes]
        return plane.values[:, keep]

    return values


def codes(plane, digits):
    return [code for code in plane.unit_codes if len(code) == digits]


def same(left, right, within=0.02):
    """Equal wherever either side has a number, and somewhere both have."""
    assert (np.isnan(left) == np.isnan(right)).all()
    assert np.isfinite(left).sum() > 300
    np.testing.assert_allclose(left, right, atol=within, rtol=0)


def test_every_published_variable_is_told_and_no_other(sample_definitions):
    published = {
        code for code, v in sample_definitions.variables.items() if v.formula is None
    }
    assert variables().codes() == published


def test_ages_add_up_to_the_population(at):
    parts = [
        at(f"population_{age}_age")
        for age in ("pre_working", "working", "post_working")
    ]
    same(sum(parts), at("population"))
    mobile = at("population_working_age_mobile")
    same(mobile + at("population_working_age_non_mobile"), at("population_working_age"))


def test_men_and_women_are_everybody(at):
    everybody = at("men_thousands") + at("women_thousands")
    same(everybody, at("population") / 1000, within=1e-9)


def test_births_deaths_and_moves_drive_the_population(at):
    """In every year but that of the census, and but for the heirs' gain."""
    people = at("population")
    driven = at("births") - at("deaths") + at("net_migration")
    error = np.diff(people, axis=0) - driven[1:]
    kept = np.isfinite(people[-1])  # the abolished one has no numbers at the end
    error = error[:, kept]
    census, heirs = CENSUS - 1, SINCE_HEIRS - 1
    assert (error[census] != 0).mean() > 0.9
    assert (error[heirs] != 0).sum() == len(cast.HEIRS)
    assert error[heirs].sum() == people[heirs, ~kept].sum()
    assert (np.delete(error, [census, heirs], axis=0) == 0).all()


def test_moves_add_up(at):
    within = at("internal_inflow") - at("internal_outflow")
    same(within, at("internal_net_migration"))
    abroad = at("immigration") - at("emigration")
    same(abroad, at("international_net_migration"))
    same(within + abroad, at("net_migration"))


def test_rates_follow_from_counts(at):
    same(1000 * at("births") / at("population"), at("births_per_1000"), within=0.0051)
    same(1000 * at("deaths") / at("population"), at("deaths_per_1000"), within=0.0051)
    same(
        at("revenue_total") / at("population"), at("revenue_per_person"), within=0.0051
    )


def test_kinds_of_revenue_are_parts_of_it(at):
    taxes = sum(
        at(f"{tax}_tax_revenue")
        for tax in ("agricultural", "forest", "property", "vehicle")
    )
    told = taxes + sum(
        at(name)
        for name in (
            "tax_card_revenue",
            "pit_share_municipal",
            "services_revenue",
            "asset_revenue",
        )
    )
    assert np.nanmin(at("own_revenue") - told) > 0
    assets = at("asset_rental_revenue") + at("asset_sales")
    assert np.nanmin(at("asset_revenue") - assets) > 0
    same(at("current_revenue") + at("capital_revenue"), at("revenue_total"))
    shown = at("own_revenue") - at("asset_sales") + at("current_transfers")
    same(shown, at("current_revenue"))
    assert np.nanmin(at("current_transfers") - at("current_grants")) > 0


def test_spending_adds_up(at):
    same(at("current_spending") + at("capital_spending"), at("expenditure_total"))
    assert np.nanmin(at("capital_spending") - at("investment_spending")) >= -0.01
    inside = at("education_spending") + at("culture_spending") + at("sport_spending")
    assert np.nanmin(at("expenditure_total") - inside) > 0


def test_cash_and_debt_are_carried_over(at):
    """County totals: nobody joins or leaves a county."""
    cash = (
        at("revenue_total")
        - at("expenditure_total")
        + at("financing_inflows")
        - at("financing_outflows")
    )
    assert np.nanmin(cash) > 0
    total = np.nansum(cash, axis=1), np.nansum(at("non_debt_inflows"), axis=1)
    np.testing.assert_allclose(total[0][:-1], total[1][1:], atol=2.0)
    borrowed = at("financing_inflows") - at("non_debt_inflows")
    change = np.nansum(borrowed - at("debt_repayments"), axis=1)[1:]
    np.testing.assert_allclose(np.diff(np.nansum(at("debt"), axis=1)), change, atol=2.0)


def test_incidents_add_up(at):
    parts = at("fires") + at("local_threats") + at("false_alarms")
    same(parts, at("fire_service_incidents"))


def test_larger_units_are_sums_of_smaller_ones(planes, sample_definitions):
    """Where nothing is hidden: every additive variable, every county."""
    checked = 0
    for code, plane in planes.items():
        variable = sample_definitions.variables[code]
        own = np.array([len(c) == 6 for c in plane.unit_codes])
        if not (variable.additive and Level.COUNTY in variable.levels and own.any()):
            continue
        for county in codes(plane, 4):
            inside = own & [c.startswith(county) for c in plane.unit_codes]
            lost = np.array(YEARS) >= cast.ABOLISHED_FROM
            lost &= county == cast.ABOLISHED_CODE[:4]
            rows = has_number(plane.flags[:, inside]).sum(axis=1) == inside.sum() - lost
            total = plane.values[:, plane.unit_codes.index(county)]
            parts = np.nansum(plane.values[:, inside], axis=1)
            np.testing.assert_allclose(parts[rows], total[rows], rtol=1e-9)
            checked += rows.sum()
    assert checked > 1000


def test_all_that_a_cell_can_be_occurs(planes):
    states = {
        STATE_NAMES[int(state)]
        for plane in planes.values()
        for state in np.unique(plane.flags & STATE_MASK)
    }
    assert states == set(STATE_NAMES.values())
    assert "provisional" in names(int(planes["average_gross_wage"].flags[-1].max()))


def test_cells_without_number_hold_none(planes):
    for plane in planes.values():
        number = has_number(plane.flags)
        assert (np.isfinite(plane.values) == number).all(), plane.variable
        assert (plane.values[(plane.flags & STATE_MASK) == 1] == 0).all()


def test_the_slip_is_in_the_first_file_alone(planes):
    plane = planes[SLIP.variable]
    series = plane.values[:, plane.unit_codes.index(SLIP.code)]
    row = YEARS.index(SLIP.year)
    others = np.delete(series, row)
    assert series[row] > 5 * np.nanmax(others)


def test_the_abolished_place_ends_and_its_heirs_go_on(planes):
    plane = planes["population"]
    ended = plane.values[:, plane.unit_codes.index(cast.ABOLISHED_CODE)]
    assert np.isfinite(ended[:SINCE_HEIRS]).all()
    assert np.isnan(ended[SINCE_HEIRS:]).all()
    for code, share in cast.HEIRS:
        series = plane.values[:, plane.unit_codes.index(code)]
        gain = series[SINCE_HEIRS] - series[SINCE_HEIRS - 1]
        assert abs(gain - share * ended[SINCE_HEIRS - 1]) < 0.03 * series[SINCE_HEIRS]
