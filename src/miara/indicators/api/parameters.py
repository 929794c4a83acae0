"""Parameters of the addresses of numbers and units."""

from datetime import date
from typing import Annotated, Final, Literal

from django.utils.translation import gettext_noop
from pydantic import Field

from miara.core.api.parameters import Common, Paged

LevelName = Literal["gmina", "powiat", "wojewodztwo"]
AnyLevelName = Literal["gmina", "powiat", "wojewodztwo", "kraj"]
MOST_NAMED: Final = 500
CodeText = Annotated[str, Field(max_length=100)]
Label = Annotated[str, Field(max_length=10)]


class AsOf(Common):
    """Numbers can be asked for as they were known on a day."""

    as_of: str = Field(
        "",
        max_length=64,
        description=gettext_noop(
            "Numbers as known at the end of this day (2026-11-03), at a moment with "
            "its offset, or of a vintage named by its id; without it, the present "
            "numbers."
        ),
    )


class UnitsQuery(Paged):
    """Parameters of the list of units."""

    search: str = Field(
        "",
        max_length=100,
        description=gettext_noop(
            "Beginning of a name, a name in any case form, with or without Polish "
            "letters, or a code; the best fitting come first."
        ),
    )
    level: LevelName | None = Field(
        None,
        description=gettext_noop(
            "Units that act at this level; a city with county rights is at two."
        ),
    )
    on: date | None = Field(
        None, description=gettext_noop("Units of this day; without it, of today.")
    )


class UnitQuery(Common):
    """Parameters of one unit."""

    on: date | None = Field(
        None, description=gettext_noop("Facts of this day; without it, of today.")
    )


class IndicatorsQuery(Paged):
    """Parameters of the list of indicators."""

    domain: CodeText | None = Field(
        None, description=gettext_noop("Only of this management domain.")
    )
    level: AnyLevelName | None = Field(
        None, description=gettext_noop("Only computed at this level.")
    )


class ValuesQuery(Paged, AsOf):
    """Parameters of values."""

    indicator: list[CodeText] = Field(
        default_factory=list,
        max_length=MOST_NAMED,
        description=gettext_noop(
            "Code of an indicator; can be repeated; without it, all."
        ),
    )
    unit: list[CodeText] = Field(
        default_factory=list,
        max_length=MOST_NAMED,
        description=gettext_noop(
            "Code of a unit (2, 4 or 6 digits, PL for the country); can be repeated; "
            "without it, all. A city with county rights has its numbers as a "
            "municipality under six digits and as a county under four."
        ),
    )
    level: list[AnyLevelName] = Field(
        default_factory=list,
        max_length=4,
        description=gettext_noop(
            "Numbers of this level; can be repeated; without it, of all."
        ),
    )
    from_: Label | None = Field(
        None,
        alias="from",
        description=gettext_noop(
            "First period: 2020, 2023/2024, 2024-Q3 or 2024-07; periods that start "
            "earlier are left out."
        ),
    )
    to: Label | None = Field(
        None,
        description=gettext_noop("Last period; periods that end later are left out."),
    )


class ValuesTableQuery(ValuesQuery):
    """Parameters of values as a table: without a limit the whole selection."""

    limit: int | None = Field(  # type: ignore[assignment]
        None,
        ge=1,
        le=10**6,
        description=gettext_noop("How many rows; without it, all that were chosen."),
    )


class PeersQuery(AsOf):
    """Parameters of similar units."""

    topic: CodeText = Field(
        "general", description=gettext_noop("Code of the comparison topic.")
    )
    level: LevelName | None = Field(
        None,
        description=gettext_noop(
            "For a city with county rights: as a municipality (gmina, the default "
            "for its six-digit code) or as a county (powiat)."
        ),
    )
    year: int | None = Field(
        None,
        ge=1900,
        le=2200,
        description=gettext_noop(
            "Year of the list; lists are frozen per year; without it, the newest."
        ),
    )
