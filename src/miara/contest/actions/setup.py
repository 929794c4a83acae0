"""Changing the settings of an edition: what may change when, why, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db import models, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.domain.locking import Lock, Part
from miara.contest.domain.rules import EditionRules
from miara.contest.errors.setup import (
    AlreadyPublishedError,
    NotReadyError,
    PartClosedError,
    ReasonNeededError,
    RowInUseError,
)
from miara.contest.models import Cell, Edition, EditionChange
from miara.contest.permissions import can_organise
from miara.contest.queries.setup import lock_in, missing_for_publication
from miara.core.localized import Localized

__all__ = [
    "Change",
    "add_missing_cells",
    "change_basics",
    "change_rules",
    "move_row",
    "publish_edition",
    "remove_row",
    "save_row",
]

#: Tells the sentences of the rules by language; what differs is published.
Tell: TypeAlias = Callable[[Edition], Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who changes a part of the settings, when and why.

    Attributes
    ----------
    reason
        Needed in both languages once the edition is announced.
    tell
        Sentences of the rules as the public reads them.
    """

    part: Part
    by: accounts.User
    now: datetime
    reason: Localized
    tell: Tell


@transaction.atomic
def change_basics(
    *, edition: Edition, values: Mapping[str, Any], change: Change
) -> Edition:
    """Change fields of the edition itself: names, contact, grant, dates of the call.

    Before the announcement a new deadline is also the one first announced.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    """
    with _changing(edition, change) as locked:
        for name, value in values.items():
            setattr(locked, name, value)
        fields = list(values)
        if "closes_at" in values and locked.published_at is None:
            locked.first_closes_at = locked.closes_at
            fields.append("first_closes_at")
        locked.save(update_fields=fields)
    return locked


@transaction.atomic
def change_rules(
    *, edition: Edition, section: str, values: Mapping[str, Any], change: Change
) -> Edition:
    """Change one section of the rules.

    Parameters
    ----------
    section
        Name of a section of `EditionRules`; empty for what stands outside sections.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    pydantic.ValidationError
        For values out of range: forms prevent it.
    """
    with _changing(edition, change) as locked:
        data = locked.settings.model_dump(mode="json")
        if section:
            data[section] = {**data[section], **values}
        else:
            data = {**data, **values}
        locked.rules = EditionRules.model_validate(data).model_dump(mode="json")
        locked.save(update_fields=["rules"])
    return locked


@transaction.atomic
def save_row(
    *,
    edition: Edition,
    model: type[models.Model],
    pk: int | None,
    values: Mapping[str, Any],
    change: Change,
) -> models.Model:
    """Add or change a domain, group, criterion, title, date, organiser or patron.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    """
    with _changing(edition, change) as locked:
        rows = model._default_manager.filter(edition=locked)
        row = rows.get(pk=pk) if pk else model(edition=locked)  # type: ignore[misc]
        for name, value in values.items():
            setattr(row, name, value)
        if pk is None and hasattr(row, "position") and "position" not in values:
            last = rows.aggregate(last=Max("position"))["last"]
            row.position = 0 if last is None else last + 1
        row.save()
        if change.part in {Part.DOMAINS, Part.GROUPS}:
            add_missing_cells(locked)
    return row


@transaction.atomic
def remove_row(
    *, edition: Edition, model: type[models.Model], pk: int, change: Change
) -> None:
    """Remove a row of the settings that nothing rests on.

    Raises
    ------
    NotAllowedError, PartClosedError, ReasonNeededError
    RowInUseError
        When a draft or a decision names it.
    """
    row = model._default_manager.get(edition=edition, pk=pk)
    try:
        with transaction.atomic(), _changing(edition, change):
            if change.part is Part.DOMAINS:
                Cell.objects.filter(domain_id=pk, edition=edition).delete()
            if change.part is Part.GROUPS:
                Cell.objects.filter(group_id=pk, edition=edition).delete()
            row.delete()
    except ProtectedError as error:
        raise RowInUseError(name=str(row)) from error


@transaction.atomic
def move_row(
    *, edition: Edition, model: type[models.Model], pk: int, up: bool, change: Change
) -> None:
    """Exchange a row with its neighbour in the order of the list."""
    with _changing(edition, change) as locked:
        rows = list(
            model._default_manager.filter(edition=locked).order_by("position", "pk")
        )
        place = next(i for i, row in enumerate(rows) if row.pk == pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        for position, row in enumerate(rows):
            row.position = position  # type: ignore[attr-defined]
        model._default_manager.bulk_update(rows, ["position"])


@transaction.atomic
def publish_edition(*, edition: Edition, by: accounts.User, now: datetime) -> Edition:
    """Announce an edition: from now on the public sees it and its dates stand.

    The day of the announcement is the present one unless the settings name another.

    Raises
    ------
    NotAllowedError, AlreadyPublishedError
    NotReadyError
        With what is missing.
    """
    locked = _lock(edition)
    require(can_organise(by, locked, now=now))
    if locked.published_at is not None:
        raise AlreadyPublishedError
    if missing := missing_for_publication(locked, now=now):
        raise NotReadyError(missing)
    locked.published_at = now
    if locked.announced_on is None:
        locked.announced_on = timezone.localdate(now)
    locked.first_closes_at = locked.closes_at
    locked.save(update_fields=["published_at", "announced_on", "first_closes_at"])
    add_missing_cells(locked)
    audit.record(
        "contest.edition_published",
        by=by,
        at=now,
        target=locked,
        after={
            "announced_on": locked.announced_on.isoformat(),
            "closes_at": locked.closes_at.isoformat() if locked.closes_at else None,
        },
    )
    return locked


def add_missing_cells(edition: Edition) -> None:
    """Every group in every domain; those that are there stay."""
    known = set(edition.cells.values_list("group_id", "domain_id"))
    domains = list(edition.domains.order_by("position", "pk"))
    Cell.objects.bulk_create(
        Cell(edition=edition, group=group, domain=domain)
        for group in edition.groups.order_by("position", "pk")
        for domain in domains
        if (group.pk, domain.pk) not in known
    )


def _lock(edition: Edition) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("contest__owner")
        .get(pk=edition.pk)
    )


@contextmanager
def _changing(edition: Edition, change: Change) -> Iterator[Edition]:
    """The locked edition; afterwards the trail and, once announced, the public log."""
    locked = _lock(edition)
    require(can_organise(change.by, locked, now=change.now))
    lock, why = lock_in(locked, change.part)
    if lock is Lock.CLOSED:
        raise PartClosedError(why)
    reason = change.reason
    if lock is Lock.REASON and not (reason.pl.strip() and reason.en.strip()):
        raise ReasonNeededError
    before = change.tell(locked)
    yield locked
    after = change.tell(Edition.objects.select_related("contest").get(pk=locked.pk))
    audit.record(
        "contest.edition_changed",
        by=change.by,
        at=change.now,
        target=locked,
        after={"part": str(change.part), "reason": reason.pl},
    )
    gone, come = _difference(before, after), _difference(after, before)
    if lock is Lock.REASON and (any(gone.values()) or any(come.values())):
        EditionChange.objects.create(
            edition=locked,
            part=change.part,
            reason=reason,
            before=gone,
            after=come,
            changed_at=change.now,
            changed_by=change.by,
        )


def _difference(
    one: Mapping[str, list[str]], other: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Sentences of one that the other lacks, by language."""
    return {
        language: [line for line in lines if line not in other.get(language, [])]
        for language, lines in one.items()
    }
