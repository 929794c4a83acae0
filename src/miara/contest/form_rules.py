"""Who edits the forms of an edition, in the terms of the form engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.actions.forms import FORM_OWNERS
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
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
    """Make forms of editions known; called once at start."""
    rules = OwnerRules(
        can_edit_form=_can_edit, can_write=_no_sheet, can_read=_no_access
    )
    for owner in FORM_OWNERS:
        register_owner(owner, rules)


def _can_edit(user: Person, uid: str) -> Decision:
    edition = Edition.objects.select_related("contest__owner").filter(uid=uid).first()
    if edition is None:
        return Decision(allowed=False, reason=_("There is no such edition."))
    return can_organise(user, edition, now=timezone.now())


def _no_sheet(user: Person, sheet: AnswerSheet) -> Decision:
    """An edition has forms and no sheets: those belong to applications."""
    return Decision(allowed=False, reason=_("There is no such form."))


def _no_access(user: Person, sheet: AnswerSheet) -> Access:
    return Access(_no_sheet(user, sheet))
