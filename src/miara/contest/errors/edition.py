"""Refusals about editions."""

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError


class AddressTakenError(ContestError):
    """Another contest or edition has this address."""

    sentence = _("The address “%(slug)s” is taken. Choose another.")


class UnknownPresetError(ContestError):
    """No such starting point."""

    sentence = _("There is no starting point “%(code)s”. Choose one from the list.")
