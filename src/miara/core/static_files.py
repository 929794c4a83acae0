"""Collecting style sheets and scripts, only when something changed."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

__all__ = ["collect_if_stale", "is_stale"]


def collect_if_stale() -> bool:
    """Collect static files when the collected ones are not of this version."""
    if not is_stale():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def is_stale() -> bool:
    """Whether a file is new, newer than its collected copy, or nothing is collected."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.is_file():
        return True
    collected = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    made = manifest.stat().st_mtime
    return any(
        name not in collected or path.stat().st_mtime > made
        for name, path in _sources()
    )


def _sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name.replace("\\", "/"), Path(storage.path(name))
