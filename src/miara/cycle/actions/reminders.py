"""Letters about terms: near, due today, overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from miara.accounts import public as accounts
from miara.core.templatetags.miara import date_pl
from miara.cycle.models import CycleSettings, Term
from miara.cycle.queries.years import acting_posts, open_terms
from miara.cycle.roles import PlanRole
from miara.notifications import public as notifications
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = ["TERMS_DUE", "send_reminders"]

#: Kind of the letter.
TERMS_DUE: Final = "cycle.terms_due"
#: Overdue terms are told again so often.
AGAIN_AFTER: Final = timedelta(days=7)


@transaction.atomic
def send_reminders(*, now: datetime) -> int:
    """Mail whom terms wait for, one letter a person and unit; the number of letters.

    A term is told so many days before as its unit chose, on its day, and each week
    while overdue. Running twice on a day sends nothing more.
    """
    today = timezone.localdate(now)
    chosen = {row.unit_uid: row for row in CycleSettings.objects.all()}
    longest = max([row.days_before for row in chosen.values()], default=14)
    rows = open_terms(until=today + timedelta(days=max(longest, 14)))
    due = [
        term
        for term in rows.select_for_update(of=("self",), skip_locked=True)
        if _is_told(term, chosen.get(term.year.unit_uid), today)
    ]
    letters = _by_person(due, today, now)
    for (uid, user), terms in letters.items():
        _mail(uid, user, terms, now)
    Term.objects.filter(pk__in=[term.pk for term in due]).update(reminded_on=today)
    return len(letters)


def _is_told(term: Term, chosen: CycleSettings | None, today: date) -> bool:
    if chosen is not None and not chosen.sends_reminders:
        return False
    before = timedelta(days=chosen.days_before if chosen else 14)
    told, due = term.reminded_on, term.due_on
    if today < due - before:
        return False
    if told is None:
        return True
    if today == due:
        return told < today
    return today > due and today - max(told, due) >= AGAIN_AFTER


def _by_person(
    terms: list[Term], today: date, now: datetime
) -> dict[tuple[str, accounts.User], list[Term]]:
    """Letters to write; a term that is nobody's goes to the planners of its unit."""
    posts = {term.post_id for term in terms if term.post_id}
    acting = acting_posts(posts, today)
    known = organisations.posts_by_id(posts | set(acting.values()))
    holders = {
        post: known[acting.get(post, post)].holder for post in posts if post in known
    }
    people = {
        str(user.pk): user
        for user in accounts.User.objects.filter(
            pk__in=[int(number) for number in holders.values() if number.isdigit()],
            is_active=True,
        )
    }
    planners = _planners({term.year.unit_uid for term in terms}, now)
    letters: dict[tuple[str, accounts.User], list[Term]] = defaultdict(list)
    for term in terms:
        uid = term.year.unit_uid
        person = people.get(holders.get(term.post_id or 0, ""))
        for reader in [person] if person else planners.get(uid, []):
            letters[uid, reader].append(term)
    return letters


def _planners(uids: Iterable[str], now: datetime) -> dict[str, list[accounts.User]]:
    rows = accounts.Membership.objects.filter(
        role=PlanRole.PLANNER,
        scope_kind=accounts.ScopeKind.UNIT,
        scope_id__in=list(uids),
        user__is_active=True,
    ).current(now)
    found: dict[str, list[accounts.User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("pk"):
        found[row.scope_id].append(row.user)
    return found


def _mail(uid: str, user: accounts.User, terms: list[Term], now: datetime) -> None:
    unit = units.unit_by_uid(uid)
    if unit is None:
        return
    with translation.override(user.language):
        page = reverse(
            "cycle:year", kwargs={"address": unit.address, "year": terms[0].year.year}
        )
        values = {
            "unit": unit.full_name,
            "count": len(terms),
            "terms": "\n".join(f"- {date_pl(t.due_on)}: {t.name}" for t in terms),
            "address": settings.MIARA_SITE_URL + page,
        }
    notifications.enqueue(
        TERMS_DUE, to=user.email, context=values, language=user.language, at=now
    )
