"""The frame of all pages about plans of one unit: where one is, what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from miara.units import public as units

if TYPE_CHECKING:
    from django.utils.functional import Promise

__all__ = ["UNIT", "frame_of", "register_plan_link", "unit_of_address"]

#: The unit in an address, as pages of numbers name it; only the code counts.
UNIT = r"jednostki/(?P<address>[0-9]{2,7}(?:-[a-z0-9-]*)?)/plany"


@dataclass(frozen=True, slots=True)
class _Link:
    order: int
    name: str
    label: Promise | str
    view: str


_links: dict[str, _Link] = {}


def register_plan_link(
    name: str, *, order: int, label: Promise | str, view: str
) -> None:
    """Add a page to the menu of plans; called once at start.

    Parameters
    ----------
    name
        Code by which pages say that they belong to it.
    view
        Name of the address, which takes ``address``.
    """
    _links[name] = _Link(order, name, label, view)


def unit_of_address(address: str) -> units.UnitFacts:
    """The unit of an address.

    Raises
    ------
    Http404
        When there is none.
    """
    found = units.unit_by_code(address.partition("-")[0])
    if found is None:
        raise Http404
    return found


def frame_of(unit: units.UnitFacts, current: str) -> dict[str, Any]:
    """Values that ``plans/base.html`` needs: the unit, the menu, where one is."""
    links = sorted(_links.values(), key=lambda link: (link.order, link.name))
    return {
        "unit": unit,
        "plans_label": _("Plans of the unit"),
        "plans_menu": [
            {
                "label": link.label,
                "url": reverse(link.view, kwargs={"address": unit.address}),
                "current": link.name == current,
            }
            for link in links
        ],
        "unit_url": reverse("indicators:unit", kwargs={"address": unit.address}),
    }
