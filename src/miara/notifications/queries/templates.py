"""Reads of the texts of letters."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from miara.notifications.domain.templates import template_kind
from miara.notifications.models import MailTemplate
from miara.notifications.owners import SITE, SITE_ID

__all__ = ["history_of", "in_force", "own_texts"]


def in_force(
    owner_kind: str, owner_id: str, kind: str, language: str
) -> MailTemplate | None:
    """The newest version an owner wrote, None when there is none."""
    return history_of(owner_kind, owner_id, kind, language).first()


def history_of(
    owner_kind: str, owner_id: str, kind: str, language: str
) -> QuerySet[MailTemplate]:
    """Every version, the newest first."""
    return (
        MailTemplate.objects.filter(
            owner_kind=owner_kind, owner_id=owner_id, kind=kind, language=language
        )
        .select_related("changed_by")
        .order_by("-version")
    )


def own_texts(
    owner_kind: str, owner_id: str, kind: str, language: str
) -> tuple[str, str] | None:
    """Subject and text to use instead of the default: the owner's, else the site's."""
    if template_kind(kind) is None:
        return None
    owners = [(owner_kind, owner_id), (SITE, SITE_ID)]
    rows = MailTemplate.objects.filter(
        Q(owner_kind=owner_kind, owner_id=owner_id)
        | Q(owner_kind=SITE, owner_id=SITE_ID),
        kind=kind,
        language=language,
    )
    newest = {(row.owner_kind, row.owner_id): row for row in rows.order_by("version")}
    for owner in owners:
        row = newest.get(owner)
        if row is not None and not row.is_default:
            return row.subject, row.text
    return None
