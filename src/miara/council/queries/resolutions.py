"""The register of a unit, for lists, for one page and for rooms above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from miara.council.domain.states import OPEN
from miara.council.models import CouncilSettings, Resolution, ResolutionIntake
from miara.language import fold

__all__ = [
    "intake_of",
    "intakes_of",
    "resolution_of",
    "resolutions_due",
    "resolutions_of",
    "settings_of",
    "words_of",
    "years_of",
]


def settings_of(unit_uid: str) -> CouncilSettings:
    """Choices of a unit; a row that is not stored when it made none."""
    rows = CouncilSettings.objects.filter(unit_uid=unit_uid)
    return rows.first() or CouncilSettings(unit_uid=unit_uid)


def words_of(unit_uid: str) -> Mapping[str, str]:
    """The unit's own words for states, by code; empty when it chose none."""
    words: dict[str, str] = settings_of(unit_uid).words
    return words


def resolutions_of(
    unit_uid: str,
    *,
    year: int | None = None,
    state: str = "",
    executor: int | None = None,
    text: str = "",
    overdue_on: date | None = None,
) -> QuerySet[Resolution]:
    """Resolutions of a unit with executors, the newest first; one query.

    Parameters
    ----------
    year
        The year they were adopted in.
    executor
        Number of a post; 0 asks for those that nobody executes.
    text
        Words that all stand in the number, title, subject or basis, in any letters.
    overdue_on
        Only those that are open on a day after their deadline.
    """
    rows = Resolution.objects.filter(unit_uid=unit_uid)
    if year is not None:
        rows = rows.filter(adopted_on__year=year)
    if state:
        rows = rows.filter(state=state)
    if executor is not None:
        rows = rows.filter(executor_id=executor or None)
    if overdue_on is not None:
        rows = rows.filter(state__in=OPEN, deadline__lt=overdue_on)
    for word in fold(text).split():
        rows = rows.filter(searched__contains=word)
    return rows.select_related("executor").order_by("-adopted_on", "-pk")


def years_of(unit_uid: str) -> list[int]:
    """Years with resolutions, the newest first; one query."""
    days = Resolution.objects.filter(unit_uid=unit_uid).dates("adopted_on", "year")
    return sorted((day.year for day in days), reverse=True)


def resolution_of(unit_uid: str, pk: int) -> Resolution | None:
    """One resolution with its goals and notes."""
    rows = Resolution.objects.filter(unit_uid=unit_uid, pk=pk)
    return rows.select_related("executor").prefetch_related("goals", "notes").first()


def resolutions_due(unit_uid: str, *, until: date) -> QuerySet[Resolution]:
    """Open resolutions whose deadline comes by a day, the earliest first."""
    rows = Resolution.objects.filter(
        unit_uid=unit_uid, state__in=OPEN, deadline__lte=until
    )
    return rows.order_by("deadline", "pk")


def intakes_of(unit_uid: str) -> QuerySet[ResolutionIntake]:
    """Files sent in, the newest first."""
    return ResolutionIntake.objects.filter(unit_uid=unit_uid).order_by("-pk")


def intake_of(unit_uid: str, pk: int) -> ResolutionIntake | None:
    """One file sent in."""
    rows = ResolutionIntake.objects.filter(unit_uid=unit_uid, pk=pk)
    return rows.select_related("stored").first()
