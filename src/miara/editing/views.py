"""Where the editing pages lead out to the pages of the site."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from miara.accounts.public import person
from miara.editing.guard import held_groups

__all__ = ["account", "home", "leave"]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first desk of a person."""
    return redirect(held_groups(person(request))[0].home)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The person's account: it is kept by the site, not by the library."""
    return redirect("accounts:account")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Log out, and go to the first page of the site."""
    logout(request)
    return redirect("web:home")
