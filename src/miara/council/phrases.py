"""Words of the context: states, fields, results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.council.domain.debate import Lack
from miara.council.domain.privacy import Trace
from miara.council.domain.states import State
from miara.council.domain.table import Fault, Problem

__all__ = [
    "DEBATE_FIELDS",
    "FAULTS",
    "LACKS",
    "PROBLEMS",
    "RESOLUTION_FIELDS",
    "STATES",
    "TRACES",
    "state_names",
    "state_word",
]

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
    "subject": pgettext_lazy("resolution", "subject"),
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

LACKS: Final[dict[Lack, Promise]] = {
    Lack.DAY: _("The day of the session is missing."),
    Lack.HOUR: _("The hour is missing."),
    Lack.PLACE: _("The place is missing."),
    Lack.SUBMISSION: _("It is not said where the form is taken in."),
    Lack.SIGNATURES: _("The number of supporting signatures is missing."),
    Lack.SPEAKERS: _("It is not said how many residents may speak."),
    Lack.BASIS: _("The legal basis is missing."),
    Lack.CHECK: _("Nobody has confirmed that the rules agree with the act."),
}

TRACES: Final[dict[Trace, Promise]] = {
    Trace.EMAIL: pgettext_lazy("personal data", "an e-mail address"),
    Trace.PESEL: pgettext_lazy("personal data", "a PESEL number"),
    Trace.PHONE: pgettext_lazy("personal data", "a telephone number"),
}

PROBLEMS: Final[dict[Problem, Promise]] = {
    Problem.EMPTY: _(
        "The file has no rows. Put one resolution in each row under the headings and "
        "send it again."
    ),
    Problem.UNREADABLE: _(
        "This file cannot be read as a table. Save it as XLSX or CSV and send it again."
    ),
    Problem.NO_COLUMN: _(
        "There is no column “%(column)s” in the first twenty rows. Take the headings "
        "from the template and send the file again."
    ),
    Problem.TOO_LONG: _(
        "The file has %(rows)s rows, and one file may have %(most)s. Split it by years "
        "and send the parts one after another."
    ),
}

FAULTS: Final[dict[Fault, Promise]] = {
    Fault.NO_NUMBER: _("the number is missing."),
    Fault.NUMBER_IS_DAY: _(
        "the spreadsheet has turned the number into a date (%(value)s). Set the format "
        "of the column to text and write the number again."
    ),
    Fault.NO_DAY: _("the date is missing."),
    Fault.BAD_DAY: _("“%(value)s” is no date. Write it like 28.03.2024."),
    Fault.DAY_OUTSIDE: _(
        "the date %(value)s lies before 1990 or in the future. Correct it."
    ),
    Fault.NO_TITLE: _("a resolution that is new on the register needs a title."),
    Fault.TOO_LONG: _("the text is too long: at most %(most)s characters."),
    Fault.UNKNOWN_POST: _(
        "there is no post “%(value)s” in the structure of the unit. Add it there, "
        "correct the title or leave the cell empty."
    ),
    Fault.MANY_POSTS: _(
        "several posts are called “%(value)s”. Add the symbol of the office in "
        "brackets, for example “Inspector (FN)”."
    ),
    Fault.UNKNOWN_STATE: _("“%(value)s” is no state. Use one of: %(states)s."),
    Fault.BAD_DEADLINE: _("“%(value)s” is no date. Write it like 28.03.2024."),
    Fault.DEADLINE_BEFORE: _(
        "the deadline %(value)s comes before the date of the resolution. Correct one "
        "of them."
    ),
    Fault.BAD_ADDRESS: _(
        "“%(value)s” is no address of a page. It begins with https:// and has no "
        "spaces."
    ),
    Fault.UNKNOWN_GOAL: _(
        "there is no goal with one of the symbols “%(value)s”. Write symbols of goals "
        "of the strategy, parted by semicolons."
    ),
    Fault.MANY_GOALS: _(
        "several documents have a goal with one of the symbols “%(value)s”. Leave the "
        "cell empty and choose the goal on the page of the resolution."
    ),
    Fault.TWICE: _(
        "the same number and date stand in row %(value)s already. Keep one of the rows."
    ),
}


def state_word(code: str, words: Mapping[str, str]) -> str:
    """The unit's own word for a state, else the common one."""
    return words.get(code) or str(STATES[State(code)])


def state_names(state: State) -> list[str]:
    """The common words for a state in both languages, for reading tables."""
    found = []
    for language in ("pl", "en"):
        with translation.override(language):
            found.append(str(STATES[state]))
    return found
