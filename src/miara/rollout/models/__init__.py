"""Rows of the context."""

from miara.rollout.models.method import MethodDocument, MethodVersion
from miara.rollout.models.rollout import DataAnswer, Experience, Rollout
from miara.rollout.models.table import TableFile

__all__ = [
    "DataAnswer",
    "Experience",
    "MethodDocument",
    "MethodVersion",
    "Rollout",
    "TableFile",
]
