"""Asking partners to confirm that they take part."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.entries import locked_entry
from miara.contest.actions.guards import require
from miara.contest.errors.entry import PartnerLinkError, WrongStateError
from miara.contest.letters.shared import OWNER, address
from miara.contest.models import Entry, EntryPartner
from miara.contest.permissions import can_write_entry
from miara.core.localized import Localized
from miara.notifications import public as notifications
from miara.units import public as units

__all__ = ["ask_partner", "confirm_partner", "partner_by_token"]

_ASKABLE = {Entry.State.DRAFT, Entry.State.SUBMITTED, Entry.State.SUPPLEMENT}


@transaction.atomic
def ask_partner(
    *, partner: EntryPartner, by: accounts.User, now: datetime, language: str = "pl"
) -> EntryPartner:
    """Send a partner a link that confirms; an earlier link stops working.

    Raises
    ------
    NotAllowedError, WrongStateError
    ValueError
        When the partner has no address: the page does not offer the button then.
    """
    entry = locked_entry(partner.entry)
    require(can_write_entry(by, entry, now=now))
    if entry.state not in _ASKABLE:
        raise WrongStateError(state=entry.get_state_display())
    token = secrets.token_urlsafe(24)
    partner.token_digest = _digest(token)
    partner.asked_at = now
    partner.save(update_fields=["token_digest", "asked_at"])
    unit = units.unit_by_uid(entry.unit_uid)
    with override(language):
        lead = entry.entrant_name or (unit.name if unit else "")
    notifications.enqueue(
        "contest.partner_asked",
        to=partner.email,
        context={
            "edition": Localized.of(entry.edition.name).in_language(language),
            "title": entry.title or "–",
            "lead": lead,
            "person": by.full_name,
            "link": address("contest:partner-confirm", token, language=language),
        },
        language=language,
        at=now,
        owner_kind=OWNER,
        owner_id=entry.edition.uid,
        replaces=f"contest.partner_asked:{partner.pk}",
    )
    audit.record(
        "contest.partner_asked",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"partner": partner.unit_uid},
    )
    return partner


def partner_by_token(token: str) -> EntryPartner | None:
    """The partner whom a link asks, with the application."""
    rows = EntryPartner.objects.select_related("entry__edition__contest")
    return rows.filter(token_digest=_digest(token)).first() if token else None


@transaction.atomic
def confirm_partner(
    *, token: str, full_name: str, by: accounts.User | None, now: datetime
) -> EntryPartner:
    """The partner says that it takes part; saying it twice changes nothing.

    Raises
    ------
    PartnerLinkError
        When the link does not work any more.
    """
    known = partner_by_token(token)
    if known is None:
        raise PartnerLinkError
    entry = locked_entry(known.entry)
    partner = EntryPartner.objects.get(pk=known.pk)
    if partner.confirmed_at is not None:
        return partner
    partner.confirmed_at, partner.confirmed_name = now, full_name.strip()[:200]
    partner.save(update_fields=["confirmed_at", "confirmed_name"])
    audit.record(
        "contest.partner_confirmed",
        by=by,
        at=now,
        target=entry,
        parent=entry.edition,
        after={"partner": partner.unit_uid},
    )
    return partner


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
