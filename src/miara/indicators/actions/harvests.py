"""Taking series of the Local Data Bank in through its API."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from miara.core.progress import Progress
from miara.cube.harvest import (
    BASE_URL,
    HarvestIncomplete,
    Manners,
    SeriesError,
    harvest_bdl,
)
from miara.cube.harvest import Progress as HarvestState
from miara.cube.loads import Load
from miara.cube.register import Level
from miara.indicators.actions.imports import withdraw_sample
from miara.indicators.actions.loads import AlreadyLoaded, record_load
from miara.indicators.models import DataLoad


@dataclass(frozen=True, slots=True)
class HarvestResult:
    """What a harvest brought.

    Attributes
    ----------
    loads
        Every whole series, in the order asked for.
    rows
        Those that are new here; the others have not changed.
    failures
        What went wrong, by number of the series.
    withdrawn
        How many files of the fictional sample were withdrawn.
    """

    loads: tuple[Load, ...]
    rows: tuple[DataLoad, ...]
    failures: Mapping[int, SeriesError]
    withdrawn: int = 0


def harvest(
    *,
    variables: Sequence[int],
    level: Level,
    years: range,
    by: object | None,
    now: datetime,
    key: str | None = None,
    base_url: str = BASE_URL,
    manners: Manners | None = None,
    progress: Progress | None = None,
) -> HarvestResult:
    """Fetch series and keep what is new for the next build.

    Pages fetched before are not fetched again; a harvest that was stopped goes on
    where it was.

    Raises
    ------
    miara.cube.harvest.HarvestError
        When nothing could be brought: no answer, a refused key, a used-up limit.
    """
    failures: Mapping[int, SeriesError] = {}
    try:
        loads = harvest_bdl(
            variables=variables,
            level=level,
            years=years,
            cache_dir=settings.MIARA_HOME / "harvest",
            now=now,
            base_url=base_url,
            key=key,
            manners=manners,
            progress=_teller(progress or Progress()),
        )
    except HarvestIncomplete as incomplete:
        loads, failures = incomplete.loads, incomplete.failures
    rows = [row for load in loads if (row := _record(load, by=by, now=now))]
    withdrawn = withdraw_sample(by=by, now=now) if loads else 0
    return HarvestResult(tuple(loads), tuple(rows), failures, withdrawn)


def key_file() -> Path:
    """Where the operator may put the key of the API; without it limits are lower."""
    return settings.MIARA_HOME / "bdl_api_key"


def stored_key(path: Path | None = None) -> str | None:
    """The key in a file (by default that of the data folder), None without one.

    Raises
    ------
    OSError
        When a named file cannot be read.
    """
    if path is None and not key_file().is_file():
        return None
    return (path or key_file()).read_text(encoding="utf-8").strip() or None


def _record(load: Load, *, by: object | None, now: datetime) -> DataLoad | None:
    raw = load.extra.get("raw")
    original = Path(raw) if raw and Path(raw).is_file() else None
    try:
        return record_load(load=load, by=by, now=now, original=original)
    except AlreadyLoaded:
        return None


def _teller(progress: Progress) -> Callable[[HarvestState], None]:
    """Pages as steps; the total grows as the bank tells how many there are."""
    told = (-1, 0, 0.0)

    def tell(state: HarvestState) -> None:
        nonlocal told
        variable, done, waiting = told
        present = state.variable or 0
        if (present, state.waiting) != (variable, waiting):
            progress.stage(_stage(state), state.pages_total or None)
            done = 0
        if state.pages_done > done:
            progress.advance(state.pages_done - done)
        told = (present, max(done, state.pages_done), state.waiting)

    return tell


def _stage(state: HarvestState) -> str:
    if state.waiting:
        return _("Waiting %(seconds)s s for the limit of the Local Data Bank") % {
            "seconds": round(state.waiting)
        }
    return _("Series %(number)s of %(total)s from the Local Data Bank") % {
        "number": min(state.variables_done + 1, state.variables_total),
        "total": state.variables_total,
    }
