"""An application as the owner of its sheet: who writes, who reads, where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.models import Entry
from miara.contest.permissions import can_check, can_read_entry, can_write_entry
from miara.contest.queries.entries import UNREAD
from miara.contest.queries.writing import open_fields, writing_decision
from miara.contest.roles import ENTRY
from miara.core.request_context import moment
from miara.questionnaires.public import (
    Access,
    AnswerSheet,
    OwnerRules,
    register_owner,
)

if TYPE_CHECKING:
    from miara.contest.permissions import Person

__all__ = ["register"]

_MEGABYTE: Final = 2**20


def register() -> None:
    """Make applications known as owners of sheets; called once at start."""
    register_owner(
        ENTRY,
        OwnerRules(
            can_edit_form=_can_edit_form,
            can_write=_can_write,
            can_read=_can_read,
            back_url=_back_url,
            title=_title,
            keeps_late=_keeps_late,
            finish=_finish,
            open_fields=_open_fields,
            file_limits=_file_limits,
        ),
    )


def _entry(sheet: AnswerSheet) -> Entry:
    """The application of a sheet, read once for each sheet of a request."""
    known = sheet.__dict__.get("_contest_entry")
    if known is None:
        rows = Entry.objects.select_related("edition__contest__owner").defer(*UNREAD)
        known = rows.get(uid=sheet.owner_id)
        sheet.__dict__["_contest_entry"] = known
    return known


def _can_edit_form(user: Person, owner_id: str) -> Decision:
    return Decision(
        allowed=False, reason=_("The form belongs to the edition, not to applications.")
    )


def _may(user: Person, entry: Entry) -> Decision:
    """Writers of the application; the office for one that it copies from paper."""
    now = moment()
    if entry.channel == Entry.Channel.PAPER and entry.state == Entry.State.DRAFT:
        return can_check(user, entry.edition, now=now)
    return can_write_entry(user, entry, now=now)


def _can_write(user: Person, sheet: AnswerSheet) -> Decision:
    entry = _entry(sheet)
    decision = _may(user, entry)
    return writing_decision(entry, moment()) if decision else decision


def _can_read(user: Person, sheet: AnswerSheet) -> Access:
    """Its people read what they write; others read versions that were submitted."""
    entry = _entry(sheet)
    decision = can_read_entry(user, entry, now=moment())
    return Access(decision if decision else _may(user, entry))


def _keeps_late(user: Person, sheet: AnswerSheet) -> bool:
    return bool(_may(user, _entry(sheet)))


def _open_fields(sheet: AnswerSheet) -> frozenset[str] | None:
    return open_fields(_entry(sheet))


def _file_limits(sheet: AnswerSheet) -> tuple[int, int]:
    """As the rules of the edition say, in bytes."""
    rules = _entry(sheet).edition.settings
    return (
        rules.attachment_limit_mb * _MEGABYTE,
        rules.attachments_total_mb * _MEGABYTE,
    )


def _is_copy(entry: Entry) -> bool:
    return entry.channel == Entry.Channel.PAPER and entry.state == Entry.State.DRAFT


def _back_url(sheet: AnswerSheet) -> str:
    entry = _entry(sheet)
    if _is_copy(entry):
        edition = entry.edition
        return reverse(
            "contest:application", args=[edition.contest.code, edition.slug, entry.uid]
        )
    return reverse("contest:entry", args=[entry.uid])


def _title(sheet: AnswerSheet) -> str:
    entry = _entry(sheet)
    return entry.title or _("Application: %(edition)s") % {"edition": entry.edition}


def _finish(sheet: AnswerSheet) -> tuple[str, str] | None:
    entry = _entry(sheet)
    if _is_copy(entry):
        return None
    if entry.state == Entry.State.SUPPLEMENT:
        address = reverse("contest:entry-supplement", args=[entry.uid])
        return _("To sending the supplement"), address
    if entry.state in {Entry.State.DRAFT, Entry.State.SUBMITTED}:
        address = reverse("contest:entry-submit", args=[entry.uid])
        return _("To submitting the application"), address
    return None
