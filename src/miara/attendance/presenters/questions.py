"""Rights to the questions of registration and to the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.attendance.permissions import can_run
from miara.attendance.queries.questions import OWNER
from miara.core.request_context import moment
from miara.events import public as events
from miara.questionnaires import public as questionnaires

if TYPE_CHECKING:
    from miara.attendance.permissions import Person

__all__ = ["register"]


def register() -> None:
    """Say who changes the questions and reads the answers; called once at start."""
    questionnaires.register_owner(
        OWNER,
        questionnaires.OwnerRules(
            can_edit_form=_can_run,
            can_write=lambda user, sheet: Decision(
                allowed=False,
                reason=_("A registration is changed by its sender, by the link."),
            ),
            can_read=lambda user, sheet: questionnaires.Access(
                _can_run(user, sheet.owner_id)
            ),
            back_url=lambda sheet: _office(sheet.owner_id),
            forms_title=lambda owner_id: _("Registration for an event"),
            forms_url=_office,
        ),
    )


def _event(uid: str) -> events.Event | None:
    return events.Event.objects.select_related("owner").filter(uid=uid).first()


def _can_run(user: Person, uid: str) -> Decision:
    event = _event(uid)
    if event is None:
        return Decision(allowed=False, reason=_("There is no such event."))
    return can_run(user, event, now=moment())


def _office(uid: str) -> str:
    event = _event(uid)
    return reverse("attendance:desk", args=[event.code]) if event else ""
