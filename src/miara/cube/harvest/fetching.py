"""Bringing one series up to date in the cache."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from miara.cube.harvest.cache import Generation, PageCache
from miara.cube.harvest.client import BdlClient, Reply
from miara.cube.harvest.errors import FaultyReply, NoSuchSeries
from miara.cube.harvest.manners import Manners
from miara.cube.harvest.pages import (
    Page,
    PageFault,
    check_place,
    check_years,
    page_count,
    parse_object,
    read_page,
)
from miara.cube.harvest.plan import HarvestPlan

_Read = TypeVar("_Read")
#: Fetches from the first page on, when pages do not belong together: the series may
#: have changed while we read it.
_RUNS: Final = 3
_FAULTS: Final = 4  # times one page may be faulty in one run


class Fetcher:
    """Keeps series of one plan whole and recent.

    Parameters
    ----------
    on_page
        Called with the number of the series, pages at hand and pages in all.
    """

    def __init__(
        self,
        plan: HarvestPlan,
        cache: PageCache,
        client: BdlClient,
        *,
        manners: Manners,
        now: datetime,
        on_page: Callable[[int, int, int], None],
    ) -> None:
        self._plan = plan
        self._cache = cache
        self._client = client
        self._manners = manners
        self._now = now
        self._on_page = on_page

    def current(self, variable: int) -> tuple[Generation, list[Page] | None]:
        """A whole generation of a series that the server has nothing newer than.

        Returns
        -------
        generation, pages
            ``pages`` is None when they were not read because they did not change.

        Raises
        ------
        SeriesError
            When the series does not exist or its pages contradict each other.
        """
        begun, whole = self._cache.newest(variable), self._cache.newest_whole(variable)
        if begun is not None and begun.is_whole:
            begun = None
        if begun is not None and self._is_fresh(begun.started_at):
            return self._fetched(begun, whole)
        if begun is None and whole is not None and self._is_fresh(whole.checked_at):
            return self._as_it_is(whole)
        metadata = self._metadata(variable)
        if begun is not None:
            if _stated(metadata) and _stated(metadata) == _stated(begun.metadata):
                return self._fetched(begun, whole)
            self._cache.drop(begun)
        if whole is not None and self._has_not_changed(whole, metadata):
            self._cache.confirm(whole, self._now)
            return self._as_it_is(whole)
        return self._fetched(self._begin(variable, metadata), whole)

    def pages_of(self, generation: Generation) -> list[Page] | None:
        """Pages of a whole generation; None when their file is damaged."""
        bodies = self._cache.sound_pages(generation)
        if not generation.is_whole:
            return None
        variable = generation.variable
        return [read_page(body, variable, n) for n, body in enumerate(bodies)]

    def repaired(self, generation: Generation) -> tuple[Generation, list[Page]]:
        """A damaged generation whole again."""
        return self._fetched(generation, None)

    def _as_it_is(self, whole: Generation) -> tuple[Generation, None]:
        self._on_page(whole.variable, len(whole.pages), len(whole.pages))
        return whole, None

    def _is_fresh(self, moment: datetime | None) -> bool:
        return moment is not None and self._now - moment < self._manners.fresh_for

    def _begin(self, variable: int, metadata: dict[str, Any]) -> Generation:
        return self._cache.begin(variable, metadata, self._now)

    def _metadata(self, variable: int) -> dict[str, Any]:
        def read(reply: Reply) -> dict[str, Any]:
            if not reply.found:
                raise NoSuchSeries(variable, "the bank does not have it")
            return parse_object(reply.body)

        try:
            return self._asked(self._plan.metadata_address(variable), "", read)
        except PageFault as fault:
            raise FaultyReply(variable, str(fault)) from fault

    def _has_not_changed(self, whole: Generation, metadata: dict[str, Any]) -> bool:
        """Whether the server says so; without a word from it, pages are compared.

        The description of a series tells when it changed; where it does not, its
        first page may.
        """
        if _stated(metadata):
            return _stated(metadata) == _stated(whole.metadata)
        if not whole.last_update:
            return False
        try:
            first, _, _ = self._page(whole.variable, 0, None, set(), None)
        except PageFault as fault:
            raise FaultyReply(whole.variable, str(fault), 0) from fault
        return first.last_update == whole.last_update

    def _fetched(
        self, generation: Generation, previous: Generation | None
    ) -> tuple[Generation, list[Page]]:
        fault = PageFault()
        for _ in range(_RUNS):
            try:
                return generation, self._complete(generation, previous)
            except PageFault as error:
                fault = error
                page = len(generation.pages)
                self._cache.drop(generation)
                generation = self._begin(generation.variable, generation.metadata)
        self._cache.drop(generation)
        raise FaultyReply(generation.variable, str(fault), page) from fault

    def _complete(
        self, generation: Generation, previous: Generation | None
    ) -> list[Page]:
        """Fetch what a generation lacks and mark it whole."""
        variable = generation.variable
        pages: list[Page] = []
        seen: set[str] = set()
        for number, body in enumerate(self._cache.sound_pages(generation)):
            page = read_page(body, variable, number)
            check_place(page, pages[0] if pages else page, seen)
            pages.append(page)
            seen.update(page.ids)
        while not pages or len(pages) < page_count(pages[0].total):
            first = pages[0] if pages else None
            page, body, etag = self._page(variable, len(pages), first, seen, previous)
            if page.total == 0:
                raise NoSuchSeries(variable, "no units at this level in these years")
            self._cache.append(generation, body, etag)
            pages.append(page)
            seen.update(page.ids)
            self._on_page(variable, len(pages), page_count(pages[0].total))
        last_update = pages[0].last_update
        self._cache.finish(generation, last_update=last_update, now=self._now)
        return pages

    def _page(
        self,
        variable: int,
        number: int,
        first: Page | None,
        seen: set[str],
        previous: Generation | None,
    ) -> tuple[Page, bytes, str]:
        """One page, its bytes and its validator; ``first`` is None for page 0."""
        etag, known = self._known_copy(previous, number)

        def read(reply: Reply) -> tuple[Page, bytes, str]:
            if not reply.found:
                if number == 0:
                    raise NoSuchSeries(variable, "not at this level in these years")
                msg = "no such page"
                raise PageFault(msg)
            body = reply.body if reply.changed else known
            page = read_page(body, variable, number)
            check_years(page, self._plan.years)
            check_place(page, first or page, seen)
            return page, body, reply.etag or ("" if reply.changed else etag)

        return self._asked(self._plan.page_address(variable, number), etag, read)

    def _known_copy(
        self, previous: Generation | None, number: int
    ) -> tuple[str, bytes]:
        """Validator and bytes of the same page one generation ago, if of use."""
        if previous is None or number >= len(previous.pages):
            return "", b""
        page = previous.pages[number]
        body = self._cache.read(previous, page) if page.etag else None
        return (page.etag, body) if body is not None else ("", b"")

    def _asked(self, address: str, etag: str, read: Callable[[Reply], _Read]) -> _Read:
        """Ask until the reply can be read; raises ``PageFault`` when it never can."""
        for attempt in range(_FAULTS - 1):
            try:
                return read(self._client.get(address, etag))
            except PageFault:
                # The copy at hand may be what does not fit: ask for the whole.
                etag = ""
                self._client.wait(self._client.delay(attempt))
        return read(self._client.get(address))


def _stated(metadata: dict[str, Any]) -> str:
    """When a series changed, by its description; empty when that does not tell."""
    return str(metadata.get("lastUpdate") or "")
