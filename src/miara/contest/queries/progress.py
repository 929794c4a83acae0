"""How far the marks of an edition are: one row an entry, for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from miara.contest.models import (
    Assignment,
    Cell,
    Conflict,
    ConsensusNote,
    Edition,
    Entry,
)
from miara.contest.queries.assessment import BLOCKING, OPEN

__all__ = ["BoardRow", "CellState", "Seat", "board_of", "cells_of"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One expert of an entry: where their marks stand."""

    name: str
    expert_uid: str
    state: str
    kind: str
    submitted_at: datetime | None
    total: Decimal | None
    is_late: bool
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An entry with its experts.

    Attributes
    ----------
    lacks
        Experts that are missing.
    gap
        Difference of the totals in points of the edition when all are in, else None.
    differs
        Whether the gap is above the share that the edition allows.
    """

    uid: str
    number: str
    title: str
    unit_uid: str
    cell_id: int
    seats: tuple[Seat, ...]
    lacks: int
    gap: Decimal | None
    differs: bool
    has_note: bool

    @property
    def done(self) -> int:
        """Experts who submitted."""
        return sum(seat.submitted_at is not None for seat in self.seats)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is awaited."""
        return not self.lacks and self.done == len(self.seats)


@dataclass(frozen=True, slots=True)
class CellState:
    """A cell with its sums."""

    cell: Cell
    entries: int
    wanted: int
    done: int
    differing: int

    @property
    def is_ready(self) -> bool:
        """Whether the marks may be closed."""
        return bool(self.entries) and self.done >= self.wanted


def board_of(edition: Edition, *, now: datetime) -> list[BoardRow]:
    """Entries that are assessed, by number. Four queries, whatever their number."""
    rules = edition.settings.marks
    limit = rules.discrepancy_share * rules.scale_total
    blocked = set(
        Conflict.objects.filter(entry__edition=edition, state__in=BLOCKING).values_list(
            "entry_id", "expert_id"
        )
    )
    notes = set(
        ConsensusNote.objects.filter(entry__edition=edition).values_list(
            "entry_id", flat=True
        )
    )
    seats: dict[int, list[Seat]] = {}
    submitted = Assignment.State.SUBMITTED
    for entry, expert, name, uid, state, kind, at, total, due in (
        Assignment.objects.filter(entry__edition=edition, state__in=OPEN)
        .order_by("pk")
        .values_list(
            "entry_id",
            "expert_id",
            "expert__full_name",
            "expert__uid",
            "state",
            "kind",
            "submitted_at",
            "total",
            "due_at",
        )
    ):
        late = state != submitted and due is not None and due < now
        seats.setdefault(entry, []).append(
            Seat(name, uid, state, kind, at, total, late, (entry, expert) in blocked)
        )
    found = []
    for pk, uid, number, title, unit, cell in (
        Entry.objects.filter(edition=edition, state=Entry.State.ACCEPTED)
        .order_by("number", "pk")
        .values_list("pk", "uid", "number", "title", "unit_uid", "cell_id")
    ):
        own = tuple(seats.get(pk, ()))
        totals = [seat.total for seat in own if seat.total is not None]
        whole = len(totals) >= max(2, rules.experts_per_entry) and len(totals) == len(
            own
        )
        gap = max(totals) - min(totals) if whole else None
        found.append(
            BoardRow(
                uid,
                number,
                title,
                unit,
                cell or 0,
                own,
                max(0, rules.experts_per_entry - len(own)),
                gap,
                gap is not None and gap > limit,
                pk in notes,
            )
        )
    return found


def cells_of(edition: Edition, rows: list[BoardRow]) -> list[CellState]:
    """Sums of a board by cell, cells without entries left out. One query."""
    rules = edition.settings.marks
    by_cell: dict[int, list[BoardRow]] = {}
    for row in rows:
        by_cell.setdefault(row.cell_id, []).append(row)
    cells = (
        Cell.objects.filter(edition=edition, pk__in=by_cell)
        .select_related("group", "domain")
        .order_by("domain__position", "group__position", "pk")
    )
    return [
        CellState(
            cell,
            len(own := by_cell[cell.pk]),
            sum(max(len(row.seats), rules.experts_per_entry) for row in own),
            sum(row.done for row in own),
            sum(row.differs and not row.has_note for row in own),
        )
        for cell in cells
    ]
