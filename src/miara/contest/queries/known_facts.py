"""What the data of an edition say, for `domain.text_check`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from miara.contest.domain.text_check import KnownFacts
from miara.contest.queries.edition_parts import EditionParts

__all__ = ["known_facts"]


def known_facts(parts: EditionParts) -> KnownFacts:
    """Days, hours and numbers that a text may name."""
    edition, rules = parts.edition, parts.rules
    zone = ZoneInfo(rules.zone)
    moments: list[datetime] = [
        moment
        for moment in (
            edition.opens_at,
            edition.first_closes_at,
            *(row.from_at for row in parts.extensions),
            *(row.starts_at for row in parts.milestones),
            *(row.ends_at for row in parts.milestones),
        )
        if moment is not None
    ]
    local = [moment.astimezone(zone) for moment in moments]
    asked = rules.conditions
    days = {moment.date() for moment in local}
    days |= {
        day
        for day in (edition.announced_on, asked.implemented_from, asked.implemented_to)
        if day is not None
    }
    if edition.announced_on and (last := asked.on(edition.announced_on).implemented_by):
        days.add(last)
    closes = edition.closes_at and edition.closes_at.astimezone(zone)
    points = {rules.marks.scale_total, *(row.max_points for row in parts.criteria)}
    if rules.finals.threshold is not None:
        points.add(rules.finals.threshold)
    points |= {
        Decimal(str(level["points"])) for row in parts.criteria for level in row.levels
    }
    bounds = {
        bound
        for group in parts.group_rules.groups
        for clause in group.clauses
        if clause.population
        for bound in (
            clause.population.more_than,
            clause.population.at_least,
            clause.population.up_to,
            clause.population.below,
        )
        if bound is not None
    }
    limits = {
        limit
        for limit in (asked.max_per_unit, asked.max_per_unit_and_domain)
        if limit is not None
    }
    return KnownFacts(
        deadline=(closes.date(), closes.time().replace(second=0, microsecond=0))
        if closes
        else None,
        days=frozenset(days),
        hours=frozenset(moment.time().replace(second=0) for moment in local),
        months=asked.months_before_announcement,
        points=frozenset(points),
        limits=frozenset(limits),
        inhabitants=frozenset(bounds),
    )
