"""Style sheets and scripts are collected when the release changed."""

import json
import os

from miara.core import static_files


def test_static_files_are_collected_when_one_is_new_or_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    assert static_files.is_stale()
    names = dict(static_files._sources())
    assert len(names) > 10
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    manifest.write_text(json.dumps({"paths": dict.fromkeys(names, "")}))
    assert not static_files.is_stale()
    newest = max(path.stat().st_mtime for path in names.values())
    os.utime(manifest, (newest - 1, newest - 1))
    assert static_files.is_stale()
    os.utime(manifest, (newest + 1, newest + 1))
    names.popitem()
    manifest.write_text(json.dumps({"paths": dict.fromkeys(names, "")}))
    assert static_files.is_stale()
