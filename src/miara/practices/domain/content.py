"""What a description says, free of any table: the form in which it comes in.

An entry of a contest, a row of an old base and a recommendation are all turned into a
`Content`; from there on they are treated the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from miara.practices.domain.costs import CostKind

__all__ = ["Award", "Contact", "Content", "Cost", "Partner", "Result"]


@dataclass(frozen=True, slots=True)
class Partner:
    """Who took part; a unit of the register or another body by name."""

    unit_uid: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A number before and after; either may be missing. ``direction`` UP or DOWN."""

    label: str
    indicator: str = ""
    direction: str = ""
    is_aim: bool = False
    measure: str = ""
    before: Decimal | None = None
    before_year: int | None = None
    after: Decimal | None = None
    after_year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Zloty, once or every year."""

    kind: CostKind
    label: str
    amount: Decimal
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A title, as its source says."""

    contest: str
    title: str
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask. The person is for signed-in units only."""

    office: str = ""
    office_email: str = ""
    office_phone: str = ""
    person_name: str = ""
    person_email: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an author says. ``texts`` by the codes of `texts.PARTS`."""

    title: str
    unit_uid: str = ""
    lead_name: str = ""
    title_en: str = ""
    summary_en: str = ""
    result_sentence: str = ""
    section: str = ""
    domain: str = ""
    service: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    is_running: bool | None = None
    costs_source: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    partners: tuple[Partner, ...] = ()
    results: tuple[Result, ...] = ()
    costs: tuple[Cost, ...] = ()
    awards: tuple[Award, ...] = ()
    contact: Contact = Contact()
