"""Desks: whose work is edited here, by whom, and on which pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["Desk", "Group", "desks", "register_desk"]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of Wagtail that follows a role of Miara.

    Attributes
    ----------
    name
        Name of the group in the database, unique among all desks.
    holds
        Whether a person belongs to it now, by the roles of Miara.
    home
        Name of the address where its members begin.
    permissions
        What the library lets its members do, as ``app_label.codename``.
    """

    name: str
    holds: Callable[[User, datetime], bool]
    home: str
    permissions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Desk:
    """Editing pages of one context.

    Attributes
    ----------
    code
        Name of the context.
    groups
        Its groups; one is enough to come in.
    pages
        Names of addresses that it opens, each with the groups that may enter.
    """

    code: str
    groups: tuple[Group, ...]
    pages: dict[str, frozenset[str]]


_desks: dict[str, Desk] = {}


def register_desk(desk: Desk) -> Desk:
    """Make a desk known; a context calls it once at start.

    Raises
    ------
    ValueError
        When another desk has the same code.
    """
    if _desks.setdefault(desk.code, desk) is not desk:
        msg = f"desk {desk.code} is already registered"
        raise ValueError(msg)
    return desk


def desks() -> tuple[Desk, ...]:
    """All desks in the order in which they came."""
    return tuple(_desks.values())
