"""The package of a unit on the disk."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from typing import Any, Final

from miara.core.progress import Progress
from miara.exchange.errors import PackageGoneError
from miara.exchange.exports.package import write_package
from miara.exchange.models import Package
from miara.units import public as units

__all__ = ["make_file"]

_PIECE: Final = 1 << 20
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_TRUNC


def make_file(row: Package, *, now: datetime, progress: Progress) -> dict[str, Any]:
    """Write the file of a package; what is known of it, as plain JSON.

    It goes straight to the disk: a unit with its attachments is more than memory
    should hold. The row gets digest and size, and is not saved.

    Raises
    ------
    LinkOutsideError
    """
    unit = units.unit_by_uid(row.unit_uid)
    if unit is None:
        raise PackageGoneError
    path = row.path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(draft, _FLAGS, 0o600), "w+b") as file:
            manifest = write_package(file, unit, now=now, progress=progress)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            sha, size = hashlib.sha256(), 0
            while piece := file.read(_PIECE):
                sha.update(piece)
                size += len(piece)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    row.sha256, row.size = sha.hexdigest(), size
    return {
        "unit_code": unit.code,
        "unit_name": unit.full_name,
        "made_at": manifest["made_at"],
        "rows": sum(each["rows"] for each in manifest["tables"]),
        "tables": {each["model"]: each["rows"] for each in manifest["tables"]},
        "files": len(manifest["files"]),
        "bytes": sum(each["size"] for each in manifest["files"]),
    }
