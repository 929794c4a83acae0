"""A site visit as the owner of the sheet of its protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.actions.visits import VISIT
from miara.contest.models import SiteVisit
from miara.contest.permissions import can_judge, can_work_visit
from miara.contest.queries.jury import barred_reason_for
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


def register() -> None:
    """Make visits known as owners of sheets; called once at start."""
    register_owner(
        VISIT,
        OwnerRules(
            can_edit_form=_can_edit_form,
            can_write=_can_write,
            can_read=_can_read,
            back_url=_back_url,
            title=_title,
        ),
    )


def _visit(sheet: AnswerSheet) -> SiteVisit | None:
    return (
        SiteVisit.objects.select_related("entry__edition__contest__owner")
        .filter(uid=sheet.owner_id)
        .first()
    )


def _can_edit_form(user: Person, owner_id: str) -> Decision:
    return Decision(
        allowed=False, reason=_("The form of the protocol belongs to the edition.")
    )


def _can_write(user: Person, sheet: AnswerSheet) -> Decision:
    visit = _visit(sheet)
    if visit is None:
        return Decision(allowed=False, reason=_("There is no such visit."))
    if visit.state != SiteVisit.State.PLANNED:
        return Decision(allowed=False, reason=_("The protocol of the visit is closed."))
    return can_work_visit(user, visit, now=moment())


def _can_read(user: Person, sheet: AnswerSheet) -> Access:
    visit = _visit(sheet)
    if visit is None:
        return Access(Decision(allowed=False, reason=_("There is no such visit.")))
    decision = can_work_visit(user, visit, now=moment())
    if not decision and visit.state == SiteVisit.State.DONE:
        edition = visit.entry.edition
        judge = can_judge(user, edition, now=moment())
        if judge and not _is_barred(user, visit):
            return Access(judge)
    return Access(decision)


def _is_barred(user: Person, visit: SiteVisit) -> bool:
    if not user.is_authenticated:
        return True
    edition = visit.entry.edition
    return barred_reason_for(edition, user, visit.entry, now=moment()) is not None


def _back_url(sheet: AnswerSheet) -> str:
    visit = _visit(sheet)
    if visit is None:
        return ""
    edition = visit.entry.edition
    return reverse(
        "contest:visit", args=[edition.contest.code, edition.slug, visit.uid]
    )


def _title(sheet: AnswerSheet) -> str:
    visit = _visit(sheet)
    if visit is None:
        return ""
    return _("Protocol of the site visit: %(number)s") % {"number": visit.entry.number}
