"""Taking a practice over: wanted, adopted, given up; aims declared before the data."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.indicators import public as indicators
from miara.practices.domain.adoption import (
    ADOPTED,
    GIVEN_UP,
    is_ahead_of_data,
    may_become,
)
from miara.practices.enums import SOURCE
from miara.practices.errors import (
    AdoptionError,
    AimTooLateError,
    AlreadyAdoptingError,
    NotAllowedError,
    OwnPracticeError,
    ReasonMissingError,
    StartMissingError,
    StartTooEarlyError,
)
from miara.practices.models import (
    Adoption,
    AdoptionAim,
    PracticeCard,
    PracticeLife,
    PracticePartner,
)
from miara.practices.permissions import can_adopt_for
from miara.search import public as search

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = [
    "adopt",
    "correct_adoption",
    "declare_adoption",
    "declare_aim",
    "give_up",
]

State = Adoption.State


@transaction.atomic
def declare_adoption(
    card: PracticeCard,
    unit_uid: str,
    *,
    state: str,
    starts_on: date | None,
    changes: str,
    by: User | None,
    now: datetime,
) -> Adoption:
    """Say in the name of a unit that it wants to take a practice over, or did.

    Parameters
    ----------
    starts_on
        The planned day, or the real one when it is adopted already.
    by
        None for the program itself (the fictional sample).

    Raises
    ------
    OwnPracticeError
        When the unit leads the practice or is its partner.
    AlreadyAdoptingError
        When an adoption that was not given up is there.
    StartMissingError
        When it is adopted and no day is told, or one to come.
    """
    _require(by, unit_uid, now)
    # Locked, so that two colleagues who press at once make one declaration.
    PracticeLife.objects.select_for_update().get(card=card)
    took_part = PracticePartner.objects.filter(card=card, unit_uid=unit_uid)
    if unit_uid == card.unit_uid or took_part.exists():
        raise OwnPracticeError
    going = Adoption.objects.filter(card=card, unit_uid=unit_uid)
    if going.exclude(state=State.GIVEN_UP).exists():
        raise AlreadyAdoptingError
    if state == ADOPTED:
        _check_start(starts_on, now)
    row = Adoption.objects.create(
        card=card,
        unit_uid=unit_uid,
        state=State(state),
        declared_at=now,
        declared_by=by,
        starts_on=starts_on,
        changes=changes.strip(),
    )
    _tell(row, "practices.adoption_declared", {"state": row.state}, by=by, now=now)
    return row


@transaction.atomic
def adopt(
    adoption: Adoption, *, starts_on: date, changes: str, by: User | None, now: datetime
) -> Adoption:
    """What was wanted works now.

    Raises
    ------
    AdoptionError
        When it is not wanted any more.
    StartTooEarlyError
        When an aim was declared with numbers known that such a start could move.
    """
    row = _locked(adoption, by, now)
    if not may_become(row.state, ADOPTED):
        raise AdoptionError
    _check_start(starts_on, now)
    _check_aims(row, starts_on)
    before = row.state
    row.state, row.starts_on, row.changes = State.ADOPTED, starts_on, changes.strip()
    row.save(update_fields=["state", "starts_on", "changes"])
    after = {"state": row.state, "starts_on": starts_on}
    _tell(
        row,
        "practices.adoption_changed",
        after,
        before={"state": before},
        by=by,
        now=now,
    )
    return row


@transaction.atomic
def correct_adoption(
    adoption: Adoption,
    *,
    starts_on: date | None,
    changes: str,
    by: User | None,
    now: datetime,
) -> Adoption:
    """Put right when it starts and what was changed; aims and their time stay.

    Raises
    ------
    AdoptionError
        When it was given up.
    StartMissingError
        When an adopted practice, or one with aims, would lose its start.
    StartTooEarlyError
        As in `adopt`.
    """
    row = _locked(adoption, by, now)
    if row.state == GIVEN_UP:
        raise AdoptionError
    if row.state == ADOPTED:
        _check_start(starts_on, now)
    if starts_on is None and row.aims.exists():
        raise StartMissingError
    if starts_on is not None:
        _check_aims(row, starts_on)
    before = {"starts_on": row.starts_on}
    row.starts_on, row.changes = starts_on, changes.strip()
    row.save(update_fields=["starts_on", "changes"])
    # Texts may name people, and the trail is never erased.
    after = {"starts_on": row.starts_on}
    _tell(row, "practices.adoption_corrected", after, before=before, by=by, now=now)
    return row


@transaction.atomic
def give_up(
    adoption: Adoption, *, reason: str, by: User | None, now: datetime
) -> Adoption:
    """The unit does not go on; its reason is as useful to others as a success.

    Raises
    ------
    AdoptionError
        When it was given up before.
    ReasonMissingError
        Without a reason that readers understand.
    """
    row = _locked(adoption, by, now)
    if not may_become(row.state, GIVEN_UP):
        raise AdoptionError
    if not reason.strip():
        raise ReasonMissingError
    before = row.state
    row.state, row.given_up_reason = State.GIVEN_UP, reason.strip()
    row.given_up_on = timezone.localdate(now)
    row.save(update_fields=["state", "given_up_reason", "given_up_on"])
    after = {"state": row.state}
    _tell(
        row,
        "practices.adoption_changed",
        after,
        before={"state": before},
        by=by,
        now=now,
    )
    return row


@transaction.atomic
def declare_aim(
    adoption: Adoption,
    *,
    indicator: str,
    direction: str,
    by: User | None,
    now: datetime,
) -> AdoptionAim:
    """Say which number is to move and which way, before it can be known.

    Kept with the moment, the vintage then served and how far its numbers reached;
    never changed.

    Raises
    ------
    StartMissingError
        When there is no start to compare with.
    AimTooLateError
        When a number that covers days after the start is known.
    AdoptionError
        When it was given up, or the indicator was declared before.
    ValueError
        When there is no such indicator.
    """
    row = _locked(adoption, by, now)
    if row.state == GIVEN_UP or row.aims.filter(indicator=indicator).exists():
        raise AdoptionError
    if row.starts_on is None:
        raise StartMissingError
    if not indicators.names_of_indicators([indicator], "pl"):
        msg = f"no indicator {indicator}"
        raise ValueError(msg)
    known = indicators.known_until(row.unit_uid, indicator)
    if not is_ahead_of_data(row.starts_on, known.until):
        raise AimTooLateError(period=known.period)
    aim = AdoptionAim.objects.create(
        adoption=row,
        indicator=indicator,
        direction=AdoptionAim.Direction(direction),
        declared_at=now,
        declared_by=by,
        starts_on=row.starts_on,
        vintage=known.vintage,
        known_until=known.until,
    )
    after = {
        "indicator": indicator,
        "direction": aim.direction,
        "vintage": aim.vintage,
        "known_until": aim.known_until,
    }
    _tell(row, "practices.adoption_aim_declared", after, by=by, now=now)
    return aim


def _locked(adoption: Adoption, by: User | None, now: datetime) -> Adoption:
    row = Adoption.objects.select_for_update(of=("self",)).get(pk=adoption.pk)
    _require(by, row.unit_uid, now)
    return row


def _require(by: User | None, unit_uid: str, now: datetime) -> None:
    if by is not None and not (decision := can_adopt_for(by, unit_uid, now=now)):
        raise NotAllowedError(reason=decision.reason)


def _check_start(starts_on: date | None, now: datetime) -> None:
    if starts_on is None or starts_on > timezone.localdate(now):
        raise StartMissingError


def _check_aims(row: Adoption, starts_on: date) -> None:
    """Moving the start back may not put known numbers behind it."""
    for known_until in row.aims.values_list("known_until", flat=True):
        if not is_ahead_of_data(starts_on, known_until):
            raise StartTooEarlyError


def _tell(
    row: Adoption,
    kind: str,
    after: dict[str, Any],
    *,
    by: User | None,
    now: datetime,
    before: dict[str, Any] | None = None,
) -> None:
    """The trail, and the place of the card in the order by use."""
    audit.record(
        kind,
        by=by,
        at=now,
        target=row,
        parent=row.card,
        before=before,
        after={"unit": row.unit_uid, **after},
    )
    search.changed(SOURCE, [str(row.card_id)], at=now)
