"""People and organisations of the contest, and the moments at which they act."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from miara.accounts.public import (
    RoleCode,
    Scope,
    User,
    create_person,
    grant_role,
    organisation_scope,
    unit_scope,
)
from miara.cli.demo.people import HOME_UNIT
from miara.core.localized import Localized
from miara.organisations.public import Organisation, create_organisation
from miara.sample.public import experts, jurors
from miara.units import public as units
from miara.units.public import UnitFacts

__all__ = [
    "Calendar",
    "clerk_of",
    "expert_accounts",
    "give",
    "organisation_named",
    "organisers",
    "person",
    "unit",
]

#: Roles were given long before anything that they are used for.
_LONG_AGO = timedelta(days=1500)
_LEADING = "Związek Miast Wierzbogrodzkich (fikcyjny)"
_OTHERS = (
    (
        "Związek Gmin Wiejskich Wierzbogrodzkich (fikcyjny)",
        "Union of Rural Municipalities of Wierzbogród (fictional)",
    ),
    (
        "Zgromadzenie Powiatów Wierzbogrodzkich (fikcyjne)",
        "Assembly of Counties of Wierzbogród (fictional)",
    ),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Moments of an edition, counted back from a day."""

    last_day: datetime

    def ago(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of office hours so many days before, in Warsaw."""
        zone = ZoneInfo("Europe/Warsaw")
        day = self.last_day.astimezone(zone).date() - timedelta(days=days)
        return datetime.combine(day, time(hour, minute), zone)


def unit(code: str) -> UnitFacts:
    """A unit of the sample by its code."""
    found = units.unit_by_code(code)
    if found is None:
        msg = f"the sample has no unit {code}"
        raise LookupError(msg)
    return found


def person(email: str, full_name: str = "", *, now: datetime) -> User:
    """The account of an address; one that nobody logs in to, when there is none."""
    found = User.objects.filter(email=email).first()
    return found or create_person(
        email=email, password=None, full_name=full_name, by=None, now=now
    )


def organisers(*, now: datetime) -> list[Organisation]:
    """Who runs the contest, the leader first, with its people."""
    operator = User.objects.get(email="operator@example.pl")
    found = []
    for pl, en in (
        (_LEADING, "Union of Cities of Wierzbogród (fictional)"),
        *_OTHERS,
    ):
        known = organisation_named(pl)
        found.append(
            known
            or create_organisation(
                kind=Organisation.Kind.ASSOCIATION,
                name=Localized(pl=pl, en=en),
                by=operator,
                now=now,
            )
        )
    scope = organisation_scope(found[0].uid)
    user = User.objects.get(email="organizator@example.pl")
    give(user, RoleCode.ORGANISATION_EDITOR, scope, now)
    return found


def organisation_named(name: str) -> Organisation | None:
    """An organisation by its Polish name."""
    rows = Organisation.objects.all()
    return next((row for row in rows if row.name.in_language("pl") == name), None)


def clerk_of(code: str, *, now: datetime) -> User:
    """Who writes for a unit; of these accounts one is told by the tour."""
    home = unit(code)
    name = "urzednik" if code == HOME_UNIT else f"urzad.{code}"
    full_name = f"Urzędnik: {home.name} (postać fikcyjna)"
    user = person(f"{name}@example.pl", full_name, now=now)
    give(user, RoleCode.UNIT_EDITOR, unit_scope(home.uid), now)
    return user


def expert_accounts(*, now: datetime) -> dict[str, User]:
    """Accounts of experts and jury by the part of the address before the @."""
    names = {card.address: card.full_name for card in experts()}
    names |= {card.address: card.full_name for card in jurors()}
    return {
        address: person(f"{address}@example.pl", name, now=now)
        for address, name in names.items()
    }


def give(user: User, role: str, scope: Scope, now: datetime) -> None:
    """Give a role that was always held; nothing when it is."""
    since = now - _LONG_AGO
    held = user.memberships.in_scope(scope).current(now).filter(role=role)
    if not held.exists():
        grant_role(user=user, role_code=role, scope=scope, by=None, now=since)
