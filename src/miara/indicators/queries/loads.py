"""Loads as the cube takes them: rows and objects put together again."""

from datetime import date

import numpy as np

from miara.cube.loads import Finding, Load, Origin, Plane, Severity
from miara.cube.periods import Period
from miara.cube.sources import KnownContent, content_digests
from miara.cube.store import Store
from miara.indicators.models import DataLoad


def active_loads(store: Store) -> list[Load]:
    """Every load the next vintage is built of, oldest first, memory-mapped."""
    return [as_load(row, store) for row in DataLoad.objects.active()]


def as_load(row: DataLoad, store: Store) -> Load:
    """One load with its arrays read from the store."""
    return Load(
        origin=Origin(
            source=row.source,
            file_name=row.file_name,
            sha256=row.sha256,
            publisher=row.publisher,
            title=row.title,
            retrieved_on=row.retrieved_on,
            notes=tuple(row.notes),
        ),
        planes=tuple(_plane(entry, store) for entry in row.planes),
        findings=findings_of(row),
        rows_read=row.rows_read,
        codes_on=row.codes_on,
        extra={"table": row.table, "load": str(row.pk)},
    )


def findings_of(row: DataLoad) -> tuple[Finding, ...]:
    """What the reader of a file noticed."""
    return tuple(
        Finding(
            code=entry["code"],
            severity=Severity(entry["severity"]),
            count=entry["count"],
            examples=tuple(entry["examples"]),
            where=entry["where"],
        )
        for entry in row.findings
    )


def objects_of_loads() -> set[str]:
    """Objects of the store that loads need, so that pruning keeps them."""
    kept: set[str] = set()
    for planes in DataLoad.objects.values_list("planes", flat=True):
        for entry in planes:
            kept |= {entry["values"], entry["flags"], entry["units"]}
    return kept


def known_content(store: Store) -> list[KnownContent]:
    """What the official files in use hold, to notice the same numbers once more."""
    rows = DataLoad.objects.active().filter(is_fictional=False)
    return [
        KnownContent(
            file_name=name,
            sha256=sha256,
            table=table,
            digests={
                entry["variable"]: entry["digests"]
                if "digests" in entry  # loads of earlier releases have none
                else content_digests(_plane(entry, store))
                for entry in planes
            },
        )
        for name, sha256, table, planes in rows.values_list(
            "file_name", "sha256", "table", "planes"
        )
    ]


def newest_retrieval() -> date | None:
    """Day of the newest file, for the line "data of"."""
    row = (
        DataLoad.objects.active()
        .exclude(retrieved_on=None)
        .order_by("-retrieved_on")
        .first()
    )
    return row.retrieved_on if row else None


def _plane(entry: dict[str, object], store: Store) -> Plane:
    return Plane(
        variable=str(entry["variable"]),
        periods=tuple(Period.parse(label) for label in entry["periods"]),  # type: ignore[attr-defined]
        unit_codes=tuple(store.text(str(entry["units"]))),
        values=np.asarray(store.array(str(entry["values"]))),
        flags=np.asarray(store.array(str(entry["flags"]))),
    )
