"""Who lives in the fictional voivodeship: names, codes, sizes and characters.

Voivodeship code 98 is used by no register, and no name below is the name of an
existing municipality or county; a test compares them with the official register.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

FIRST_YEAR: Final = 2013
LAST_YEAR: Final = 2024
YEARS: Final = tuple(range(FIRST_YEAR, LAST_YEAR + 1))

VOIVODESHIP_CODE: Final = "98"
VOIVODESHIP_NAME: Final = "wierzbogrodzkie"

# Days of the generated editions of the register.
SNAPSHOT_DAYS: Final = (date(2013, 1, 1), date(2018, 1, 1), date(2025, 1, 1))

# One municipality is abolished and divided; the reviewed change of the register
# (definitions/territorial_changes) says the same.
ABOLISHED_CODE: Final = "980412"
ABOLISHED_FROM: Final = 2019
HEIRS: Final = (("980404", 0.6), ("980408", 0.4))

# One rural municipality receives a town.
TOWN_CODE: Final = "980209"
TOWN_FROM: Final = 2021

# What is worth opening first, by what it shows.
PLACES_TO_SEE: Final = {
    "strong": "980110",  # Miodolas
    "weak": "980311",  # Rosnowiec
    "ordinary": "980308",  # Malinówek
    "city": "986101",  # Wierzbogród
    "town": TOWN_CODE,  # Jagodnik
    "heir": "980404",  # Miedziogóra
}


class Character(StrEnum):
    """What sort of place it is; sizes and trends follow from it."""

    ORDINARY = "o"
    SUBURB = "s"  # grows, younger, better off
    RESORT = "t"  # lives on tourists
    FARMING = "f"
    WORKS = "w"  # a large factory or power station pays property tax
    REMOTE = "r"  # loses people


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality at the beginning of the story.

    ``kind`` is the digit of the register, ``M`` for a city with county rights;
    ``density`` counts people per km² before the map rounds areas.
    """

    code: str
    name: str
    kind: str
    people: int
    density: float
    character: Character

    @property
    def county(self) -> str:
        """Four-digit code of the county, or of the city itself."""
        return self.code[:4]


@dataclass(frozen=True, slots=True)
class County:
    """A land county: code and name as in the register."""

    code: str
    name: str


COUNTIES: Final = (
    County("9801", "lipogrodzki"),
    County("9802", "zielnicki"),
    County("9803", "kalinicki"),
    County("9804", "srebrzycki"),
    County("9805", "jeziernicki"),
)

# kind, name, people in 2012, people per km², character
_TABLE: Final = """
9861: M Wierzbogród 186400 1730 o
9862: M Kuźnogród 71900 1180 w
9801: 1 Lipogród 27300 905 o
9801: 1 Złotogród 14100 690 s
9801: 3 Makowiec 16800 212 s
9801: 3 Wiązogród 11900 121 o
9801: 3 Chmielogród 9400 88 o
9801: 2 Brzezianka 12700 233 s
9801: 2 Cisowiec 8300 176 s
9801: 2 Kłosowo 6900 97 o
9801: 2 Lnianka 9800 204 s
9801: 2 Miodolas 7400 92 o
9801: 2 Rumiankowo 5200 71 o
9801: 2 Żytnica 4700 58 f
9802: 1 Zielnica 19600 812 o
9802: 1 Modrzejów 8900 533 w
9802: 3 Białoskały 12600 103 o
9802: 3 Kołodziejów 8100 76 o
9802: 3 Młynogóra 6700 64 f
9802: 2 Bukogóra 5900 61 o
9802: 2 Grabniki 4200 44 o
9802: 2 Gryczany 3900 37 f
9802: 2 Jagodnik 6100 66 o
9802: 2 Konopnik 5300 55 f
9802: 2 Owsianka 3600 34 f
9802: 2 Pszeniczna 4900 47 f
9803: 1 Kalinica 23900 870 o
9803: 1 Solnik 6300 410 t
9803: 3 Dębna Góra 13700 118 o
9803: 3 Olszewnik 9200 82 o
9803: 3 Sosnogóra 7300 59 o
9803: 2 Borowica Górna 4400 39 r
9803: 2 Jarzębin 5700 62 o
9803: 2 Malinówek 6400 73 o
9803: 2 Paprotnia Leśna 3100 24 r
9803: 2 Poziomkowo 5000 53 o
9803: 2 Rosnowiec 4600 48 o
9803: 2 Turnica 3800 31 r
9804: 1 Srebrzyca 17200 760 o
9804: 1 Kamiennogród 11400 598 w
9804: 3 Klonogród 10800 95 o
9804: 3 Miedziogóra 8700 79 w
9804: 3 Tkaczów 6000 57 o
9804: 2 Czarnobrzeg 5500 60 o
9804: 2 Glinogóra 4100 41 o
9804: 2 Jaworek Wielki 5800 64 o
9804: 2 Piaskowiec 6600 77 o
9804: 2 Wapiennica 7100 52 w
9804: 2 Wronia Góra 3400 29 r
9804: 2 Żwirowo 2300 23 r
9805: 1 Jeziernik 15300 640 t
9805: 1 Pstrągów 7600 455 t
9805: 3 Bobrza Woda 9900 70 t
9805: 3 Łęgowiec 7900 63 o
9805: 3 Świerkowice 6500 49 r
9805: 2 Nowe Sioło 4800 43 o
9805: 2 Ptaszkowiec 3300 27 t
9805: 2 Rzekowo 5100 51 o
9805: 2 Sarnia Polana 3700 26 t
9805: 2 Szczupakowo 4000 30 t
9805: 2 Wrzosowiec 2900 21 r
9805: 2 Zagajniki 4500 40 o
9805: 2 Żurawno 5400 46 o
"""


@cache
def places() -> tuple[Place, ...]:
    """All municipalities there ever were, in the order of their codes."""
    found = []
    numbers: dict[str, int] = {}
    for line in _TABLE.strip().splitlines():
        county, _, rest = line.partition(": ")
        kind, *name, people, density, character = rest.split()
        number = numbers[county] = numbers.get(county, 0) + 1
        found.append(
            Place(
                code=f"{county}{number:02d}",
                name=" ".join(name),
                kind=kind,
                people=int(people),
                density=float(density),
                character=Character(character),
            )
        )
    return tuple(sorted(found, key=lambda place: place.code))


def index_of(code: str) -> int:
    """Place of a municipality on the axis of :func:`places`."""
    return next(i for i, place in enumerate(places()) if place.code == code)


def existing() -> NDArray[np.bool_]:
    """Whether a place exists at the end of each year, bool (T, N)."""
    there = np.ones((len(YEARS), len(places())), bool)
    there[YEARS.index(ABOLISHED_FROM) :, index_of(ABOLISHED_CODE)] = False
    return there


def inherited(what: NDArray[np.float64], *, whole: bool) -> NDArray[np.float64]:
    """What places had before the change, as the heirs take it over: float64 (N,).

    Parameters
    ----------
    whole
        Things that cannot be divided; the last heir takes what is left.
    """
    result = what.copy()
    left = result[index_of(ABOLISHED_CODE)]
    result[index_of(ABOLISHED_CODE)] = 0.0
    for code, share in HEIRS[:-1]:
        part = share * what[index_of(ABOLISHED_CODE)]
        part = np.round(part) if whole else part
        result[index_of(code)] += part
        left -= part
    result[index_of(HEIRS[-1][0])] += left
    return result


def having(*characters: Character) -> NDArray[np.bool_]:
    """Which places have one of the characters; bool (N,)."""
    return np.array([place.character in characters for place in places()])


def by_kind(urban: float, mixed: float, rural: float, city: float) -> NDArray:
    """A number a kind as a number a place; float64 (N,)."""
    value = {"1": urban, "3": mixed, "2": rural, "M": city}
    return np.array([value[place.kind] for place in places()])


def years_since_start() -> NDArray[np.float64]:
    """0, 1, ... as a column (T, 1)."""
    return np.arange(len(YEARS), dtype=np.float64)[:, None]
