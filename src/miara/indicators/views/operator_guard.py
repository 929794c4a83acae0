"""The check that every page of the operator's desk begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from miara.accounts.public import Decision

View = Callable[..., HttpResponse]


def operators_only(may: Callable[[Any], Decision]) -> Callable[[View], View]:
    """Strangers log in first; people who may not get 403 with the reason."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            decision = may(request.user)
            if not decision:
                raise PermissionDenied(decision.reason)
            return view(request, *args, **kwargs)

        return never_cache(login_required(guarded))

    return decorate
