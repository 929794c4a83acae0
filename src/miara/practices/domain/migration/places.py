"""Which unit of the register a cell means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from miara.language import fold
from miara.practices.domain.migration.findings import Code, Finding, refusal, warning
from miara.practices.domain.migration.mapping import known_words
from miara.practices.domain.migration.table import plain

__all__ = ["Candidate", "Found", "PlaceCells", "Register", "place_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a name may mean. ``is_former`` when an old name was matched."""

    uid: str
    code: str
    name: str
    full_name: str
    group: str  # TOWN, MIXED, VILLAGE, COUNTY or REGION
    county: str = ""
    voivodeship: str = ""
    is_former: bool = False

    @property
    def label(self) -> str:
        """For people who have to choose."""
        where = ", ".join(filter(None, [self.county, self.voivodeship]))
        return f"{self.full_name} ({where}): {self.code}" if where else self.full_name


class Register(Protocol):
    """Questions to the register of units."""

    def by_code(self, code: str) -> Candidate | None:
        """The unit that holds a code."""

    def named(self, text: str) -> Sequence[Candidate]:
        """Units that a name may mean, in any case form, best first."""


@dataclass(frozen=True, slots=True)
class PlaceCells:
    """What a row says of its unit, with the headings for messages."""

    name: str = ""
    code: str = ""
    county: str = ""
    voivodeship: str = ""
    name_column: str = ""
    code_column: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The unit, or the body that is none, and what was noticed on the way."""

    uid: str = ""
    lead_name: str = ""
    findings: tuple[Finding, ...] = ()


_OFFICE: Final = re.compile(
    r"^(?:urzad|urzedu|starostwo|starostwa|zarzad|rada|samorzad)\s+"
    r"(?:miejski\s+|gminny\s+|marszalkowski\s+)?"
)
_KINDS: Final = (
    ("MIXED", r"(?:urzad\s+)?miast[oa]\s+i\s+gmin[ayę]|gmin[aey]\s+i\s+miast[oa]"),
    ("VILLAGE", r"gmin[aey]\s+wiejsk\w+"),
    ("MIXED", r"gmin[aey]\s+miejsko[ -]wiejsk\w+"),
    ("TOWN", r"gmin[aey]\s+(?:miejsk\w+|miast[oa])|m\.?\s?st\.?|m\."),
    ("TOWN", r"miast[oa](?:\s+na\s+prawach\s+powiatu)?"),
    ("GMINA", r"gmin[aey]|gm\.?"),
    ("COUNTY", r"powiat\w*|pow\.?|powiatow\w+"),
    ("REGION", r"wojewodztw\w+|woj\.?"),
)  # fmt: skip
_GROUPS: Final = {"GMINA": ("VILLAGE", "MIXED")}
_COUNTY: Final = re.compile(r"[(,;]?\s*\bpow(?:iat|\.)\s*([\w-]+)\)?", re.IGNORECASE)
_REGION: Final = re.compile(
    r"[(,;]?\s*\bwoj(?:ew[oó]dztwo|\.)\s*([\w-]+)\)?", re.IGNORECASE
)


def place_of(cells: PlaceCells, register: Register) -> Found:
    """The unit of a row by its code, else by its name and the place around it."""
    if cells.code:
        return _by_code(cells, register)
    if cells.name:
        return _by_name(cells, register)
    return Found()


def _by_code(cells: PlaceCells, register: Register) -> Found:
    unit = next(
        (u for code in _codes(cells.code) if (u := register.by_code(code))), None
    )
    if unit is None:
        found = refusal(Code.UNKNOWN_CODE, cells.code_column, value=cells.code)
        return Found(findings=(found,))
    notes: list[Finding] = []
    if cells.name and not _shares_a_word(cells.name, unit.name):
        notes.append(
            warning(
                Code.OTHER_UNIT,
                cells.name_column,
                value=cells.name,
                unit=unit.full_name,
                code=unit.code,
            )
        )
    return Found(unit.uid, findings=tuple(notes))


def _codes(text: str) -> list[str]:
    """Codes that digits may mean: spreadsheets drop the leading zero.

    >>> _codes("1206172"), _codes("20101"), _codes("206"), _codes("201011")
    (['120617'], ['020101'], ['0206'], ['201011', '020101'])
    """
    digits = re.sub(r"[\s_-]", "", text)
    if not digits.isascii() or not digits.isdigit() or not 1 <= len(digits) <= 7:
        return []
    guesses = [digits]
    if len(digits) in {1, 3, 5}:
        guesses = ["0" + digits]
    elif len(digits) == 6:
        guesses.append("0" + digits)
    found = []
    for guess in guesses:
        code = guess[:6]
        if len(code) == 6 and code.endswith("00"):
            code = code[:2] if code.endswith("0000") else code[:4]
        found.append(code)
    return found


def _by_name(cells: PlaceCells, register: Register) -> Found:
    name = cells.name
    if body := _body_of(name):
        return Found(lead_name=body, findings=(_as_body(cells, body),))
    county, name = _cut(_COUNTY, name, cells.county)
    voivodeship, name = _cut(_REGION, name, cells.voivodeship)
    if not plain(name):  # the whole cell was "powiat krakowski"
        name, county, voivodeship = cells.name, cells.county, cells.voivodeship
    kind, core = _kind_and_core(name)
    units = [u for u in register.named(core) if _around(u, county, voivodeship)]
    exact = [u for u in units if fold(u.name) == fold(core)]
    former = [u for u in units if u.is_former]
    chosen = exact or former or [u for u in units if _is_form(core, u.name)]
    wanted = _GROUPS.get(kind, (kind,)) if kind else ()
    chosen = [u for u in chosen if u.group in wanted] or (
        [] if kind in {"COUNTY", "REGION"} else chosen
    )
    if len(chosen) == 1:
        return _one(
            chosen[0], cells, is_exact=bool(exact), is_former=not exact and bool(former)
        )
    if not chosen:
        return Found(
            findings=(refusal(Code.UNKNOWN_UNIT, cells.name_column, value=cells.name),)
        )
    labels = "; ".join(unit.label for unit in chosen[:8])
    return Found(
        findings=(
            refusal(
                Code.AMBIGUOUS_UNIT,
                cells.name_column,
                value=cells.name,
                candidates=labels,
            ),
        )
    )


def _one(
    unit: Candidate, cells: PlaceCells, *, is_exact: bool, is_former: bool
) -> Found:
    if is_exact:
        return Found(unit.uid)
    code = Code.FORMER_UNIT if is_former else Code.GUESSED_UNIT
    facts = {"value": cells.name, "unit": unit.full_name, "code": unit.code}
    return Found(unit.uid, findings=(warning(code, cells.name_column, **facts),))


def _as_body(cells: PlaceCells, body: str) -> Finding:
    return warning(Code.BODY, cells.name_column, value=body)


def _body_of(name: str) -> str:
    """The name when a word of it says that it is no unit."""
    found = set(plain(name).split())
    return name if any(word in found for word in known_words().bodies) else ""


def _cut(pattern: re.Pattern[str], name: str, told: str) -> tuple[str, str]:
    """Words of a place taken out of a name; a column of its own goes before them."""
    found = pattern.search(name)
    if found is None or found.start() == 0:
        return told, name
    return told or found[1], (name[: found.start()] + name[found.end() :]).strip(
        " ,;()"
    )


def _kind_and_core(name: str) -> tuple[str, str]:
    """Kind of unit that the words say, and the name without them.

    >>> _kind_and_core("Urząd Miasta i Gminy Skawina")
    ('MIXED', 'Skawina')
    >>> _kind_and_core("Gmina Zielonki")
    ('GMINA', 'Zielonki')
    >>> _kind_and_core("Starostwo Powiatowe w Tarnowie")
    ('COUNTY', 'Tarnowie')
    """
    text = " ".join(name.split())
    low = fold(text)
    if office := _OFFICE.match(low):
        text, low = text[office.end() :], low[office.end() :]
    kind = ""
    for named, pattern in _KINDS:
        found = re.match(rf"(?:{pattern})(?:\s+|$)", low)
        if found and found.end() < len(low):
            kind, text, low = named, text[found.end() :], low[found.end() :]
            break
    preposition = re.match(r"(?:w|we|z|ze)\s+", low)
    return kind, text[preposition.end() :] if preposition else text


def _around(unit: Candidate, county: str, voivodeship: str) -> bool:
    own_county = "" if unit.county else unit.name  # a county, or a city without one
    own_region = unit.name if unit.group == "REGION" else ""
    return _fits(county, unit.county, own_county) and _fits(
        voivodeship, unit.voivodeship, own_region
    )


def _fits(told: str, known: str, own: str) -> bool:
    if not told or not (known or own):
        return True
    words = set(plain(told).replace("powiat ", "").replace("wojewodztwo ", "").split())
    return any(words & set(plain(name).split()) for name in (known, own) if name)


def _is_form(core: str, name: str) -> bool:
    """Whether a text may be a case form of a name: word by word, beginnings agree.

    >>> _is_form("Zielonkach", "Zielonki"), _is_form("Nowym Sączu", "Nowy Sącz")
    (True, True)
    >>> _is_form("Zielon", "Zielona Góra")
    False
    """
    said, known = plain(core).split(), plain(name).split()
    return len(said) == len(known) and all(
        one[: max(3, len(other) - 3)] == other[: max(3, len(other) - 3)]
        and abs(len(one) - len(other)) <= 3
        for one, other in zip(said, known, strict=True)
    )


def _shares_a_word(text: str, name: str) -> bool:
    beginnings = {word[:4] for word in plain(text).split()}
    return any(word[:4] in beginnings for word in plain(name).split())
