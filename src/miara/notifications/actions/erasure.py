"""Erasing letters of an owner when their time is over, or of one person on request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from miara.documents.public import StoredFile, erase_file
from miara.notifications.actions.sending import ERASED
from miara.notifications.models import Dispatch, DispatchItem, Enquiry, Message

__all__ = ["erase_of_owner", "erase_to_address", "held_of_owner"]


@transaction.atomic
def erase_of_owner(owner_kind: str, owner_id: str, *, now: datetime) -> dict[str, int]:
    """Erase texts and addresses of everything that an owner wrote or noted.

    Letters that have not gone out are cancelled first; rows stay as a trace.

    Returns
    -------
    dict[str, int]
        Numbers of ``letters``, ``dispatched`` letters and ``enquiries`` emptied.
    """
    messages = Message.objects.of_owner(owner_kind, owner_id)
    dispatched, enquiries = _others(owner_kind, owner_id)
    _erase_letter_files(owner_kind, owner_id, now)
    return {
        "letters": _erase(messages, now),
        "dispatched": dispatched.update(address="", proof_note=""),
        "enquiries": enquiries.update(subject="", text=""),
    }


@transaction.atomic
def erase_to_address(
    address: str, *, owner_kind: str, owner_id: str, now: datetime
) -> int:
    """Erase letters of an owner to one address; gives their number."""
    messages = Message.objects.of_owner(owner_kind, owner_id)
    return _erase(messages.filter(recipient__iexact=address), now)


def held_of_owner(owner_kind: str, owner_id: str) -> dict[str, int]:
    """Numbers of letters, dispatched letters and enquiries with texts or addresses."""
    messages = Message.objects.of_owner(owner_kind, owner_id)
    dispatched, enquiries = _others(owner_kind, owner_id)
    return {
        "letters": messages.filter(erased_at=None).count(),
        "dispatched": dispatched.count(),
        "enquiries": enquiries.count(),
    }


def _erase_letter_files(owner_kind: str, owner_id: str, now: datetime) -> None:
    """Forget the PDF of each head; its hash stays as the proof of what was sent."""
    sent = Dispatch.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    items = DispatchItem.objects.filter(dispatch__in=sent, letter__isnull=False)
    keys = [
        *items.values_list("letter_id", flat=True),
        *sent.filter(letters_file__isnull=False).values_list(
            "letters_file_id", flat=True
        ),
    ]
    reason = str(_("The time for which the file of the case is kept is over."))
    for file in StoredFile.objects.living().filter(pk__in=keys).order_by("pk"):
        erase_file(file=file, reason=reason, by=None, now=now)


def _others(owner_kind: str, owner_id: str) -> tuple[Any, Any]:
    """Dispatched letters and enquiries of an owner that still say something."""
    dispatched = DispatchItem.objects.filter(
        dispatch__owner_kind=owner_kind, dispatch__owner_id=owner_id
    ).exclude(address="", proof_note="")
    enquiries = Enquiry.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id
    ).exclude(subject="", text="")
    # Updates of rows found through a join need their keys.
    return DispatchItem.objects.filter(pk__in=dispatched.values("pk")), enquiries


def _erase(messages: Any, now: datetime) -> int:
    unsent = Q(state__in=[Message.State.QUEUED, Message.State.HELD])
    messages.filter(unsent).update(state=Message.State.CANCELLED, ended_at=now)
    emptied: int = messages.filter(erased_at=None).update(**ERASED, erased_at=now)
    return emptied
