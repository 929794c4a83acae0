"""Figures of each release, printed beside what a run just measured.

``expected.json`` holds them by release and benchmark, with the machine they were
taken on; a release adds its own block. Nothing is asserted: machines differ, ratios
are for people to judge.
"""

import json
from collections.abc import Mapping
from pathlib import Path

_FILE = Path(__file__).with_name("expected.json")


def beside_expected(benchmark: str, figures: Mapping[str, float]) -> None:
    """Print the newest release's figures (baseline) and these (candidate)."""
    releases = json.loads(_FILE.read_text("utf-8"))
    release = list(releases)[-1]
    known = releases[release].get(benchmark, {})
    print(f"\n{benchmark}: baseline {release} ({releases[release]['machine']})")
    print(f"{'':<28}{'baseline':>12}{'candidate':>12}{'ratio':>8}")
    for name, value in figures.items():
        base = known.get(name)
        shown = f"{base:>12.3f}" if base is not None else f"{'-':>12}"
        ratio = f"{value / base:>8.2f}" if base else f"{'-':>8}"
        print(f"{name:<28}{shown}{value:>12.3f}{ratio}")
