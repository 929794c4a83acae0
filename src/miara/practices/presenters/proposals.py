"""Proposals for editors: answers beyond the template, rights to the questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.core.request_context import moment
from miara.practices.domain.texts import PART_CODES
from miara.practices.models import PracticeProposal
from miara.practices.permissions import can_edit
from miara.practices.queries.proposal_form import OWNER
from miara.questionnaires import public as questionnaires

if TYPE_CHECKING:
    from miara.practices.permissions import Person

__all__ = ["further_answers", "register"]


def register() -> None:
    """Say who changes the questions and who reads the answers; called once at start."""
    questionnaires.register_owner(
        OWNER,
        questionnaires.OwnerRules(
            can_edit_form=lambda user, owner_id: can_edit(user, now=moment()),
            can_write=lambda user, sheet: Decision(
                allowed=False, reason=_("A proposal stays as its author sent it.")
            ),
            can_read=lambda user, sheet: questionnaires.Access(_can_read(user, sheet)),
            back_url=lambda sheet: reverse("proposals:list"),
            forms_title=lambda owner_id: _("Proposed practices"),
            forms_url=lambda owner_id: reverse("proposals:list"),
        ),
    )


def _can_read(user: Person, sheet: questionnaires.AnswerSheet) -> Decision:
    """Editors, once the address of the author was confirmed."""
    confirmed = PracticeProposal.objects.filter(
        sheet=sheet, confirmed_at__isnull=False
    ).exists()
    if not confirmed:
        return Decision(allowed=False, reason=_("There is no such form."))
    return can_edit(user, now=moment())


def further_answers(
    rows: Sequence[PracticeProposal],
) -> dict[int, list[questionnaires.Shown]]:
    """By key of proposal, answers that no part of the template holds. Three queries."""
    sheets = questionnaires.AnswerSheet.objects.filter(
        pk__in=[row.sheet_id for row in rows if row.sheet_id is not None]
    ).select_related("version")
    contents = questionnaires.contents_of(list(sheets))
    found = {}
    for row in rows:
        content = contents.get(row.sheet_id or 0)
        if content is not None:
            found[row.pk] = [
                questionnaires.shown(field, content.values[field.code])
                for field in content.definition.all_fields()
                if field.code not in PART_CODES
                and content.values.get(field.code) is not None
            ]
    return found
