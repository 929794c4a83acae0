"""At the door of the pages: which unit, who, when; and the page of a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.units.public import UnitFacts

__all__ = ["READING_AND_SENDING", "Door", "door", "form_page"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Door:
    """Who came to which unit, and when."""

    request: HttpRequest
    unit: UnitFacts
    user: accounts.User
    now: datetime
    current: str

    @property
    def uid(self) -> str:
        """Identity of the unit."""
        return self.unit.uid

    @property
    def address(self) -> str:
        """The unit in addresses."""
        return self.unit.address

    @property
    def today(self) -> date:
        """The day in Poland."""
        return timezone.localdate(self.now)

    @property
    def who(self) -> dict[str, Any]:
        """Arguments of an action: by whom, when."""
        return {"by": self.user, "now": self.now}

    def page(self, **values: Any) -> dict[str, Any]:
        """Values of a page within the frame of plans."""
        may = bool(cycle.can_plan(self.user, self.uid))
        return {**cycle.frame_of(self.unit, self.current), "may_plan": may, **values}

    def render(
        self, template: str, *, status: int = 200, **values: Any
    ) -> HttpResponse:
        """A page within the frame of plans."""
        return render(self.request, template, self.page(**values), status=status)


def door(
    request: HttpRequest,
    address: str,
    *,
    current: str = "strategy",
    planning: bool = False,
) -> Door:
    """Let people of the unit in, or those who plan in it alone.

    Raises
    ------
    Http404
        When there is no such unit.
    PermissionDenied
        When the person has no right there.
    """
    unit = cycle.unit_of_address(address)
    user = accounts.person(request)
    may = cycle.can_plan if planning else cycle.can_read_plans
    accounts.require(may(user, unit.uid))
    now: datetime = request.received_at  # type: ignore[attr-defined]
    return Door(request, unit, user, now, current)


def form_page(
    at: Door,
    form: Any,
    save: Callable[[], object],
    *,
    done: str,
    back: str,
    template: str = "strategy/form.html",
    **values: Any,
) -> HttpResponse:
    """Show a form; save what was sent and go back, or show what is wrong.

    Parameters
    ----------
    save
        Called when what was typed can be read; may raise what people can put right.
    done
        Sentence for the next page.
    back
        Address of the next page.
    """
    if at.request.method == "POST" and form.is_valid():
        try:
            save()
        except MiaraError as error:
            tell = getattr(form, "tell", None)
            if tell is None:
                form.add_error(None, error.for_people())
            else:
                tell(error)
        else:
            messages.success(at.request, done)
            return redirect(back)
    status = 422 if form.errors else 200
    return at.render(template, status=status, form=form, back=back, **values)
