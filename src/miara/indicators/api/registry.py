"""Units by the codes that readers write."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.cube.register import COUNTRY, Level, Register, RegisterUnit
from miara.indicators.api.problems import ApiProblem
from miara.indicators.domain.unit_types import UNIT_TYPES
from miara.units import public as units

_MOST_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as an address names it; ``as_county``: by the county code of a city."""

    unit: RegisterUnit
    as_county: bool


def named_unit(register: Register, code: str, *, parameter: str = "") -> Named:
    """The existing unit behind a public code.

    Raises
    ------
    ApiProblem
        ``unknown-unit`` with the nearest codes, or ``abolished-unit`` with the
        successors.
    """
    text = code[:6] if len(code) == 7 and code.isdecimal() else code
    uid = register.uid_of(text) if text.isascii() else None
    if uid is None:
        raise unknown_unit(register, code, parameter=parameter)
    unit = register.units[register.position(uid)]
    if not unit.exists:
        raise abolished_unit(uid, code, parameter=parameter)
    as_county = len(text) == 4 and len(unit.code) == 6
    return Named(unit, as_county)


def unknown_unit(register: Register, code: str, *, parameter: str = "") -> ApiProblem:
    """No unit ever had the code."""
    return ApiProblem(
        "unknown-unit",
        detail=_("No unit has the code “%(code)s”.") % {"code": code[:20]},
        parameter=parameter,
        remedy=_(
            "A code has 2 digits for a voivodeship, 4 for a county and 6 for a "
            "municipality. Find it with /api/v1/units?search=."
        ),
        nearest=_near(register, code),
    )


def abolished_unit(uid: str, code: str, *, parameter: str = "") -> ApiProblem:
    """The unit is gone; says since when and who took it over."""
    facts = units.unit_by_uid(uid)
    assert facts is not None, uid  # the register has just named it
    when = facts.until.isoformat() if facts.until else "?"
    return ApiProblem(
        "abolished-unit",
        detail=_("The unit %(name)s (%(code)s) ceased to exist on %(when)s.")
        % {"name": facts.name, "code": code[:20], "when": when},
        parameter=parameter,
        remedy=_("Ask for its successors, or for the list of units of an earlier day."),
        extra={"successors": [_ref(other.uid) for other in facts.successors]},
    )


def _ref(uid: str) -> dict[str, str]:
    facts = units.unit_by_uid(uid)
    assert facts is not None, uid
    return unit_ref(facts)


def unit_ref(facts: units.UnitFacts) -> dict[str, str]:
    """A unit in a few words."""
    return {"code": facts.code, "name": facts.name, "level": str(facts.levels[0])}


def _near(register: Register, code: str) -> list[str]:
    """Existing codes of the same length that share the longest beginning."""
    if not code.isdecimal() or not code.isascii():
        return []
    same = [u.code for u in register.units if u.exists and len(u.code) == len(code)]
    for length in range(len(code) - 1, 1, -1):
        found = [known for known in same if known[:length] == code[:length]]
        if found:
            found.sort(key=lambda known: (abs(int(known) - int(code)), known))
            return found[:_MOST_NEAR]
    return []


def unit_item(facts: units.UnitFacts) -> dict[str, Any]:
    """A unit in a list."""
    parents = [
        {"code": above.code, "name": above.name, "level": str(level)}
        for above, level in (
            (facts.county, Level.COUNTY),
            (facts.voivodeship, Level.VOIVODESHIP),
        )
        if above is not None
    ]
    return {
        "code": facts.code,
        "county_code": facts.county_code,
        "name": facts.name,
        "full_name": facts.full_name,
        "type": UNIT_TYPES[facts.kind.value],
        "type_name": facts.type_word,
        "levels": [str(level) for level in facts.levels],
        "parents": parents,
        "url": page_address(f"jednostki/{facts.address}/"),
    }


def page_address(path: str) -> str:
    """Full address of a page for people, in the language of the answer."""
    prefix = "en/" if (get_language() or "pl").startswith("en") else ""
    return f"{settings.MIARA_SITE_URL}/{prefix}{path}"


def is_country(code: str) -> bool:
    """Whether the code means the whole country."""
    return code == COUNTRY
