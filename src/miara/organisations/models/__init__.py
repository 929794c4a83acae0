"""Rows of the context."""

from miara.organisations.models.heads import DirectoryImport, UnitHead
from miara.organisations.models.organisation import (
    Organisation,
    UnitMembership,
    new_uid,
    validate_krs,
    validate_regon,
)
from miara.organisations.models.structure import (
    AuxiliaryUnit,
    OrganisationalUnit,
    Post,
)

__all__ = [
    "AuxiliaryUnit",
    "DirectoryImport",
    "Organisation",
    "OrganisationalUnit",
    "Post",
    "UnitHead",
    "UnitMembership",
    "new_uid",
    "validate_krs",
    "validate_regon",
]
