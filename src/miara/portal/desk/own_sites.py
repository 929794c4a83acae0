"""What belongs to other sites does not exist on the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from miara.accounts.public import person
from miara.portal.permissions import codes_to_edit

__all__ = ["View", "of_own_site"]

View = Callable[..., HttpResponse]


def of_own_site(view: View, rows_of: Callable[[frozenset[str]], Any]) -> View:
    """Answer 404 for a row that is not of a site of the editor, whichever view asks.

    Parameters
    ----------
    rows_of
        From codes of sites to all their rows.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            key = str(kwargs["pk"])
            codes = codes_to_edit(person(request), now=timezone.now())
            known = key.isdigit() and rows_of(codes).filter(pk=key).exists()
            if not known:
                raise Http404
        return view(request, *args, **kwargs)

    return guarded
