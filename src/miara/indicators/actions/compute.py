"""Building the next vintage, and serving it."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cube.store import Store, StoreError, Vintage
from miara.indicators.actions.revisions import changes_between, record_changes
from miara.indicators.models import DataLoad, Publication, PublishedVintage
from miara.indicators.queries.definitions import corrections, definitions
from miara.indicators.queries.loads import active_loads
from miara.indicators.queries.vintages import open_vintage
from miara.indicators.queries.vintages import store as default_store
from miara.indicators.signals import vintage_published


class NothingLoaded(MiaraError):
    """There is no register or no file to compute from."""

    sentence = _(
        "There is nothing to compute yet. First import the register of units "
        "(miara import terc FILE), then at least one data file."
    )


class MixedData(MiaraError):
    """Fictional and official files are loaded side by side."""

    sentence = _(
        "Fictional sample data and official files are loaded together, and "
        "their numbers must not meet. Withdraw one of them, or use another "
        "data folder (MIARA_HOME)."
    )


class FaultyVintage(MiaraError):
    """The files of a vintage are not what its manifest says."""

    sentence = _(
        "This build is damaged and was not published; the previous one is still "
        "served. Compute again."
    )


class OvertakenPublication(MiaraError):
    """Somebody published another vintage in the meantime."""

    sentence = _(
        "Somebody published another build a moment ago. Look at what is served now "
        "and publish again if you still want to."
    )


def compute_vintage(
    *,
    by: object | None,
    now: datetime,
    progress: object | None = None,
    into: Store | None = None,
    scheduler: str | None = None,
) -> PublishedVintage:
    """Recompute everything into a new vintage, unpublished.

    Equal input gives the vintage that is already there: its row is returned.

    Parameters
    ----------
    scheduler
        Where statistics are computed, instead of the setting ``MIARA_CLUSTER``.

    Raises
    ------
    NothingLoaded
        When no register or no data file was imported.
    MixedData
        When fictional and official files are both active.
    """
    from miara.cube.compute import build
    from miara.units import public as units

    target = into or default_store()
    register = units.register()
    rows = DataLoad.objects.active()
    kinds = set(rows.values_list("is_fictional", flat=True))
    if not kinds or not any(unit.code != "PL" for unit in register.units):
        raise NothingLoaded
    if len(kinds) > 1:
        raise MixedData
    served = PublishedVintage.objects.current()
    # No clean-up may run between the last file of the build and its row.
    with target.holding():
        report = build(
            store=target,
            loads=active_loads(target),
            register=register,
            definitions=definitions(),
            corrections=corrections(),
            now=now,
            previous=_opened_if_alike(served, is_fictional=kinds == {True}),
            progress=progress,  # type: ignore[arg-type]
            scheduler=scheduler or settings.MIARA_CLUSTER,
        )
        with transaction.atomic():
            row, created = PublishedVintage.objects.get_or_create(
                vintage_id=report.vintage_id,
                defaults={
                    "built_at": now,
                    "is_fictional": kinds == {True},
                    "report": {
                        "units": report.units,
                        "indicators": report.indicators,
                        "values": report.values,
                        "variables": report.variables,
                        "findings": [asdict(finding) for finding in report.findings],
                    },
                },
            )
            if created:
                audit.record(
                    "indicators.vintage.built",
                    by=by,
                    at=now,
                    target=row,
                    after={"vintage": row.vintage_id, "values": report.values},
                )
    return row


def publish_vintage(
    *, vintage: PublishedVintage, by: object | None, now: datetime
) -> PublishedVintage:
    """Serve a vintage from now on: one pointer moves, in one transaction.

    Its files are verified and what changed is worked out first, outside the
    transaction; a crash at any point leaves the previous vintage served.
    Publishing the served vintage again changes nothing.

    Raises
    ------
    FaultyVintage
        When a file of the vintage is missing or altered.
    OvertakenPublication
        When another vintage was published while this one was being checked.
    """
    try:
        default_store().verify(vintage.vintage_id)
    except StoreError as error:
        raise FaultyVintage(vintage.vintage_id) from error
    before = PublishedVintage.objects.current()
    if before is not None and before.pk == vintage.pk:
        return before
    changes = changes_between(
        _opened_if_alike(before, is_fictional=vintage.is_fictional),
        open_vintage(vintage),
    )
    with transaction.atomic():
        rows = PublishedVintage.objects.select_for_update()
        served = rows.filter(is_current=True).first()
        if (served and served.pk) != (before and before.pk):
            raise OvertakenPublication
        if served is not None:
            served.is_current = False
            served.save(update_fields=["is_current"])
        row = rows.get(pk=vintage.pk)
        row.is_current = True
        row.published_at = now
        row.save(update_fields=["is_current", "published_at"])
        Publication.objects.create(
            vintage=row, published_at=now, published_by=str(getattr(by, "pk", "") or "")
        )
        record_changes(vintage=row, changes=changes, now=now)
        audit.record(
            "indicators.vintage.published",
            by=by,
            at=now,
            target=row,
            before={"vintage": served.vintage_id} if served else None,
            after={"vintage": row.vintage_id},
        )
    vintage_published.send(sender=PublishedVintage, vintage=row, now=now)
    return row


def _opened_if_alike(
    served: PublishedVintage | None, *, is_fictional: bool
) -> Vintage | None:
    """The served vintage where it may be compared with a new one.

    Official numbers neither revise the sample nor inherit its frozen peer lists.
    """
    if served is None or served.is_fictional != is_fictional:
        return None
    return open_vintage(served)
