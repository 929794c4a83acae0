"""Units like a given one, nearest first, with the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.cube.definitions import Feature
from miara.cube.store import Vintage
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.unit_groups import GENERAL
from miara.indicators.queries.vintages import open_vintage, served_vintage
from miara.units import public as units

__all__ = ["Like", "likes_of_unit", "reasons"]

ALIKE = 0.5  # standardised difference that people would not call one
APART = 1.0


@dataclass(frozen=True, slots=True)
class Like:
    """A unit like the one asked about; ``why`` in the active language."""

    uid: str
    why: str


def likes_of_unit(uid: str) -> tuple[Like, ...]:
    """The newest frozen list of similar units of the served vintage, nearest first.

    Parameters
    ----------
    uid
        Identity of the unit; a city with county rights is compared as a municipality.

    Returns
    -------
    tuple
        Empty when nothing is published, the vintage has no list for the unit, or
        nobody is close to it. One query.
    """
    row = served_vintage()
    unit = units.unit_by_uid(uid)
    if row is None or unit is None or not unit.exists:
        return ()
    level = unit.levels[0]
    return _likes(open_vintage(row), level, uid, get_language() or "pl")


@lru_cache(maxsize=1_000)
def _likes(
    vintage: Vintage, level: units.Level, uid: str, language: str
) -> tuple[Like, ...]:
    block = vintage.block(level)
    years = vintage.peer_years(level, GENERAL) if block else ()
    place = block.index_of_unit.get(uid) if block else None
    topic = definitions().topics.get(GENERAL)
    if block is None or place is None or topic is None or not years:
        return ()
    peers = vintage.peers(level, GENERAL, years[-1])
    if peers is None or peers.lonely[place]:
        return ()
    known = {feature.code: feature for feature in topic.features}
    used = [known[code] for code in peers.features if code in known]
    columns = [k for k, code in enumerate(peers.features) if code in known]
    differences = np.asarray(peers.difference[place])[:, columns].tolist()
    return tuple(
        Like(block.units[neighbour], reasons(used, row, language))
        for neighbour, row in zip(
            peers.neighbour[place].tolist(), differences, strict=True
        )
        if neighbour >= 0
    )


def reasons(
    features: Sequence[Feature], differences: Sequence[float], language: str
) -> str:
    """What makes a neighbour alike, and what sets it apart most.

    Parameters
    ----------
    differences
        Standardised, neighbour minus unit; NaN = not known.
    """
    pairs = [
        (abs(size), size, feature)
        for feature, size in zip(features, differences, strict=True)
        if not np.isnan(size)
    ]
    pairs.sort(key=lambda pair: pair[0])
    alike = [
        feature.similar.in_language(language)
        for far, _size, feature in pairs
        if far < ALIKE
    ][:3]
    said = ", ".join(alike)
    if pairs and pairs[-1][0] >= APART:
        _far, size, feature = pairs[-1]
        word = (feature.higher if size > 0 else feature.lower).in_language(language)
        if not said:
            return _("differs: %(difference)s") % {"difference": word}
        return _("%(alike)s; differs: %(difference)s") % {
            "alike": said,
            "difference": word,
        }
    return said or _("near in everything together")
