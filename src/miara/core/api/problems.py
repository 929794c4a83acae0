"""Errors of the API as problem documents (RFC 9457), in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.cube.formula.errors import nearest as nearest_word

PROBLEM_TYPE: Final = "application/problem+json"
#: Where the types are described: anchors of the page for people.
TYPES_AT: Final = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of problem; its code and status never change within a version."""

    code: str
    status: int
    title: str | Promise


_kinds: dict[str, Kind] = {}
#: Every known type by its code, in the order of their status.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(_kinds)


def add_kinds(*kinds: Kind) -> None:
    """Make types of problems known; a context adds its own when it is imported."""
    known = sorted(
        [*_kinds.values(), *kinds], key=lambda kind: (kind.status, kind.code)
    )
    _kinds.clear()
    _kinds.update((kind.code, kind) for kind in known)


add_kinds(
    Kind("unknown-parameter", 400, _("The address has an unknown parameter")),
    Kind("repeated-parameter", 400, _("A parameter is given more than once")),
    Kind("invalid-parameter", 400, _("A parameter cannot be understood")),
    Kind("too-many-rows", 400, _("The answer would be too long")),
    Kind("not-found", 404, _("There is nothing at this address")),
    Kind("method-not-allowed", 405, _("This address can only be read")),
    Kind("server-error", 500, _("The server failed")),
)


class ApiProblem(Exception):
    """An expected refusal; becomes a problem document.

    Parameters
    ----------
    code
        Key of :data:`KINDS`.
    detail
        What is wrong with this very request: a translated sentence.
    parameter
        Name of the parameter at fault, if one is.
    remedy
        What to do instead: a translated sentence.
    nearest
        Known codes close to an unknown one, the closest first.
    extra
        Other members of the document, plain JSON.
    """

    def __init__(
        self,
        code: str,
        *,
        detail: str,
        parameter: str = "",
        remedy: str = "",
        nearest: Iterable[str] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.kind = KINDS[code]
        self.detail = detail
        self.parameter = parameter
        self.remedy = remedy
        self.nearest = list(nearest)
        self.extra = dict(extra or {})

    def document(self) -> dict[str, Any]:
        """Members of the document; empty ones are left out."""
        found: dict[str, Any] = {
            "type": f"{settings.MIARA_SITE_URL}{TYPES_AT}#{self.kind.code}",
            "title": str(self.kind.title),
            "status": self.kind.status,
            "code": self.kind.code,
            "detail": str(self.detail),
            "parameter": self.parameter,
            "remedy": str(self.remedy),
            "nearest": self.nearest,
            **self.extra,
        }
        return {name: value for name, value in found.items() if value not in ("", [])}

    def response(self) -> HttpResponse:
        """The document with its status."""
        return HttpResponse(
            orjson.dumps(self.document()),
            status=self.kind.status,
            content_type=PROBLEM_TYPE,
        )


def closest(word: str, known: Iterable[str]) -> list[str]:
    """The known code that looks most like a word, if any does.

    >>> closest("fires_per_100", ["fires_per_1000", "births"])
    ['fires_per_1000']
    """
    found = nearest_word(word, known)
    return [] if found is None else [found]
