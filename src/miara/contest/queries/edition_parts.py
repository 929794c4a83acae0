"""An edition with everything that its texts and pages tell, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass

from miara.contest.domain.groups import GroupRules
from miara.contest.domain.rules import EditionRules
from miara.contest.models import (
    Criterion,
    DomainArea,
    Edition,
    Extension,
    Group,
    Milestone,
    Organiser,
    Patron,
    TitleKind,
)

__all__ = ["EditionParts", "edition_parts"]


@dataclass(frozen=True, slots=True)
class EditionParts:
    """Rows of an edition in the order of its pages."""

    edition: Edition
    rules: EditionRules
    domains: list[DomainArea]
    groups: list[Group]
    group_rules: GroupRules
    criteria: list[Criterion]
    titles: list[TitleKind]
    milestones: list[Milestone]
    organisers: list[Organiser]
    patrons: list[Patron]
    extensions: list[Extension]


def edition_parts(edition: Edition) -> EditionParts:
    """Everything about an edition. Nine queries, whatever its size."""
    return EditionParts(
        edition=edition,
        rules=edition.settings,
        domains=list(edition.domains.order_by("position", "pk")),
        groups=list(edition.groups.order_by("position", "pk")),
        group_rules=edition.group_rules(),
        criteria=list(edition.criteria.order_by("position", "pk")),
        titles=list(edition.title_kinds.order_by("rank", "pk")),
        milestones=list(edition.milestones.order_by("starts_at", "pk")),
        organisers=list(
            edition.organisers.select_related("organisation", "logo").order_by(
                "position", "pk"
            )
        ),
        patrons=list(edition.patrons.select_related("logo").order_by("position", "pk")),
        extensions=list(edition.extensions.order_by("announced_at", "pk")),
    )
