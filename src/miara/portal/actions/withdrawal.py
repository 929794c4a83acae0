"""Pages taken out of public, and back again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.portal.enums import PAGES
from miara.portal.errors import (
    NotAllowedError,
    ReasonMissingError,
    WithdrawnPageError,
    WithoutPublicError,
)
from miara.portal.models import PageWithdrawal, SitePage
from miara.portal.permissions import can_edit
from miara.search import public as search

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["bring_back_page", "withdraw_page"]


@transaction.atomic
def withdraw_page(
    page: SitePage, *, reason: str, by: User | None, now: datetime
) -> PageWithdrawal:
    """Take a page out of public; all its addresses say so with the reason.

    Raises
    ------
    ReasonMissingError
        Without a sentence for readers.
    WithoutPublicError
        When it was never published.
    WithdrawnPageError
        When it is withdrawn already.
    """
    _require(by, page, now)
    if not reason.strip():
        raise ReasonMissingError
    page = SitePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not page.live:
        raise WithoutPublicError
    row, is_new = PageWithdrawal.objects.get_or_create(
        page=page, defaults={"withdrawn_at": now, "reason": reason.strip()}
    )
    if not is_new:
        raise WithdrawnPageError
    search.changed(PAGES, [str(page.pk)], at=now)
    audit.record(
        "portal.page_withdrawn",
        by=by,
        at=now,
        target=page,
        after={"reason": row.reason},
    )
    return row


@transaction.atomic
def bring_back_page(page: SitePage, *, by: User | None, now: datetime) -> None:
    """Undo a withdrawal; without one nothing happens."""
    _require(by, page, now)
    if not PageWithdrawal.objects.filter(page=page).delete()[0]:
        return
    search.changed(PAGES, [str(page.pk)], at=now)
    audit.record("portal.page_brought_back", by=by, at=now, target=page)


def _require(by: User | None, page: SitePage, now: datetime) -> None:
    if by is not None and not (decision := can_edit(by, page.site, now=now)):
        raise NotAllowedError(reason=decision.reason)
