"""Organisations for other contexts."""

from miara.organisations.actions import (
    add_member,
    create_organisation,
    end_member,
    update_organisation,
)
from miara.organisations.models import Organisation
from miara.organisations.queries import (
    OrganisationFacts,
    get_organisation,
    members_of,
    organisations,
    organisations_of,
)

__all__ = [
    "Organisation",
    "OrganisationFacts",
    "add_member",
    "create_organisation",
    "end_member",
    "get_organisation",
    "members_of",
    "organisations",
    "organisations_of",
    "update_organisation",
]
