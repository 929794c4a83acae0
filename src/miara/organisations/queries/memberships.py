"""Which units belong to organisations, for the operator's pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from miara.organisations.models import Organisation, UnitMembership

__all__ = ["MembershipLine", "membership_lines", "organisations_with_counts"]


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A unit in an organisation; ``until`` is the first day without it."""

    unit_uid: str
    since: date
    until: date | None

    @property
    def last_day(self) -> date | None:
        """The last day with it, None while the membership lasts."""
        return self.until and self.until - timedelta(days=1)


def membership_lines(uid: str) -> list[MembershipLine]:
    """Every membership in an organisation, the open ones first, then the latest."""
    found = UnitMembership.objects.filter(organisation__uid=uid).order_by(
        F("until").desc(nulls_first=True), "-since", "unit_uid", "pk"
    )
    return [
        MembershipLine(*row) for row in found.values_list("unit_uid", "since", "until")
    ]


def organisations_with_counts(*, on: date) -> QuerySet[Organisation]:
    """Organisations by Polish name, with ``unit_count`` of a day. One query."""
    held = Q(unit_memberships__since__lte=on) & (
        Q(unit_memberships__until=None) | Q(unit_memberships__until__gt=on)
    )
    return Organisation.objects.annotate(
        unit_count=Count("unit_memberships", filter=held)
    ).order_by("name__pl", "pk")
