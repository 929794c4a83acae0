"""Descriptions: written, published, confirmed, archived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from miara.audit import public as audit
from miara.practices.domain.content import Contact, Content
from miara.practices.domain.texts import PART_CODES, shortfalls
from miara.practices.enums import SOURCE
from miara.practices.errors import (
    ArchivedError,
    IncompleteError,
    NotAllowedError,
    ReasonMissingError,
    TakenAddressError,
)
from miara.practices.models import (
    FormerAddress,
    PracticeAward,
    PracticeCard,
    PracticeContact,
    PracticeCost,
    PracticeLife,
    PracticePartner,
    PracticeResult,
)
from miara.practices.permissions import can_answer_for, can_edit, can_publish
from miara.practices.phrases import part_names
from miara.search import public as search

if TYPE_CHECKING:
    from miara.accounts.public import Decision, User

__all__ = [
    "archive_card",
    "confirm_card",
    "create_card",
    "lead_here",
    "publish_card",
    "take_out_of_archive",
    "write_card",
]

Origin = PracticeCard.Origin


@transaction.atomic
def create_card(
    content: Content,
    *,
    by: User | None,
    now: datetime,
    origin: str = Origin.OFFICE,
    origin_note: str = "",
    origin_key: str = "",
) -> PracticeCard:
    """Start a description as a draft that nobody outside sees.

    Parameters
    ----------
    by
        An editor; None for the program itself (imports by the operator, entries of a
        contest, whose rights are checked where they begin).
    origin_key
        Identity where it came from, unique within the origin: a second import of the
        same row finds its card by it.
    """
    if by is not None:
        _require(can_edit(by, now=now))
    card = PracticeCard(
        origin=origin, origin_note=origin_note, origin_key=origin_key, live=False
    )
    _fill(card, content)
    card.has_unpublished_changes = True
    card.save()
    PracticeLife.objects.create(card=card, confirmed_on=timezone.localdate(now))
    PracticeContact.objects.create(card=card, **asdict(content.contact))
    card.save_revision(user=by, changed=True, clean=False)
    _announce(card, now)
    audit.record(
        "practices.card_created",
        by=by,
        at=now,
        target=card,
        after={"title": card.title, "origin": origin, "origin_key": origin_key},
    )
    return card


@transaction.atomic
def write_card(
    card: PracticeCard, content: Content, *, by: User | None, now: datetime
) -> PracticeCard:
    """Write a description anew as a draft; what is published stays until published."""
    if by is not None:
        _require(can_answer_for(by, card, now=now))
    draft = card.get_latest_revision_as_object()
    _fill(draft, content)
    draft.save_revision(user=by, changed=True, clean=False)
    if content.contact != Contact():
        PracticeContact.objects.filter(card=card).update(**asdict(content.contact))
    audit.record("practices.card_written", by=by, at=now, target=card)
    card.refresh_from_db()
    return card


@transaction.atomic
def publish_card(
    card: PracticeCard, *, by: User | None, now: datetime, checked: bool = True
) -> PracticeCard:
    """Make the newest draft public.

    Parameters
    ----------
    checked
        Refuse texts outside their limits. Descriptions moved here from an earlier
        base are published as they were, and say what they lack.

    Raises
    ------
    IncompleteError
        Naming the parts, when checked.
    ArchivedError
        When it stands in the archive.
    """
    if by is not None:
        _require(can_publish(by, now=now))
    life = PracticeLife.objects.select_for_update().get(card=card)
    if life.archived_on:
        raise ArchivedError
    draft = card.get_latest_revision_as_object()
    lacking = shortfalls({code: getattr(draft, code) for code in PART_CODES})
    if checked and lacking:
        raise IncompleteError(parts=part_names(row.part for row in lacking))
    revision = card.get_latest_revision()
    assert revision is not None  # made with the card
    revision.publish(user=by, log_action=False, skip_permission_checks=True)
    card.refresh_from_db()
    _announce(card, now)
    audit.record("practices.card_published", by=by, at=now, target=card)
    return card


@transaction.atomic
def confirm_card(card: PracticeCard, *, by: User | None, now: datetime) -> PracticeLife:
    """Write down that the description is still true; the year begins anew.

    ``by`` is None when the answer came by the link of a mail.
    """
    if by is not None:
        _require(can_answer_for(by, card, now=now))
    life = PracticeLife.objects.select_for_update().get(card=card)
    if life.archived_on:
        raise ArchivedError
    before = life.confirmed_on
    life.confirmed_on = max(before, timezone.localdate(now))
    life.save()
    audit.record(
        "practices.card_confirmed",
        by=by,
        at=now,
        target=card,
        before={"confirmed_on": before},
        after={"confirmed_on": life.confirmed_on},
    )
    return life


@transaction.atomic
def archive_card(
    card: PracticeCard,
    *,
    reason: str,
    note: str,
    by: User | None,
    now: datetime,
    replaced_by: PracticeCard | None = None,
) -> PracticeLife:
    """Move a description to the archive, where it stays readable with the reason.

    Raises
    ------
    ReasonMissingError
        Without a sentence for readers, or without the card that replaces it.
    """
    if by is not None:
        _require(can_publish(by, now=now))
    is_replaced = reason == PracticeLife.Reason.REPLACED
    if not note.strip() or (is_replaced and replaced_by in {None, card}):
        raise ReasonMissingError
    life = PracticeLife.objects.select_for_update().get(card=card)
    if life.archived_on:
        raise ArchivedError
    life.archived_on = timezone.localdate(now)
    life.archived_for = PracticeLife.Reason(reason)
    life.archived_note = note.strip()
    life.replaced_by = replaced_by if is_replaced else None
    life.save()
    _announce(card, now)
    audit.record(
        "practices.card_archived", by=by, at=now, target=card, after={"reason": reason}
    )
    return life


@transaction.atomic
def take_out_of_archive(
    card: PracticeCard, *, by: User | None, now: datetime
) -> PracticeLife:
    """Undo the archiving; whoever does it stands behind the description today."""
    if by is not None:
        _require(can_publish(by, now=now))
    life = PracticeLife.objects.select_for_update().get(card=card)
    life.archived_on = None
    life.archived_for = ""
    life.archived_note = ""
    life.replaced_by = None
    life.confirmed_on = timezone.localdate(now)
    life.save()
    _announce(card, now)
    audit.record("practices.card_unarchived", by=by, at=now, target=card)
    return life


@transaction.atomic
def lead_here(
    card: PracticeCard, addresses: Iterable[str], *, by: User | None, now: datetime
) -> int:
    """Let former addresses lead to a description for ever; returns how many are new.

    Raises
    ------
    TakenAddressError
        When one leads to another description.
    """
    if by is not None:
        _require(can_edit(by, now=now))
    wanted = [address for address in dict.fromkeys(addresses) if address]
    known = {
        row.address: row
        for row in FormerAddress.objects.filter(address__in=wanted).select_related(
            "card"
        )
    }
    for row in known.values():
        if row.card_id != card.pk:
            raise TakenAddressError(address=row.address, title=row.card.title)
    new = [address for address in wanted if address not in known]
    FormerAddress.objects.bulk_create(
        FormerAddress(address=address, card=card) for address in new
    )
    if new:
        audit.record(
            "practices.addresses_led", by=by, at=now, target=card, after={"new": new}
        )
    return len(new)


def _announce(card: PracticeCard, now: datetime) -> None:
    search.changed(SOURCE, [str(card.pk)], at=now)


def _fill(card: PracticeCard, content: Content) -> None:
    for name in (
        "title", "title_en", "summary_en", "result_sentence", "section", "domain",
        "service", "unit_uid", "lead_name", "began_on", "ended_on", "is_running",
        "costs_source",
    ):  # fmt: skip
        setattr(card, name, getattr(content, name))
    for code in PART_CODES:
        setattr(card, code, content.texts.get(code, ""))
    card.partners = _rows(PracticePartner, content.partners)
    card.result_rows = _rows(PracticeResult, content.results)
    card.costs = _rows(PracticeCost, content.costs)
    card.awards = _rows(PracticeAward, content.awards)


def _rows(model: Any, items: Sequence[Any]) -> list[Any]:
    return [model(position=place, **asdict(item)) for place, item in enumerate(items)]


def _require(decision: Decision) -> None:
    if not decision:
        raise NotAllowedError(reason=decision.reason)
