"""An edition as the owner of its letters: who sees and releases them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.errors.setup import NoLetterError
from miara.contest.letters.shared import OWNER
from miara.contest.models import Edition, EditionText
from miara.contest.permissions import can_organise
from miara.documents.public import read_file
from miara.notifications.public import register_mail_owner

if TYPE_CHECKING:
    from miara.organisations.public import HeadFacts

__all__ = ["register_owner"]


def register_owner() -> None:
    """Make editions known as owners of letters; called once at start."""
    register_mail_owner(
        OWNER,
        title=_title,
        can_see=_may,
        can_release=_may,
        letters="contest.",
        keeps_letters=True,
        is_private=True,
        letter_pdf=_letter,
    )


def _letter(uid: str, head: HeadFacts, values: dict[str, str]) -> bytes:
    """The published letter of invitation, the same for every head.

    It is typeset when it is published, with its approvals: a document set for each of
    thousands of letters would hold the locks of the dispatch.
    """
    row = (
        EditionText.objects.filter(
            edition__uid=uid,
            kind=EditionText.Kind.LETTER,
            published_at__isnull=False,
        )
        .select_related("file")
        .order_by("-version")
        .first()
    )
    if row is None or row.file is None:
        raise NoLetterError
    return read_file(row.file)


def _title(uid: str) -> str:
    edition = Edition.objects.filter(uid=uid).first()
    return str(edition) if edition else uid


def _may(user: Any, uid: str) -> Decision:
    edition = Edition.objects.select_related("contest__owner").filter(uid=uid).first()
    if edition is None:
        return Decision(allowed=False, reason=_("There is no such edition."))
    return can_organise(user, edition, now=timezone.now())
