"""Nothing changes in a closed file: rows of a closed edition refuse to be saved.

A guard under all actions, so that no page, task or import has to remember. Updates of
many rows send no signals: acts that begin with them ask `refuse_closed`, and a test
tries every act on a closed file. Erasing personal data after their time goes round it
and tells the trail.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.utils.formats import date_format
from django.utils.timezone import localtime

from miara.contest.errors.closing import FileClosedError
from miara.contest.models import (
    Appeal,
    Approval,
    Assignment,
    AssignmentPlan,
    Award,
    Cell,
    Conflict,
    ConsensusNote,
    Criterion,
    Declaration,
    DomainArea,
    Edition,
    EditionText,
    Entry,
    EntryPartner,
    EntrySignature,
    EntryVersion,
    Expert,
    Extension,
    Feedback,
    FormalCheck,
    Group,
    Juror,
    JuryMeeting,
    Mark,
    PaperCopy,
    Recusal,
    SiteVisit,
    SupplementCall,
    TitleKind,
    VisitFile,
    Visitor,
)

__all__ = ["closed_on", "refuse_closed", "register"]

#: Way from a row to its edition. Left out: diplomas, which may have to be revoked
#: later, readings, packages, questions of the public.
GUARDED: Final[dict[type[Model], tuple[str, ...]]] = {
    Edition: (),
    Appeal: ("entry", "edition"),
    Approval: ("text", "edition"),
    Assignment: ("entry", "edition"),
    AssignmentPlan: ("edition",),
    Award: ("edition",),
    Cell: ("edition",),
    Conflict: ("entry", "edition"),
    ConsensusNote: ("entry", "edition"),
    Criterion: ("edition",),
    Declaration: ("entry", "edition"),
    DomainArea: ("edition",),
    EditionText: ("edition",),
    Entry: ("edition",),
    EntryPartner: ("entry", "edition"),
    EntrySignature: ("entry", "edition"),
    EntryVersion: ("entry", "edition"),
    Expert: ("edition",),
    Extension: ("edition",),
    Feedback: ("entry", "edition"),
    FormalCheck: ("entry", "edition"),
    Group: ("edition",),
    Juror: ("edition",),
    JuryMeeting: ("edition",),
    Mark: ("assignment", "entry", "edition"),
    PaperCopy: ("entry", "edition"),
    Recusal: ("entry", "edition"),
    SiteVisit: ("entry", "edition"),
    SupplementCall: ("entry", "edition"),
    TitleKind: ("edition",),
    VisitFile: ("visit", "entry", "edition"),
    Visitor: ("visit", "entry", "edition"),
}


def register() -> None:
    """Put the guard in place; called once at start."""
    for model in GUARDED:
        for signal in (pre_save, pre_delete):
            signal.connect(
                _refuse, sender=model, dispatch_uid=f"contest.still.{model.__name__}"
            )


def closed_on(edition: Edition) -> str:
    """The day of closing, in words."""
    if edition.archived_at is None:
        return ""
    return date_format(localtime(edition.archived_at), "j E Y")


def refuse_closed(edition: Edition) -> None:
    """Refuse an act that writes many rows at once, which send no signals.

    Raises
    ------
    FileClosedError
        With the day of closing.
    """
    if edition.archived_at is not None:
        raise FileClosedError(on=closed_on(edition))


def _refuse(sender: type[Model], instance: Model, **_signal: Any) -> None:
    """Refuse to write a row of a closed edition.

    Raises
    ------
    FileClosedError
        With the day of closing.
    """
    edition: Any = instance
    for name in GUARDED[sender]:
        edition = getattr(edition, name)
    refuse_closed(edition)
