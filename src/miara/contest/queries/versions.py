"""What was submitted, read back from its snapshot: the sheet may have changed since."""

from __future__ import annotations

import json
from typing import Any

from miara.contest.models import EntryVersion
from miara.documents.public import StoredFile
from miara.questionnaires.public import Content, content_of_snapshot

__all__ = ["content_of_version", "file_of_version", "snapshot_data"]


def snapshot_data(version: EntryVersion) -> dict[str, Any]:
    """The snapshot as data: unit, domain, partners, ``application`` with answers."""
    data: dict[str, Any] = json.loads(version.snapshot)
    return data


def content_of_version(version: EntryVersion) -> Content:
    """The form as it was submitted, for every reader but its writers.

    The answers come from the snapshot, never from the sheet, which its writers may be
    changing at this moment. Two queries beyond the version, its entry and sheet.
    """
    sealed = snapshot_data(version)["application"]
    return content_of_snapshot(version.entry.sheet, sealed)


def file_of_version(version: EntryVersion, number: int) -> StoredFile | None:
    """The kept file of an attachment by its place in the version, counted from 1."""
    files = content_of_version(version).files
    return files[number - 1].file if 0 < number <= len(files) else None
