"""Who may stand behind an entry: units of the register and bodies made by them."""

from enum import StrEnum
from typing import Final


class EntrantKind(StrEnum):
    """Kind of an entrant; the first six are units of the register."""

    COUNTY = "COUNTY"
    CITY = "CITY"  # city with county rights
    URBAN = "URBAN"
    URBAN_RURAL = "URBAN_RURAL"
    RURAL = "RURAL"
    VOIVODESHIP = "VOIVODESHIP"
    UNION = "UNION"  # municipal or county union
    ASSOCIATION = "ASSOCIATION"  # of units, or a local action group
    AGREEMENT = "AGREEMENT"  # partnership by agreement, without its own person in law
    SUBORDINATE = "SUBORDINATE"  # library, school, company of a unit
    OTHER = "OTHER"  # non-governmental, business, science: partners only


UNITS: Final = frozenset(
    {
        EntrantKind.COUNTY,
        EntrantKind.CITY,
        EntrantKind.URBAN,
        EntrantKind.URBAN_RURAL,
        EntrantKind.RURAL,
        EntrantKind.VOIVODESHIP,
    }
)
#: Gminas and powiats of any size: who was invited in 2007-2013.
MUNICIPALITIES_AND_COUNTIES: Final = UNITS - {EntrantKind.VOIVODESHIP}

_OF_REGISTER: Final = {
    "1": EntrantKind.URBAN,
    "2": EntrantKind.RURAL,
    "3": EntrantKind.URBAN_RURAL,
    "M": EntrantKind.CITY,
    "P": EntrantKind.COUNTY,
    "W": EntrantKind.VOIVODESHIP,
}

#: Codes of the 18 cities that seat a voivode or a regional assembly.
VOIVODESHIP_CAPITALS: Final = frozenset(
    {
        "026401",  # Wrocław
        "046101",  # Bydgoszcz
        "046301",  # Toruń
        "066301",  # Lublin
        "086101",  # Gorzów Wielkopolski
        "086201",  # Zielona Góra
        "106101",  # Łódź
        "126101",  # Kraków
        "146501",  # Warszawa
        "166101",  # Opole
        "186301",  # Rzeszów
        "206101",  # Białystok
        "226101",  # Gdańsk
        "246901",  # Katowice
        "266101",  # Kielce
        "286201",  # Olsztyn
        "306401",  # Poznań
        "326201",  # Szczecin
    }
)


def kind_of_register(code: str) -> EntrantKind:
    """Kind of an entrant from the register's own code of a kind.

    Raises
    ------
    KeyError
        For a code the register does not know.

    >>> kind_of_register("3")
    <EntrantKind.URBAN_RURAL: 'URBAN_RURAL'>
    """
    return _OF_REGISTER[code]
