"""Population of every place: births, deaths and moves drive it; ages add up to it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np

from miara.sample.cast import (
    ABOLISHED_FROM,
    TOWN_CODE,
    TOWN_FROM,
    YEARS,
    Character,
    by_kind,
    having,
    index_of,
    inherited,
    places,
)
from miara.sample.chance import FloatArray, logistic, logit, stream
from miara.sample.shapes import areas
from miara.sample.tables import Counts, Ratio, Variables

# The census showed fewer people than the running count: between the end of 2019
# and the end of 2020 the balance of flows does not explain the change.
CENSUS_YEAR: Final = 2020


@dataclass(slots=True)
class People:
    """Whole people by year and place, float64 (T, N); ``before`` is a year earlier."""

    total: FloatArray
    before: FloatArray
    flows: Counts = field(default_factory=dict)
    young: FloatArray = field(default_factory=lambda: np.zeros(0))
    working: FloatArray = field(default_factory=lambda: np.zeros(0))
    mobile: FloatArray = field(default_factory=lambda: np.zeros(0))
    old: FloatArray = field(default_factory=lambda: np.zeros(0))


@cache
def people() -> People:
    """The population, simulated once."""
    result = _moved(_rates())
    _add_ages(result)
    return result


def _rates() -> dict[str, FloatArray]:
    """Expected flows a person a year, (T, N)."""
    rng = stream("flows")
    count, t = len(places()), np.arange(len(YEARS))[:, None]
    suburb, remote = having(Character.SUBURB), having(Character.REMOTE)
    works = having(Character.WORKS)

    def around(base: FloatArray, spread: float) -> FloatArray:
        return base * np.exp(spread * rng.normal(size=count))

    births = around(by_kind(8.8, 9.4, 9.9, 9.0), 0.05) + 2.1 * suburb - 1.2 * remote
    deaths = around(by_kind(10.9, 10.3, 9.9, 11.2), 0.05) - 2.0 * suburb + 2.0 * remote
    inflow = around(by_kind(10.0, 9.5, 10.5, 9.0), 0.12) * np.where(suburb, 2.4, 1.0)
    outflow = around(by_kind(13.2, 10.8, 10.6, 11.0), 0.08)
    outflow = outflow + 2.5 * remote + 1.0 * works
    baby_boom = np.interp(t, [0, 4, 11], [0.0, 0.6, -3.3])
    pandemic = 2.3 * np.isin(np.array(YEARS), [2020, 2021])[:, None]
    return {
        "births": (births + baby_boom) / 1000,
        "deaths": (deaths + 0.09 * t + pandemic) / 1000,
        "internal_inflow": inflow * (1 + 0.01 * t) / 1000,
        "internal_outflow": outflow * np.ones_like(t) / 1000,
        "immigration": around(by_kind(0.55, 0.4, 0.35, 0.7), 0.3)
        * (1 + 0.05 * t)
        / 1000,
        "emigration": around(by_kind(0.6, 0.6, 0.5, 0.5), 0.3) * (1 - 0.05 * t) / 1000,
        "marriages": (around(by_kind(4.8, 5.0, 5.0, 4.6), 0.05) - 0.13 * t) / 1000,
    }


def _moved(rates: dict[str, FloatArray]) -> People:
    """Year after year: the people of last year, their children, moves and losses."""
    rng = stream("lives")
    shape = len(YEARS), len(places())
    now = np.array([place.people for place in places()], dtype=np.float64)
    total, before = np.empty(shape), np.empty(shape)
    flows: Counts = {name: np.empty(shape) for name in (*rates, "infant_deaths")}
    for t, year in enumerate(YEARS):
        if year == ABOLISHED_FROM:
            now = inherited(now, whole=True)
        before[t] = now
        for name, rate in rates.items():
            flows[name][t] = rng.poisson(rate[t] * now)
        flows["infant_deaths"][t] = rng.binomial(
            flows["births"][t].astype(np.int64), 0.0041
        )
        now = now + _change({name: flow[t] for name, flow in flows.items()})
        if year == CENSUS_YEAR:
            now = now - np.round(now * rng.uniform(0.002, 0.009, shape[1]))
        total[t] = now
    return People(total, before, flows)


def _change(flows: Counts) -> FloatArray:
    gained = flows["births"] + flows["internal_inflow"] + flows["immigration"]
    return gained - flows["deaths"] - flows["internal_outflow"] - flows["emigration"]


def _add_ages(result: People) -> None:
    """Split the population by age; the parts are whole and add up."""
    rng = stream("ages")
    count, t = len(places()), np.arange(len(YEARS))[:, None]
    suburb, remote = having(Character.SUBURB), having(Character.REMOTE)
    young = logit(by_kind(0.168, 0.188, 0.203, 0.162)) + 0.14 * suburb - 0.14 * remote
    old = logit(by_kind(0.205, 0.170, 0.158, 0.215)) - 0.22 * suburb + 0.24 * remote
    young = logistic(young + 0.05 * rng.normal(size=count) - 0.004 * t)
    old = logistic(old + 0.06 * rng.normal(size=count) + 0.034 * t)
    result.young = np.round(result.total * young)
    result.old = np.round(result.total * old)
    result.working = result.total - result.young - result.old
    share = 0.632 + 0.015 * suburb - 0.01 * remote - 0.0065 * t
    share = share + 0.006 * rng.normal(size=count)
    result.mobile = np.round(result.working * share)


def population_variables() -> Variables:
    """Everything the registers of people publish."""
    known = people()
    flows = known.flows
    counts: Counts = {
        "population": known.total,
        **flows,
        "natural_increase": flows["births"] - flows["deaths"],
        "internal_net_migration": flows["internal_inflow"] - flows["internal_outflow"],
        "international_net_migration": flows["immigration"] - flows["emigration"],
        "population_pre_working_age": known.young,
        "population_working_age": known.working,
        "population_working_age_mobile": known.mobile,
        "population_working_age_non_mobile": known.working - known.mobile,
        "population_post_working_age": known.old,
    }
    counts["net_migration"] = (
        counts["internal_net_migration"] + counts["international_net_migration"]
    )
    women = np.round(known.total * _share_of_women())
    counts["women_thousands"] = women / 1000
    counts["men_thousands"] = (known.total - women) / 1000
    counts["population_thousands"] = known.total / 1000
    return Variables(counts, _population_ratios(known, counts))


def _share_of_women() -> FloatArray:
    rng = stream("women")
    return by_kind(0.524, 0.508, 0.502, 0.529) + 0.003 * rng.normal(size=len(places()))


def _population_ratios(known: People, counts: Counts) -> dict[str, Ratio]:
    area = areas()
    seniors = np.round(known.old * 0.80 + known.total * 0.012)
    rates = {
        f"{name}_per_1000": Ratio(counts[name], known.total, 1000, 2)
        for name in (
            "marriages", "births", "deaths", "natural_increase", "net_migration"
        )
    }  # fmt: skip
    return {
        **rates,
        "infant_deaths_per_1000_births": Ratio(
            counts["infant_deaths"], counts["births"], 1000, 2
        ),
        "population_65_plus_percent": Ratio(seniors, known.total, 100, 1),
        "population_density": Ratio(known.total, area, 1, 1),
        "population_density_built_up": Ratio(known.total, area * 0.062, 1, 1),
        "population_change_per_1000": Ratio(
            known.total - known.before, known.before, 1000, 1
        ),
        "urbanisation_rate": Ratio(
            np.round(known.total * town_share()), known.total, 100, 2
        ),
    }


def town_share() -> FloatArray:
    """Share of people who live in towns, (T, N)."""
    rng = stream("towns")
    mixed = rng.uniform(0.28, 0.62, len(places()))
    share = np.where(by_kind(1, 0, 0, 1) > 0, 1.0, by_kind(0, 1, 0, 0) * mixed)
    by_year = np.tile(share, (len(YEARS), 1))
    since = np.array(YEARS) >= TOWN_FROM
    by_year[since, index_of(TOWN_CODE)] = 0.37
    return by_year
