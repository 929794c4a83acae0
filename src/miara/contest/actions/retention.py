"""Erasing personal data when their time is over."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from miara.audit import public as audit
from miara.contest.actions.dossiers import discard_dossier
from miara.contest.letters.shared import OWNER
from miara.contest.models import Dossier, Edition, EntryVersion
from miara.contest.queries.held import file_day, form_days, sheets_of_edition
from miara.contest.queries.retention import (
    ERASED_HOST,
    FILES,
    PLAN,
    Clock,
    Slot,
    due_at,
    held_files,
    held_rows,
)
from miara.documents import public as documents
from miara.notifications import public as notifications
from miara.questionnaires import public as questionnaires

__all__ = ["empty_slot", "erase_due", "erase_of_edition", "redact_versions"]


def erase_due(now: datetime) -> dict[str, int]:
    """Erase what is due in all editions; run by the calendar, safe to repeat.

    Returns
    -------
    dict[str, int]
        Numbers of values erased, by kind.
    """
    total: Counter[str] = Counter()
    for edition in Edition.objects.order_by("pk"):
        total.update(erase_of_edition(edition=edition, now=now))
    return dict(total)


@transaction.atomic
def erase_of_edition(*, edition: Edition, now: datetime) -> dict[str, int]:
    """Erase everything of an edition whose time is over at ``now``.

    Marks, decisions, numbers and hashes stay: they say nothing of a person once the
    names are gone, and the results rest on them.
    """
    counts = {
        slot.code: empty_slot(slot, _due_rows(slot, edition, now)) for slot in PLAN
    }
    days = form_days(edition)
    counts["forms"] = _forms(edition, days, now)
    counts["files"] = _files(edition, days, now)
    retention = due_at(edition, Clock.RETENTION)
    if retention is not None and retention <= now:
        erased = notifications.erase_of_owner(OWNER, edition.uid, now=now)
        counts |= erased
    counts = {code: count for code, count in counts.items() if count}
    if counts:
        audit.record(
            "contest.personal_erased",
            by=None,
            at=now,
            target=edition,
            after={"counts": counts},
        )
    return counts


def empty_slot(slot: Slot, rows: Any) -> int:
    """Replace the values of a field in the given rows; gives their number.

    Rows are changed by one update, which passes the guard of closed files.
    """
    values: dict[str, Any] = dict(slot.along)
    if slot.empty is None:
        key = Cast(F("pk"), CharField())
        values[slot.name] = Concat(Value("ekspert-"), key, Value(ERASED_HOST))
    else:
        values[slot.name] = slot.empty
    keys = rows.values_list("pk", flat=True)
    found: int = slot.model._default_manager.filter(pk__in=list(keys)).update(**values)
    return found


def redact_versions(
    versions: Any, codes: dict[int, set[str]] | set[str], *, now: datetime
) -> int:
    """Take personal answers out of what was received; the hash stays.

    Parameters
    ----------
    versions
        Versions of applications.
    codes
        Fields to take out, for all versions or by number of the form's version.
    """
    changed = 0
    for row in versions.iterator():
        sealed = json.loads(row.snapshot)
        application = sealed["application"]
        gone = codes if isinstance(codes, set) else codes.get(application["version"])
        if not gone or not _take_out(application, gone):
            continue
        text = questionnaires.canonical(sealed)
        EntryVersion.objects.filter(pk=row.pk).update(snapshot=text, erased_at=now)
        changed += 1
    return changed


def _take_out(application: dict[str, Any], codes: set[str]) -> bool:
    """Remove answers and descriptions of files; False when nothing was there."""
    before = questionnaires.canonical(application)
    for code in codes & application["answers"].keys():
        del application["answers"][code]
    for file in application["files"]:
        if file["field"] in codes:
            file["alternative_text"] = file["url"] = ""
    if questionnaires.canonical(application) == before:
        return False
    application["erased"] = sorted({*application.get("erased", []), *codes})
    return True


def _due_rows(slot: Slot, edition: Edition, now: datetime) -> Any:
    rows = held_rows(slot, edition)
    if slot.clock is Clock.OWN and slot.lasts is not None:
        return rows.filter(**{f"{slot.since}__lte": now - slot.lasts})
    day = due_at(edition, slot.clock)
    return rows if day is not None and day <= now else rows.none()


def _forms(edition: Edition, days: dict[int, dict[str, int]], now: datetime) -> int:
    """Personal answers whose own time is over, in sheets and in what was received."""
    if edition.archived_at is None:
        return 0
    passed = now - edition.archived_at
    due = {
        pk: {code for code, kept in fields.items() if timedelta(days=kept) <= passed}
        for pk, fields in days.items()
    }
    if not any(due.values()):
        return 0
    held = questionnaires.personal_counts(sheets_of_edition(edition))
    count = 0
    for pk, codes in due.items():
        if codes & held.get(pk, {}).keys():
            sheets = sheets_of_edition(edition).filter(version_id=pk)
            count += sum(
                len(
                    questionnaires.erase_personal(
                        sheet=sheet, fields=frozenset(codes), by=None, now=now
                    )
                )
                for sheet in sheets
            )
    numbers = questionnaires.FormVersion.objects.in_bulk(list(due))
    by_number = {numbers[pk].number: codes for pk, codes in due.items()}
    redact_versions(
        EntryVersion.objects.filter(entry__edition=edition), by_number, now=now
    )
    return count


def _files(edition: Edition, days: dict[int, dict[str, int]], now: datetime) -> int:
    """Documents and packages, once the first thing inside them is over."""
    day = file_day(edition, days)
    if day is None or day > now:
        return 0
    files = {
        getattr(row, slot.name).pk: getattr(row, slot.name)
        for slot in FILES
        for row in held_files(slot, edition).select_related(slot.name)
    }
    reason = _("The time for which personal data are kept is over.")
    for file in files.values():
        documents.erase_file(file=file, reason=reason, by=None, now=now)
    packages = Dossier.objects.filter(Q(edition=edition), erased_at=None)
    for dossier in packages.select_related("edition"):
        discard_dossier(dossier=dossier, by=None, now=now)
    return len(files)
