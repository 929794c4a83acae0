"""Does a verdict hold when the unit is compared with others?"""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import Group, Lens, Wish
from miara.indicators.presenters import sentences
from miara.indicators.queries.unit_figures import Figures, verdicts
from miara.indicators.queries.unit_groups import group_for, offered
from miara.indicators.queries.unit_pages import UnitView

# The whole country is left out: it takes longer than all others together, and the
# table of the indicator shows it.
_OTHERS = (Lens.LIKES, Lens.TYPE, Lens.COUNTY, Lens.VOIVODESHIP)


class OtherLenses:
    """Verdicts of the page's unit against the groups that were not chosen."""

    def __init__(self, view: UnitView, found: Figures) -> None:
        self._own = found.standing.verdict
        self._level = view.facts.level
        self._others: list[tuple[str, NDArray[np.int8]]] = []
        for lens in offered(view.facts, view.place):
            if lens not in _OTHERS or lens is view.group.wish.lens:
                continue
            group = group_for(view.facts, view.place, Wish(lens), found.year)
            assert group is not None  # only own groups may be absent
            there = verdicts(view.facts, view.place, group, found.summary.period)
            if there is not None:
                self._others.append((_name(group, self._level), there))

    def sentence(self, i: int) -> str:
        """Against whom else indicator ``i`` stands out the same way, and not."""
        same = [name for name, there in self._others if there[i] == self._own[i]]
        other = [name for name, there in self._others if there[i] != self._own[i]]
        facts = {"same": _listed(same), "other": _listed(other)}
        if same and other:
            return (
                _("The same among: %(same)s; does not stand out among: %(other)s.")
                % facts
            )
        if same:
            return _("The same among: %(same)s.") % facts
        return _("Does not stand out among: %(other)s.") % facts if other else ""


def _name(group: Group, level: Level) -> str:
    return sentences.group_words(group, level).some


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
