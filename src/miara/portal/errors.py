"""What can go wrong on a site, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = [
    "IncompleteError",
    "NotAllowedError",
    "PortalError",
    "ReasonMissingError",
    "TakenAddressError",
    "WithdrawnError",
    "WithdrawnPageError",
    "WithoutPublicError",
]


class PortalError(MiaraError):
    """Something about news or a page that a person can put right."""


class NotAllowedError(PortalError):
    """The person may not do this."""

    sentence = _("%(reason)s")


class IncompleteError(PortalError):
    """What readers need is missing."""

    sentence = _("This cannot be published yet. To complete: %(parts)s.")


class ReasonMissingError(PortalError):
    """Withdrawing needs a reason that readers can understand."""

    sentence = _("Write in a sentence why it is withdrawn.")


class WithdrawnError(PortalError):
    """It was taken out of public."""

    sentence = _("This news is withdrawn. Bring it back first.")


class WithdrawnPageError(PortalError):
    """The page was taken out of public."""

    sentence = _("This page is withdrawn. Bring it back first.")


class WithoutPublicError(PortalError):
    """What nobody outside ever saw cannot be withdrawn."""

    sentence = _("Readers have not seen this page, so there is nothing to withdraw.")


class TakenAddressError(PortalError):
    """The words of an address belong to another page for ever."""

    sentence = _("The address %(slug)s leads to “%(title)s”. Choose another.")
