"""The debate on the report: prepared, made public, its outcome; the term of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.council.actions.guards import lock_register, require_planner
from miara.council.domain.debate import lacks_of
from miara.council.errors import (
    DebateExistsError,
    DebateIsPublicError,
    DebateNotReadyError,
)
from miara.council.models import Debate, Resolution, Vote
from miara.council.phrases import LACKS
from miara.council.queries.debates import facts_of_debate
from miara.council.queries.rules import offered_rule
from miara.cycle import public as cycle
from miara.units import public as units

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "TERM",
    "VoteGiven",
    "change_debate",
    "open_debate",
    "publish_debate",
    "record_outcome",
    "set_rules",
    "withdraw_debate",
]

#: The step of the calendars that is the session with the debate.
TERM: Final = "debate_and_discharge"


@dataclass(frozen=True, slots=True)
class VoteGiven:
    """A vote as somebody entered it; numbers all or none."""

    kind: str
    result: str
    voted_on: date
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    resolution: Resolution | None = None


@transaction.atomic
def open_debate(unit_uid: str, year: int, *, by: User | None, now: datetime) -> Debate:
    """Begin to prepare the debate on the report of a year.

    The rule by the size of the unit is written in; nobody has compared it yet.

    Raises
    ------
    NotAllowedError
        When the person does not plan in the unit.
    DebateExistsError
        When it is there.
    """
    require_planner(by, unit_uid)
    lock_register(unit_uid)
    if Debate.objects.filter(unit_uid=unit_uid, year=year).exists():
        raise DebateExistsError(year=year)
    unit = units.unit_by_uid(unit_uid)
    rule, _residents = offered_rule(unit) if unit else (None, None)
    row = Debate.objects.create(
        unit_uid=unit_uid,
        year=year,
        signatures=rule.signatures if rule else None,
        speakers=rule.speakers if rule else None,
        rules_basis=rule.basis if rule else "",
        rules_source=rule.source if rule else "",
    )
    audit.record(
        "council.debate_opened", by=by, at=now, target=row, after={"year": year}
    )
    return row


@transaction.atomic
def change_debate(
    row: Debate,
    values: Mapping[str, Any],
    *,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Say when, where and what about; the term of the calendar follows the day.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    DebateIsPublicError
        When residents would be left without what they need.
    """
    require_planner(by, row.unit_uid)
    _keep_public(row, values)
    before, after = cycle.apply_values(row, values, version=version)
    if after:
        _record(row, before, after, by=by, now=now)
    if "session_on" in after:
        _move_term(row, by=by, now=now)


@transaction.atomic
def set_rules(
    row: Debate,
    values: Mapping[str, Any],
    *,
    is_compared: bool,
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Say who may speak, and whether somebody compared it with the act.

    Parameters
    ----------
    is_compared
        Whether the person read these rules in the act; without it they wait for
        somebody who does, and a public page does not take them.

    Raises
    ------
    ChangedMeanwhileError, DebateIsPublicError
        As in `change_debate`.
    """
    require_planner(by, row.unit_uid)
    told = {
        **values,
        "rules_checked_on": timezone.localdate(now) if is_compared else None,
        "rules_checked_by": by if is_compared else None,
    }
    _keep_public(row, told)
    before, after = cycle.apply_values(row, told, version=version)
    # Who compared is known by the account that the trail names itself.
    before.pop("rules_checked_by", None)
    after.pop("rules_checked_by", None)
    if after:
        _record(row, before, after, by=by, now=now)


@transaction.atomic
def publish_debate(row: Debate, *, by: User | None, now: datetime) -> None:
    """Show the debate to everybody; one that is public stays so.

    Raises
    ------
    DebateNotReadyError
        When something is missing, see `lacks_of`.
    """
    require_planner(by, row.unit_uid)
    stored = _locked(row)
    if stored.published_at is not None:
        return
    if lacks_of(facts_of_debate(stored)):
        raise DebateNotReadyError
    stored.published_at = now
    stored.version += 1
    stored.save()
    after = {"year": stored.year}
    audit.record("council.debate_published", by=by, at=now, target=stored, after=after)


@transaction.atomic
def withdraw_debate(
    row: Debate, *, reason: str, by: User | None, now: datetime
) -> None:
    """Hide the page again, with a reason.

    Raises
    ------
    ReasonMissingError
        Without a reason.
    """
    require_planner(by, row.unit_uid)
    if not reason.strip():
        raise cycle.ReasonMissingError
    stored = _locked(row)
    if stored.published_at is None:
        return
    stored.published_at = None
    stored.version += 1
    stored.save()
    after = {"year": stored.year, "reason": reason.strip()}
    audit.record("council.debate_withdrawn", by=by, at=now, target=stored, after=after)


@transaction.atomic
def record_outcome(
    row: Debate,
    *,
    residents_spoke: int | None,
    councillors_spoke: int | None,
    votes: list[VoteGiven],
    version: int | None,
    by: User | None,
    now: datetime,
) -> None:
    """Say how many spoke and how the council voted; votes left out are taken back.

    Raises
    ------
    ChangedMeanwhileError
        When somebody saved another version meanwhile.
    """
    require_planner(by, row.unit_uid)
    spoke = {
        "residents_spoke": residents_spoke,
        "councillors_spoke": councillors_spoke,
    }
    old = _told(row)
    stored = _locked(row)
    if version is not None and stored.version != version:
        raise cycle.ChangedMeanwhileError(stored.version)
    stored.votes.all().delete()
    Vote.objects.bulk_create(
        Vote(
            debate=stored,
            kind=one.kind,
            result=one.result,
            voted_on=one.voted_on,
            in_favour=one.in_favour,
            against=one.against,
            abstained=one.abstained,
            resolution=one.resolution,
        )
        for one in votes
    )
    for name, value in spoke.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    before, after = cycle.differences(old, _told(stored))
    if after:
        audit.record(
            "council.outcome_recorded",
            by=by,
            at=now,
            target=stored,
            before=before,
            after={"year": stored.year, **after},
        )


def _told(row: Debate) -> dict[str, Any]:
    told: dict[str, Any] = {
        "residents_spoke": row.residents_spoke,
        "councillors_spoke": row.councillors_spoke,
        "CONFIDENCE": None,
        "DISCHARGE": None,
    }
    for vote in Vote.objects.filter(debate_id=row.pk):
        numbers = [vote.in_favour, vote.against, vote.abstained]
        told[vote.kind] = [vote.result, cycle.plain(vote.voted_on), *numbers]
    return told


def _locked(row: Debate) -> Debate:
    return Debate.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _keep_public(row: Debate, values: Mapping[str, Any]) -> None:
    """Refuse values that would take from a public page what residents need."""
    changed = _locked(row)
    if changed.published_at is None:
        return
    for name, value in values.items():
        setattr(changed, name, value)
    if lacks := lacks_of(facts_of_debate(changed)):
        what = " ".join(str(LACKS[lack]) for lack in lacks)
        raise DebateIsPublicError(what=what)


def _move_term(row: Debate, *, by: User | None, now: datetime) -> None:
    """Move the term of the session to its day, where the year is open and has it."""
    if row.session_on is None:
        return
    year = cycle.year_of(row.unit_uid, row.session_on.year)
    if year is None or not year.is_open:
        return
    terms = cycle.terms_of(year).filter(code=TERM, done_at=None, dropped_at=None)
    for term in terms.exclude(due_on=row.session_on):
        values = {"due_on": row.session_on}
        cycle.change_term(term, values, version=None, by=by, now=now)


def _record(
    row: Debate,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: User | None,
    now: datetime,
) -> None:
    audit.record(
        "council.debate_changed",
        by=by,
        at=now,
        target=row,
        before=before,
        after={"year": row.year, **after},
    )
