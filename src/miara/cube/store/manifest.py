"""The manifest of a vintage: what it consists of, as one JSON text."""

import hashlib
from datetime import date
from typing import Any, Final

import orjson

from miara.cube.loads import Origin
from miara.cube.register import Bridge

Manifest = dict[str, Any]

FORMAT: Final = 1
ID_LENGTH: Final = 16
# Not part of the identity: the same content built twice is the same vintage.
_OUTSIDE_IDENTITY: Final = frozenset({"created_at"})


def canonical(content: Any) -> bytes:
    """JSON with sorted keys and no spaces: equal content, equal bytes."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def identity(manifest: Manifest) -> str:
    """Id of a manifest: the first 16 hexadecimal digits of its sha256.

    >>> a = {"format": 1, "units": ["x"], "created_at": "2026-01-01"}
    >>> identity(a) == identity({**a, "created_at": "2026-02-02"})
    True
    >>> identity(a) == identity({**a, "units": ["y"]})
    False
    """
    content = {k: v for k, v in manifest.items() if k not in _OUTSIDE_IDENTITY}
    return hashlib.sha256(canonical(content)).hexdigest()[:ID_LENGTH]


def uses(manifest: Manifest) -> dict[str, list[str]]:
    """Digest of every object of a vintage, with the places that need it."""
    found: dict[str, list[str]] = {}
    for code, entry in manifest["variables"].items():
        for part in ("values", "flags", "source"):
            found.setdefault(entry[part], []).append(f"variable {code}, {part}")
    for name, block in manifest["blocks"].items():
        for quantity, digest in block["quantities"].items():
            found.setdefault(digest, []).append(f"block {name}, {quantity}")
    for level, topics in manifest["peers"].items():
        for topic, years in topics.items():
            for year, entry in years.items():
                for part, digest in entry["arrays"].items():
                    where = f"peers {level} {topic} {year}, {part}"
                    found.setdefault(digest, []).append(where)
    for name, digest in manifest["texts"].items():
        found.setdefault(digest, []).append(f"text {name}")
    return found


def origin_to_json(origin: Origin) -> dict[str, Any]:
    """One origin as it stands in a manifest."""
    retrieved = origin.retrieved_on
    return {
        "source": origin.source,
        "file_name": origin.file_name,
        "sha256": origin.sha256,
        "publisher": origin.publisher,
        "title": origin.title,
        "retrieved_on": retrieved.isoformat() if retrieved else None,
        "notes": list(origin.notes),
    }


def origin_from_json(entry: dict[str, Any]) -> Origin:
    """Inverse of :func:`origin_to_json`."""
    retrieved = entry["retrieved_on"]
    return Origin(
        **{
            **entry,
            "retrieved_on": date.fromisoformat(retrieved) if retrieved else None,
            "notes": tuple(entry["notes"]),
        }
    )


def bridge_to_json(bridge: Bridge) -> dict[str, Any]:
    """One territorial bridge as it stands in a manifest."""
    return {
        "from_uid": bridge.from_uid,
        "to_uid": bridge.to_uid,
        "share": bridge.share,
        "effective": bridge.effective.isoformat(),
        "act": bridge.act,
    }


def bridge_from_json(entry: dict[str, Any]) -> Bridge:
    """Inverse of :func:`bridge_to_json`."""
    return Bridge(**{**entry, "effective": date.fromisoformat(entry["effective"])})
