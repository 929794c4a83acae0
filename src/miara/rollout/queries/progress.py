"""Where rollouts stand: steps are counted from the plans, for many units at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from miara.budget import public as budget
from miara.cycle.public import Term
from miara.indicators import public as indicators
from miara.instruments.public import Instrument
from miara.organisations.public import Post
from miara.risks.public import Declaration, Risk
from miara.rollout.domain.packs import Pack, Step, pack, parts
from miara.rollout.models import DataAnswer, Experience, MethodDocument, Rollout
from miara.strategy.public import Document, Goal, Service, Target

__all__ = ["Counts", "DataLine", "Progress", "StepState", "progress_of", "progresses"]

#: How many things there are, by the name of what is counted.
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class StepState:
    """A step of the pack and what was counted for it."""

    step: Step
    count: int

    @property
    def is_done(self) -> bool:
        """Whether enough is there."""
        return self.count >= self.step.at_least


@dataclass(frozen=True, slots=True)
class DataLine:
    """An item of the checklist: what was counted, and what people say."""

    code: str
    is_there: bool
    answer: DataAnswer | None

    @property
    def is_settled(self) -> bool:
        """Whether it is there, or somebody looked."""
        said = self.answer is not None and self.answer.state != "UNKNOWN"
        return self.is_there or said


@dataclass(frozen=True, slots=True)
class Progress:
    """The rollout of one unit with its pack, steps and data."""

    rollout: Rollout
    pack: Pack
    steps: tuple[StepState, ...]
    data: tuple[DataLine, ...]
    counts: Mapping[str, int]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(1 for each in self.steps if each.is_done)

    @property
    def next(self) -> StepState | None:
        """The first step that is not done; None when all are."""
        return next((each for each in self.steps if not each.is_done), None)


def progress_of(rollout: Rollout, on: date) -> Progress:
    """Where one rollout stands on a day."""
    return progresses([rollout], on)[0]


def progresses(rollouts: Iterable[Rollout], on: date) -> list[Progress]:
    """Where rollouts stand; as many queries for a thousand as for one."""
    rows = list(rollouts)
    counted = _counts([row.unit_uid for row in rows], on)
    answers: dict[int, dict[str, DataAnswer]] = {row.pk: {} for row in rows}
    for answer in DataAnswer.objects.filter(rollout__in=rows):
        answers[answer.rollout_id][answer.item] = answer
    return [_progress(row, counted[row.unit_uid], answers[row.pk]) for row in rows]


def _progress(
    row: Rollout, counts: Counts, answers: Mapping[str, DataAnswer]
) -> Progress:
    known = parts()
    # A pack that was renamed in the definitions leaves the rollout with the smallest.
    chosen = pack(row.pack) or pack("small_rural")
    assert chosen is not None  # it is in the definitions
    items = {each.code: each for each in known.data}
    steps = {each.code: each for each in known.steps}
    data = []
    for code in chosen.data:
        item = items[code]
        there = item.known is not None and counts.get(item.known, 0) > 0
        data.append(DataLine(code, there, answers.get(code)))
    counts = {**counts, "checklist": int(all(line.is_settled for line in data))}
    states = [
        StepState(steps[code], counts.get(steps[code].done, 0)) for code in chosen.steps
    ]
    return Progress(row, chosen, tuple(states), tuple(data), counts)


def _counts(uids: list[str], on: date) -> dict[str, Counts]:
    found: dict[str, Counts] = {uid: {} for uid in uids}

    def put(name: str, rows: QuerySet[Any], by: str = "unit_uid") -> None:
        held = rows.filter(**{f"{by}__in": uids})
        for uid, count in held.values_list(by).annotate(n=Count("pk", distinct=True)):
            found[uid][name] = count

    held = Post.objects.exclude(holder="").filter(
        Q(until=None) | Q(until__gt=on), since__lte=on
    )
    put("posts", held, "organisational_unit__unit_uid")
    put("terms", Term.objects.all(), "year__unit_uid")
    put("services", Service.objects.all())
    put("strategy", Document.objects.all())
    put("public_documents", Document.objects.exclude(published_at=None))
    put("goals", Goal.objects.all(), "document__unit_uid")
    put("with_owner", Goal.objects.exclude(owner=None), "document__unit_uid")
    put("targets", Target.objects.all())
    put("instruments", Instrument.objects.all())
    put("risks", Risk.objects.filter(closed_on=None))
    put("declarations", Declaration.objects.all())
    put("adopted", MethodDocument.objects.exclude(adopted_on=None))
    put("experience", Experience.objects.all())
    for uid, filled in budget.filled_of(uids).items():
        found[uid] |= {
            "tasks": filled.tasks,
            "linked_tasks": _percent(filled.linked_tasks, filled.tasks),
            "money": filled.files,
            "forecast": filled.forecasts,
            "approved_reports": filled.approved_reports,
        }
    for uid in indicators.residents_of(uids):
        found[uid]["public_data"] = 1
    for counts in found.values():
        owned, goals = counts.get("with_owner", 0), counts.get("goals", 0)
        counts["owned_goals"] = _percent(owned, goals)
    return found


def _percent(part: int, whole: int) -> int:
    """Whole percent rounded down, so that 100 means all."""
    return 100 * part // whole if whole else 0
