"""Rows of the context."""

from miara.ceremony.models.ceremony import Ceremony, Step

__all__ = ["Ceremony", "Step"]
