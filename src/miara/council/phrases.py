"""Words of the context: states, fields, results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.council.domain.states import State

__all__ = ["DEBATE_FIELDS", "RESOLUTION_FIELDS", "STATES", "state_word"]

STATES: Final[dict[State, Promise]] = {
    State.ADOPTED: pgettext_lazy("resolution", "adopted"),
    State.IN_EXECUTION: pgettext_lazy("resolution", "in execution"),
    State.EXECUTED: pgettext_lazy("resolution", "executed"),
    State.LAPSED: pgettext_lazy("resolution", "lapsed"),
    State.REPEALED: pgettext_lazy("resolution", "repealed"),
    State.ANNULLED: pgettext_lazy("resolution", "annulled by supervision"),
}

RESOLUTION_FIELDS: Final[dict[str, Promise]] = {
    "number": _("number"),
    "adopted_on": _("date of the resolution"),
    "title": _("title of the resolution"),
    "subject": _("subject"),
    "basis": _("legal basis"),
    "executor": _("executor"),
    "state": _("state of execution"),
    "deadline": _("deadline of execution"),
    "publication": _("publication"),
    "goals": _("goals"),
}

DEBATE_FIELDS: Final[dict[str, Promise]] = {
    "session_on": _("day of the session"),
    "starts_at": _("hour"),
    "place": _("place"),
    "introduction": _("what residents should know"),
    "report_link": _("address of the report"),
    "broadcast_link": _("address of the broadcast"),
    "signatures": _("supporting signatures"),
    "speakers": _("most residents who may speak"),
    "speakers_basis": _("resolution that raised the limit"),
    "rules_basis": _("legal basis"),
    "rules_source": _("publication of the rules"),
    "rules_checked_on": _("compared with the act on"),
    "submission_place": _("where and when the form is taken in"),
    "asks_address": _("the form asks for addresses of supporters"),
    "privacy_note": _("information on personal data, printed on the form"),
    "residents_spoke": _("residents who spoke"),
    "councillors_spoke": _("councillors who spoke"),
    "text": _("question"),
    "asked": _("asked by"),
    "answer": _("answer"),
    "answered_on": _("answered on"),
    "is_public": _("shown to everybody"),
    "position": _("order"),
}


def state_word(code: str, words: Mapping[str, str]) -> str:
    """The unit's own word for a state, else the common one."""
    return words.get(code) or str(STATES[State(code)])
