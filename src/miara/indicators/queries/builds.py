"""Builds for the operator: found by the beginning of their name, newest first."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError
from miara.indicators.models import PublishedVintage


class UnknownBuild(MiaraError):
    """No build has such a name, or several begin with it."""

    sentence = _(
        "No single build is called %(name)s. miara vintages lists what there is."
    )


class NothingBuilt(MiaraError):
    """Nothing was computed yet."""

    sentence = _("There is no build yet. First compute one (miara compute).")


def builds() -> QuerySet[PublishedVintage]:
    """Every build, newest first."""
    return PublishedVintage.objects.order_by("-built_at", "-pk")


def build_named(name: str | None) -> PublishedVintage:
    """The build whose id begins with ``name``; the newest one when None.

    Raises
    ------
    NothingBuilt
        When there is no build at all.
    UnknownBuild
        When none or several fit.
    """
    if name is None:
        newest = builds().first()
        if newest is None:
            raise NothingBuilt
        return newest
    found = list(builds().filter(vintage_id__startswith=name)[:2])
    if len(found) != 1:
        raise UnknownBuild(name=name)
    return found[0]
