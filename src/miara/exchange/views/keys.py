"""Keys of programs of a unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.exchange.actions.keys import make_key, revoke_key
from miara.exchange.domain.keys import Scope
from miara.exchange.forms.keys import KeyForm
from miara.exchange.permissions import can_give, can_keep_keys, can_move
from miara.exchange.presenters.pages import key_lines
from miara.exchange.queries.keys import key_of, keys_of

__all__ = ["keys"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def keys(request: HttpRequest, address: str) -> HttpResponse:
    """Keys of the unit; a new one is shown once, right after it was made."""
    at = cycle.door(request, address, "exchange")
    accounts.require(can_keep_keys(at.user, at.unit.uid))
    if request.method == "POST" and request.POST.get("do") == "revoke":
        return _revoke(request, at)
    powers = [scope for scope in Scope if can_give(at.user, at.unit.uid, scope)]
    data = request.POST if request.method == "POST" else None
    form = KeyForm(data, today=at.today, powers=powers)
    secret = _make(at, form) if data is not None and form.is_valid() else ""
    page = at.page(
        lines=key_lines(keys_of(at.unit.uid), at.today),
        form=KeyForm(today=at.today, powers=powers) if secret else form,
        secret=secret,
        may_move=bool(can_move(at.user, at.unit.uid)),
        interface=request.build_absolute_uri(f"/api/v1/jednostki/{at.unit.code}"),
        described=request.build_absolute_uri("/api/v1/jednostki/openapi.json"),
    )
    status = 422 if form.errors else 200
    return render(request, "exchange/keys.html", page, status=status)


@sensitive_variables()
def _make(at: cycle.Door, form: KeyForm) -> str:
    """The key itself; empty when the form says what is wrong."""
    values: dict[str, Any] = form.cleaned_data
    try:
        _row, secret = make_key(
            at.unit.uid,
            name=values["name"],
            scopes=form.chosen,
            expires_on=values["expires_on"],
            by=at.user,
            now=at.now,
        )
    except MiaraError as error:
        form.add_error("name", error.for_people())
        return ""
    return secret


def _revoke(request: HttpRequest, at: cycle.Door) -> HttpResponse:
    number = request.POST.get("key", "")
    row = key_of(at.unit.uid, int(number)) if _is_number(number) else None
    if row is not None:
        revoke_key(row, by=at.user, now=at.now)
        messages.success(
            request, _("The key “%(name)s” no longer works.") % {"name": row.name}
        )
    return redirect("exchange:keys", at.unit.address)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
