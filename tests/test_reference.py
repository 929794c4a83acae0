"""Generated reference pages say what the code says."""

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[1] / "tools" / "reference.py"


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_tool", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_pages_are_current(reference):
    """``make docs`` renews them."""
    assert reference.stale() == []


def test_a_changed_page_would_be_noticed(reference, monkeypatch):
    monkeypatch.setitem(reference.PAGES, "tables.md", lambda: "something else")

    assert reference.stale() == ["tables.md"]
