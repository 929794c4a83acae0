"""The menu of an edition's office: one row a page, shown to whoever may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.contest.letters.shared import OWNER
from miara.contest.permissions import can_check, can_judge, can_organise

if TYPE_CHECKING:
    from miara.accounts.public import Decision
    from miara.contest.models import Edition
    from miara.contest.permissions import Person

__all__ = ["MENU", "MenuRow", "menu_of"]


@dataclass(frozen=True, slots=True)
class MenuRow:
    """A page of the office: its address by name, its words, who opens it.

    ``under`` is the first part of the names of pages that belong to it, so that the
    row is current on all of them.
    """

    name: str
    label: Promise
    may: Callable[..., Decision]
    under: str = ""


#: In the order of the work. A row whose address is not wired is left out.
MENU: list[MenuRow] = [
    MenuRow("contest:office", _("Overview"), can_check),
    MenuRow("contest:office-people", _("People of the office"), can_organise),
    MenuRow("contest:setup", _("Settings"), can_organise, "setup"),
    MenuRow("contest:texts", _("Rules, brochure, letter"), can_organise, "text"),
    MenuRow("contest:invitations", _("Invitations"), can_organise, "invitation"),
    MenuRow("contest:questions-desk", _("Questions"), can_organise, "questions-desk"),
    MenuRow("contest:applications", _("Applications"), can_check, "application"),
    MenuRow("contest:groups", _("Groups of applications"), can_organise, "group"),
    MenuRow("contest:experts", _("Experts"), can_organise, "expert"),
    MenuRow("contest:conflicts", _("Conflicts of interest"), can_organise, "conflict"),
    MenuRow("contest:plans", _("Assignment"), can_organise, "plan"),
    MenuRow("contest:progress", _("Progress of marks"), can_organise, "progress"),
    MenuRow("contest:ranking", _("Ranking"), can_organise, "ranking"),
    MenuRow("contest:visits", _("Site visits"), can_organise, "visit"),
    MenuRow("contest:jurors", _("Members of the jury"), can_organise),
    MenuRow("contest:jury", _("Jury"), can_judge, "jury"),
    MenuRow("contest:release", _("Release of results"), can_judge, "release"),
    MenuRow("contest:diplomas", _("Diplomas"), can_organise, "diploma"),
    MenuRow("contest:cards", _("Base of good practices"), can_organise),
    MenuRow("notifications:owner-desk", _("Letters"), can_organise),
    MenuRow("contest:feedback", _("Feedback to applicants"), can_organise, "feedback"),
    MenuRow("contest:readings", _("Who read applications"), can_organise),
    MenuRow("contest:held", _("Personal data"), can_organise, "held"),
    MenuRow("contest:closing", _("Closing the file"), can_organise, "closing"),
]


def menu_of(
    user: Person, edition: Edition, *, current: str, now: datetime
) -> list[dict[str, object]]:
    """Links of the menu for a person.

    Parameters
    ----------
    current
        Name of the present address, as ``request.resolver_match.url_name``.

    Returns
    -------
    list of dict
        ``label``, ``url``, ``current``; each kind of right is asked once.
    """
    decisions: dict[Callable[..., Decision], bool] = {}
    found: list[dict[str, object]] = []
    for row in MENU:
        try:
            url = reverse(row.name, args=_names_of(row, edition))
        except NoReverseMatch:
            continue
        if row.may not in decisions:
            decisions[row.may] = bool(row.may(user, edition, now=now))
        if decisions[row.may]:
            own = row.name.removeprefix("contest:")
            here = current == own or bool(row.under and current.startswith(row.under))
            found.append({"label": row.label, "url": url, "current": here})
    return found


def _names_of(row: MenuRow, edition: Edition) -> list[str]:
    """What stands in the address; the desk of letters serves owners of any kind."""
    if row.name.startswith("notifications:"):
        return [OWNER, edition.uid]
    return [edition.contest.code, edition.slug]
