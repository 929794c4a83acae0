"""Who gets to a page of an application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from miara.contest.queries.entries import UNREAD, entries_of
from miara.contest.views.guards import moment_of, person

__all__ = ["entry_page"]

View = Callable[..., HttpResponse]


def entry_page(view: View) -> View:
    """A page of one application for its people; others do not learn that it exists.

    The view is called with the application in place of its address.
    """

    @wraps(view)
    def guarded(request: HttpRequest, uid: str, **kwargs: Any) -> HttpResponse:
        found = entries_of(person(request), now=moment_of(request))
        if request.method == "POST":
            # Actions read everything anew under their lock.
            found = found.select_related(None).defer(None)
        else:
            found = found.select_related(
                "edition__contest__owner", "sheet__version", "union"
            )
            # The definition of a published form is in memory after its first reading.
            found = found.defer(*UNREAD, "sheet__version__data")
        return view(request, get_object_or_404(found, uid=uid), **kwargs)

    return never_cache(login_required(guarded))
