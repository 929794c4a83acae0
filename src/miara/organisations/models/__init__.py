"""Rows of the context."""

from miara.organisations.models.heads import DirectoryImport, UnitHead
from miara.organisations.models.organisation import (
    Organisation,
    UnitMembership,
    new_uid,
    validate_krs,
    validate_regon,
)

__all__ = [
    "DirectoryImport",
    "Organisation",
    "UnitHead",
    "UnitMembership",
    "new_uid",
    "validate_krs",
    "validate_regon",
]
