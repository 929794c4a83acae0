"""What can go wrong with keys and packages, in words for people."""

from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlansError

__all__ = [
    "ExchangeError",
    "KeyNameTakenError",
    "LinkOutsideError",
    "NotAllowedError",
    "NotEmptyError",
    "PackageDamagedError",
    "PackageGoneError",
    "PackageNewerError",
    "PackageRowError",
    "PackageTooLargeError",
]


class ExchangeError(PlansError):
    """Something about keys or packages that a person can put right."""


class NotAllowedError(ExchangeError):
    """The person may not do this."""

    sentence = _("%(reason)s")


class KeyNameTakenError(ExchangeError):
    """A living key has the name."""

    sentence = _(
        "A key named “%(name)s” works already. Choose another name, or revoke that "
        "key first."
    )


class LinkOutsideError(ExchangeError):
    """A row names a row of another unit, which cannot move with it."""

    sentence = _(
        "A row of “%(table)s” (number %(number)s) names something of another local "
        "government, so the package cannot be made. Tell the operator of the site."
    )


class PackageGoneError(ExchangeError):
    """The bytes are not here."""

    sentence = _("This package was erased or is not ready. Have it made again.")


class PackageTooLargeError(ExchangeError):
    """More than is read at once."""

    sentence = _(
        "The package is larger than %(most)s. Ask the operator of the site to bring "
        "it in."
    )


class PackageDamagedError(ExchangeError):
    """The file is no package, or it changed on its way."""

    sentence = _(
        "The package cannot be trusted: %(why)s Take the file again from where it was "
        "made; nothing was changed."
    )


class PackageNewerError(ExchangeError):
    """Made by a version whose format is not known here."""

    sentence = _(
        "The package has the format %(format)s, and this site reads %(known)s. Update "
        "this site, or make the package with an older one."
    )


class PackageRowError(ExchangeError):
    """A row that this installation cannot keep."""

    sentence = _(
        "Table “%(table)s”, row %(row)s, field “%(field)s”: %(why)s Nothing was "
        "changed."
    )


class NotEmptyError(ExchangeError):
    """The unit has plans here."""

    sentence = _(
        "This unit has plans here already (%(what)s), and a package is taken only into "
        "an empty one, so that nothing is mixed or overwritten."
    )
