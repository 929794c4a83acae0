"""Acts on organisations."""

from datetime import date, datetime

from django.db import transaction

from miara.audit import public as audit
from miara.core.localized import Localized
from miara.organisations.errors import AlreadyMemberError, NotMemberError
from miara.organisations.models import Organisation, UnitMembership

__all__ = ["add_member", "create_organisation", "end_member", "update_organisation"]


@transaction.atomic
def create_organisation(
    *,
    kind: str,
    name: Localized,
    by: object | None,
    now: datetime,
    regon: str = "",
    krs: str = "",
) -> Organisation:
    """Add an organisation.

    Raises
    ------
    ValidationError
        When a number is wrong or taken, or the Polish name is missing.
    """
    row = Organisation(kind=kind, name=name, regon=regon, krs=krs)
    row.full_clean()
    row.save()
    audit.record("organisations.created", by=by, at=now, target=row, after=_facts(row))
    return row


@transaction.atomic
def update_organisation(
    *,
    organisation: Organisation,
    kind: str,
    name: Localized,
    regon: str,
    krs: str,
    by: object | None,
    now: datetime,
) -> Organisation:
    """Correct the facts of an organisation; unchanged facts leave no trace.

    Raises
    ------
    ValidationError
        As in `create_organisation`.
    """
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = _facts(row)
    row.kind, row.name, row.regon, row.krs = kind, name, regon, krs
    if before == _facts(row):
        return row
    row.full_clean()
    row.save()
    audit.record(
        "organisations.updated",
        by=by,
        at=now,
        target=row,
        before=before,
        after=_facts(row),
    )
    return row


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    unit_uid: str,
    since: date,
    by: object | None,
    now: datetime,
    until: date | None = None,
) -> UnitMembership:
    """Note that a unit belongs to an organisation from a day.

    Raises
    ------
    AlreadyMemberError
        When it belongs on any day of the period.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rows = UnitMembership.objects.filter(organisation=organisation, unit_uid=unit_uid)
    if rows.overlapping(since, until).exists():
        raise AlreadyMemberError
    row = UnitMembership.objects.create(
        organisation=organisation, unit_uid=unit_uid, since=since, until=until
    )
    audit.record(
        "organisations.member_added",
        by=by,
        at=now,
        target=row,
        parent=organisation,
        after={"unit": unit_uid, "since": since, "until": until},
    )
    return row


@transaction.atomic
def end_member(
    *,
    organisation: Organisation,
    unit_uid: str,
    until: date,
    by: object | None,
    now: datetime,
) -> UnitMembership:
    """Note that a unit left: ``until`` is the first day without it.

    Raises
    ------
    NotMemberError
        When it has no open membership, or one that starts on that day or later.
    """
    row = (
        UnitMembership.objects.select_for_update()
        .filter(organisation=organisation, unit_uid=unit_uid, until=None)
        .first()
    )
    if row is None or row.since >= until:
        raise NotMemberError
    row.until = until
    row.save(update_fields=["until"])
    audit.record(
        "organisations.member_ended",
        by=by,
        at=now,
        target=row,
        parent=organisation,
        before={"unit": unit_uid, "until": None},
        after={"until": until},
    )
    return row


def _facts(row: Organisation) -> dict[str, object]:
    return {
        "kind": row.kind,
        "name": Localized.of(row.name).as_dict(),
        "regon": row.regon,
        "krs": row.krs,
    }
