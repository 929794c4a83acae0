"""Whose login attempts are counted together."""

from collections.abc import Mapping

from django.http import HttpRequest


def attempted_address(
    request: HttpRequest | None, credentials: Mapping[str, object] | None = None
) -> str | None:
    """The address somebody tries to log in with, lower-cased; None when not told.

    Password guessing is counted by address and network address, however the address
    is written.
    """
    given: object = None
    if credentials:
        given = credentials.get("email") or credentials.get("username")
    if not given and request is not None:
        given = request.POST.get("login")
    return str(given).strip().lower() if given else None
