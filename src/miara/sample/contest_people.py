"""People of the fictional contest: experts, jury, heads of units. All invented."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from miara.sample.contest import read_text

__all__ = ["ExpertCard", "JurorCard", "experts", "head_name", "jurors"]


@dataclass(frozen=True, slots=True)
class ExpertCard:
    """An expert as the office enters them.

    Attributes
    ----------
    address
        Before the @ of the e-mail address.
    fits
        Code of a domain to 1 (knows), 2 (works in it), 3 (specialist).
    employer_code, home_code, past_codes
        Units that make a conflict of interest; may be empty.
    """

    address: str
    full_name: str
    employer: str
    fits: dict[str, int]
    employer_code: str = ""
    home_code: str = ""
    past_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JurorCard:
    """A member of the jury; the first one leads it."""

    address: str
    full_name: str
    represents: str
    unit_codes: tuple[str, ...] = ()


_FIRST: Final = (
    "Alicja", "Bogdan", "Celina", "Damian", "Eugenia", "Fryderyk", "Grażyna",
    "Hubert", "Izabela", "Janusz", "Krystyna", "Ludwik", "Mirosława", "Olgierd",
)  # fmt: skip
_LAST: Final = ("Przykładowa", "Wzorcowy", "Pokazowa", "Próbny", "Modelowa", "Zmyślony")
_LAST_OTHER: Final = (
    "Wzorcowa", "Przykładowy", "Próbna", "Pokazowy", "Zmyślona", "Modelowy",
)  # fmt: skip


@cache
def experts() -> tuple[ExpertCard, ...]:
    """Twelve experts; each domain has at least four who know it."""
    return tuple(
        _expert(line) for line in read_text("experts.txt").strip().splitlines()
    )


@cache
def jurors() -> tuple[JurorCard, ...]:
    """Five members of the jury, the chair first."""
    found = []
    for line in read_text("jury.txt").strip().splitlines():
        address, name, represents, codes = (part.strip() for part in line.split("|"))
        found.append(JurorCard(address, name, represents, tuple(codes.split())))
    return tuple(found)


def head_name(number: int) -> str:
    """An invented name of the head of a unit, the same for the same number."""
    is_woman = number % 2 == 0
    first = _FIRST[number % len(_FIRST)]
    at = (number // 2) % 3
    surnames = (
        (_LAST[::2], _LAST_OTHER[::2]) if is_woman else (_LAST[1::2], _LAST_OTHER[1::2])
    )
    return f"{first} {surnames[number // 6 % 2][at]}"


def _expert(line: str) -> ExpertCard:
    address, name, employer, fits, employer_code, home, past = (
        part.strip() for part in line.split("|")
    )
    pairs = (pair.split() for pair in fits.split(","))
    return ExpertCard(
        address,
        name,
        employer,
        {code: int(fit) for code, fit in pairs},
        employer_code,
        home,
        tuple(past.split()),
    )
