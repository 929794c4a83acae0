"""What waits for a person, by how urgent it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.cycle.public import Waiting

__all__ = ["Group", "groups_of", "sentence_of"]

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Group:
    """Things equally urgent."""

    heading: str
    items: Sequence[Waiting]


def groups_of(waiting: Iterable[Waiting], today: date) -> list[Group]:
    """Overdue, within a week, later, without a day; empty groups are left out."""
    groups: dict[str, list[Waiting]] = {
        _("Overdue"): [],
        _("Today and in the coming week"): [],
        _("Later"): [],
        _("Without a day"): [],
    }
    headings = list(groups)
    for each in waiting:
        groups[headings[_place(each.due_on, today)]].append(each)
    return [Group(heading, items) for heading, items in groups.items() if items]


def sentence_of(waiting: Sequence[Waiting], today: date) -> str:
    """How much waits, and how much of it is late."""
    if not waiting:
        return _("Nothing waits for you in this local government.")
    late = sum(1 for each in waiting if each.due_on and each.due_on < today)
    return ngettext(
        "%(count)s thing waits for you; overdue: %(late)s.",
        "%(count)s things wait for you; overdue: %(late)s.",
        len(waiting),
    ) % {"count": len(waiting), "late": late}


def _place(due_on: date | None, today: date) -> int:
    if due_on is None:
        return 3
    if due_on < today:
        return 0
    return 1 if due_on <= today + SOON else 2
