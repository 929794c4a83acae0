"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError


class OrganisationsError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class AlreadyMemberError(OrganisationsError):
    """The unit belongs to the organisation on that day."""

    sentence = _("This unit is a member on that day already.")


class NotMemberError(OrganisationsError):
    """The unit does not belong to the organisation on that day."""

    sentence = _("This unit is not a member on that day.")
