"""Rows of the context."""

from miara.attendance.models.desk import Desk
from miara.attendance.models.guest import Guest, Mark, Registration

__all__ = ["Desk", "Guest", "Mark", "Registration"]
