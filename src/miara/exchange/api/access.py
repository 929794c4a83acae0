"""Who is let in: the key that a program shows, its unit, its powers, its pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.exchange.actions.keys import note_use
from miara.exchange.api.problems import ApiProblem
from miara.exchange.domain.keys import Scope
from miara.exchange.models import AccessKey
from miara.exchange.phrases import SCOPES
from miara.exchange.queries.keys import key_shown
from miara.units import public as units

__all__ = ["MOST_A_MINUTE", "Access", "let_in"]

MOST_A_MINUTE: Final = 120
_WORD: Final = "bearer "


@dataclass(frozen=True, slots=True)
class Access:
    """A program that was let in."""

    key: AccessKey
    unit: units.UnitFacts
    now: datetime

    @property
    def today(self) -> date:
        """The day in Poland."""
        return timezone.localdate(self.now)


def let_in(request: HttpRequest, code: str, scope: Scope | None) -> Access:
    """Let a program in, or say why not.

    Parameters
    ----------
    code
        The unit in the address.
    scope
        The power that the address needs; None when any key will do.

    Raises
    ------
    ApiProblem
        ``no-key``, ``bad-key``, ``too-often``, ``unknown-unit``,
        ``key-of-other-unit`` or ``key-forbids``.
    """
    now: datetime = request.received_at  # type: ignore[attr-defined]
    key = _key(request, now)
    _pace(key, now)
    unit = units.unit_by_code(code) if code.isascii() and code.isdigit() else None
    if unit is None:
        raise ApiProblem(
            "unknown-unit",
            detail=_("No unit has the code “%(code)s”.") % {"code": code[:20]},
            parameter="code",
            remedy=_("Give the TERYT code of your unit: two, four or six digits."),
        )
    if unit.uid != key.unit_uid:
        raise ApiProblem(
            "key-of-other-unit",
            detail=_("The key “%(name)s” opens another local government.")
            % {"name": key.name},
            remedy=_("Give the code of the unit that made the key."),
        )
    if scope is not None and not key.allows(scope):
        raise ApiProblem(
            "key-forbids",
            detail=_("The key “%(name)s” does not allow to: %(what)s.")
            % {"name": key.name, "what": SCOPES[scope]},
            remedy=_("Make a key with this power on the page of programs of the unit."),
        )
    note_use(key, now)
    return Access(key, unit, now)


def _key(request: HttpRequest, now: datetime) -> AccessKey:
    header = request.headers.get("Authorization", "")
    if not header.lower().startswith(_WORD):
        raise ApiProblem(
            "no-key",
            detail=_("The request has no key."),
            remedy=_("Send the header “Authorization: Bearer” with the key."),
        )
    key = key_shown(header[len(_WORD) :].strip())
    if key is None or not key.is_living(timezone.localdate(now)):
        # Unknown, revoked and expired look the same to who has no right to know.
        raise ApiProblem(
            "bad-key",
            detail=_("The key is not known, was revoked or has expired."),
            remedy=_("Make a new key on the page of programs of the unit."),
        )
    return key


def _pace(key: AccessKey, now: datetime) -> None:
    name = f"exchange:pace:{key.pk}:{now:%Y%m%d%H%M}"
    cache.add(name, 0, 120)
    try:
        count = cache.incr(name)
    except ValueError:  # the cache dropped it just now
        return
    if count > MOST_A_MINUTE:
        raise ApiProblem(
            "too-often",
            detail=_("More than %(most)s requests in a minute.")
            % {"most": MOST_A_MINUTE},
            remedy=_("Wait until the next minute; ask for longer pages."),
            extra={"retry_after": 60 - now.second},
        )
