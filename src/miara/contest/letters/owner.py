"""An edition as the owner of its letters: who sees and releases them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.letters.shared import OWNER
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.notifications.public import register_mail_owner

if TYPE_CHECKING:
    from miara.notifications.public import LetterMaker

__all__ = ["register_owner"]


def register_owner(letter_pdf: LetterMaker) -> None:
    """Make editions known as owners of letters; called once at start.

    Parameters
    ----------
    letter_pdf
        Sets the letter of invitation to one head. It stands above the actions, which
        write letters, so it is handed in.
    """
    register_mail_owner(
        OWNER,
        title=_title,
        can_see=_may,
        can_release=_may,
        letters="contest.",
        keeps_letters=True,
        is_private=True,
        letter_pdf=letter_pdf,
        home=_home,
    )


def _title(uid: str) -> str:
    edition = Edition.objects.filter(uid=uid).first()
    return str(edition) if edition else uid


def _home(uid: str) -> str:
    """The office of the edition; its letters have no other door."""
    found = Edition.objects.select_related("contest").filter(uid=uid).first()
    if found is None:
        return ""
    return reverse("contest:office", args=[found.contest.code, found.slug])


def _may(user: Any, uid: str) -> Decision:
    edition = Edition.objects.select_related("contest__owner").filter(uid=uid).first()
    if edition is None:
        return Decision(allowed=False, reason=_("There is no such edition."))
    return can_organise(user, edition, now=timezone.now())
