"""Making an instrument public, and taking it back: acts of those who plan."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.instruments.models import Instrument

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["publish_instrument", "withdraw_instrument"]


@transaction.atomic
def publish_instrument(row: Instrument, *, by: User | None, now: datetime) -> None:
    """Show an instrument to everybody; one that is public already stays as it is.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    """
    stored = _locked(row, by)
    if stored.is_public:
        return
    _save(stored, is_public=True, at=now)
    audit.record(
        "instruments.published", by=by, at=now, target=stored, after=_facts(stored)
    )
    row.refresh_from_db()


@transaction.atomic
def withdraw_instrument(
    row: Instrument, *, reason: str, by: User | None, now: datetime
) -> None:
    """Show an instrument to the office alone again.

    Raises
    ------
    ReasonMissingError
        When nobody says why: people may have linked to the page.
    NotAllowedError
        When the person does not plan in the unit.
    """
    stored = _locked(row, by)
    if not stored.is_public:
        return
    if not (reason := reason.strip()):
        raise cycle.ReasonMissingError
    _save(stored, is_public=False, at=None)
    audit.record(
        "instruments.withdrawn",
        by=by,
        at=now,
        target=stored,
        before=_facts(stored),
        after={"reason": reason[:300]},
    )
    row.refresh_from_db()


def _locked(row: Instrument, by: User | None) -> Instrument:
    if by is not None and not (decision := cycle.can_plan(by, row.unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
    return Instrument.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _save(stored: Instrument, *, is_public: bool, at: datetime | None) -> None:
    stored.is_public, stored.published_at = is_public, at
    stored.version += 1
    stored.save(update_fields=["is_public", "published_at", "version"])


def _facts(row: Instrument) -> dict[str, str]:
    return {"kind": row.kind, "code": row.code, "name": row.name}
