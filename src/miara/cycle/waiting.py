"""What waits for a person in a unit: upper contexts add their own.

A context registers one function in its ``AppConfig.ready``; it takes the person, the
unit and the moment, and gives what waits. A page asks for everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from miara.accounts.public import User

    Function = Callable[[User, str, datetime], Iterable["Waiting"]]

__all__ = ["Waiting", "register_waiting", "waiting_for"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what, where it is done, and until when.

    Attributes
    ----------
    what
        A translated sentence or title.
    url
        Where the person does it.
    due_on
        The last day; None when there is none.
    kind
        Code of the kind, ``context.kind``.
    """

    what: str
    url: str
    due_on: date | None
    kind: str


_functions: dict[str, Function] = {}


def register_waiting(name: str, function: Function) -> None:
    """Add a source of things that wait; called once at start.

    Raises
    ------
    ValueError
        When the name is taken by another function.
    """
    if _functions.setdefault(name, function) is not function:
        msg = f"{name} is already registered"
        raise ValueError(msg)


def waiting_for(person: User, unit_uid: str, now: datetime) -> list[Waiting]:
    """Everything that waits for a person, the most urgent first.

    What has no day comes last; equal ones by their words.
    """
    found = [
        each
        for name in sorted(_functions)
        for each in _functions[name](person, unit_uid, now)
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.what, one.url))
