"""The sample through the same doors as official files: register, tables, numbers."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q

from miara.cube.compute.build import code_digest
from miara.indicators.actions.compute import compute_vintage, publish_vintage
from miara.indicators.actions.loads import AlreadyLoaded, record_load, withdraw_load
from miara.indicators.models import DataLoad, PublishedVintage
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.vintages import open_vintage
from miara.sample import public as sample
from miara.sample.public import SampleFile
from miara.units import public as units

__all__ = ["first_numbers", "is_current", "load_corrected", "load_register", "publish"]

# The numbers were published before the slip was noticed.
BEFORE_CORRECTION = timedelta(days=30)


def load_register(*, by: object, now: datetime) -> int:
    """Import the generated editions of the register and the boundaries.

    Returns
    -------
    int
        Number of units today; importing again changes nothing.
    """
    if not units.is_fictional():
        with tempfile.TemporaryDirectory() as folder:
            for name, content in sample.register_files().items():
                path = _written(Path(folder), name, content)
                units.import_terc(path=path, by=by, now=now, fictional=True)
            path = _written(
                Path(folder), "granice-przyklad.geojson", sample.boundaries_file()
            )
            units.import_boundaries(path=path, by=by, now=now)
    return sum(unit.exists and unit.code != "PL" for unit in units.register().units)


def first_numbers(*, by: object, now: datetime) -> bool:
    """Load the tables as first published; True when anything was new.

    Tables of an earlier version of the sample are withdrawn.
    """
    files = sample.first_files(definitions())
    kept = {
        item.load.origin.sha256 for item in (*files, sample.correction(definitions()))
    }
    for old in DataLoad.objects.active().filter(is_fictional=True):
        if old.sha256 not in kept:
            withdraw_load(load=old, by=by, now=now)
    return _record(files, by=by, now=now - BEFORE_CORRECTION)


def load_corrected(*, by: object, now: datetime) -> bool:
    """Load the file that corrects one number; True when it was new."""
    return _record([sample.correction(definitions())], by=by, now=now)


def is_current() -> bool:
    """Whether what is served was computed by this version from these tables."""
    served = PublishedVintage.objects.current()
    if served is None or not served.is_fictional:
        return False
    since = served.published_at
    later = Q(loaded_at__gt=since) | Q(withdrawn_at__gt=since)
    if DataLoad.objects.filter(later).exists():
        return False
    digests = open_vintage(served).digests
    return (
        digests["code"] == code_digest()
        and digests["definitions"] == definitions().digest
        and digests["register"] == units.register_digest()
    )


def publish(*, by: object, now: datetime) -> PublishedVintage:
    """Compute everything and serve it."""
    with _without_compiling():
        vintage = compute_vintage(by=by, now=now)
    return publish_vintage(vintage=vintage, by=by, now=now)


@contextmanager
def _without_compiling() -> Iterator[None]:
    """Sixty units are ready before the compiler would be; the bytes are the same."""
    before = os.environ.get("MIARA_NUMBA")
    os.environ["MIARA_NUMBA"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["MIARA_NUMBA"]
        else:
            os.environ["MIARA_NUMBA"] = before


def _record(files: Iterable[SampleFile], *, by: object, now: datetime) -> bool:
    new = False
    with tempfile.TemporaryDirectory() as folder:
        for item in files:
            path = _written(Path(folder), item.name, item.content)
            try:
                record_load(
                    load=item.load, by=by, now=now, original=path, is_fictional=True
                )
            except AlreadyLoaded:
                continue
            new = True
    return new


def _written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
