"""The register of a unit, for lists, for one page and for rooms above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from miara.risks.domain.register import Facts, Gap, gaps_of
from miara.risks.domain.scales import PRESETS, Scale
from miara.risks.models import Assessment, Declaration, Risk, RiskEvent, RiskSettings

__all__ = [
    "RiskFacts",
    "assessment_of",
    "declaration_of",
    "events_of_year",
    "facts_of",
    "gaps_of_risk",
    "has_scale",
    "level_of",
    "risk_of",
    "risks_of",
    "risks_of_goals",
    "risks_of_instruments",
    "risks_of_tasks",
    "scale_of",
]


_LINKS = ("goals", "instruments", "tasks", "indicators")


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A risk in a few words, for rooms above; ``band`` is the name of its band."""

    pk: int
    unit_uid: str
    number: int
    name: str
    level: int
    band: str
    is_accepted: bool
    reaction: str
    owner: int | None
    review_on: date | None


def scale_of(unit_uid: str) -> Scale:
    """How a unit measures; five steps when it chose nothing."""
    row = RiskSettings.objects.filter(unit_uid=unit_uid).first()
    return row.scale if row else PRESETS["five"]


def has_scale(unit_uid: str) -> bool:
    """Whether the unit chose a scale, or entered a risk and so lives with one."""
    rows = RiskSettings.objects.filter(unit_uid=unit_uid)
    return rows.exists() or Risk.objects.filter(unit_uid=unit_uid).exists()


def level_of(scale: Scale, impact: int, likelihood: int) -> int:
    """Level of steps; one outside the scale, left from a larger one, counts as last."""
    return scale.level(
        min(impact, len(scale.impact)), min(likelihood, len(scale.likelihood))
    )


def risks_of(
    unit_uid: str, *, category: str = "", is_closed: bool = False
) -> QuerySet[Risk]:
    """Open risks of a unit (or closed ones) with owners, by number; one query.

    Each comes with ``event_count`` and ``link_count``.
    """
    rows = _register(unit_uid).filter(closed_on__isnull=not is_closed)
    if category:
        rows = rows.filter(category=category)
    return rows.order_by("number")


def _register(unit_uid: str) -> QuerySet[Risk]:
    rows = Risk.objects.filter(unit_uid=unit_uid)
    links = [Count(name, distinct=True) for name in _LINKS]
    rows = rows.annotate(
        event_count=Count("events", distinct=True),
        link_count=links[0] + links[1] + links[2] + links[3],
    )
    return rows.select_related("owner")


def risk_of(unit_uid: str, pk: int) -> Risk | None:
    """One risk with its links, reviews and events."""
    rows = _register(unit_uid).filter(pk=pk)
    return rows.prefetch_related(*_LINKS, "reviews", "events").first()


def gaps_of_risk(row: Risk, scale: Scale, today: date) -> list[Gap]:
    """What a risk of `risks_of` lacks; a closed one lacks nothing."""
    if row.closed_on is not None:
        return []
    facts = Facts(
        level=level_of(scale, row.impact, row.likelihood),
        reaction=row.reaction,
        has_owner=row.owner_id is not None,
        has_link=bool(row.link_count),  # type: ignore[attr-defined]
        has_action=bool(row.action.strip()),
        action_by=row.action_by,
        review_on=row.review_on,
    )
    return gaps_of(facts, scale, today)


def facts_of(unit_uid: str) -> list[RiskFacts]:
    """Open risks of a unit for rooms above, the largest first; two queries."""
    scale = scale_of(unit_uid)
    found = [_facts(row, scale) for row in risks_of(unit_uid)]
    return sorted(found, key=lambda each: (-each.level, each.number))


def risks_of_goals(goals: Iterable[int]) -> dict[int, list[RiskFacts]]:
    """Open risks by the number of the goal they threaten, the largest first."""
    return _by(Risk.goals.through, "goal_id", goals)


def risks_of_instruments(instruments: Iterable[int]) -> dict[int, list[RiskFacts]]:
    """Open risks by the number of the instrument they threaten, the largest first."""
    return _by(Risk.instruments.through, "instrument_id", instruments)


def risks_of_tasks(tasks: Iterable[int]) -> dict[int, list[RiskFacts]]:
    """Open risks by the number of the budget task they threaten, the largest first."""
    return _by(Risk.tasks.through, "budgettask_id", tasks)


def events_of_year(unit_uid: str, year: int) -> dict[str, object]:
    """How many risks came true in a year and the loss that is known, in złoty."""
    rows = RiskEvent.objects.filter(risk__unit_uid=unit_uid, happened_on__year=year)
    found: dict[str, object] = rows.aggregate(
        count=Count("pk"),
        unknown=Count("pk", filter=Q(loss=None)),
        # Last: from then on the name means the sum.
        loss=Sum("loss"),
    )
    return found


def assessment_of(unit_uid: str, year: int) -> Assessment | None:
    """The self-assessment of a year with its marks."""
    rows = Assessment.objects.filter(unit_uid=unit_uid, year=year)
    return rows.prefetch_related("marks").first()


def declaration_of(unit_uid: str, year: int) -> Declaration | None:
    """The declaration of a year as people saved it."""
    return Declaration.objects.filter(unit_uid=unit_uid, year=year).first()


def _by(through: type, name: str, keys: Iterable[int]) -> dict[int, list[RiskFacts]]:
    links = through.objects.filter(  # type: ignore[attr-defined]
        **{f"{name}__in": list(keys)}, risk__closed_on=None
    ).select_related("risk")
    rows = list(links)
    uids = {link.risk.unit_uid for link in rows}
    scales = {uid: scale_of(uid) for uid in uids}
    found: dict[int, list[RiskFacts]] = defaultdict(list)
    for link in rows:
        facts = _facts(link.risk, scales[link.risk.unit_uid])
        found[getattr(link, name)].append(facts)
    return {
        key: sorted(each, key=lambda one: (-one.level, one.number))
        for key, each in found.items()
    }


def _facts(row: Risk, scale: Scale) -> RiskFacts:
    level = level_of(scale, row.impact, row.likelihood)
    return RiskFacts(
        pk=row.pk,
        unit_uid=row.unit_uid,
        number=row.number,
        name=row.name,
        level=level,
        band=scale.bands[scale.band_of(level)].name,
        is_accepted=scale.is_accepted(level),
        reaction=row.reaction,
        owner=row.owner_id,
        review_on=row.review_on,
    )
