"""A reader proposes a practice: sent, confirmed by mail, a draft for editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.practices.actions.cards import create_card
from miara.practices.domain.content import Award, Content
from miara.practices.errors import TooManyProposalsError
from miara.practices.models import PracticeCard, PracticeProposal

__all__ = [
    "CONFIRM",
    "KEPT_DAYS",
    "Proposal",
    "confirm_proposal",
    "erase_proposals",
    "propose",
]

CONFIRM: Final = "practices.proposal_confirm"
#: What nobody confirmed is erased after so many days.
KEPT_DAYS: Final = 14
#: From one address, confirmed or not.
MOST_A_DAY: Final = 5
_NAMES_KEPT: Final = timedelta(days=365)
Source = PracticeProposal.Source


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reader wrote, and who they are."""

    title: str
    lead_name: str
    source: str
    name: str
    email: str
    unit_uid: str = ""
    section: str = ""
    contest: str = ""
    link: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def propose(proposal: Proposal, *, language: str, now: datetime) -> PracticeProposal:
    """Keep a proposal and ask its address to confirm it.

    The mail says nothing of the proposal: whoever typed a stranger's address cannot
    send a text by it.

    Raises
    ------
    TooManyProposalsError
        When the address sent as many as one day allows.
    """
    lately = PracticeProposal.objects.filter(
        proposer_email__iexact=proposal.email, sent_at__gt=now - timedelta(days=1)
    )
    if lately.count() >= MOST_A_DAY:
        raise TooManyProposalsError
    row = PracticeProposal.objects.create(
        title=proposal.title,
        lead_name=proposal.lead_name,
        unit_uid=proposal.unit_uid,
        section=proposal.section,
        texts=dict(proposal.texts),
        source=proposal.source,
        contest=proposal.contest,
        link=proposal.link,
        proposer_name=proposal.name,
        proposer_email=proposal.email,
        language=language,
        sent_at=now,
    )
    with translation.override(language):
        path = reverse("proposals:confirm", args=[row.key])
    notifications.enqueue(
        CONFIRM,
        to=proposal.email,
        context={"address": settings.MIARA_SITE_URL + path, "days": KEPT_DAYS},
        language=language,
        at=now,
    )
    return row


@transaction.atomic
def confirm_proposal(row: PracticeProposal, *, now: datetime) -> PracticeCard:
    """Make a draft of a proposal whose address was confirmed; once, however often."""
    row = PracticeProposal.objects.select_for_update().get(pk=row.pk)
    if row.card is not None:
        return row.card
    is_contest = row.source == Source.CONTEST
    origin = PracticeCard.Origin
    card = create_card(
        _content(row),
        by=None,
        now=now,
        origin=origin.OTHER_CONTEST if is_contest else origin.RECOMMENDED,
        origin_note=_note(row),
        origin_key=f"proposal:{row.pk}",
    )
    row.card, row.confirmed_at = card, now
    row.save(update_fields=["card", "confirmed_at"])
    audit.record("practices.proposal_confirmed", by=None, at=now, target=card)
    return card


def erase_proposals(*, now: datetime) -> dict[str, int]:
    """Erase what nobody confirmed, and names a year after the confirmation."""
    unconfirmed = PracticeProposal.objects.filter(
        confirmed_at=None, sent_at__lt=now - timedelta(days=KEPT_DAYS)
    )
    old = PracticeProposal.objects.filter(confirmed_at__lt=now - _NAMES_KEPT)
    old = old.exclude(proposer_name="", proposer_email="")
    erased, _rows = unconfirmed.delete()
    emptied = old.update(proposer_name="", proposer_email="")
    return {"unconfirmed": erased, "names": emptied}


def _content(row: PracticeProposal) -> Content:
    """Without a contact: whom readers ask is agreed between editor and author."""
    is_contest = row.source == Source.CONTEST
    return Content(
        title=row.title,
        unit_uid=row.unit_uid,
        lead_name="" if row.unit_uid else row.lead_name,
        section=row.section,
        texts=row.texts,
        awards=(Award(row.contest, "", source=row.link),) if is_contest else (),
    )


def _note(row: PracticeProposal) -> str:
    with translation.override("pl"):
        note = _("proposed by the public form")
        return f"{note}; {row.link}"[:300] if row.link else note
