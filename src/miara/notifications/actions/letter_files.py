"""The PDF of a dispatch for each head, and all of them as one file for print.

Setting thousands of documents takes minutes, so a background job does it: a document at
a time outside of any transaction, then a handful of letters in one. A job that was
stopped goes on where it ended.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import pikepdf
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from miara.audit import public as audit
from miara.core.progress import Progress
from miara.documents.public import FileKind, StoredFile, keep_made, read_file
from miara.notifications.actions.dispatches import (
    is_mailed,
    lines_of,
    message_to,
    refresh_item,
)
from miara.notifications.errors import DispatchStateError
from miara.notifications.letters import LANGUAGE, values_for
from miara.notifications.models import Dispatch, DispatchItem
from miara.notifications.models.dispatch import Channel
from miara.notifications.owners import mail_owner
from miara.organisations import public as organisations

__all__ = ["PRINTED", "make_letters", "set_letter"]

#: Channels whose letters leave the house as one file: for the printer, or to be sent
#: one by one through the office's own e-Doręczenia.
PRINTED: Final = frozenset({Channel.POST, Channel.E_DORECZENIA})
#: Letters in one transaction: few enough for others to write in between.
_TOGETHER: Final = 20
_State = DispatchItem.State


def make_letters(
    *, dispatch: Dispatch, by: Any, now: datetime, progress: Progress | None = None
) -> int:
    """Set the letter to each head that has an address; e-mails enter the outbox.

    The hash of each letter is kept with it, and stays when the file is erased. Letters
    for post and e-Doręczenia are put together into one file as well.

    Returns
    -------
    int
        How many were set now; those that were there stay as they are.

    Raises
    ------
    DispatchStateError
        When the dispatch is not approved, or has no letter.
    TypesettingError
        When a letter cannot be set; those before it stay.
    """
    if dispatch.state != Dispatch.State.APPROVED or not dispatch.has_letter:
        raise DispatchStateError
    progress = progress or Progress()
    waiting = list(
        dispatch.items.filter(letter=None, proof_at=None)
        .exclude(state=_State.QUEUED)
        .order_by("pk")
    )
    progress.stage(_("Setting letters"), total=len(waiting))
    made = 0
    for start in range(0, len(waiting), _TOGETHER):
        made += _some(dispatch, waiting[start : start + _TOGETHER], by, now, progress)
    if dispatch.channel in PRINTED:
        progress.stage(_("Putting the letters together"))
        _put_together(dispatch, by, now)
    audit.record(
        "notifications.letters_made",
        by=by,
        at=now,
        target=dispatch,
        parent=audit.Ref(dispatch.owner_kind, dispatch.owner_id),
        after={
            "title": dispatch.title,
            "count": made,
            "sha256": dispatch.letters_file and dispatch.letters_file.sha256,
        },
    )
    return made


def set_letter(dispatch: Dispatch, line: organisations.DirectoryLine) -> bytes:
    """The letter to one head as PDF, in the language of the letter.

    Raises
    ------
    DispatchStateError
        When the owner makes no letters, or the unit has no head.
    """
    owner = mail_owner(dispatch.owner_kind)
    if owner is None or owner.letter_pdf is None or line.head is None:
        raise DispatchStateError
    with override(LANGUAGE):
        values = values_for(line.unit, line.head, dispatch.variables)
        return owner.letter_pdf(dispatch.owner_id, line.head, values)


def _some(
    dispatch: Dispatch,
    items: list[DispatchItem],
    by: Any,
    now: datetime,
    progress: Progress,
) -> int:
    """Set a few letters, then keep them and queue their e-mails at once."""
    lines = lines_of(items)
    contents: dict[int, bytes] = {}
    for item in items:
        line = lines.get(item.unit_uid)
        refresh_item(item, dispatch, line)
        if line is not None and item.state == _State.WAITING and line.head is not None:
            contents[item.pk] = set_letter(dispatch, line)
        progress.advance()
    with transaction.atomic():
        # Whoever recorded a proof meanwhile has sent the letter another way.
        free = set(
            DispatchItem.objects.select_for_update()
            .filter(pk__in=[item.pk for item in items], proof_at=None, letter=None)
            .values_list("pk", flat=True)
        )
        kept = [item for item in items if item.pk in free]
        for item in kept:
            if item.pk in contents:
                line = lines[item.unit_uid]
                file = keep_made(
                    content=contents[item.pk],
                    name=f"pismo-{line.unit.code}.pdf",
                    kind=FileKind.PDF,
                    by=by,
                    now=now,
                )
                item.letter, item.letter_sha256 = file, file.sha256
                if is_mailed(item):
                    item.message = message_to(dispatch, line, now, [file])
                    item.state = _State.QUEUED
        DispatchItem.objects.bulk_update(
            kept, ["head", "address", "state", "message", "letter", "letter_sha256"]
        )
    return len(free & contents.keys())


def _put_together(dispatch: Dispatch, by: Any, now: datetime) -> None:
    """All letters of the dispatch, in the order of the directory, as one PDF."""
    items = dispatch.items.filter(letter__isnull=False).select_related("letter")
    files = [item.letter for item in items.order_by("pk") if item.letter is not None]
    if not files:
        return
    content = _joined(files)
    with transaction.atomic():
        dispatch.letters_file = keep_made(
            content=content,
            name=f"pisma-{dispatch.pk}.pdf",
            kind=FileKind.PDF,
            by=by,
            now=now,
        )
        dispatch.save(update_fields=["letters_file"])


def _joined(files: Iterable[StoredFile]) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as whole:
        for file in files:
            with pikepdf.open(io.BytesIO(read_file(file))) as one:
                whole.pages.extend(one.pages)
        whole.save(target)
    return target.getvalue()
