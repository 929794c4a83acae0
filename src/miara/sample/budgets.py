"""Money of municipalities: revenue, spending, debt and cash that balance."""

from functools import cache
from typing import Final

import numpy as np

from miara.sample.cast import (
    ABOLISHED_FROM,
    YEARS,
    Character,
    by_kind,
    having,
    inherited,
    places,
)
from miara.sample.chance import FloatArray, stream
from miara.sample.people import people
from miara.sample.tables import Counts, Ratio, Variables

_GROWTH: Final = np.array(  # nominal, against 2013
    [1.0, 1.03, 1.07, 1.16, 1.24, 1.33, 1.43, 1.52, 1.67, 1.80, 1.97, 2.20]
)[:, None]


def _noisy(topic: str, base: FloatArray, lasting: float, yearly: float) -> FloatArray:
    """Money a person, (T, N), with a place's own level and chance of the year."""
    rng = stream(topic)
    shape = len(YEARS), len(places())
    wobble = lasting * rng.normal(size=shape[1]) + yearly * rng.normal(size=shape)
    return base * _GROWTH * np.exp(wobble)


def _grosz(amount: FloatArray) -> FloatArray:
    return np.round(amount, 2)


@cache
def budgets() -> Counts:
    """Amounts in PLN by year and place, each (T, N)."""
    heads = people().total
    found = _revenue(heads)
    _add_spending(found, heads)
    _add_debt(found, heads)
    return {name: _grosz(amount) for name, amount in found.items()}


def _revenue(heads: FloatArray) -> Counts:
    """Every kind of revenue; own revenue is the sum of its parts."""
    suburb, works = having(Character.SUBURB), having(Character.WORKS)
    resort, farming = having(Character.RESORT), having(Character.FARMING)
    remote = having(Character.REMOTE)
    wealth = 1 + 0.45 * suburb + 0.05 * resort - 0.12 * farming - 0.10 * remote
    estate = 1 + 2.6 * works + 0.9 * resort + 0.25 * suburb
    woods = 1 + 1.2 * remote
    need = 1 + 0.25 * farming + 0.3 * remote - 0.2 * suburb
    per_person = {
        "property_tax_revenue": (
            "property", by_kind(480, 430, 390, 560) * estate, 0.13,
        ),
        "agricultural_tax_revenue": (
            "farm", by_kind(1.5, 55, 78, 1) * (1 + 0.9 * farming), 0.16,
        ),
        "forest_tax_revenue": ("forest", by_kind(0.4, 9, 14, 0.5) * woods, 0.3),
        "vehicle_tax_revenue": ("vehicles", by_kind(26, 28, 27, 38), 0.2),
        "tax_card_revenue": ("card", by_kind(3.2, 2.0, 1.6, 3.0), 0.2),
        "pit_share_municipal": ("income", by_kind(640, 520, 455, 830) * wealth, 0.06),
        "services_revenue": ("services", by_kind(95, 80, 75, 160), 0.3),
        "asset_rental_revenue": ("rent", by_kind(58, 34, 24, 75), 0.25),
        "asset_sales": ("sales", by_kind(46, 34, 30, 70), 0.3),
        "other_assets": ("leases", by_kind(22, 14, 11, 40), 0.3),
        "other_own": ("other", by_kind(210, 175, 150, 420) * wealth, 0.1),
        "external_investment_funds": ("funds", by_kind(85, 110, 150, 190), 0.35),
        "subsidy": ("subsidy", by_kind(690, 820, 960, 980) * need, 0.06),
        "current_grants": ("grants", by_kind(760, 820, 860, 700), 0.05),
        "capital_grants": ("capital", by_kind(120, 150, 190, 230), 0.2),
    }  # fmt: skip
    found: Counts = {
        name: _grosz(
            _noisy(topic, base, lasting, 0.05 + 0.4 * lasting * (lasting > 0.2))
        )
        * heads
        for name, (topic, base, lasting) in per_person.items()
    }
    found = {name: _grosz(amount) for name, amount in found.items()}
    assets = found.pop("other_assets")
    found["asset_revenue"] = (
        found["asset_rental_revenue"] + found["asset_sales"] + assets
    )
    found["own_revenue"] = found.pop("other_own") + sum(
        found[name]
        for name in (
            "property_tax_revenue", "agricultural_tax_revenue", "forest_tax_revenue",
            "vehicle_tax_revenue", "tax_card_revenue", "pit_share_municipal",
            "services_revenue", "asset_revenue",
        )
    )  # fmt: skip
    found["current_transfers"] = found.pop("subsidy") + found["current_grants"]
    found["capital_revenue"] = (
        found["asset_sales"]
        + found["external_investment_funds"]
        + found.pop("capital_grants")
    )
    found["current_revenue"] = (
        found["own_revenue"] - found["asset_sales"] + found["current_transfers"]
    )
    found["revenue_total"] = found["current_revenue"] + found["capital_revenue"]
    rng = stream("eu")
    found["eu_current_grants"] = found["current_grants"] * rng.uniform(
        0.01, 0.05, heads.shape
    )
    return found


def _add_spending(found: Counts, heads: FloatArray) -> None:
    """Current spending keeps some surplus; investment uses it and what is granted."""
    rng = stream("spending")
    count = len(places())
    surplus = (
        0.085 + 0.02 * rng.normal(size=count) + 0.018 * rng.normal(size=heads.shape)
    )
    surplus = np.clip(surplus, -0.04, 0.3)
    current = found["current_revenue"] * (1 - surplus)
    found["current_spending"] = current
    for name, share, spread in (
        ("wages_spending", by_kind(0.41, 0.40, 0.39, 0.43), 0.02),
        ("culture_spending", by_kind(0.038, 0.034, 0.031, 0.042), 0.004),
        ("sport_spending", by_kind(0.024, 0.019, 0.016, 0.027), 0.003),
    ):
        level = share + spread * rng.normal(size=count)
        level = level + 0.4 * spread * rng.normal(size=heads.shape)
        found[name] = current * np.maximum(level, 0.003)
    per_pupil = by_kind(11_900, 12_600, 13_400, 12_200) * _GROWTH**1.05 * 0.62
    wobble = 0.05 * rng.normal(size=count) + 0.03 * rng.normal(size=heads.shape)
    found["education_spending"] = per_pupil * np.exp(wobble) * pupils()
    planned = found["current_revenue"] - current + found["capital_revenue"]
    appetite = np.exp(
        0.08 * rng.normal(size=count) + 0.22 * rng.normal(size=heads.shape)
    )
    found["capital_spending"] = np.maximum(planned * appetite, 0.01 * current)
    share = np.clip(0.965 + 0.02 * rng.normal(size=heads.shape), 0.85, 1.0)
    found["investment_spending"] = found["capital_spending"] * share
    found["expenditure_total"] = current + found["capital_spending"]
    found["eu_current_spending"] = found["eu_current_grants"] * rng.uniform(
        0.9, 1.2, heads.shape
    )
    found["debt_in_current_spending"] = current * rng.uniform(0.0, 0.0006, heads.shape)


def _add_debt(found: Counts, heads: FloatArray) -> None:
    """Cash and debt from year to year: what comes in and goes out agrees."""
    rng = stream("debt")
    revenue, spending = found["revenue_total"], found["expenditure_total"]
    debt = revenue[0] * rng.uniform(0.08, 0.34, len(places()))
    cash = revenue[0] * rng.uniform(0.03, 0.08, len(places()))
    names = (
        "debt", "debt_repayments", "non_debt_inflows",
        "financing_inflows", "financing_outflows",
    )  # fmt: skip
    for name in names:
        found[name] = np.empty_like(heads)
    for t, year in enumerate(YEARS):
        if year == ABOLISHED_FROM:
            debt = _grosz(inherited(debt, whole=False))
            cash = _grosz(inherited(cash, whole=False))
        repaid = _grosz(debt * rng.uniform(0.09, 0.16, len(debt)))
        balance = _grosz(revenue[t]) - _grosz(spending[t])
        # Cash kept for the first weeks of the next year.
        wanted = rng.uniform(0.02, 0.07, len(debt)) * revenue[t]
        borrowed = _grosz(np.maximum(wanted - (cash + balance - repaid), 0.0))
        found["non_debt_inflows"][t] = cash
        found["financing_inflows"][t] = cash + borrowed
        found["debt_repayments"][t] = found["financing_outflows"][t] = repaid
        cash = _grosz(cash + balance + borrowed - repaid)
        debt = _grosz(debt + borrowed - repaid)
        found["debt"][t] = debt


@cache
def pupils() -> FloatArray:
    """Pupils of primary schools; more since the eight-year school of 2017."""
    rng = stream("pupils")
    share = by_kind(0.335, 0.335, 0.325, 0.35) + 0.012 * rng.normal(size=len(places()))
    longer = np.interp(np.array(YEARS), [2016, 2018], [1.0, 1.33])[:, None]
    return np.round(people().young * share * longer)


def budget_variables() -> Variables:
    """Amounts, and the two totals a person."""
    amounts = budgets()
    heads = people().total
    county_share = _grosz(amounts["pit_share_municipal"] * 0.268)
    return Variables(
        {**amounts, "pit_share_county": county_share, "primary_pupils": pupils()},
        {
            "revenue_per_person": Ratio(amounts["revenue_total"], heads, 1, 2),
            "expenditure_per_person": Ratio(amounts["expenditure_total"], heads, 1, 2),
        },
    )
