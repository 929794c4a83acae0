"""One harvest from plan to loads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from miara.cube.harvest.manners import Manners
from miara.cube.harvest.plan import BASE_URL, HarvestPlan
from miara.cube.harvest.progress import ProgressCallback
from miara.cube.loads import Load
from miara.cube.register import Level


def harvest_bdl(
    *,
    variables: Sequence[int],
    level: Level,
    years: range,
    cache_dir: Path,
    now: datetime,
    base_url: str = BASE_URL,
    key: str | None = None,
    progress: ProgressCallback | None = None,
    manners: Manners | None = None,
    codes: Mapping[int, str] | None = None,
) -> list[Load]:
    """Fetch series of the Local Data Bank, or what of them changed.

    Returns
    -------
    list of Load
        One a series, in the order of ``variables``. ``extra`` has ``table``
        (``bdl_api``), ``url``, ``bdl_id``, ``last_update`` and ``raw`` (path of
        the raw pages, whose sha256 is that of the origin).

    Raises
    ------
    HarvestError
        One of its kinds; see :mod:`miara.cube.harvest.errors`.
    """
    HarvestPlan(tuple(variables), level, tuple(years), base_url)
    raise NotImplementedError
