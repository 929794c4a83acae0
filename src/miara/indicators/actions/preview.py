"""What publishing a build would change, worked out before anybody presses."""

from functools import lru_cache

from django.conf import settings

from miara.cube.store import Store
from miara.indicators.actions.revisions import SeriesRevision, changes_between
from miara.indicators.models import PublishedVintage
from miara.indicators.queries.vintages import store


def changes_by_publishing(
    vintage: PublishedVintage,
) -> tuple[SeriesRevision, ...] | None:
    """Series whose numbers a build changes against the served one.

    None when nothing is served yet, or the sample is where official numbers follow.
    Kept for the last few pairs: vintages never change.
    """
    served = PublishedVintage.objects.current()
    if served is None or served.is_fictional != vintage.is_fictional:
        return None
    if served.pk == vintage.pk:
        return ()
    return _changes(str(settings.CUBE_DIR), served.vintage_id, vintage.vintage_id)


@lru_cache(maxsize=4)
def _changes(_root: str, old: str, new: str) -> tuple[SeriesRevision, ...]:
    opened: Store = store()
    return tuple(changes_between(opened.open(old), opened.open(new)))
