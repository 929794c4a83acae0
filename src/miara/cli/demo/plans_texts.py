"""Words and numbers of the fictional strategy of the demo's own unit."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "AUXILIARY",
    "GOALS",
    "INDICATORS",
    "LEVELS",
    "OFFICES",
    "POSTS",
    "SERVICES",
    "TARGETS",
    "GoalText",
    "IndicatorText",
    "TargetText",
]

LEVELS: Final = ["Cel strategiczny", "Cel operacyjny", "Działanie kluczowe"]

#: Symbol, name, kind, symbol of the parent.
OFFICES: Final = (
    ("OR", "Referat Organizacyjny", "DEPARTMENT", ""),
    ("FN", "Referat Finansowy", "DEPARTMENT", ""),
    ("IN", "Referat Inwestycji i Dróg", "DEPARTMENT", ""),
    ("GK", "Referat Gospodarki Komunalnej i Środowiska", "DEPARTMENT", ""),
    ("OS", "Referat Oświaty i Kultury", "DEPARTMENT", ""),
    ("OPS", "Ośrodek Pomocy Społecznej", "UNIT", ""),
    ("SP1", "Szkoła Podstawowa nr 1", "UNIT", "OS"),
    ("SP2", "Szkoła Podstawowa nr 2", "UNIT", "OS"),
    ("PM", "Przedszkole", "UNIT", "OS"),
    ("BIB", "Biblioteka Publiczna", "INSTITUTION", "OS"),
    ("ZWK", "Zakład Wodociągów i Kanalizacji", "COMPANY", "GK"),
)
#: Title, symbol of the office, e-mail of the holder, title of the deputy's post.
POSTS: Final = (
    ("Wójt", "OR", "wojt@example.pl", "Sekretarz"),
    ("Sekretarz", "OR", "administrator@example.pl", ""),
    ("Skarbnik", "FN", "skarbnik@example.pl", ""),
    ("Kierownik Referatu Inwestycji i Dróg", "IN", "urzednik@example.pl", "Sekretarz"),
    ("Kierownik Referatu Gospodarki Komunalnej", "GK", "redakcja@example.pl", ""),
    ("Kierownik Referatu Oświaty", "OS", "redakcja@example.pl", "Sekretarz"),
    ("Kierownik Ośrodka Pomocy Społecznej", "OPS", "", ""),
    ("Dyrektor Biblioteki", "BIB", "urzednik@example.pl", ""),
)
AUXILIARY: Final = ("Podlesie", "Zarzecze", "Kamionka", "Nowa Wieś")

#: Codes of the national template that the unit provides.
SERVICES: Final = (
    "volunteer_fire_brigades",
    "crisis_management",
    "water_supply",
    "sewage",
    "waste",
    "street_lighting",
    "libraries",
    "culture_centres",
    "municipal_flats",
    "public_internet",
    "clean_air",
    "greenery",
    "stray_animals",
    "preschools",
    "primary_schools",
    "school_transport",
    "local_plans",
    "building_conditions",
    "social_assistance",
    "care_at_home",
    "nurseries",
    "seniors_activity",
    "ngo_cooperation",
    "business_register",
    "sport_facilities",
    "sport_clubs",
    "roads",
    "winter_maintenance",
    "cycling",
    "public_transport",
    "health_promotion",
    "addiction_prevention",
    "trails",
    "registry_office",
    "local_taxes",
    "participation",
)


class GoalText(NamedTuple):
    """A goal: symbol, symbol above, text, dimension, domains, services, owner."""

    code: str
    above: str
    text: str
    dimension: str = ""
    domains: str = ""
    services: str = ""
    owner: str = ""
    results: str = ""


GOALS: Final = (
    GoalText(
        "I",
        "",
        "Zdrowi i aktywni mieszkańcy w każdym wieku",
        "SOCIAL",
        "social_inclusion education culture",
        "",
        "Sekretarz",
        "Więcej dzieci w opiece i edukacji przedszkolnej, więcej usług dla seniorów.",
    ),
    GoalText(
        "I.1",
        "I",
        "Dobra opieka i edukacja blisko domu",
        "SOCIAL",
        "education social_inclusion",
        "preschools primary_schools nurseries school_transport",
        "Kierownik Referatu Oświaty",
        "Miejsce w przedszkolu dla każdego chętnego.",
    ),
    GoalText(
        "I.2",
        "I",
        "Seniorzy samodzielni i włączeni",
        "SOCIAL",
        "social_inclusion",
        "care_at_home seniors_activity",
        "Kierownik Ośrodka Pomocy Społecznej",
        "Krótszy czas oczekiwania na usługi opiekuńcze.",
    ),
    GoalText(
        "I.3",
        "I",
        "Żywa kultura i sport",
        "SOCIAL",
        "culture sport",
        "libraries culture_centres sport_facilities sport_clubs",
        "Dyrektor Biblioteki",
    ),
    GoalText(
        "I.1.1",
        "I.1",
        "Rozbudowa przedszkola",
        "SOCIAL",
        "education",
        "preschools",
        "Kierownik Referatu Inwestycji i Dróg",
    ),
    GoalText(
        "II",
        "",
        "Gmina, w której opłaca się pracować i inwestować",
        "ECONOMIC",
        "enterprise administration",
        "",
        "Wójt",
    ),
    GoalText(
        "II.1",
        "II",
        "Mocna lokalna przedsiębiorczość",
        "ECONOMIC",
        "enterprise",
        "business_register local_plans",
        "Sekretarz",
    ),
    GoalText(
        "II.2",
        "II",
        "Sprawny urząd i zdrowe finanse",
        "ECONOMIC",
        "administration",
        "local_taxes participation registry_office",
        "Skarbnik",
    ),
    GoalText(
        "III",
        "",
        "Czyste środowisko i dobrze urządzona przestrzeń",
        "SPATIAL",
        "environment utilities transport spatial_planning",
        "",
        "Wójt",
    ),
    GoalText(
        "III.1",
        "III",
        "Woda, kanalizacja i odpady na miarę potrzeb",
        "SPATIAL",
        "utilities",
        "water_supply sewage waste",
        "Kierownik Referatu Gospodarki Komunalnej",
        "Sieć kanalizacyjna w dwóch kolejnych sołectwach.",
    ),
    GoalText(
        "III.2",
        "III",
        "Bezpieczne drogi i wygodne dojazdy",
        "SPATIAL",
        "transport safety",
        "roads cycling public_transport winter_maintenance street_lighting",
        "Kierownik Referatu Inwestycji i Dróg",
    ),
    GoalText(
        "III.3",
        "III",
        "Czyste powietrze i zieleń",
        "SPATIAL",
        "environment",
        "clean_air greenery",
    ),
)


class IndicatorText(NamedTuple):
    """A local indicator with its values of years up to the last one that is over."""

    code: str
    name: str
    measure: str
    decimals: int
    kind: str
    direction: str
    domain: str
    values: str
    owner: str = ""
    nature: str = "OBJECTIVE"
    margin: str = ""


INDICATORS: Final = (
    IndicatorText(
        "PRZ-1",
        "Dzieci bez miejsca w przedszkolu we wrześniu",
        "os.",
        0,
        "QUALITY",
        "DOWN",
        "education",
        "31 27 22 14 9",
        "Kierownik Referatu Oświaty",
    ),
    IndicatorText(
        "SEN-1",
        "Oczekiwanie na usługi opiekuńcze",
        "dni",
        0,
        "QUALITY",
        "DOWN",
        "social_inclusion",
        "46 41 44 35 30",
        "Kierownik Ośrodka Pomocy Społecznej",
    ),
    IndicatorText(
        "SEN-2",
        "Uczestnicy zajęć klubu seniora",
        "os.",
        0,
        "OUTPUT",
        "UP",
        "social_inclusion",
        "0 42 58 77 96",
        "Kierownik Ośrodka Pomocy Społecznej",
    ),
    IndicatorText(
        "BIB-1",
        "Wypożyczenia książek elektronicznych",
        "szt.",
        0,
        "OUTPUT",
        "UP",
        "culture",
        "120 310 560 900 1180",
        "Dyrektor Biblioteki",
    ),
    IndicatorText(
        "URZ-1",
        "Sprawy załatwione przez internet",
        "%",
        1,
        "QUALITY",
        "UP",
        "administration",
        "8,5 11,0 16,4 19,9 24,1",
        "Sekretarz",
    ),
    IndicatorText(
        "URZ-2",
        "Mieszkańcy zadowoleni z obsługi w urzędzie",
        "%",
        1,
        "SATISFACTION",
        "UP",
        "administration",
        "71,0 . 74,5 . 77,3",
        "Sekretarz",
        "SUBJECTIVE",
        "3,1",
    ),
    IndicatorText(
        "ODP-1",
        "Interwencje z powodu nieodebranych odpadów",
        "szt.",
        0,
        "QUALITY",
        "DOWN",
        "utilities",
        "64 58 61 40 33",
        "Kierownik Referatu Gospodarki Komunalnej",
    ),
    IndicatorText(
        "KAN-1",
        "Nowe przyłącza kanalizacyjne",
        "szt.",
        0,
        "OUTPUT",
        "UP",
        "utilities",
        "35 12 48 80 66",
        "Kierownik Referatu Gospodarki Komunalnej",
    ),
    IndicatorText(
        "DRO-1",
        "Drogi gminne w złym stanie",
        "%",
        1,
        "OUTCOME",
        "DOWN",
        "transport",
        "38,0 36,5 36,0 33,2 31,8",
        "Kierownik Referatu Inwestycji i Dróg",
    ),
    IndicatorText(
        "DRO-2",
        "Drogi dla rowerów",
        "km",
        1,
        "OUTPUT",
        "UP",
        "transport",
        "3,2 3,2 5,0 6,8 6,8",
        "Kierownik Referatu Inwestycji i Dróg",
    ),
    IndicatorText(
        "POW-1",
        "Wymienione kotły na paliwa stałe",
        "szt.",
        0,
        "OUTPUT",
        "UP",
        "environment",
        "22 40 55 51 47",
    ),
    IndicatorText(
        "POW-2",
        "Dni z przekroczeniem normy pyłu PM10",
        "dni",
        0,
        "OUTCOME",
        "DOWN",
        "environment",
        "41 38 29 24 21",
    ),
)


class TargetText(NamedTuple):
    """A target: goal, indicator, kind, direction, final value or change in percent."""

    goal: str
    indicator: str
    kind: str
    direction: str
    final: str = ""
    tolerance: str = "0"
    steps: str = ""
    upper: str = ""
    note: str = ""


#: A national code stands in lower case; its final value is a change of the baseline.
TARGETS: Final = (
    TargetText("I.1", "PRZ-1", "REACH", "DOWN", "0", "2"),
    TargetText("I.1", "preschool_share", "REACH", "UP", "8", "1"),
    TargetText("I.1", "education_spending_per_pupil", "TREND", "UP", "", "50"),
    TargetText("I.2", "SEN-1", "AT_MOST", "DOWN", "30", "3"),
    TargetText("I.2", "SEN-2", "REACH", "UP", "80"),
    TargetText("I.2", "social_help", "TREND", "DOWN"),
    TargetText("I.3", "BIB-1", "REACH", "UP", "2500", "100"),
    TargetText("I.3", "library_readers", "NOT_WORSE", "UP", "", "5"),
    TargetText("II.1", "own_revenue_per_person", "REACH", "UP", "30", "100"),
    TargetText("II.1", "pit_per_person", "TREND", "UP", "", "20"),
    TargetText("II.2", "URZ-1", "REACH", "UP", "40", "2"),
    TargetText("II.2", "URZ-2", "NOT_WORSE", "UP", "", "1"),
    TargetText(
        "II.2",
        "debt_to_revenue",
        "AT_MOST",
        "DOWN",
        "60",
        "5",
        note="Granica przyjęta przez radę.",
    ),
    TargetText("III.1", "sewage_access_percent", "REACH", "UP", "25", "1"),
    TargetText("III.1", "separate_waste_share", "REACH", "UP", "40", "2"),
    TargetText("III.1", "KAN-1", "REACH", "", "50"),
    TargetText("III.1", "ODP-1", "REACH", "DOWN", "20", "5"),
    TargetText("III.2", "DRO-1", "REACH", "DOWN", "20", "1"),
    TargetText("III.2", "DRO-2", "REACH", "UP", "15", "0,5", "2025:7 2028:11"),
    TargetText("III.3", "POW-1", "RANGE", "", "40", "5", upper="80"),
    TargetText("III.3", "POW-2", "REACH", "DOWN", "15", "2"),
)
