"""How far the settings of an edition are, and what may still change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from miara.contest.domain.group_checks import RuleProblem, Trouble, check_rules
from miara.contest.domain.locking import Lock, Part, Why, lock_of
from miara.contest.models import Edition, EditionText
from miara.questionnaires.public import FormVersion

__all__ = [
    "Readiness",
    "Step",
    "group_problems",
    "has_entries",
    "lock_in",
    "missing_for_publication",
    "readiness",
]


class Step(StrEnum):
    """One thing to be done before an edition is announced."""

    NAME = "NAME"
    ENGLISH = "ENGLISH"
    CONTACT = "CONTACT"
    DOMAINS = "DOMAINS"
    GROUPS = "GROUPS"
    GROUP_RULES = "GROUP_RULES"
    CRITERIA = "CRITERIA"
    SCALE = "SCALE"
    TITLES = "TITLES"
    CALL = "CALL"
    CALL_AHEAD = "CALL_AHEAD"
    FORM = "FORM"
    ORGANISERS = "ORGANISERS"
    RULES_TEXT = "RULES_TEXT"
    RESULTS_DATE = "RESULTS_DATE"


@dataclass(frozen=True, slots=True)
class Readiness:
    """A step, whether it is done, and whether the edition can go out without it."""

    step: Step
    done: bool
    required: bool


def has_entries(edition: Edition) -> bool:
    """Whether anything was ever submitted."""
    return edition.last_number > 0 or edition.entries.exclude(number="").exists()


def lock_in(edition: Edition, part: Part) -> tuple[Lock, Why | None]:
    """How a part of the settings may be changed now. One query at most."""
    announced = edition.published_at is not None
    return lock_of(
        part,
        announced=announced,
        has_entries=announced and has_entries(edition),
        archived=edition.archived_at is not None,
    )


def group_problems(edition: Edition) -> list[RuleProblem]:
    """Holes and overlaps of the groups among those whom the edition invites."""
    invited = frozenset(edition.settings.conditions.lead_kinds)
    return check_rules(edition.group_rules(), invited)


def readiness(edition: Edition, *, now: datetime) -> list[Readiness]:
    """Everything to be done before the announcement, in the order of the tabs."""
    criteria = list(edition.criteria.all())
    total = sum(row.max_points * row.weight for row in criteria)
    groups = list(edition.groups.all())
    problems = group_problems(edition) if groups else []
    # Without a year the latest count is taken and told: worth knowing, no obstacle.
    serious = [p for p in problems if p.code is not Trouble.YEAR_MISSING]
    form = edition.form
    closes = edition.closes_at
    english = (edition.name, edition.theme, *(row.name for row in criteria))
    kinds = set(edition.milestones.values_list("kind", flat=True))
    published = edition.texts.filter(
        kind=EditionText.Kind.RULES, published_at__isnull=False
    )
    return [
        Readiness(Step.NAME, bool(edition.name), True),
        Readiness(Step.ENGLISH, all(text.en for text in english if text.pl), False),
        Readiness(Step.CONTACT, bool(edition.contact_email), True),
        Readiness(Step.DOMAINS, edition.domains.exists(), True),
        Readiness(Step.GROUPS, bool(groups), True),
        Readiness(Step.GROUP_RULES, not serious, False),
        Readiness(Step.CRITERIA, bool(criteria), True),
        Readiness(Step.SCALE, total == edition.settings.marks.scale_total, True),
        Readiness(Step.TITLES, edition.title_kinds.exists(), True),
        Readiness(Step.CALL, bool(edition.opens_at and closes), True),
        Readiness(Step.CALL_AHEAD, closes is not None and closes > now, True),
        Readiness(
            Step.FORM,
            form is not None and form.state == FormVersion.State.PUBLISHED,
            True,
        ),
        Readiness(Step.ORGANISERS, edition.organisers.exists(), False),
        Readiness(Step.RULES_TEXT, published.exists(), False),
        Readiness(Step.RESULTS_DATE, "RESULTS" in kinds, False),
    ]


def missing_for_publication(edition: Edition, *, now: datetime) -> list[str]:
    """Codes of required steps that are not done."""
    return [
        str(row.step)
        for row in readiness(edition, now=now)
        if row.required and not row.done
    ]
