"""A key and a package on pages looked at in a browser."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.factories.plans import NOW, UNIT, Office

from miara.exchange.actions.keys import make_key
from miara.exchange.domain.keys import Scope
from miara.exchange.models import Package

__all__ = ["make_exchange_site"]


def make_exchange_site(office: Office) -> dict[str, str]:
    """A key of a planner and a package that came from elsewhere and was checked."""
    make_key(
        UNIT,
        name="Hurtownia danych",
        scopes=[Scope.READ_PLANS, Scope.SEND_VALUES],
        expires_on=timezone.localdate() + timedelta(days=200),
        by=office.people["planner"],
        now=NOW,
    )
    about = {
        "unit_code": "120611",
        "unit_name": "Skawina",
        "made_at": NOW.isoformat(),
        "rows": 128,
        "tables": {"strategy.Goal": 28, "budget.Line": 100},
        "files": 2,
        "bytes": 18_000,
    }
    row = Package.objects.create(
        unit_uid=UNIT,
        direction="IN",
        state="READY",
        ordered_at=NOW,
        ordered_by=office.people["planner"],
        sha256="ab" * 32,
        size=20_480,
        about=about,
    )
    return {"unit_package": row.uid}
