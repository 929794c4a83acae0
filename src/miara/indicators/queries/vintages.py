"""Which vintage a request reads, opened once and held throughout."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from miara.cube.store import Store, Vintage
from miara.indicators.models import PublishedVintage


@lru_cache(maxsize=1)
def _store_at(root: str) -> Store:
    return Store(settings.CUBE_DIR.__class__(root))


def store() -> Store:
    """The store of this installation."""
    return _store_at(str(settings.CUBE_DIR))


@lru_cache(maxsize=4)
def _opened(root: str, vintage_id: str) -> Vintage:
    # A host serves a vintage once its local copy verified; opening maps files
    # and reads the manifest, a few milliseconds, hence once a process.
    return _store_at(root).open(vintage_id)


def open_vintage(row: PublishedVintage) -> Vintage:
    """The opened vintage of a row; safe to share between threads."""
    return _opened(str(settings.CUBE_DIR), row.vintage_id)


def served_vintage(as_of: datetime | None = None) -> PublishedVintage | None:
    """The row that pages show: the current one, or the one served at a moment.

    Returns
    -------
    PublishedVintage | None
        None when nothing was published yet (or not by then).
    """
    if as_of is None:
        return PublishedVintage.objects.current()
    return PublishedVintage.objects.as_known_at(as_of)
