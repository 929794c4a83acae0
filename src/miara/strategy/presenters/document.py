"""A document for its page: the tree, each goal with the standing of its targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from miara.strategy.domain.status import Status
from miara.strategy.models import Document, Goal, Target
from miara.strategy.presenters.words import (
    MARKS,
    TONES,
    flag_sentences,
    indicator_title,
    rule_sentence,
    status_sentence,
    status_word,
)
from miara.strategy.queries.plans import goals_in_order
from miara.strategy.queries.standing import Standing, standings, targets_of_unit

__all__ = ["DocumentPage", "GoalLine", "TargetLine", "document_page", "target_line"]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words; ``tone`` is better, worse or empty."""

    pk: int
    title: str
    is_local: bool
    rule: str
    status: str
    mark: str
    tone: str
    sentence: str
    flags: Sequence[str]
    owner: str
    standing: Standing


@dataclass(slots=True)
class GoalLine:
    """A goal at its depth; ``level`` is the name of its level."""

    goal: Goal
    depth: int
    level: str
    owner: str
    domains: Sequence[str]
    targets: list[TargetLine] = field(default_factory=list)

    @property
    def heading(self) -> int:
        """Level of the heading on the page, 3-6."""
        return min(3 + self.depth, 6)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The tree, and how many targets stand where."""

    goals: Sequence[GoalLine]
    counts: Sequence[tuple[str, str, str, int]]
    summary: str


def document_page(document: Document, *, until: int) -> DocumentPage:
    """The tree of a document in the order in which it is read.

    Parameters
    ----------
    until
        The last year whose numbers could be known.
    """
    targets = targets_of_unit(document.unit_uid).filter(goal__document=document)
    found = standings(document.unit_uid, targets, until)
    lines = _goals(document, found)
    counts = Counter(each.judgement.status for each in found.values())
    told = [(status_word(s), MARKS[s], TONES.get(s, ""), counts[s]) for s in Status]
    return DocumentPage(lines, [each for each in told if each[3]], _summary(counts))


def target_line(standing: Standing) -> TargetLine:
    """A target in words."""
    row: Target = standing.target
    status = standing.judgement.status
    return TargetLine(
        pk=row.pk,
        title=indicator_title(standing),
        is_local=standing.measure.is_local,
        rule=rule_sentence(standing),
        status=status_word(status),
        mark=MARKS[status],
        tone=TONES.get(status, ""),
        sentence=status_sentence(standing),
        flags=flag_sentences(standing),
        owner=row.owner.title if row.owner else "",
        standing=standing,
    )


def _goals(document: Document, found: Mapping[int, Standing]) -> list[GoalLine]:
    by_goal: dict[int, list[TargetLine]] = {}
    for standing in found.values():
        key = standing.target.goal_id or 0
        by_goal.setdefault(key, []).append(target_line(standing))
    levels = document.levels
    return [
        GoalLine(
            goal=goal,
            depth=goal.level,
            level=levels[goal.level] if goal.level < len(levels) else "",
            owner=goal.owner.title if goal.owner else "",
            domains=[str(domain.name) for domain in goal.domains.all()],
            targets=by_goal.get(goal.pk, []),
        )
        for goal in goals_in_order(document)
    ]


def _summary(counts: Counter[Status]) -> str:
    """One sentence about all targets."""
    total = sum(counts.values())
    if not total:
        return _("No goal has a target yet, so nothing can be measured.")
    good = sum(counts[s] for s in (Status.REACHED, Status.KEPT, Status.ON_TRACK))
    bad = sum(counts[s] for s in (Status.BEHIND, Status.EXCEEDED, Status.MISSED))
    return _(
        "Targets: %(total)s. Reached, kept or on track: %(good)s; behind or beyond a "
        "limit: %(bad)s; the others are near or cannot be judged yet."
    ) % {"total": total, "good": good, "bad": bad}
