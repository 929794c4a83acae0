"""A reader proposes a practice: sent, confirmed by mail, a draft for editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.practices.actions.cards import create_card
from miara.practices.domain.content import Award, Content
from miara.practices.domain.texts import PART_CODES
from miara.practices.errors import TooManyProposalsError
from miara.practices.models import PracticeCard, PracticeProposal
from miara.practices.queries.proposal_form import OWNER, OWNER_ID, questions
from miara.questionnaires import public as questionnaires

__all__ = [
    "CONFIRM",
    "KEPT_DAYS",
    "Proposal",
    "confirm_proposal",
    "erase_proposals",
    "open_questions",
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
    """What a reader wrote, and who they are.

    ``answers`` are canonical values of the editors' questions by code; those that the
    template of a card has become its texts.
    """

    title: str
    lead_name: str
    source: str
    name: str
    email: str
    unit_uid: str = ""
    section: str = ""
    contest: str = ""
    link: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


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
        texts=_texts(proposal.answers),
        source=proposal.source,
        contest=proposal.contest,
        link=proposal.link,
        proposer_name=proposal.name,
        proposer_email=proposal.email,
        language=language,
        sent_at=now,
    )
    if proposal.answers:
        row.sheet = questionnaires.take_in(
            version=_version(now=now),
            values=proposal.answers,
            owner_kind=OWNER,
            owner_id=str(row.pk),
            now=now,
        )
        row.save(update_fields=["sheet"])
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
    sheets = list(unconfirmed.values_list("sheet_id", flat=True))
    erased, _rows = unconfirmed.delete()
    questionnaires.erase_sheets([pk for pk in sheets if pk is not None])
    for row in old.select_related("sheet"):
        if row.sheet is not None:
            questionnaires.erase_personal(sheet=row.sheet, by=None, now=now)
    emptied = old.update(proposer_name="", proposer_email="")
    return {"unconfirmed": erased, "names": emptied}


@transaction.atomic
def open_questions(*, by: accounts.User, now: datetime) -> None:
    """Put the questions of the program into the hands of editors, once."""
    if questions().version is None:
        _start(by=by, now=now)


def _version(*, now: datetime) -> questionnaires.FormVersion:
    """The published questions; those of the program become a version when answered."""
    return questions().version or _start(by=None, now=now)


def _start(*, by: accounts.User | None, now: datetime) -> questionnaires.FormVersion:
    draft = questionnaires.create_form(
        definition=questions().definition,
        owner_kind=OWNER,
        owner_id=OWNER_ID,
        by=by,
        now=now,
    )
    return questionnaires.publish_version(version=draft, by=by, now=now)


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Parts of the template among the answers, in their order."""
    return {
        code: str(answers[code]) for code in PART_CODES if answers.get(code) is not None
    }


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
