"""Reads of dispatches and enquiries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from miara.core.models import Job
from miara.notifications.domain.job_kinds import MAKE_LETTERS
from miara.notifications.domain.templates import fill, one_line
from miara.notifications.letters import values_for
from miara.notifications.models import Dispatch, DispatchItem, Enquiry
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = [
    "DispatchProgress",
    "Example",
    "dispatch_progress",
    "dispatches_of",
    "enquiries_of",
    "examples_of",
    "items_of",
    "letters_job",
]


@dataclass(frozen=True, slots=True)
class DispatchProgress:
    """How far a dispatch is: numbers of letters by state."""

    total: int
    waiting: int
    queued: int
    done: int
    returned: int
    without_address: int
    without_letter: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One merged letter, as the head of a unit will read it."""

    unit_name: str
    address: str
    subject: str
    text: str


def dispatch_progress(dispatch: Dispatch) -> DispatchProgress:
    """Numbers of letters by state. One query."""
    state = DispatchItem.State
    counts: dict[str, int] = {}
    unset = 0
    rows = dispatch.items.order_by().values_list("state")
    for name, number, letters in rows.annotate(Count("pk"), Count("letter")):
        counts[name] = number
        if dispatch.has_letter and name == state.WAITING:
            unset = number - letters
    return DispatchProgress(
        total=sum(counts.values()),
        waiting=counts.get(state.WAITING, 0),
        queued=counts.get(state.QUEUED, 0),
        done=counts.get(state.DONE, 0),
        returned=counts.get(state.RETURNED, 0),
        without_address=counts.get(state.NO_ADDRESS, 0),
        without_letter=unset,
    )


def dispatches_of(owner_kind: str, owner_id: str) -> QuerySet[Dispatch]:
    """Dispatches of an owner, the newest first, with numbers of letters."""
    rows = Dispatch.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return rows.annotate(letters=Count("items")).order_by("-created_at", "-pk")


def items_of(dispatch: Dispatch, state: str = "") -> QuerySet[DispatchItem]:
    """Letters of a dispatch in the order of the directory."""
    rows = dispatch.items.select_related("head", "message", "proof_by").order_by("pk")
    return rows.filter(state=state) if state else rows


def examples_of(dispatch: Dispatch, number: int = 3) -> list[Example]:
    """The first letters that have a head, merged."""
    rows = list(dispatch.items.filter(head__isnull=False).order_by("pk")[:number])
    heads = organisations.heads_of(row.unit_uid for row in rows)
    places = units.units_by_uid(row.unit_uid for row in rows)
    found = []
    for row in rows:
        unit, head = places.get(row.unit_uid), heads.get(row.unit_uid)
        if unit is None or head is None:
            continue
        values: dict[str, str] = {
            "site_url": "",
            "unsubscribe_url": "",
            **values_for(unit, head, dispatch.variables),
        }
        found.append(
            Example(
                unit.full_name,
                row.address,
                one_line(fill(dispatch.subject, values)),
                fill(dispatch.text, values),
            )
        )
    return found


def letters_job(dispatch: Dispatch) -> Job | None:
    """The newest job that sets the letters of a dispatch; None when there was none."""
    if not dispatch.has_letter:
        return None
    rows = Job.objects.filter(kind=MAKE_LETTERS, params__dispatch=dispatch.pk)
    return rows.newest_first().first()


def enquiries_of(owner_kind: str, owner_id: str) -> QuerySet[Enquiry]:
    """Enquiries of an owner, the newest first."""
    rows = Enquiry.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return rows.select_related("answered_by").order_by("-asked_at", "-pk")
