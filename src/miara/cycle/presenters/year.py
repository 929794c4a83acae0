"""Pages of the calendar: terms as a table with their state in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.core.templatetags.miara import date_pl
from miara.cycle.domain.calendars import calendar
from miara.cycle.models import PlanYear, Term

__all__ = ["TermLine", "lines_of", "sentence_of", "term_name"]


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term as a row of the page."""

    term: Term
    name: str
    state: str
    checked: str
    is_late: bool
    may_finish: bool


def term_name(term: Term, calendar_code: str) -> str:
    """Name in the active language while nobody changed it, else as it was written."""
    name = term.name
    known = calendar(calendar_code)
    language = get_language() or "pl"
    steps = {step.code: step for step in known.steps} if known else {}
    if (step := steps.get(term.code)) and step.name.pl == name:
        name = step.name.in_language(language)
    if term.quarter:
        return _("%(name)s (quarter %(quarter)s)") % {
            "name": name,
            "quarter": term.quarter,
        }
    return name


def lines_of(
    year: PlanYear, terms: Iterable[Term], *, today: date, posts: set[int], plans: bool
) -> list[TermLine]:
    """Rows of the table.

    Parameters
    ----------
    posts
        Posts for which the reader acts: their terms may be marked as done.
    plans
        Whether the reader plans and so may mark all.
    """
    return [
        TermLine(
            term=term,
            name=term_name(term, year.calendar),
            state=_state(term, today),
            checked=_checked(term),
            is_late=_is_late(term, today),
            may_finish=year.is_open
            and not term.done_at
            and not term.dropped_at
            and (plans or term.post_id in posts),
        )
        for term in terms
    ]


def sentence_of(terms: list[Term], today: date) -> str:
    """How far the year is, in a sentence."""
    kept = [term for term in terms if not term.dropped_at]
    done = sum(1 for term in kept if term.done_at)
    late = sum(1 for term in kept if _is_late(term, today))
    if not kept:
        return _("There are no terms in this year yet.")
    first = ngettext(
        "%(done)s of %(count)s term is done.",
        "%(done)s of %(count)s terms are done.",
        len(kept),
    ) % {"done": done, "count": len(kept)}
    if not late:
        return first
    second = ngettext(
        "%(count)s term is overdue.", "%(count)s terms are overdue.", late
    ) % {"count": late}
    return f"{first} {second}"


def _is_late(term: Term, today: date) -> bool:
    return not term.done_at and not term.dropped_at and term.due_on < today


def _state(term: Term, today: date) -> str:
    if term.dropped_at:
        return _("dropped: %(reason)s") % {"reason": term.dropped_reason}
    if term.done_at:
        return _("done on %(day)s") % {"day": date_pl(term.done_at, "short")}
    days = (term.due_on - today).days
    if days < 0:
        return ngettext("%(count)s day overdue", "%(count)s days overdue", -days) % {
            "count": -days
        }
    if days == 0:
        return _("due today")
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}


def _checked(term: Term) -> str:
    if not term.basis:
        return ""
    if term.is_verified:
        return _("read in the act on %(day)s") % {
            "day": date_pl(term.checked_on, "short")
        }
    if term.source:
        return _("day from a publication, not read in the act")
    return _("day not checked in the act")
