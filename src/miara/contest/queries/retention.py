"""Where personal data of an edition lie, and until when: one plan for all uses.

The page of what is still held, the calendar that erases and the erasure on request
read the same rows; a test compares them with the declarations of the models.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miara.contest.models import (
    Approval,
    Conflict,
    Declaration,
    Edition,
    EditionText,
    EntryPartner,
    EntrySignature,
    EntryVersion,
    Expert,
    Juror,
    JuryMeeting,
    PaperCopy,
    PublicQuestion,
    Recusal,
    SigningCopy,
    SiteVisit,
    VisitFile,
    Visitor,
)

__all__ = [
    "ERASED",
    "FILES",
    "PLAN",
    "STAYS",
    "Clock",
    "FileSlot",
    "Slot",
    "due_at",
    "held_rows",
]

#: What stands where a name had to be.
ERASED: Final = "(usunięto)"


class Clock(StrEnum):
    """When the time of a value is over."""

    CLOSING = "CLOSING"
    RETENTION = "RETENTION"
    OWN = "OWN"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field with personal values.

    Attributes
    ----------
    path
        Lookup from the row to its edition.
    label
        What it is, in words.
    empty
        What replaces the value.
    along
        Further fields emptied with it: they say the same in another way.
    since, lasts
        For `Clock.OWN`: from which moment of the row, and how long.
    """

    model: type[Model]
    name: str
    path: str
    label: Promise
    clock: Clock = Clock.RETENTION
    empty: Any = ""
    along: dict[str, Any] = field(default_factory=dict)
    since: str = ""
    lasts: timedelta | None = None

    @property
    def code(self) -> str:
        """Name of model and field."""
        return f"{self.model.__name__}.{self.name}"


@dataclass(frozen=True, slots=True)
class FileSlot:
    """A field that points at a kept file with personal data."""

    model: type[Model]
    name: str
    path: str
    only: Q = field(default_factory=Q)

    @property
    def code(self) -> str:
        """Name of model and field."""
        return f"{self.model.__name__}.{self.name}"


_C = Clock.CLOSING
PLAN: Final = (
    Slot(
        Expert,
        "full_name",
        "edition",
        _("Experts: first name and surname"),
        empty=ERASED,
    ),
    Slot(Expert, "email", "edition", _("Experts: e-mail address"), empty=None),
    Slot(
        Expert,
        "employer",
        "edition",
        _("Experts: employer and past work"),
        along={"employer_uid": "", "past_uids": []},
    ),
    Slot(Expert, "home_uid", "edition", _("Experts: where they live")),
    Slot(Conflict, "detail", "entry__edition", _("Conflicts of interest: detail")),
    Slot(
        Declaration, "text", "entry__edition", _("Declarations: what ties the expert")
    ),
    Slot(
        EntrySignature,
        "full_name",
        "entry__edition",
        _("Signatories: first name and surname"),
        empty=ERASED,
    ),
    Slot(EntryPartner, "email", "entry__edition", _("Partners: e-mail address")),
    Slot(
        EntryPartner,
        "confirmed_name",
        "entry__edition",
        _("Partners: who confirmed"),
    ),
    Slot(
        Approval,
        "full_name",
        "text__edition",
        _("Presidents who approve texts: first name and surname"),
        empty=ERASED,
    ),
    Slot(Recusal, "reason", "juror__edition", _("Recusals: reason"), empty=ERASED),
    Slot(
        Visitor,
        "full_name",
        "visit__entry__edition",
        _("Visiting team: first name and surname"),
        empty=ERASED,
    ),
    Slot(SiteVisit, "host", "entry__edition", _("Visits: host"), _C),
    Slot(Juror, "email", "edition", _("Jury: e-mail address"), _C),
    Slot(
        PublicQuestion,
        "reply_to",
        "edition",
        _("Questions: e-mail address of who asked"),
        Clock.OWN,
        since="asked_at",
        lasts=timedelta(days=90),
    ),
    Slot(
        PublicQuestion,
        "text",
        "edition",
        _("Questions: what was asked"),
        Clock.OWN,
        since="asked_at",
        lasts=timedelta(days=365),
    ),
)

#: Personal fields that stay: names of the jury, as long as the results are public.
STAYS: Final = (Slot(Juror, "full_name", "edition", _("Jury: first name and surname")),)

FILES: Final = (
    FileSlot(EntryVersion, "receipt", "entry__edition"),
    FileSlot(EntryVersion, "pdf", "entry__edition"),
    FileSlot(SigningCopy, "file", "entry__edition"),
    FileSlot(EntrySignature, "file", "entry__edition"),
    FileSlot(EntrySignature, "detached", "entry__edition"),
    FileSlot(EntrySignature, "authorisation", "entry__edition"),
    FileSlot(PaperCopy, "scan", "entry__edition"),
    FileSlot(VisitFile, "file", "visit__entry__edition"),
    FileSlot(JuryMeeting, "minutes", "edition"),
    FileSlot(JuryMeeting, "signed_minutes", "edition"),
    FileSlot(EditionText, "file", "edition", Q(kind=EditionText.Kind.LETTER)),
)

#: Addresses of experts are unique, so each erased one is another.
ERASED_HOST: Final = "@erased.invalid"


def held_rows(slot: Slot, edition: Edition) -> QuerySet[Any]:
    """Rows of an edition that still hold a value in a field."""
    rows = slot.model._default_manager.filter(**{slot.path: edition})
    if slot.empty is None:
        return rows.exclude(**{f"{slot.name}__endswith": ERASED_HOST})
    empty = Q(**{slot.name: slot.empty}) | Q(**{slot.name: ""})
    return rows.exclude(empty)


def held_files(slot: FileSlot, edition: Edition) -> QuerySet[Any]:
    """Rows of an edition whose file still has its content."""
    return slot.model._default_manager.filter(
        slot.only,
        **{
            slot.path: edition,
            f"{slot.name}__isnull": False,
            f"{slot.name}__erased_at__isnull": True,
        },
    )


def due_at(edition: Edition, clock: Clock) -> datetime | None:
    """When values of a clock are to be erased; None before the file is closed."""
    if edition.archived_at is None or clock is Clock.OWN:
        return None
    if clock is Clock.CLOSING:
        return edition.archived_at
    return edition.archived_at + timedelta(days=edition.settings.personal_days)
