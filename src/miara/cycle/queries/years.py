"""Years, terms, settings and absences of a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from miara.cycle.models import Absence, CycleSettings, PlanYear, Term

__all__ = [
    "absences_of",
    "acting_posts",
    "is_open",
    "open_terms",
    "settings_by_key",
    "settings_of",
    "term_of",
    "terms_of",
    "year_of",
    "years_of",
]


def settings_of(unit_uid: str) -> CycleSettings:
    """Choices of a unit; defaults that are not stored when it made none."""
    return CycleSettings.objects.filter(unit_uid=unit_uid).first() or CycleSettings(
        unit_uid=unit_uid, feed_key=""
    )


def settings_by_key(unit_uid: str, key: str) -> CycleSettings | None:
    """Choices of a unit when the key of the feed is right."""
    return CycleSettings.objects.filter(unit_uid=unit_uid, feed_key=key).first()


def years_of(unit_uid: str) -> QuerySet[PlanYear]:
    """Years of a unit, the newest first."""
    return PlanYear.objects.filter(unit_uid=unit_uid).order_by("-year")


def year_of(unit_uid: str, year: int) -> PlanYear | None:
    """One year of a unit."""
    return PlanYear.objects.filter(unit_uid=unit_uid, year=year).first()


def is_open(unit_uid: str, year: int) -> bool:
    """Whether a year takes changes: one that nobody opened yet does."""
    row = year_of(unit_uid, year)
    return row is None or row.is_open


def terms_of(year: PlanYear) -> QuerySet[Term]:
    """Terms of a year with their posts, in the order of days; one query."""
    rows = Term.objects.filter(year=year).select_related("post")
    return rows.order_by("due_on", "pk")


def term_of(unit_uid: str, pk: int) -> Term | None:
    """A term of a unit with its year."""
    rows = Term.objects.filter(pk=pk, year__unit_uid=unit_uid)
    return rows.select_related("year", "post").first()


def open_terms(
    *, until: date, unit_uid: str = "", posts: Iterable[int] | None = None
) -> QuerySet[Term]:
    """Terms of open years neither done nor dropped, due by a day, the earliest first.

    Parameters
    ----------
    unit_uid
        One unit; empty for all.
    posts
        Only those of these posts.
    """
    rows = Term.objects.filter(
        due_on__lte=until, done_at=None, dropped_at=None, year__closed_at=None
    )
    if unit_uid:
        rows = rows.filter(year__unit_uid=unit_uid)
    if posts is not None:
        rows = rows.filter(post_id__in=list(posts))
    return rows.select_related("year", "post").order_by("due_on", "pk")


def absences_of(unit_uid: str, *, since: date) -> QuerySet[Absence]:
    """Absences that have not ended before a day, the earliest first."""
    rows = Absence.objects.filter(
        post__organisational_unit__unit_uid=unit_uid, until__gte=since
    )
    return rows.select_related("post", "substitute").order_by("since", "pk")


def acting_posts(posts: Iterable[int], on: date) -> dict[int, int]:
    """Who stands in for whom on a day: post to the post that acts for it.

    Posts whose holders are there are left out, and so are those for which nobody is
    named.
    """
    rows = Absence.objects.filter(
        Q(post_id__in=list(posts)), since__lte=on, until__gte=on
    ).select_related("post")
    found = {}
    for row in rows.order_by("pk"):
        acting = row.substitute_id or row.post.deputy_id
        if acting is not None:
            found[row.post_id] = acting
    return found
