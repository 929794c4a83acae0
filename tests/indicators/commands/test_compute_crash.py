"""A computation killed at any moment leaves something whole served."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.indicators.commands.crashing_compute import KILLS

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_a_killed_computation_leaves_the_served_build_whole(tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("crashing_compute.py")), "7"],
        env={
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "MIARA_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "miara.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["whole"] == KILLS, done.stderr
    assert told["after"], done.stderr
    assert told["killed"] >= KILLS // 2  # the others had just finished
