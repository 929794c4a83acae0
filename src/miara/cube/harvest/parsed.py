"""Planes of whole generations, kept so that what has not changed is not read again.

A convenience only: a file that is missing, damaged or of another reader is made
again from the raw pages.
"""

import os
import zipfile
from dataclasses import asdict, dataclass
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
    head = {
        **_key(sha256, series),
        "variable": plane.variable,
        "periods": [period.label for period in plane.periods],
        "units": plane.unit_codes,
        "findings": [asdict(finding) for finding in parsed.findings],
        "rows": parsed.rows,
    }
    text = np.frombuffer(orjson.dumps(head), dtype=np.uint8)
    partial = path.with_suffix(".part")
    with partial.open("wb") as file:
        np.savez(file, head=text, values=plane.values, flags=plane.flags)
    os.replace(partial, path)


def recall(path: Path, sha256: str, series: Series) -> Parsed | None:
    """Read a plane back; None when it is not that of these pages and this reader."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = orjson.loads(arrays["head"].tobytes())
            if any(head.get(k) != v for k, v in _key(sha256, series).items()):
                return None
            return _parsed(head, arrays["values"], arrays["flags"])
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, EOFError):
        return None


def _parsed(head: dict[str, Any], values: Any, flags: Any) -> Parsed:
    plane = Plane(
        variable=head["variable"],
        periods=tuple(Period.parse(label) for label in head["periods"]),
        unit_codes=tuple(head["units"]),
        values=values,
        flags=flags,
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


def _key(sha256: str, series: Series) -> dict[str, Any]:
    return {
        "reader": READER,
        "sha256": sha256,
        "series": orjson.loads(orjson.dumps(asdict(series))),
    }
