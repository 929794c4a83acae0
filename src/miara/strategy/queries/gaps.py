"""What has no owner, no target, or is overdue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from miara.cube.periods import Period
from miara.strategy.models import Goal, LocalIndicator, LocalValue, Target, UnitDomain

__all__ = ["Gaps", "gaps_of"]


@dataclass(slots=True)
class Gaps:
    """What somebody should look at, by kind.

    Attributes
    ----------
    ownerless_goals, ownerless_indicators, ownerless_targets, ownerless_domains
        Without a post, or with one that ended or that nobody holds.
    expired_indicators, expired_targets
        Whose review is overdue.
    goals_without_target
        Lowest goals without any target.
    late_indicators
        Indicators whose newest published period is older than the one that was over
        at least `LATE_AFTER` days ago, with that period.
    """

    ownerless_goals: list[Goal] = field(default_factory=list)
    ownerless_indicators: list[LocalIndicator] = field(default_factory=list)
    ownerless_targets: list[Target] = field(default_factory=list)
    ownerless_domains: list[UnitDomain] = field(default_factory=list)
    expired_indicators: list[LocalIndicator] = field(default_factory=list)
    expired_targets: list[Target] = field(default_factory=list)
    goals_without_target: list[Goal] = field(default_factory=list)
    late_indicators: list[tuple[LocalIndicator, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things there are in all."""
        return sum(len(getattr(self, name)) for name in self.__slots__)


#: Days after the end of a period by which its value is expected.
LATE_AFTER = 90


def gaps_of(unit_uid: str, on: date) -> Gaps:
    """Everything of a unit without an owner, a target or a review. Eight queries."""
    goals = Goal.objects.filter(document__unit_uid=unit_uid).exclude(
        document__state="ENDED"
    )
    goals = goals.select_related("document", "owner").order_by("document", "code")
    kept = LocalIndicator.objects.filter(unit_uid=unit_uid)
    kept = kept.filter(Q(retired_on=None) | Q(retired_on__gt=on)).order_by("code")
    targets = Target.objects.filter(unit_uid=unit_uid).exclude(
        goal__document__state="ENDED"
    )
    targets = targets.select_related("goal__document", "service", "local")
    targets = targets.order_by("goal__code", "pk")
    domains = UnitDomain.objects.filter(unit_uid=unit_uid).on(on).order_by("position")
    has_target = Exists(Target.objects.filter(goal=OuterRef("pk")))
    has_child = Exists(Goal.objects.filter(parent=OuterRef("pk")))
    return Gaps(
        ownerless_goals=list(goals.filter(_nobody("owner", on))),
        ownerless_indicators=list(kept.filter(_nobody("owner", on))),
        ownerless_targets=list(targets.filter(_nobody("owner", on))),
        ownerless_domains=list(domains.filter(_nobody("coordinator", on))),
        expired_indicators=list(kept.filter(review_until__lt=on)),
        expired_targets=list(targets.filter(review_until__lt=on)),
        goals_without_target=list(goals.filter(~has_target, ~has_child)),
        late_indicators=_late(list(kept), on),
    )


def _nobody(name: str, on: date) -> Q:
    return (
        Q(**{f"{name}__isnull": True})
        | Q(**{f"{name}__until__lte": on})
        | Q(**{f"{name}__holder": ""})
    )


def _late(kept: list[LocalIndicator], on: date) -> list[tuple[LocalIndicator, str]]:
    rows = LocalValue.objects.filter(
        indicator__in=[row.pk for row in kept], state=LocalValue.State.PUBLISHED
    )
    known: dict[int, set[str]] = {}
    for key, period in rows.values_list("indicator_id", "period"):
        known.setdefault(key, set()).add(period)
    found = []
    for row in kept:
        due = _due_period(row.frequency, on)
        if due not in known.get(row.pk, set()):
            found.append((row, due))
    return found


def _due_period(frequency: str, on: date) -> str:
    """The newest period whose value is expected on a day."""
    labels = (
        [f"{year}-Q{q}" for year in (on.year - 1, on.year) for q in (1, 2, 3, 4)]
        if frequency == "Q"
        else [str(on.year - 2), str(on.year - 1)]
    )
    over = [p for p in labels if (on - Period.parse(p).end).days >= LATE_AFTER]
    return over[-1]
