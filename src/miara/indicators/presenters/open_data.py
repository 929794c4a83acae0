"""Numbers for the national portal of open data."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from miara.core.open_data import Dataset, Resource
from miara.indicators.queries.vintages import served_vintage

__all__ = ["dataset"]


def dataset() -> Dataset | None:
    """Indicators of local governments; None while nothing is published."""
    served = served_vintage()
    if served is None or served.published_at is None:
        return None
    day = served.published_at.date()
    with translation.override("pl"):
        page = reverse("indicators:indicators")
        described = reverse("indicators:indicators-file", args=["csv"])
        sources = reverse("indicators:sources-file", args=["csv"])
    return Dataset(
        ident="miara-wskazniki",
        path=page,
        title=_("Indicators of Polish local governments"),
        description=_(
            "Values of indicators of municipalities, counties and voivodeships with "
            "their uncertainty, computed from public data by published definitions."
        ),
        frequency="monthly",
        categories=("GOVE", "REGI"),
        tags=(_("indicators"), _("local government")),
        resources=(
            Resource(
                ident="miara-wskazniki-wartosci",
                path="/api/v1/values.csv",
                title=_("Values of indicators"),
                description=_("One row a unit, indicator and period."),
                data_on=day,
            ),
            Resource(
                ident="miara-wskazniki-opis",
                path=described,
                title=_("Definitions of indicators"),
                description=_("Names, formulas and sources by code."),
                data_on=day,
            ),
            Resource(
                ident="miara-wskazniki-zrodla",
                path=sources,
                title=_("Official files behind the indicators"),
                description=_("Publisher, file and day of each."),
                data_on=day,
            ),
        ),
        is_fictional=served.is_fictional,
    )
