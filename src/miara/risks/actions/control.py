"""Self-assessment against the standards, and the declaration of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.cycle import public as cycle
from miara.risks.errors import AssessmentClosedError
from miara.risks.models import Assessment, AssessmentMark, Declaration

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["MarkGiven", "close_assessment", "save_assessment", "save_declaration"]


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """What was said of one standard."""

    mark: str
    evidence: str
    action: str


@transaction.atomic
def save_assessment(
    unit_uid: str,
    year: int,
    marks: Mapping[int, MarkGiven],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> Assessment:
    """Keep marks by number of the standard; standards left out keep theirs.

    Raises
    ------
    AssessmentClosedError
        When the year's self-assessment is closed.
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    row = _locked(unit_uid, year, by)
    if version is not None and row.version != version:
        raise cycle.ChangedMeanwhileError(row.version)
    known = {mark.standard: mark for mark in row.marks.all()}
    changed = []
    for number, given in marks.items():
        mark = known.get(number) or AssessmentMark(assessment=row, standard=number)
        old = (mark.mark, mark.evidence, mark.action)
        if mark.pk is None or old != (given.mark, given.evidence, given.action):
            mark.mark, mark.evidence = given.mark, given.evidence
            mark.action = given.action
            mark.save()
            changed.append(number)
    if changed:
        row.version += 1
        row.save(update_fields=["version"])
        after = {"year": year, "standards": changed}
        audit.record("risks.assessment_saved", by=by, at=now, target=row, after=after)
    return row


@transaction.atomic
def close_assessment(
    unit_uid: str, year: int, *, by: User | None, now: datetime
) -> Assessment:
    """Close the self-assessment of a year: it changes no more.

    Raises
    ------
    AssessmentClosedError
        When it is closed already.
    """
    row = _locked(unit_uid, year, by)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    audit.record(
        "risks.assessment_closed", by=by, at=now, target=row, after={"year": year}
    )
    return row


@transaction.atomic
def save_declaration(
    unit_uid: str,
    year: int,
    text: str,
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> Declaration:
    """Keep the text of the declaration as people wrote it.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    _require(by, unit_uid)
    row, is_new = Declaration.objects.get_or_create(
        unit_uid=unit_uid, year=year, defaults={"text": text, "saved_at": now}
    )
    if not is_new:
        row = Declaration.objects.select_for_update().get(pk=row.pk)
        if version != row.version:
            raise cycle.ChangedMeanwhileError(row.version)
        row.text, row.saved_at = text, now
        row.version += 1
        row.save()
    after = {"year": year, "characters": len(text)}
    audit.record("risks.declaration_saved", by=by, at=now, target=row, after=after)
    return row


def _locked(unit_uid: str, year: int, by: User | None) -> Assessment:
    _require(by, unit_uid)
    Assessment.objects.get_or_create(unit_uid=unit_uid, year=year)
    row = Assessment.objects.select_for_update(of=("self",)).get(
        unit_uid=unit_uid, year=year
    )
    if row.closed_at is not None:
        raise AssessmentClosedError(year=year)
    return row


def _require(by: User | None, unit_uid: str) -> None:
    if by is not None and not (decision := cycle.can_plan(by, unit_uid)):
        raise cycle.NotAllowedError(reason=decision.reason)
