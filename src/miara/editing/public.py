"""Editing pages for other contexts: a desk of their own behind the common door."""

from miara.editing.desks import Desk, Group, register_desk
from miara.editing.groups import group_row

__all__ = ["Desk", "Group", "group_row", "register_desk"]
