"""Harvest of the API of the Local Data Bank: :func:`harvest_bdl` is the way in.

A plan (:mod:`plan`) is fetched page by page (:mod:`client`) within the limits of the
server (:mod:`limits`); raw pages are kept (:mod:`cache`), so that a harvest stopped
anywhere goes on where it was; :mod:`pages` and :mod:`planes` turn them into loads.
"""

from miara.cube.harvest.errors import (
    BadPlan,
    FaultyReply,
    HarvestError,
    HarvestIncomplete,
    HarvestRunning,
    KeyRefused,
    LimitReached,
    NoSuchSeries,
    SeriesError,
    ServerUnreachable,
    UnknownSeries,
)
from miara.cube.harvest.harvest import harvest_bdl
from miara.cube.harvest.limits import ANONYMOUS, WITH_KEY, Window
from miara.cube.harvest.manners import Manners
from miara.cube.harvest.plan import BASE_URL, LEVELS, HarvestPlan
from miara.cube.harvest.progress import Progress

__all__ = [
    "ANONYMOUS",
    "BASE_URL",
    "LEVELS",
    "WITH_KEY",
    "BadPlan",
    "FaultyReply",
    "HarvestError",
    "HarvestIncomplete",
    "HarvestPlan",
    "HarvestRunning",
    "KeyRefused",
    "LimitReached",
    "Manners",
    "NoSuchSeries",
    "Progress",
    "SeriesError",
    "ServerUnreachable",
    "UnknownSeries",
    "Window",
    "harvest_bdl",
]
