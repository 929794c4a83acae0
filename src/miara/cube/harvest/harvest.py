"""One harvest from plan to loads."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from miara.cube.harvest import parsed as parsed_pages
from miara.cube.harvest.cache import Generation, PageCache
from miara.cube.harvest.client import BdlClient
from miara.cube.harvest.errors import HarvestIncomplete, NoSuchSeries, SeriesError
from miara.cube.harvest.fetching import Fetcher
from miara.cube.harvest.limits import RequestLedger
from miara.cube.harvest.manners import Manners
from miara.cube.harvest.pages import Page
from miara.cube.harvest.parsed import Parsed
from miara.cube.harvest.plan import BASE_URL, HarvestPlan
from miara.cube.harvest.planes import Series, plane_of
from miara.cube.harvest.progress import Progress, ProgressCallback
from miara.cube.harvest.series import series_of
from miara.cube.loads import Load, Origin
from miara.cube.register import Level
from miara.cube.sources.findings import FindingLog
from miara.cube.sources.mapping import publisher_of

_SOURCE = "bdl"
_TABLE = "bdl_api"


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

    Raw pages are kept in ``cache_dir``; a harvest that was stopped, even killed,
    goes on where it was when it is called again with the same level and years.

    Parameters
    ----------
    variables
        Numbers of series in the bank.
    years
        Calendar years, for instance ``range(2015, 2025)``.
    cache_dir
        Folder for raw pages and for the times of requests (``MIARA_HOME/harvest``).
    now
        Aware time; says what was asked recently and the day of retrieval.
    key
        Key of the API, sent as ``X-ClientId``; without one the limits are lower.
    progress
        Told after each page and before each wait.
    manners
        Limits, patience, retries; default: those the bank states.
    codes
        Variable codes by number; default: those of ``definitions/variables``.

    Returns
    -------
    list of Load
        One a series, in the order of ``variables``, changed or not. ``extra`` has
        ``table`` (``bdl_api``), ``url``, ``bdl_id``, ``last_update`` and ``raw``
        (path of the raw pages, whose sha256 is that of the origin).

    Raises
    ------
    HarvestIncomplete
        When some series cannot be had; it carries the loads of the others.
    BadPlan, UnknownSeries
        When the plan makes no sense.
    HarvestRunning
        When another process harvests the same level and years.
    KeyRefused, LimitReached, ServerUnreachable
        When asking on is pointless now; pages fetched so far are kept.
    """
    plan = HarvestPlan(tuple(variables), level, tuple(years), base_url.rstrip("/"))
    manners = manners or Manners()
    series = series_of(plan, codes)
    counter = _Counter(plan, progress)
    with (
        closing(PageCache(cache_dir / plan.digest)) as cache,
        closing(
            RequestLedger(cache_dir / "limits", key, manners.limits(key))
        ) as ledger,
        BdlClient(
            base_url=plan.base_url,
            key=key,
            ledger=ledger,
            manners=manners,
            on_wait=counter.waits,
        ) as client,
    ):
        fetcher = Fetcher(
            plan, cache, client, manners=manners, now=now, on_page=counter.pages
        )
        return _all_loads(series, _Loader(plan, cache, fetcher), counter)


def _all_loads(
    series: Sequence[Series], loader: "_Loader", counter: "_Counter"
) -> list[Load]:
    loads, failures = [], {}
    for each in series:
        counter.begins(each.bdl_id)
        try:
            loads.append(loader.load(each))
        except SeriesError as error:
            failures[each.bdl_id] = error
        counter.ends(each.bdl_id)
    counter.finish()
    if failures:
        raise HarvestIncomplete(loads, failures)
    return loads


class _Loader:
    """Makes the load of one series, from new pages or from what was kept of them."""

    def __init__(self, plan: HarvestPlan, cache: PageCache, fetcher: Fetcher) -> None:
        self._plan = plan
        self._cache = cache
        self._fetcher = fetcher

    def load(self, series: Series) -> Load:
        generation, pages = self._fetcher.current(series.bdl_id)
        kept_at = self._cache.plane_path(generation)
        found = None
        if pages is None:
            found = parsed_pages.recall(kept_at, generation.sha256, series)
            pages = self._fetcher.pages_of(generation) if found is None else []
        if pages is None:
            generation, pages = self._fetcher.repaired(generation)
        if found is None:
            found = _parse(pages, series)
            parsed_pages.keep(kept_at, found, generation.sha256, series)
        if not found.plane.periods or not found.plane.unit_codes:
            raise NoSuchSeries(series.bdl_id, "no number of a unit in these years")
        return self._as_load(generation, series, found)

    def _as_load(self, generation: Generation, series: Series, found: Parsed) -> Load:
        number, url = generation.variable, self._plan.address(generation.variable)
        years = f"{series.years[0]}-{series.years[-1]}"
        last_update = str(
            generation.metadata.get("lastUpdate") or generation.last_update
        )
        origin = Origin(
            source=_SOURCE,
            file_name=f"bdl_api_{number}_{series.level}_{years}.json",
            sha256=generation.sha256,
            publisher=publisher_of(_SOURCE),
            title=_title(generation.metadata, series),
            retrieved_on=generation.retrieved_on,
            notes=(url,),
        )
        return Load(
            origin=origin,
            planes=(found.plane,),
            findings=found.findings,
            rows_read=found.rows,
            extra={
                "table": _TABLE,
                "url": url,
                "bdl_id": str(number),
                "last_update": last_update,
                "raw": str(self._cache.path(generation)),
            },
        )


def _parse(pages: Sequence[Page], series: Series) -> Parsed:
    log = FindingLog()
    plane = plane_of(pages, series, log)
    return Parsed(plane, log.findings(), sum(len(page.ids) for page in pages))


def _title(metadata: Mapping[str, Any], series: Series) -> str:
    """Dimensions and unit of measure, as the bank prints them."""
    names = [str(metadata[f"n{i}"]) for i in range(1, 6) if metadata.get(f"n{i}")]
    measure = metadata.get("measureUnitName")
    title = ", ".join(names) or series.code
    return f"{title} [{measure}]" if measure else title


class _Counter:
    """Adds up pages for the progress callback."""

    def __init__(self, plan: HarvestPlan, progress: ProgressCallback | None) -> None:
        self._series = len(plan.variables)
        self._progress = progress
        self._pages: dict[int, tuple[int, int]] = {}
        self._sums = (0, 0)  # of series that ended
        self._ended = 0
        self._variable: int | None = None

    def begins(self, variable: int) -> None:
        self._variable = variable
        self._tell()

    def pages(self, variable: int, done: int, total: int) -> None:
        self._pages[variable] = (done, total)
        self._tell()

    def ends(self, variable: int) -> None:
        done, total = self._pages.pop(variable, (0, 0))
        self._sums = (self._sums[0] + done, self._sums[1] + total)
        self._ended += 1

    def finish(self) -> None:
        self._variable = None
        self._tell()

    def waits(self, seconds: float) -> None:
        self._tell(seconds)

    def _tell(self, waiting: float = 0.0) -> None:
        if self._progress is None:
            return
        done = self._sums[0] + sum(each[0] for each in self._pages.values())
        known = self._sums[1] + sum(each[1] for each in self._pages.values())
        begun = self._ended + len(self._pages)
        unknown = self._series - begun
        guessed = round(known / begun * unknown) if begun else 0
        self._progress(
            Progress(
                variables_done=self._ended,
                variables_total=self._series,
                pages_done=done,
                pages_total=known + guessed,
                variable=self._variable,
                waiting=waiting,
            )
        )
