"""What personal data of an edition are still held, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from miara.contest.letters.shared import OWNER
from miara.contest.models import Dossier, Edition, Entry, SiteVisit
from miara.contest.queries.retention import (
    FILES,
    PLAN,
    STAYS,
    Clock,
    Slot,
    due_at,
    held_files,
    held_rows,
)
from miara.core.localized import Localized
from miara.notifications import public as notifications
from miara.questionnaires import public as questionnaires

__all__ = ["Held", "file_day", "form_days", "held_of", "sheets_of_edition"]


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of personal data of an edition.

    Attributes
    ----------
    label, purpose
        What it is and what for, in words.
    count
        Values still held.
    earliest, latest
        First and last moment of erasure; None while nothing sets them.
    stays
        Why it is not erased at all; empty when it is.
    """

    code: str
    label: str
    purpose: str
    count: int
    earliest: datetime | None
    latest: datetime | None
    stays: str = ""


def held_of(edition: Edition) -> list[Held]:
    """Everything personal of an edition, kinds with nothing held left out.

    The number of queries depends on the form alone, not on how much is held.
    """
    found = [_of_slot(slot, edition) for slot in PLAN]
    found += _of_forms(edition)
    found += _of_files(edition)
    found += _of_letters(edition)
    found += [_of_stay(slot, edition) for slot in STAYS]
    return [row for row in found if row.count]


def form_days(edition: Edition) -> dict[int, dict[str, int]]:
    """Days that personal answers are kept after closing, by version and field.

    Versions are those on which any sheet of the edition stands. One query.
    """
    versions = questionnaires.FormVersion.objects.filter(
        sheets__in=sheets_of_edition(edition)
    ).distinct()
    return {
        version.pk: {
            item.code: item.personal.keep_days
            for item in version.definition.all_fields()
            if item.personal is not None
        }
        for version in versions
    }


def sheets_of_edition(edition: Edition) -> Any:
    """Sheets of applications, drafts too, and of protocols of visits."""
    entries = Entry.objects.filter(edition=edition).values("sheet")
    visits = SiteVisit.objects.filter(entry__edition=edition, sheet__isnull=False)
    every = questionnaires.AnswerSheet.objects
    return every.filter(pk__in=entries) | every.filter(pk__in=visits.values("sheet"))


def file_day(edition: Edition, days: dict[int, dict[str, int]]) -> datetime | None:
    """When documents and packages are erased: with the first thing inside them.

    They hold everything of an application at once, so the shortest time counts.
    """
    if edition.archived_at is None:
        return None
    every = [edition.settings.personal_days]
    every += [kept for version in days.values() for kept in version.values()]
    return edition.archived_at + timedelta(days=min(every))


def _of_slot(slot: Slot, edition: Edition) -> Held:
    rows = held_rows(slot, edition)
    if slot.clock is not Clock.OWN or slot.lasts is None:
        day = due_at(edition, slot.clock)
        return Held(slot.code, str(slot.label), _purpose(slot), rows.count(), day, day)
    ends = rows.aggregate(first=Min(slot.since), last=Max(slot.since))
    return Held(
        slot.code,
        str(slot.label),
        _purpose(slot),
        rows.count(),
        ends["first"] and ends["first"] + slot.lasts,
        ends["last"] and ends["last"] + slot.lasts,
    )


def _of_stay(slot: Slot, edition: Edition) -> Held:
    declared = slot.model.personal_data[slot.name]  # type: ignore[attr-defined]
    count = held_rows(slot, edition).count()
    why = str(declared.keep_for)
    return Held(slot.code, str(slot.label), _purpose(slot), count, None, None, why)


def _of_forms(edition: Edition) -> list[Held]:
    """Answers to personal fields; one query a version for all its fields."""
    found: dict[str, Held] = {}
    held = questionnaires.personal_counts(sheets_of_edition(edition))
    versions = questionnaires.FormVersion.objects.in_bulk(list(held))
    for pk, counts in held.items():
        definition = versions[pk].definition
        for code, count in counts.items():
            item = definition.by_code[code]
            if item.personal is None or not count:
                continue
            day = edition.archived_at
            day = day and day + timedelta(days=item.personal.keep_days)
            before = found.get(code)
            found[code] = Held(
                f"form.{code}",
                _("Form: %(field)s") % {"field": _said(item.label)},
                _said(item.personal.purpose),
                count + (before.count if before else 0),
                day,
                day,
            )
    return list(found.values())


def _of_files(edition: Edition) -> list[Held]:
    day = file_day(edition, form_days(edition))
    count = sum(held_files(slot, edition).count() for slot in FILES)
    packages = Dossier.objects.filter(edition=edition, erased_at=None).count()
    return [
        Held(
            "files",
            _("Documents with personal data"),
            _("To prove what was submitted, signed and decided."),
            count,
            day,
            day,
        ),
        Held(
            "dossiers",
            _("Packages for the archive"),
            _("To hand the file over to the archive."),
            packages,
            day,
            day,
        ),
    ]


def _of_letters(edition: Edition) -> list[Held]:
    counts = notifications.held_of_owner(OWNER, edition.uid)
    day = due_at(edition, Clock.RETENTION)
    labels = {
        "letters": _("Letters with their recipients"),
        "dispatched": _("Addresses and notes of dispatched letters"),
        "enquiries": _("Notes of enquiries"),
    }
    purpose = _("To prove what was said to whom.")
    return [
        Held(code, labels[code], purpose, count, day, day)
        for code, count in counts.items()
    ]


def _purpose(slot: Slot) -> str:
    return str(slot.model.personal_data[slot.name].purpose)  # type: ignore[attr-defined]


def _said(text: Any) -> str:
    return str(Localized(text.pl, text.en))
