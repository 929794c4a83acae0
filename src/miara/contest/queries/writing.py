"""Whether an application may be written now, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miara.accounts.public import Decision
from miara.contest.domain.deadlines import Verdict
from miara.contest.domain.stages import WRITABLE
from miara.contest.models import Entry, SupplementCall
from miara.contest.queries.windows import acceptance_of

__all__ = [
    "DESCRIPTION",
    "describing_decision",
    "hour_text",
    "last_moment",
    "open_fields",
    "open_supplement",
    "writing_decision",
]

#: Stands for domain, applicant and partners among the fields of a supplement.
DESCRIPTION: Final = "@description"


def open_supplement(entry: Entry) -> SupplementCall | None:
    """The call for a supplement that waits for an answer."""
    return (
        entry.supplements.filter(answered_at=None, expired_at=None)
        .order_by("-asked_at", "-pk")
        .first()
    )


def open_fields(entry: Entry) -> frozenset[str] | None:
    """Codes of the fields that may be changed now; None when all of them may.

    A call for a supplement may name some; `DESCRIPTION` stands for what is not in the
    form. No query unless a supplement is awaited.
    """
    if entry.state != Entry.State.SUPPLEMENT:
        return None
    call = open_supplement(entry)
    return frozenset(call.fields) if call is not None and call.fields else None


def describing_decision(entry: Entry, at: datetime) -> Decision:
    """Whether domain, applicant and partners may be changed at a moment."""
    decision = writing_decision(entry, at)
    named = open_fields(entry) if decision else None
    if named is None or DESCRIPTION in named:
        return decision
    return Decision(
        allowed=False,
        reason=_("The office asked for a supplement of other things only."),
    )


def last_moment(entry: Entry, at: datetime) -> datetime | None:
    """Until when the applicant may act: of the supplement, own, or of the call."""
    if entry.state == Entry.State.SUPPLEMENT:
        call = open_supplement(entry)
        return call.due_at if call else None
    acceptance = acceptance_of(entry, at)
    if acceptance is None:
        return None
    ends = acceptance.deadline.instant
    return max(ends, entry.own_deadline) if entry.own_deadline else ends


def writing_decision(entry: Entry, at: datetime) -> Decision:
    """Whether the form of an application takes changes at a moment.

    Writing before the call opens is allowed: only submitting waits for it.
    """
    if entry.state not in WRITABLE:
        return Decision(
            allowed=False,
            reason=_("The application can be read only. Its state: %(state)s.")
            % {"state": entry.get_state_display()},
        )
    if entry.state == Entry.State.SUPPLEMENT:
        return _in_supplement(entry, at)
    acceptance = acceptance_of(entry, at)
    if (
        acceptance is None
        or acceptance
        or acceptance.verdict is Verdict.NOT_OPEN_YET
        or entry.channel == Entry.Channel.PAPER
    ):
        return Decision(allowed=True)
    return _closed(acceptance.deadline.instant, at)


def hour_text(moment: datetime | None) -> str:
    """A moment for people, in the zone of the site, to the second where it matters."""
    if moment is None:
        return _("a day not yet announced")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _in_supplement(entry: Entry, at: datetime) -> Decision:
    call = open_supplement(entry)
    if call is None:
        return Decision(
            allowed=False, reason=_("No supplement of this application is awaited.")
        )
    return Decision(allowed=True) if at <= call.due_at else _closed(call.due_at, at)


def _closed(deadline: datetime, at: datetime) -> Decision:
    return Decision(
        allowed=False,
        reason=_(
            "The deadline passed on %(when)s; this was received on %(received)s, so it "
            "does not enter the application."
        )
        % {"when": hour_text(deadline), "received": hour_text(at)},
    )
