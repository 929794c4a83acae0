"""Parameters that all addresses share, and how strictly they are read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

from miara.core.api.problems import ApiProblem, closest

__all__ = ["MOST_ITEMS", "Common", "Paged", "invalid", "names_of", "strict"]

MOST_ITEMS: Final = 10_000


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
