"""At the door of pages of the budget: which unit and year, who, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from miara.accounts import public as accounts
from miara.budget.models import BudgetYear
from miara.budget.permissions import can_keep, can_plan_tasks, can_read
from miara.budget.queries.years import year_of
from miara.cycle import public as cycle
from miara.units.public import UnitFacts

__all__ = ["BOTH", "Door", "door", "download"]

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Door:
    """Who came to which unit and year, and when."""

    unit: UnitFacts
    user: accounts.User
    now: datetime
    row: BudgetYear | None

    @property
    def today(self) -> date:
        """The day in Poland."""
        return timezone.localdate(self.now)

    @property
    def year(self) -> BudgetYear:
        """The year of the address."""
        if self.row is None:
            raise Http404
        return self.row

    @property
    def who(self) -> dict[str, Any]:
        """Who acts and when, for actions."""
        return {"by": self.user, "now": self.now}

    @property
    def may_keep(self) -> bool:
        """Whether the person keeps the budget."""
        return bool(can_keep(self.user, self.unit.uid))

    @property
    def may_plan(self) -> bool:
        """Whether the person adds and removes tasks."""
        return bool(can_plan_tasks(self.user, self.unit.uid))

    def require_keeping(self) -> None:
        """Only those who keep the budget go on."""
        accounts.require(can_keep(self.user, self.unit.uid))

    def require_planning(self) -> None:
        """Only those who plan tasks go on."""
        accounts.require(can_plan_tasks(self.user, self.unit.uid))

    def show(
        self, request: HttpRequest, template: str, status: int = 200, **values: Any
    ) -> HttpResponse:
        """A page within the frame of plans."""
        page = {
            **cycle.frame_of(self.unit, "budget"),
            "year": self.row,
            "may_keep": self.may_keep,
            "may_plan": self.may_plan,
            **values,
        }
        return render(request, f"budget/{template}.html", page, status=status)


def door(request: HttpRequest, address: str, year: int | str | None = None) -> Door:
    """Let people of the unit in.

    Raises
    ------
    Http404
        When there is no such unit or year.
    PermissionDenied
        When the person has no right there.
    """
    unit = cycle.unit_of_address(address)
    user = accounts.person(request)
    accounts.require(can_read(user, unit.uid))
    row = None
    if year is not None:
        row = year_of(unit.uid, int(year))
        if row is None:
            raise Http404
    return Door(unit, user, request.received_at, row)  # type: ignore[attr-defined]


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that is saved, never shown in the browser."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
