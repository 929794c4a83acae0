"""Reads of organisations."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from miara.core.localized import Localized
from miara.organisations.models import Organisation, UnitMembership

__all__ = [
    "OrganisationFacts",
    "get_organisation",
    "has_kind",
    "members_of",
    "organisations",
    "organisations_of",
]


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as other contexts see it; empty numbers are not known."""

    uid: str
    kind: str
    kind_name: str
    name: Localized
    regon: str
    krs: str


def get_organisation(uid: str) -> OrganisationFacts | None:
    """The organisation of a uid, None when there is none."""
    found = Organisation.objects.filter(uid=uid).first()
    return None if found is None else _facts(found)


def has_kind(uids: Collection[str], kind: str) -> bool:
    """Whether any of these organisations is of a kind. One query, none for nobody."""
    return bool(uids) and Organisation.objects.filter(uid__in=uids, kind=kind).exists()


def organisations(*, kind: str = "") -> list[OrganisationFacts]:
    """All organisations, or those of one kind, by Polish name."""
    found = Organisation.objects.order_by("name__pl", "pk")
    if kind:
        found = found.filter(kind=kind)
    return [_facts(each) for each in found]


def members_of(uid: str, *, on: date) -> frozenset[str]:
    """Uids of the units that belong to an organisation on a day."""
    found = UnitMembership.objects.on(on).filter(organisation__uid=uid)
    return frozenset(found.values_list("unit_uid", flat=True))


def organisations_of(unit_uid: str, *, on: date) -> list[OrganisationFacts]:
    """Organisations to which a unit belongs on a day, by Polish name."""
    held = UnitMembership.objects.on(on).filter(unit_uid=unit_uid)
    found = Organisation.objects.filter(pk__in=held.values("organisation_id"))
    return [_facts(each) for each in found.order_by("name__pl", "pk")]


def _facts(row: Organisation) -> OrganisationFacts:
    return OrganisationFacts(
        uid=row.uid,
        kind=row.kind,
        kind_name=str(row.get_kind_display()),
        name=row.name,
        regon=row.regon,
        krs=row.krs,
    )
