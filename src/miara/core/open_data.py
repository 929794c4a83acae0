"""Data sets for the national portal dane.gov.pl, which collects one XML file of ours.

A context registers a function in its ``AppConfig.ready``; it is called with nothing and
returns a `Dataset`, or None while there is nothing to give::

    open_data.register("miara.practices.exports.open_data.dataset")

The portal reads the file every day and takes it only when its MD5 stands beside it. A
resource that was named once must stay: the portal takes back what is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody

__all__ = ["LONGEST_IDENT", "Dataset", "Resource", "checksum", "datasets", "register"]

#: The schema takes no longer names.
LONGEST_IDENT: Final = 36
Text = str | Promise
_known: list[str] = []


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages."""

    polish: str
    english: str


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a data set. ``path`` is its address here, without a language."""

    ident: str
    path: str
    title: Text
    description: Text
    data_on: date


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files that belong together.

    ``categories`` are codes of EU data themes (GOVE, REGI), ``frequency`` a word of
    the schema (daily, yearly). A fictional set is handed over as a draft, so that a
    demonstration never enters the portal.
    """

    ident: str
    path: str
    title: Text
    description: Text
    frequency: str
    categories: tuple[str, ...]
    tags: tuple[Text, ...]
    resources: tuple[Resource, ...]
    is_fictional: bool = False


def register(path: str) -> None:
    """Add the data set that a function makes; called once at start."""
    if path not in _known:
        _known.append(path)


@same_for_everybody
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """The file that the portal reads."""
    return HttpResponse(_file(), content_type="application/xml; charset=utf-8")


@same_for_everybody
@require_safe
def checksum(request: HttpRequest) -> HttpResponse:
    """MD5 of the file, as the portal asks: a check of the transfer, not a secret."""
    digest = hashlib.md5(_file(), usedforsecurity=False).hexdigest()
    return HttpResponse(digest, content_type="text/plain; charset=utf-8")


def _file() -> bytes:
    functions: list[Callable[[], Dataset | None]] = [
        import_string(path) for path in sorted(_known)
    ]
    found = [made for function in functions if (made := function()) is not None]
    context = {"datasets": [_shown(each) for each in found]}
    return render_to_string("core/dane_gov_pl.xml", context).encode()


def _shown(data: Dataset) -> dict[str, object]:
    return {
        "status": "draft" if data.is_fictional else "published",
        "ident": data.ident,
        "url": settings.MIARA_SITE_URL + data.path,
        "title": _both(data.title),
        "description": _both(data.description),
        "frequency": data.frequency,
        "categories": data.categories,
        "tags": [_both(tag) for tag in data.tags],
        "resources": [
            {
                "ident": each.ident,
                "url": settings.MIARA_SITE_URL + each.path,
                "title": _both(each.title),
                "description": _both(each.description),
                "data_on": each.data_on.isoformat(),
            }
            for each in data.resources
        ],
    }


def _both(text: Text) -> Both:
    with translation.override("pl"):
        polish = str(text)
    with translation.override("en"):
        return Both(polish, str(text))
