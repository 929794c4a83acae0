"""Reads of the context."""

from miara.organisations.queries.organisations import (
    OrganisationFacts,
    get_organisation,
    has_kind,
    members_of,
    organisations,
    organisations_of,
)

__all__ = [
    "OrganisationFacts",
    "get_organisation",
    "has_kind",
    "members_of",
    "organisations",
    "organisations_of",
]
