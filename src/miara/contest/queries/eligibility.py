"""The conditions of entry, asked of one application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from miara.contest.domain.eligibility import (
    Check,
    EligibilityRules,
    EntryFacts,
    Finding,
    OtherEntry,
    Paper,
    Party,
    check,
)
from miara.contest.domain.entrants import EntrantKind, kind_of_register
from miara.contest.domain.stages import LIVING
from miara.contest.models import Entry, EntryPartner
from miara.contest.queries.entries import partners_of
from miara.questionnaires.public import Content, SummaryRole
from miara.units import public as units

__all__ = ["BLOCKING", "NEEDED", "facts_and_rules", "findings_of"]

#: Conditions that keep an application from being submitted. The rest are for the
#: office to judge: a person may know what the program does not.
BLOCKING = frozenset(
    {
        Check.LEAD_KIND,
        Check.RESPONSIBLE_UNIT,
        Check.PARTNERS,
        Check.PARTNER_KIND,
        Check.DOMAIN,
        Check.LIMIT_PER_UNIT,
        Check.LIMIT_PER_UNIT_AND_DOMAIN,
    }
)


#: Facts without which an application has no place among the others.
NEEDED = frozenset({Check.DOMAIN, Check.RESPONSIBLE_UNIT})


def findings_of(
    entry: Entry, content: Content, partners: Sequence[EntryPartner] | None = None
) -> list[Finding]:
    """Every condition of the edition, met or not. Five queries at most.

    Parameters
    ----------
    content
        The sheet of the application; the field that plays the part PERIOD tells since
        when the solution is in use.
    partners
        `partners_of` the application, where they are known already.
    """
    facts, rules = facts_and_rules(entry, content, partners=partners)
    return check(facts, rules)


def facts_and_rules(
    entry: Entry,
    content: Content,
    *,
    paper: Paper | None = None,
    partners: Sequence[EntryPartner] | None = None,
) -> tuple[EntryFacts, EligibilityRules]:
    """What an application says of itself, and the conditions it is held against.

    Parameters
    ----------
    paper
        Dates of its paper original, where one came.
    partners
        `partners_of` the application, where they are known already.
    """
    edition = entry.edition
    closes = edition.closes_at
    zone = ZoneInfo(edition.settings.zone)
    rules = edition.settings.conditions.on(
        edition.announced_on or entry.created_at.date(),
        domains=edition.domains.values_list("code", flat=True),
        paper_until=closes.astimezone(zone).date() if closes else None,
    )
    seat = _party(entry.unit_uid)
    lead = seat
    if entry.union is not None:
        lead = Party(EntrantKind.UNION, entry.union.uid, str(entry.union))
    elif entry.entrant_name:
        lead = Party(EntrantKind.SUBORDINATE, "", entry.entrant_name)
    others = tuple(
        _party(row.unit_uid) if row.unit_uid else Party(EntrantKind.OTHER, "", row.name)
        for row in (partners_of(entry) if partners is None else partners)
    )
    facts = EntryFacts(
        lead=lead,
        domain=entry.domain.code if entry.domain else "",
        responsible=None if lead is seat else seat,
        partners=others,
        implemented_on=_implemented_on(content),
        others=_others(entry, {entry.unit_uid, *(p.uid for p in others)} - {""}),
        paper=paper,
    )
    return facts, rules


def _party(uid: str) -> Party:
    unit = units.unit_by_uid(uid)
    if unit is None:
        return Party(EntrantKind.OTHER, uid)
    return Party(kind_of_register(unit.kind), uid, unit.name)


def _others(entry: Entry, units_concerned: set[str]) -> list[OtherEntry]:
    """Other living applications that use the limits of the same units.

    Nothing is read where the edition sets no limit; else one query with its partners.
    """
    rules = entry.edition.settings.conditions
    if rules.max_per_unit is None and rules.max_per_unit_and_domain is None:
        return []
    of_units = Q(unit_uid__in=units_concerned)
    if rules.partners_count:
        of_units |= Q(partners__unit_uid__in=units_concerned)
    rows = (
        Entry.objects.filter(of_units, edition=entry.edition, state__in=LIVING)
        .exclude(pk=entry.pk)
        .select_related("domain")
        .prefetch_related("partners")
        .distinct()
    )
    return [
        OtherEntry(
            row.unit_uid,
            row.domain.code if row.domain else "",
            frozenset(p.unit_uid for p in row.partners.all() if p.unit_uid),
        )
        for row in rows
    ]


def _implemented_on(content: Content) -> date | None:
    """First day of use from the field that tells the period."""
    field = content.definition.with_role(SummaryRole.PERIOD)
    value: Any = content.values.get(field.code) if field else None
    start = value.get("from") if isinstance(value, dict) else value
    try:
        return date.fromisoformat(start) if start else None
    except (TypeError, ValueError):
        return None
