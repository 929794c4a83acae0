"""Planes of whole generations, kept so that what has not changed is not read again.

A convenience only: a file that is missing, damaged or of another reader is made
again from the raw pages. It holds the length of a JSON head (4 bytes, little-endian),
the head, the values and the flags; the head has the checksum of both.
"""

import hashlib
import os
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson

from miara.cube.harvest.planes import Series
from miara.cube.loads import Finding, Plane, Severity
from miara.cube.periods import Period

#: Raised whenever the same pages give another plane or other findings.
READER: Final = 1


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the raw pages of one generation gave."""

    plane: Plane
    findings: tuple[Finding, ...]
    rows: int


def keep(path: Path, parsed: Parsed, sha256: str, series: Series) -> None:
    """Write a plane beside its raw pages, at once or not at all."""
    plane = parsed.plane
    cells = plane.values.astype("<f8").tobytes() + plane.flags.tobytes()
    head = orjson.dumps(
        {
            **_key(sha256, series),
            "variable": plane.variable,
            "periods": [period.label for period in plane.periods],
            "units": plane.unit_codes,
            "findings": [asdict(finding) for finding in parsed.findings],
            "rows": parsed.rows,
            "cells": hashlib.sha256(cells).hexdigest(),
        }
    )
    partial = path.with_suffix(".part")
    partial.write_bytes(len(head).to_bytes(4, "little") + head + cells)
    os.replace(partial, path)


def recall(path: Path, sha256: str, series: Series) -> Parsed | None:
    """Read a plane back; None when it is not that of these pages and this reader."""
    try:
        raw = path.read_bytes()
        start = 4 + int.from_bytes(raw[:4], "little")
        head, cells = orjson.loads(raw[4:start]), raw[start:]
    except (OSError, ValueError):
        return None
    if any(head.get(name) != fact for name, fact in _key(sha256, series).items()):
        return None
    if hashlib.sha256(cells).hexdigest() != head["cells"]:
        return None
    return _parsed(head, cells)


def _parsed(head: dict[str, Any], cells: bytes) -> Parsed:
    shape = len(head["periods"]), len(head["units"])
    count = shape[0] * shape[1]
    values = np.frombuffer(cells, dtype="<f8", count=count).reshape(shape)
    plane = Plane(
        variable=head["variable"],
        periods=tuple(map(_period, head["periods"])),
        unit_codes=tuple(head["units"]),
        values=values.astype(np.float64),
        flags=np.frombuffer(cells, np.uint8, offset=8 * count).reshape(shape).copy(),
    )
    findings = tuple(
        Finding(
            each["code"],
            Severity(each["severity"]),
            each["count"],
            tuple(each["examples"]),
            each["where"],
        )
        for each in head["findings"]
    )
    return Parsed(plane, findings, head["rows"])


@lru_cache(maxsize=128)
def _period(label: str) -> Period:
    return Period.parse(label)


def _key(sha256: str, series: Series) -> dict[str, Any]:
    return {
        "reader": READER,
        "sha256": sha256,
        "series": orjson.loads(orjson.dumps(asdict(series))),
    }
