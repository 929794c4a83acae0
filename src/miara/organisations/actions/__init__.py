"""Acts of the context."""

from miara.organisations.actions.organisations import (
    add_member,
    create_organisation,
    end_member,
    update_organisation,
)

__all__ = ["add_member", "create_organisation", "end_member", "update_organisation"]
