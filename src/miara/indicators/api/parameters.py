"""Parameters of the addresses, and how strictly they are read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

from miara.indicators.api.problems import ApiProblem, closest

LevelName = Literal["gmina", "powiat", "wojewodztwo"]
AnyLevelName = Literal["gmina", "powiat", "wojewodztwo", "kraj"]
MOST_ITEMS: Final = 10_000
MOST_NAMED: Final = 500
CodeText = Annotated[str, Field(max_length=100)]
Label = Annotated[str, Field(max_length=10)]


class Common(Schema):
    """What every address takes."""

    lang: Literal["pl", "en"] | None = Field(
        None,
        description=gettext_noop(
            "Language of texts; without it the header Accept-Language decides, "
            "else Polish."
        ),
    )


class Paged(Common):
    """A long list is read in pages."""

    limit: int = Field(
        1000,
        ge=1,
        le=MOST_ITEMS,
        description=gettext_noop("How many items a page has."),
    )
    offset: int = Field(
        0,
        ge=0,
        le=10**9,
        description=gettext_noop("How many items to skip before the page."),
    )


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


def strict(request: HttpRequest, model: type[Schema]) -> None:
    """Refuse what the address does not know instead of ignoring it.

    Raises
    ------
    ApiProblem
        ``unknown-parameter`` or ``repeated-parameter``.
    """
    known = names_of(model)
    for name in request.GET:
        if name not in known:
            raise ApiProblem(
                "unknown-parameter",
                detail=_("This address does not take the parameter “%(name)s”.")
                % {"name": name[:60]},
                parameter=name[:60],
                remedy=_("It takes: %(names)s.") % {"names": ", ".join(known)},
                nearest=closest(name[:60], known),
            )
        if len(request.GET.getlist(name)) > 1 and not known[name]:
            raise ApiProblem(
                "repeated-parameter",
                detail=_("The parameter “%(name)s” is given more than once.")
                % {"name": name},
                parameter=name,
                remedy=_("Give it once."),
            )


def names_of(model: type[Schema]) -> dict[str, bool]:
    """Names as addresses write them, with whether each may be repeated."""
    return {
        field.alias or name: str(field.annotation).startswith("list[")
        for name, field in model.model_fields.items()
    }


def invalid(errors: Sequence[Mapping[str, Any]]) -> ApiProblem:
    """The first failed check of a parameter as a problem."""
    first = errors[0]
    place = [str(part) for part in first.get("loc", ()) if not isinstance(part, int)]
    name = place[-1] if place else ""
    return ApiProblem(
        "invalid-parameter",
        detail=_("The value of “%(name)s” cannot be used.") % {"name": name},
        parameter=name,
        remedy=_remedy(str(first.get("type", "")), first.get("ctx") or {}),
    )


def _remedy(kind: str, facts: Mapping[str, Any]) -> str:
    """What a good value looks like, by the check that failed."""
    if kind == "literal_error":
        names = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "")
        return _("Give one of: %(names)s.") % {"names": names}
    sentences = {
        "greater_than_equal": _("Give a number not below %(least)s."),
        "less_than_equal": _("Give a number not above %(most)s."),
        "string_too_long": _("Shorten it to at most %(longest)s characters."),
        "too_long": _("Give at most %(longest)s of them."),
    }
    if kind in sentences:
        return sentences[kind] % {
            "least": facts.get("ge"),
            "most": facts.get("le"),
            "longest": facts.get("max_length"),
        }
    if kind.startswith("int"):
        return _("Give a whole number.")
    if kind.startswith("date"):
        return _("Write the day as 2026-01-31.")
    return _("See the description of the parameter.")
