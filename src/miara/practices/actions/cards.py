"""Descriptions: written, published, confirmed, archived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    WaitsForAuthorError,
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
    by_an_action,
)
from miara.practices.permissions import can_answer_for, can_edit, can_publish
from miara.practices.phrases import part_names
from miara.search import public as search

if TYPE_CHECKING:
    from wagtail.models import Revision

    from miara.accounts.public import Decision, User

__all__ = [
    "archive_card",
    "before_publishing",
    "begin_card",
    "confirm_card",
    "create_card",
    "lead_here",
    "note_draft",
    "publish_card",
    "reasons_to_wait",
    "take_out_of_archive",
    "write_card",
]

Origin = PracticeCard.Origin
#: Asked before a draft becomes public: a sentence why it must wait, or nothing.
_conditions: list[Callable[[PracticeCard], str]] = []


def before_publishing(condition: Callable[[PracticeCard], str]) -> None:
    """Let an upper context say why a description must wait; called once at start."""
    if condition not in _conditions:
        _conditions.append(condition)


def reasons_to_wait(card: PracticeCard) -> list[str]:
    """What upper contexts have against publishing a description now."""
    return [reason for condition in _conditions if (reason := condition(card))]


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
    card.save_revision(user=by, changed=True, clean=False)
    return begin_card(card, content.contact, by=by, now=now)


@transaction.atomic
def begin_card(
    card: PracticeCard, contact: Contact, *, by: User | None, now: datetime
) -> PracticeCard:
    """Give a card just saved as a draft its life, its contact and its trace."""
    if by is not None:
        _require(can_edit(by, now=now))
    PracticeLife.objects.create(card=card, confirmed_on=timezone.localdate(now))
    PracticeContact.objects.create(card=card, **asdict(contact))
    _announce(card, now)
    audit.record(
        "practices.card_created",
        by=by,
        at=now,
        target=card,
        after={
            "title": card.title,
            "origin": card.origin,
            "origin_key": card.origin_key,
        },
    )
    return card


@transaction.atomic
def note_draft(card: PracticeCard, *, by: User, now: datetime) -> None:
    """Write into the trail that a draft was saved on the editing pages."""
    _require(can_edit(by, now=now))
    audit.record("practices.card_written", by=by, at=now, target=card)


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
    card: PracticeCard,
    *,
    by: User | None,
    now: datetime,
    checked: bool = True,
    revision: Revision | None = None,
) -> PracticeCard:
    """Make a draft public, now or at the moment that it names.

    A draft with a moment still to come is only booked: nobody outside sees anything of
    it before `publish_due` takes it up.

    Parameters
    ----------
    checked
        Refuse texts outside their limits, and what an upper context holds back.
        Descriptions moved here from an earlier base are published as they were, and
        say what they lack.
    revision
        The draft; the newest when missing.

    Raises
    ------
    IncompleteError
        Naming the parts, when checked.
    WaitsForAuthorError
        When an upper context says why it must wait, when checked.
    ArchivedError
        When it stands in the archive.
    """
    if by is not None:
        _require(can_publish(by, now=now))
    life = PracticeLife.objects.select_for_update().get(card=card)
    if life.archived_on:
        raise ArchivedError
    revision = revision or card.get_latest_revision()
    assert revision is not None  # made with the card
    draft = revision.as_object()
    lacking = shortfalls({code: getattr(draft, code) for code in PART_CODES})
    if checked and lacking:
        raise IncompleteError(parts=part_names(row.part for row in lacking))
    if checked and (reasons := reasons_to_wait(card)):
        raise WaitsForAuthorError(reason=" ".join(reasons))
    with by_an_action():
        revision.publish(user=by, log_action=False, skip_permission_checks=True)
    card.refresh_from_db()
    revision.refresh_from_db()
    if moment := revision.approved_go_live_at:
        audit.record(
            "practices.card_booked",
            by=by,
            at=now,
            target=card,
            after={"moment": moment},
        )
        return card
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
