"""How heads of units are addressed, and the shape of their addresses."""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = [
    "Form",
    "Office",
    "Standing",
    "guess_form",
    "is_edelivery_address",
    "office_in_text",
    "office_title",
    "salutation",
    "standing_in_text",
]


class Office(StrEnum):
    """The one-person executive of a unit, or the head of its board."""

    WOJT = "WOJT"
    BURMISTRZ = "BURMISTRZ"
    PREZYDENT = "PREZYDENT"
    STAROSTA = "STAROSTA"
    MARSZALEK = "MARSZALEK"


class Standing(StrEnum):
    """On what ground the person holds the office."""

    ELECTED = "ELECTED"
    ACTING = "ACTING"  # pełniący obowiązki
    COMMISSIONER = "COMMISSIONER"  # pełniący funkcję organu


class Form(StrEnum):
    """Grammatical form in which the person is addressed."""

    FEMININE = "F"
    MASCULINE = "M"
    UNKNOWN = ""


# Office: nominative, genitive, vocative of a man. A woman keeps the nominative after
# "Pani", except that "starosta" declines like a feminine noun.
_WORDS = {
    Office.WOJT: ("Wójt", "Wójta", "Wójcie"),
    Office.BURMISTRZ: ("Burmistrz", "Burmistrza", "Burmistrzu"),
    Office.PREZYDENT: ("Prezydent", "Prezydenta", "Prezydencie"),
    Office.STAROSTA: ("Starosta", "Starosty", "Starosto"),
    Office.MARSZALEK: ("Marszałek", "Marszałka", "Marszałku"),
}
_FEMININE_VOCATIVE = {Office.STAROSTA: "Starosto"}

_EDELIVERY = re.compile(r"AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}")
_OFFICES = (
    (re.compile(r"\bw[óo]jt", re.IGNORECASE), Office.WOJT),
    (re.compile(r"\bburmistrz", re.IGNORECASE), Office.BURMISTRZ),
    (re.compile(r"\bprezydent", re.IGNORECASE), Office.PREZYDENT),
    (re.compile(r"\bstarost", re.IGNORECASE), Office.STAROSTA),
    (re.compile(r"\bmarsza[łl]", re.IGNORECASE), Office.MARSZALEK),
)
_ACTING = re.compile(r"\bp\.\s?o\.|\bpo\.|obowi[ąa]zki", re.IGNORECASE)
_COMMISSIONER = re.compile(r"\bkomisarz|\bpe[łl]ni[ąa]c\w+ funkcj", re.IGNORECASE)
#: First names of men that end like those of women.
_MEN = frozenset(
    {"barnaba", "bonawentura", "dyzma", "jarema", "jura", "kosma", "kuba", "luka"}
    | {"nikita", "sasza", "zawisza"}
)
_WOMEN = frozenset(
    ["beatrycze", "carmen", "dolores", "ingrid", "karmen", "miriam", "noemi", "nel"]
)


def salutation(office: str, standing: str, form: str) -> str:
    """Opening of a letter, without the comma.

    >>> salutation("STAROSTA", "ELECTED", "M")
    'Szanowny Panie Starosto'
    >>> salutation("BURMISTRZ", "ACTING", "F")
    'Szanowna Pani Burmistrz'
    >>> salutation("WOJT", "COMMISSIONER", "M")
    'Szanowny Panie Komisarzu'
    >>> salutation("WOJT", "ELECTED", "")
    'Szanowni Państwo'
    """
    nominative, _genitive, vocative = _WORDS[Office(office)]
    is_commissioner = Standing(standing) == Standing.COMMISSIONER
    match Form(form):
        case Form.FEMININE:
            word = _FEMININE_VOCATIVE.get(Office(office), nominative)
            return f"Szanowna Pani {'Komisarz' if is_commissioner else word}"
        case Form.MASCULINE:
            return f"Szanowny Panie {'Komisarzu' if is_commissioner else vocative}"
        case _:
            return "Szanowni Państwo"


def office_title(office: str, standing: str, form: str = "") -> str:
    """The office as it stands under a name.

    >>> office_title("WOJT", "ELECTED"), office_title("WOJT", "ACTING")
    ('Wójt', 'p.o. Wójta')
    >>> office_title("BURMISTRZ", "COMMISSIONER", "F")
    'pełniąca funkcję Burmistrza'
    """
    nominative, genitive, _vocative = _WORDS[Office(office)]
    match Standing(standing):
        case Standing.ACTING:
            return f"p.o. {genitive}"
        case Standing.COMMISSIONER:
            who = {Form.FEMININE: "pełniąca", Form.MASCULINE: "pełniący"}.get(
                Form(form), "pełniący/pełniąca"
            )
            return f"{who} funkcję {genitive}"
        case _:
            return nominative


def office_in_text(text: str) -> Office | None:
    """The office that a cell names, None when it names none.

    >>> office_in_text("p.o. Burmistrza Miasta i Gminy").value
    'BURMISTRZ'
    >>> office_in_text("sekretarz") is None
    True
    """
    return next((office for shape, office in _OFFICES if shape.search(text)), None)


def standing_in_text(text: str) -> Standing:
    """Whether a cell says that the person only acts for the head.

    >>> standing_in_text("p.o. Wójta").value, standing_in_text("Komisarz").value
    ('ACTING', 'COMMISSIONER')
    """
    if _COMMISSIONER.search(text):
        return Standing.COMMISSIONER
    return Standing.ACTING if _ACTING.search(text) else Standing.ELECTED


def guess_form(name: str) -> Form:
    """Form suggested by the first name; Polish names of women end with "a".

    >>> guess_form("Anna Kowalska").value, guess_form("Kuba Nowak").value
    ('F', 'M')
    """
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    if not first:
        return Form.UNKNOWN
    is_woman = first in _WOMEN or (first.endswith("a") and first not in _MEN)
    return Form.FEMININE if is_woman else Form.MASCULINE


def is_edelivery_address(text: str) -> bool:
    """Whether a text has the shape of an address for electronic delivery.

    >>> is_edelivery_address("AE:PL-12345-67890-ABCDE-12")
    True
    >>> is_edelivery_address("AE:PL-12345-67890-ABCDE-1")
    False
    """
    return _EDELIVERY.fullmatch(text) is not None
