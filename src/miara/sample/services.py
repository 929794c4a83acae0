"""Services of every place: shares and rates with trends, chance and characters.

Most places wander around what is usual for their kind, so that nothing about them
stands out; the profiles below make a few truly strong or weak, and pages show it.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from miara.sample.budgets import pupils
from miara.sample.cast import YEARS, Character, by_kind, having, index_of, places
from miara.sample.chance import FloatArray, logistic, logit, stream, wandering
from miara.sample.people import people
from miara.sample.shapes import areas
from miara.sample.tables import Ratio, Variables

Weight = Literal["people", "young", "old", "working", "area", "households"]

# Place -> topic -> how far from its kind, in standard deviations of one year.
PROFILES: Final[dict[str, dict[str, float]]] = {
    "980110": {"waste": 8, "culture": 8, "sport": 7, "ngos": 6},  # Miodolas
    "980106": {"care": 9, "education": 7, "roads": 7, "business": 5},  # Brzezianka
    "980201": {"culture": 7, "tourism": 6, "sewage": 5},  # Zielnica
    "980303": {"education": 6, "voting": 4, "waste": -6},  # Dębna Góra
    "980311": {"sewage": -9, "waste": -7, "culture": -5, "care": -4},  # Rosnowiec
    "980402": {"sport": -6, "work": -5, "roads": 7},  # Kamiennogród
    "980505": {"work": -7, "care": -6, "business": -5, "ngos": 7},  # Świerkowice
    "980508": {"waste": 7, "water": 6, "education": -6},  # Rzekowo
    "986101": {"care": 6, "roads": 5, "waste": -4},  # Wierzbogród
}


@dataclass(frozen=True, slots=True)
class Rate:
    """How a published rate behaves.

    ``usual`` holds its level in towns, mixed and rural municipalities and cities in
    the first year; ``trend`` is a year's drift and ``chance`` a year's standard
    deviation, both on the working scale; ``good`` says whether a positive profile
    raises or lowers it.
    """

    code: str
    topic: str
    usual: tuple[float, float, float, float]
    trend: float
    chance: float
    scale: Literal["log", "percent"] = "log"
    weight: Weight = "people"
    good: Literal[-1, 0, 1] = 1
    decimals: int = 1
    lasting: float = 0.7


_RATES: Final = (
    Rate("turnout_mayor_percent", "voting", (48, 50, 53, 46), 0.012, 0.07, "percent"),
    Rate("turnout_council_percent", "voting", (48, 50, 53, 46), 0.012, 0.07, "percent"),
    Rate("ngos_per_1000", "ngos", (3.4, 3.1, 3.0, 4.4), 0.022, 0.03, decimals=2,
         lasting=1.0),
    Rate("preschool_percent", "education", (86, 74, 64, 88), 0.07, 0.14, "percent",
         "young", lasting=1.2),
    Rate("primary_enrolment_percent", "enrolment", (98, 94, 90, 100), 0.0, 0.02,
         weight="young", good=0, decimals=2),
    Rate("library_readers_per_1000", "culture", (172, 148, 126, 165), -0.022, 0.07),
    Rate("loans_per_reader", "culture", (19, 20, 21, 18), -0.01, 0.06),
    Rate("library_books_per_1000", "stock", (3900, 4300, 4400, 3100), -0.012, 0.02,
         good=0, lasting=4.0),
    Rate("nursery_children_percent", "care", (11, 5, 2.6, 13), 0.105, 0.16,
         "percent", "young"),
    Rate("social_help_per_10000", "help", (560, 620, 640, 430), -0.055, 0.06, good=0,
         lasting=3.0),
    Rate("dwellings_per_1000", "homes", (392, 342, 308, 438), 0.0125, 0.006, good=0,
         lasting=8.0),
    Rate("floor_space_per_person", "space", (25.1, 26.6, 28.0, 25.4), 0.0145, 0.010,
         lasting=2.0),
    Rate("local_plans_percent", "plans", (46, 32, 26, 44), 0.03, 0.04, "percent",
         "area",
         good=0, lasting=4.0),
    Rate("dwellings_completed_per_1000", "building", (2.6, 2.9, 3.2, 4.3), 0.035, 0.28,
         good=0, decimals=2, lasting=1.0),
    Rate("sole_traders_per_10000", "business", (760, 650, 590, 830), 0.023, 0.022,
         decimals=0),
    Rate("creative_new_entities_percent", "creative", (6.2, 5.0, 4.3, 8.8), 0.02, 0.22,
         "percent", "working", good=0, decimals=2),
    Rate("mixed_waste_per_person", "waste", (232, 204, 166, 252), -0.018, 0.055,
         good=-1),
    Rate("separate_waste_percent", "waste", (22, 20, 21, 20), 0.105, 0.13, "percent"),
    Rate("water_per_user", "use", (32, 31, 33, 34), 0.004, 0.035, good=0,
         lasting=2.0),
    Rate("forest_cover_percent", "forest", (18, 31, 34, 17), 0.002, 0.004, "percent",
         "area", good=0, decimals=1, lasting=60.0),
    Rate("protected_area_percent", "nature", (14, 26, 31, 11), 0.001, 0.004, "percent",
         "area", good=0, lasting=110.0),
    Rate("green_area_percent", "green", (4.6, 0.5, 0.2, 5.8), 0.01, 0.03, "percent",
         "area", good=0, decimals=2, lasting=4.0),
    Rate("plantings_per_km2", "trees", (120, 14, 9, 150), 0.03, 0.55, weight="area"),
    Rate("regon_entities_per_10000", "business", (1010, 860, 790, 1270), 0.023, 0.02,
         decimals=0),
    Rate("water_users_percent", "water", (96.5, 92, 88, 97), 0.02, 0.06, "percent",
         lasting=1.8),
    Rate("sewage_users_percent", "sewage", (91, 58, 36, 93), 0.035, 0.08, "percent",
         lasting=2.2),
    Rate("gas_users_percent", "gas", (76, 34, 16, 84), 0.02, 0.04, "percent", good=0,
         lasting=6.0),
    Rate("fast_internet_percent", "internet", (42, 22, 12, 60), 0.26, 0.16, "percent",
         "households"),
    Rate("business_institutions_per_10000", "advice", (120, 90, 75, 190), 0.02, 0.03,
         decimals=1),
    Rate("cars_per_1000", "cars", (515, 535, 560, 520), 0.03, 0.006, good=0),
)  # fmt: skip

# Counts of things a thousand people a year, drawn by chance.
_EVENTS: Final = {
    "fires": ("fire", (3.6, 4.0, 4.4, 3.8), 0.0),
    "local_threats": ("threats", (8.2, 9.5, 11.0, 7.9), 0.035),
    "false_alarms": ("alarms", (0.75, 0.5, 0.4, 1.25), 0.03),
    "road_accidents": ("accidents", (0.85, 0.8, 0.75, 0.95), -0.055),
    "new_entities": ("business", (9.4, 8.6, 8.0, 11.4), 0.004),
    "deregistered_entities": ("closing", (8.0, 7.0, 6.2, 8.6), -0.012),
    "culture_events": ("culture", (6.5, 6.0, 5.2, 4.6), 0.01),
}


def service_variables() -> Variables:
    """Everything that units and their services publish beside people and money."""
    ratios = {rate.code: _ratio(rate) for rate in _RATES}
    nursery = ratios["nursery_children_percent"]
    ratios["nursery_children_per_1000"] = replace(nursery, factor=10.0, decimals=0)
    ratios["nursery_places_per_1000"] = _nursery_places(nursery)
    result = Variables({}, ratios)
    for part in (_events(), _places_to_go(), _work(), _networks(), _health()):
        result = result.including(part)
    return result


def weight_of(name: Weight) -> FloatArray:
    """What a rate is a share of, roughly: float64 (T, N)."""
    known = people()
    match name:
        case "people":
            return known.total
        case "young":
            return known.young
        case "old":
            return known.old
        case "working":
            return known.working
        case "households":
            return known.total / 2.6
        case "area":
            return areas()


def profile(topic: str) -> FloatArray:
    """How far each place is from its kind in a topic, (N,)."""
    found = np.zeros(len(places()))
    for code, topics in PROFILES.items():
        found[index_of(code)] = topics.get(topic, 0.0)
    return found


def _usual(usual: tuple[float, float, float, float]) -> FloatArray:
    return by_kind(*usual)


def _drawn(rate: Rate) -> FloatArray:
    """Values of a rate, (T, N)."""
    t = np.arange(len(YEARS))[:, None]
    shape = len(YEARS), len(places())
    wander = wandering(stream(rate.code), shape, lasting=rate.lasting)
    moved = rate.trend * t + rate.chance * (wander + rate.good * profile(rate.topic))
    if rate.scale == "percent":
        return 100 * logistic(logit(np.minimum(_usual(rate.usual), 99.5) / 100) + moved)
    return _usual(rate.usual) * np.exp(moved)


def _ratio(rate: Rate) -> Ratio:
    return Ratio.of(_drawn(rate), weight_of(rate.weight), rate.decimals)


def _nursery_places(children: Ratio) -> Ratio:
    """A few places more than children: some are free, some wait for staff."""
    spare = stream("nursery places").uniform(1.02, 1.22, children.numerator.shape)
    return replace(
        children, numerator=children.numerator * spare, factor=10.0, decimals=1
    )


def _chance_counts(topic: str, code: str, expected: FloatArray) -> FloatArray:
    """Counts around what is expected; a profile moves them as far as rates."""
    raised = expected * np.exp(0.06 * profile(topic))
    return stream(code).poisson(raised).astype(np.float64)


def _events() -> Variables:
    t = np.arange(len(YEARS))[:, None]
    heads = people().total / 1000
    counts = {
        code: _chance_counts(topic, code, heads * _usual(usual) * np.exp(trend * t))
        for code, (topic, usual, trend) in _EVENTS.items()
    }
    counts["fire_service_incidents"] = (
        counts["fires"] + counts["local_threats"] + counts["false_alarms"]
    )
    shut = _pandemic(0.35, 0.6)
    counts["culture_events"] = np.round(counts["culture_events"] * shut)
    rng = stream("audience")
    size = _usual((120, 105, 95, 190)) * np.exp(0.09 * rng.normal(size=heads.shape))
    counts["culture_event_participants"] = np.round(counts["culture_events"] * size)
    return Variables(counts)


def _pandemic(first: float, second: float) -> FloatArray:
    """Share of the usual that took place in 2020 and 2021, (T, 1)."""
    share = {2020: first, 2021: second}
    return np.array([share.get(year, 1.0) for year in YEARS])[:, None]


def _places_to_go() -> Variables:
    """Clubs, museums, beds and nights; many places have no museum and few beds."""
    rng = stream("leisure")
    t = np.arange(len(YEARS))[:, None]
    heads = people().total
    shape = heads.shape
    resort, town = having(Character.RESORT), by_kind(1, 0.5, 0.12, 1)
    beds = np.round(
        heads / 1000 * np.where(resort, 160, by_kind(11, 7, 6, 26))
        * np.exp(0.35 * rng.normal(size=shape[1]) + 0.03 * t)
        * (rng.random(shape[1]) < np.where(resort, 1.0, 0.45 + 0.5 * town))
    )  # fmt: skip
    use = 55 * np.exp(0.12 * wandering(rng, shape) + 0.07 * profile("tourism"))
    nights = np.round(beds * use * _pandemic(0.55, 0.7))
    has_museum = (rng.random(shape[1]) < town * 0.9) | (by_kind(0, 0, 0, 1) > 0)
    visitors = heads * 0.62 * np.exp(0.3 * rng.normal(size=shape)) * has_museum
    visitors = np.round(visitors * _pandemic(0.4, 0.5))
    members = 34 * np.exp(0.08 * (wandering(rng, shape) + profile("sport")))
    members = np.round(heads / 1000 * members)
    young = np.round(members * np.clip(0.62 + 0.03 * rng.normal(size=shape), 0.4, 0.85))
    return Variables(
        {
            "tourist_beds": beds,
            "overnight_stays": nights,
            "sport_club_members": members,
            "sport_club_young": young,
        },
        {"museum_visitors_per_1000": Ratio(visitors, heads, 1000, 0)},
    )


def _work() -> Variables:
    """Unemployment of places and counties from the same people; wages."""
    rng = stream("work")
    known = people()
    shape = known.total.shape
    cycle = np.array([13.4, 11.5, 9.8, 8.3, 6.7, 5.9, 5.3, 6.3, 5.5, 5.2, 5.1, 5.0])
    place = by_kind(1.0, 1.0, 1.02, 0.55) * np.where(having(Character.SUBURB), 0.6, 1.0)
    place = place * np.where(having(Character.REMOTE), 1.35, 1.0)
    share = cycle[:, None] / 100 * 0.62 * place
    share = share * np.exp(0.045 * (wandering(rng, shape) - profile("work")))
    idle = np.round(known.working * share)
    active = known.working * 0.64
    wage = 3520 * np.array(
        [1.0, 1.03, 1.07, 1.11, 1.18, 1.26, 1.35, 1.43, 1.56, 1.75, 1.97, 2.24]
    )[:, None]  # fmt: skip
    wage = (
        wage
        * by_kind(1.0, 0.97, 0.94, 1.16)
        * np.where(having(Character.WORKS), 1.2, 1)
    )
    wage = wage * np.exp(0.02 * wandering(rng, shape))
    return Variables(
        {"registered_unemployed": idle},
        {
            "unemployed_percent": Ratio(idle, known.working, 100, 1),
            "unemployment_rate": Ratio(idle, active, 100, 1),
            "average_gross_wage": Ratio.of(wage, known.working * 0.3, 2),
        },
    )


def _networks() -> Variables:
    """Roads for cycling and municipal dwellings."""
    rng = stream("networks")
    known = people()
    t = np.arange(len(YEARS))[:, None]
    area = areas()
    wander = wandering(rng, area.shape) + profile("roads")
    length = area / 100 * by_kind(38, 6, 3.2, 62) * np.exp(0.05 * t + 0.1 * wander)
    length = np.round(length, 1)
    share = by_kind(34, 13, 5, 41) * np.exp(0.3 * rng.normal(size=area.shape[1]))
    homes = np.round(known.total / 1000 * share * np.exp(-0.022 * t))
    return Variables(
        {"cycle_roads": length, "municipal_dwellings": homes},
        {"cycle_roads_per_100_km2": Ratio(length, area, 100, 1)},
    )


def _health() -> Variables:
    """Doctors' consultations; pharmacies are few and whole."""
    rng = stream("health")
    heads = people().total
    visits = heads * by_kind(8.4, 6.9, 5.1, 9.6) * _pandemic(0.86, 0.93)
    visits = np.round(visits * np.exp(0.05 * wandering(rng, heads.shape)))
    usual = by_kind(2700, 3300, 4300, 2300) * np.exp(
        0.2 * rng.normal(size=heads.shape[1])
    )
    moves = (rng.random(heads.shape) < 0.03) * rng.choice([-1, 1], heads.shape)
    pharmacies = np.round(heads[:1] / usual) + np.cumsum(moves, axis=0)
    pharmacies = np.maximum(pharmacies, np.where(heads > 9000, 1, 0)) * (heads > 0)
    return Variables(
        {"medical_consultations": visits},
        {"persons_per_pharmacy": Ratio(heads, pharmacies, 1, 0)},
    )


def area_variables() -> Variables:
    """Areas of units, those of the register of boundaries."""
    area = areas()
    return Variables({"area_hectares": area * 100, "area_km2": area})


__all__ = ["PROFILES", "area_variables", "pupils", "service_variables", "weight_of"]
