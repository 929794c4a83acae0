"""Accounts of the demo: one a role, with passwords that stay the same in a folder."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from miara.accounts.actions.memberships import grant_role
from miara.accounts.actions.people import create_operator, create_person
from miara.accounts.models import User
from miara.accounts.public import RoleCode, unit_scope
from miara.cli.words import translate as _
from miara.sample.public import PLACES_TO_SEE
from miara.units import public as units

__all__ = [
    "HOME_UNIT",
    "Account",
    "accounts",
    "grant_unit_roles",
    "open_accounts",
    "operator",
]

HOME_UNIT = PLACES_TO_SEE["weak"]
_OPERATOR = "operator@example.pl"


@dataclass(frozen=True, slots=True)
class Account:
    """One demo account: who, and with which role over the unit of the demo.

    Those of the contest and of the base of practices get their roles with them.
    """

    email: str
    full_name: str
    role: str | None
    may: str
    in_contest: bool = False
    in_base: bool = False

    @property
    def password(self) -> str:
        """Different in every folder, the same on every run in one."""
        secret = hmac.new(
            settings.SECRET_KEY.encode(), f"demo:{self.email}".encode(), hashlib.sha256
        ).digest()
        letters = base64.b32encode(secret).decode().lower()
        return "-".join(letters[start : start + 5] for start in (0, 5, 10))


def accounts() -> tuple[Account, ...]:
    """Every account of the demo."""
    return (
        Account(
            _OPERATOR, "Olga Operator", RoleCode.OPERATOR, _("operator of the site")
        ),
        Account(
            "administrator@example.pl",
            "Adam Administrator",
            RoleCode.UNIT_ADMINISTRATOR,
            _("administrator of the unit, gives roles"),
        ),
        Account(
            "redakcja@example.pl",
            "Renata Redaktor",
            RoleCode.UNIT_EDITOR,
            _("editor of the unit"),
        ),
        Account(
            "czytelnik@example.pl",
            "Czesław Czytelnik",
            None,
            _("a reader without a role"),
        ),
        Account(
            "baza@example.pl",
            "Bogumiła Baza",
            None,
            _("editor of the base of good practices"),
            in_base=True,
        ),
        Account(
            "recenzent@example.pl",
            "Remigiusz Recenzent",
            None,
            _("expert who comments on drafts of good practices"),
            in_base=True,
        ),
        Account(
            "portal@example.pl",
            "Paulina Portalowa",
            None,
            _("editor of the portal of one association"),
            in_base=True,
        ),
        *_contest_accounts(),
    )


def _contest_accounts() -> Iterator[Account]:
    """One for each part in the contest, in the order of its course."""
    for name, full_name, role, may in (
        ("organizator", "Oskar Organizator", None, _("leads the contest")),
        (
            "urzednik",
            "Urszula Urzędnik",
            None,
            _("writes the application of the unit"),
        ),
        ("wojt", "Wojciech Wójt", None, _("head of the unit, signs it")),
        ("sprawdzajacy", "Sylwia Sprawdzająca", None, _("checks applications")),
        ("ekspert1", "Ewelina Ekspercka", None, _("expert")),
        ("ekspert2", "Edmund Oceniający", None, _("expert")),
        ("ekspert3", "Elżbieta Rozważna", None, _("expert with conflicts")),
        ("juror", "Jarosław Juror", None, _("member of the jury")),
        (
            "przewodniczaca",
            "Przemysława Przewodnicząca",
            None,
            _("chair of the jury, releases results"),
        ),
    ):
        yield Account(f"{name}@example.pl", full_name, role, may, in_contest=True)


def operator() -> User | None:
    """The account in whose name the demo acts; None before the first run."""
    return User.objects.filter(email=_OPERATOR).first()


def open_accounts(*, now: datetime) -> int:
    """Open those that are not there; the number of new ones."""
    known = set(User.objects.values_list("email", flat=True))
    missing = [account for account in accounts() if account.email not in known]
    for account in missing:
        _opener(account)(account, now)
    return len(missing)


def grant_unit_roles(*, now: datetime) -> None:
    """Give the roles over the demo's own unit once the register is there."""
    unit = units.unit_by_code(HOME_UNIT)
    if unit is None:
        msg = f"the sample has no unit {HOME_UNIT}"
        raise LookupError(msg)
    scope = unit_scope(unit.uid)
    first = operator()
    for account in accounts():
        if account.in_contest or account.role in (None, RoleCode.OPERATOR):
            continue
        user = User.objects.get(email=account.email)
        if not user.memberships.in_scope(scope).current(now).exists():
            grant_role(
                user=user, role_code=account.role, scope=scope, by=first, now=now
            )


def _opener(account: Account) -> Callable[[Account, datetime], User]:
    return _open_operator if account.role == RoleCode.OPERATOR else _open_person


def _open_operator(account: Account, now: datetime) -> User:
    return create_operator(
        email=account.email,
        password=account.password,
        full_name=account.full_name,
        now=now,
    )


def _open_person(account: Account, now: datetime) -> User:
    return create_person(
        email=account.email,
        password=account.password,
        full_name=account.full_name,
        by=operator(),
        now=now,
    )
