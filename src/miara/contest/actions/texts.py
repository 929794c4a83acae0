"""Texts of an edition: written beside the data, approved, published; then they stay."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.setup import (
    NotApprovedError,
    TextOutdatedError,
    TextStateError,
)
from miara.contest.models import Approval, Edition, EditionText
from miara.contest.permissions import can_approve_text, can_organise
from miara.core.localized import Localized
from miara.documents.public import FileKind, keep_made
from miara.organisations.public import Organisation

__all__ = ["ask_approval", "decide_approval", "drop_approval", "publish_text",
           "write_text"]  # fmt: skip


@transaction.atomic
def write_text(
    *,
    edition: Edition,
    kind: str,
    generated: Localized,
    added: Localized,
    by: accounts.User,
    now: datetime,
) -> EditionText:
    """Keep the editor's additions beside what the data say now, in a draft.

    Approvals given to another content are asked for again.

    Raises
    ------
    NotAllowedError
    """
    require(can_organise(by, edition, now=now))
    rows = EditionText.objects.filter(edition=edition, kind=kind)
    draft = rows.select_for_update().filter(published_at=None).first()
    if draft is None:
        last = rows.aggregate(last=Max("version"))["last"] or 0
        draft = EditionText(edition=edition, kind=kind, version=last + 1)
    is_other = (draft.generated, draft.added) != (generated, added)
    draft.generated, draft.added = generated, added
    draft.rules_digest = rules_digest(edition)
    draft.save()
    if is_other:
        draft.approvals.update(decided_at=None, is_approved=None, remark="")
    audit.record(
        "contest.text_written",
        by=by,
        at=now,
        target=draft,
        parent=edition,
        after={"kind": kind, "version": draft.version},
    )
    return draft


@transaction.atomic
def ask_approval(
    *,
    text: EditionText,
    organisation: Organisation,
    full_name: str,
    office: Localized,
    by: accounts.User,
    now: datetime,
) -> Approval:
    """Name a president who has to approve a draft.

    Raises
    ------
    NotAllowedError, TextStateError
    """
    text = _draft(text)
    require(can_organise(by, text.edition, now=now))
    row = Approval.objects.create(
        text=text, organisation=organisation, full_name=full_name, office=office
    )
    audit.record(
        "contest.approval_asked",
        by=by,
        at=now,
        target=row,
        parent=text.edition,
        after={"kind": text.kind, "organisation": organisation.uid},
    )
    return row


@transaction.atomic
def drop_approval(*, approval: Approval, by: accounts.User, now: datetime) -> None:
    """Ask a person no longer.

    Raises
    ------
    NotAllowedError, TextStateError
    """
    text = _draft(approval.text)
    require(can_organise(by, text.edition, now=now))
    audit.record(
        "contest.approval_dropped",
        by=by,
        at=now,
        target=approval,
        parent=text.edition,
        after={"kind": text.kind},
    )
    approval.delete()


@transaction.atomic
def decide_approval(
    *,
    approval: Approval,
    is_approved: bool,
    remark: str,
    by: accounts.User,
    now: datetime,
) -> Approval:
    """Approve a draft or send it back: the president, or the office in their name.

    Raises
    ------
    NotAllowedError, TextStateError
    """
    text = _draft(approval.text)
    row = (
        Approval.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=approval.pk)
    )
    require(can_approve_text(by, text.edition, row.organisation.uid, now=now))
    row.is_approved, row.remark, row.approver = is_approved, remark, by
    row.decided_at = now
    row.save()
    audit.record(
        "contest.approval_decided",
        by=by,
        at=now,
        target=row,
        parent=text.edition,
        after={"kind": text.kind, "approved": is_approved},
    )
    return row


@transaction.atomic
def publish_text(
    *,
    text: EditionText,
    generated: Localized,
    pdf: bytes,
    by: accounts.User,
    now: datetime,
) -> EditionText:
    """Publish a draft with its PDF; from now on it never changes.

    Parameters
    ----------
    generated
        What the data say at this moment; it must be what was approved.

    Raises
    ------
    NotAllowedError, TextStateError
    TextOutdatedError
        When the data changed since the draft was written.
    NotApprovedError
        When an approval asked for is missing.
    """
    text = _draft(text)
    edition = text.edition
    require(can_organise(by, edition, now=now))
    if text.generated != generated:
        raise TextOutdatedError
    waiting = text.approvals.exclude(is_approved=True).order_by("pk")
    if names := list(waiting.values_list("full_name", flat=True)):
        raise NotApprovedError(names=", ".join(names))
    name = f"{edition.contest.code}-{edition.slug}-{text.kind.lower()}.pdf"
    text.file = keep_made(content=pdf, name=name, kind=FileKind.PDF, by=by, now=now)
    text.published_at, text.published_by = now, by
    text.save()
    audit.record(
        "contest.text_published",
        by=by,
        at=now,
        target=text,
        parent=edition,
        after={"kind": text.kind, "version": text.version, "sha256": text.file.sha256},
    )
    return text


def rules_digest(edition: Edition) -> str:
    """Digest of the rules that a text was made from."""
    text = json.dumps(edition.rules, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _draft(text: EditionText) -> EditionText:
    found = (
        EditionText.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner")
        .get(pk=text.pk)
    )
    if found.published_at is not None:
        raise TextStateError
    return found
