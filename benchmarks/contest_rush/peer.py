"""The same work on pretalx, in the same run, where it is installed.

``PRETALX_BENCH`` names the folder of its scripts (install.sh, start.sh, cpu.py,
inproc.py), ``PEERS`` the folder it was installed into. Neither is a part of this
repository; without them the table has one column less.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Its page for ours. It has nothing like our ranking; its public list needs script,
#: the other one, without, is its whole programme.
PAGES = {
    "list": "admin@example.org /orga/event/slz/submissions/",
    "scoring": "rev0@example.org /orga/event/slz/submissions/*/reviews/",
    "expert's list": "rev0@example.org /orga/event/slz/reviews/",
    "organiser's board": "admin@example.org /orga/event/slz/reviews/",
    "public list": "anonymous /slz/schedule/nojs",
}


def scripts() -> Path | None:
    """Where the peer's scripts are, when it is installed."""
    folder, peers = os.environ.get("PRETALX_BENCH"), os.environ.get("PEERS")
    if not folder or not peers or not (Path(peers) / "pretalx/venv").is_dir():
        return None
    return Path(folder)


def why_missing() -> str:
    """What to do to see it beside."""
    return (
        "pretalx is not installed: run its install.sh and set PRETALX_BENCH (folder of "
        "the scripts) and PEERS (folder it was installed into) to see it beside"
    )


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Its server with two workers, as ours."""
    env = _environment() | {"WORKERS": "2"}
    subprocess.run(["bash", "start.sh"], cwd=folder, env=env, check=True)
    try:
        yield
    finally:
        subprocess.run(["bash", "stop.sh", "all"], cwd=folder, env=env, check=True)


def submissions(folder: Path) -> dict[str, Any]:
    """Whole submissions with a 100 KB PDF: CPU of each, and a second with 8 clients."""
    return _json(_python(folder, "cpu.py"))


def pages(folder: Path) -> dict[str, dict[str, float]]:
    """CPU, queries and bytes of its pages, by the names of ours."""
    code = "exec(open('inproc.py').read(), globals())"
    found = _json(
        _python(folder, "-m", "pretalx", "shell", "--unsafe-disable-scopes", "-c", code)
    )
    result = {}
    for name, wanted in PAGES.items():
        before, _star, after = wanted.partition("*")
        for key, cost in found.items():
            fits = key.startswith(before) and key.endswith(after)
            if key == wanted or (after and fits):
                result[name] = {
                    "ms": cost["cpu_ms"],
                    "queries": cost["queries"],
                    "size": cost["bytes"],
                }
    return result


def _environment() -> dict[str, str]:
    """Ours without what names our own code: the peer has settings of its own."""
    ours = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def _python(folder: Path, *arguments: str) -> str:
    peer = Path(os.environ["PEERS"]) / "pretalx"
    env = _environment() | {
        "PRETALX_CONFIG_FILE": str(peer / "run/pretalx_pg.cfg"),
    }
    done = subprocess.run(
        [peer / "venv/bin/python", *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        msg = f"the peer failed: {done.stderr[-500:]}"
        raise RuntimeError(msg)
    return done.stdout


def _json(text: str) -> Any:
    return json.loads(text[text.index("{") :])
