"""Shapes of answers and parameters of addresses, as the OpenAPI document shows them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop
from pydantic import Field

from miara.core.api.parameters import Common
from miara.core.api.schemas import Shape

__all__ = [
    "Practice",
    "PracticeDetail",
    "PracticePage",
    "PracticeQuery",
    "PracticesQuery",
]

Word = Annotated[str, Field(max_length=60)]
UnitTypeName = Literal["urban", "rural", "urban_rural", "city", "county", "voivodeship"]
Freshness = Literal["FRESH", "ASKED", "STALE", "ARCHIVED"]
CostBand = Literal["NOT_TOLD", "NONE", "SMALL", "MEDIUM", "LARGE", "VERY_LARGE"]


def _words(description: str) -> Any:
    return Field(default_factory=list, max_length=50, description=description)


class PracticesQuery(Common):
    """Parameters of the list: those of the page, under English names."""

    search: str = Field(
        "",
        max_length=300,
        description=gettext_noop(
            "Words in any form, with or without Polish letters; a phrase in quotes, "
            "a word after a minus is left out."
        ),
    )
    section: list[Word] = _words(
        gettext_noop("Code of a section of the base; can be repeated.")
    )
    domain: list[Word] = _words(
        gettext_noop("Code of a management domain; can be repeated.")
    )
    unit_type: list[UnitTypeName] = _words(
        gettext_noop("Type of the leading unit; can be repeated.")
    )
    size: list[Word] = _words(
        gettext_noop("Size class of the leading unit; can be repeated.")
    )
    voivodeship: list[Word] = _words(
        gettext_noop("Two digits of a voivodeship; can be repeated.")
    )
    year: list[Word] = _words(gettext_noop("Year in which it began; can be repeated."))
    cost: list[CostBand] = _words(
        gettext_noop("Band of the cost of the first year; can be repeated.")
    )
    awarded: bool | None = Field(
        None, description=gettext_noop("Only practices that got an award.")
    )
    state: Literal["current", "archived"] | None = Field(
        None, description=gettext_noop("Only current, or only archived descriptions.")
    )
    order: Literal["relevance", "date"] = Field(
        "relevance",
        description=gettext_noop("The best fitting first, or the newest first."),
    )
    limit: int = Field(
        50, ge=1, le=500, description=gettext_noop("How many items a page has.")
    )
    offset: int = Field(
        0,
        ge=0,
        le=9_999,
        description=gettext_noop(
            "How many items to skip; a whole number of pages. Who wants everything "
            "reads the harvest at /oai."
        ),
    )


class PracticeQuery(Common):
    """Parameters of one practice."""


class UnitOfPractice(Shape):
    """A unit of the register."""

    code: str
    name: str
    url: str


class Practice(Shape):
    """A practice in a list."""

    number: int = Field(description=gettext_noop("Permanent number of the practice."))
    title: str
    url: str
    summary: str
    result: str = Field(description=gettext_noop("What it gave, in one sentence."))
    section: str
    section_name: str
    domain: str
    domain_name: str
    service: str
    unit: UnitOfPractice | None = Field(
        description=gettext_noop("Leading local government; null for another body.")
    )
    implementing_body: str
    began_on: date | None
    ended_on: date | None
    is_running: bool | None
    first_published: date | None
    last_published: date | None
    confirmed_on: date = Field(
        description=gettext_noop("Day on which its author last said that it is true.")
    )
    freshness: Freshness
    archived_on: date | None
    adoptions: int = Field(
        description=gettext_noop("How many other local governments adopted it.")
    )


class PracticePage(Shape):
    """A page of practices."""

    count: int = Field(description=gettext_noop("Number of all practices that fit."))
    next: str | None = Field(description=gettext_noop("Address of the next page."))
    items: list[Practice]


class PartnerOfPractice(Shape):
    """Who took part."""

    unit: UnitOfPractice | None
    name: str
    role: str


class ResultOfPractice(Shape):
    """A number before and after, as the author gave it."""

    label: str
    indicator: str = Field(
        description=gettext_noop("Code of an indicator here; empty for none.")
    )
    is_aim: bool
    direction: str
    measure: str
    before: str | None
    before_year: int | None
    after: str | None
    after_year: int | None
    source: str


class CostOfPractice(Shape):
    """An amount in zloty, once or every year."""

    kind: Literal["ONE_OFF", "YEARLY"]
    label: str
    amount: str
    year: int | None
    source: str


class AwardOfPractice(Shape):
    """A title that it got."""

    contest: str
    year: int | None
    title: str


class AimOfAdoption(Shape):
    """What was to change, said before its numbers could be known."""

    indicator: str
    direction: Literal["UP", "DOWN"]
    declared_at: datetime
    starts_on: date
    vintage: str = Field(
        description=gettext_noop("Vintage of numbers served at that moment.")
    )
    known_until: date | None = Field(
        description=gettext_noop("First day that no number known then covers.")
    )


class AdoptionOfPractice(Shape):
    """A local government that took it over, in its own words."""

    unit: str = Field(description=gettext_noop("Identity of the local government."))
    state: Literal["WANTED", "ADOPTED", "GIVEN_UP"]
    declared_on: date
    starts_on: date | None
    changes: str
    given_up_on: date | None
    given_up_reason: str
    aims: list[AimOfAdoption]


class PracticeDetail(Practice):
    """A practice with its texts and rows. People are not here."""

    title_en: str
    summary_en: str
    archived_for: str = Field(
        description=gettext_noop("Why it is in the archive; empty for a current one.")
    )
    texts: dict[str, str] = Field(
        description=gettext_noop("Parts of the standard template by their codes.")
    )
    partners: list[PartnerOfPractice]
    results: list[ResultOfPractice]
    costs: list[CostOfPractice]
    cost_band: CostBand
    awards: list[AwardOfPractice]
    adopted_by: list[AdoptionOfPractice]
    office: str
