"""Making room: builds that nobody was ever shown are deleted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cube.store import StoreBusy
from miara.indicators.models import PublishedVintage
from miara.indicators.queries.loads import objects_of_loads
from miara.indicators.queries.vintages import store


class PruningMustWait(MiaraError):
    """A build or an import is running."""

    sentence = _(
        "Something is being imported or computed now. Nothing was deleted; "
        "try again when it is finished."
    )


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was deleted: ids of builds, how many objects of the store."""

    vintages: tuple[str, ...]
    objects: int


def prune_unpublished(*, by: object | None, now: datetime) -> Pruned:
    """Delete builds that were never served, and objects that nothing needs.

    Whatever was served once stays for ever, since its address may be cited; so do
    the objects of every imported file, withdrawn ones too.

    Raises
    ------
    PruningMustWait
        While a build or an import is running; nothing is deleted.
    """
    doomed: list[str] = []

    def kept_ids() -> list[str]:
        doomed.extend(
            PublishedVintage.objects.never_served().values_list("vintage_id", flat=True)
        )
        return [name for name in store().ids() if name not in doomed]

    # A crash after the files are gone leaves rows without files, which the next
    # computation fills again or the next call deletes.
    with transaction.atomic():
        try:
            _count, objects = store().prune(kept_ids, objects_of_loads)
        except StoreBusy as error:
            raise PruningMustWait from error
        if doomed:
            PublishedVintage.objects.filter(vintage_id__in=doomed).delete()
            audit.record(
                "indicators.vintage.pruned", by=by, at=now, before={"vintages": doomed}
            )
    return Pruned(tuple(doomed), objects)
