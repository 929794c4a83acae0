"""The reviewed definitions, loaded once a process."""

from functools import lru_cache

from miara.cube.assemble import Correction, load_corrections
from miara.cube.definitions import DEFINITIONS, Definitions, load_definitions


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """Indicators, variables, sources, topics and domains of this release."""
    return load_definitions()


@lru_cache(maxsize=1)
def corrections() -> tuple[Correction, ...]:
    """Known errors in published data."""
    return load_corrections(DEFINITIONS / "corrections")
