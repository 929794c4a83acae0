"""What of a load must not depend on how its harvest went."""

from typing import Any

from miara.cube.loads import Load


def content(load: Load) -> tuple[Any, ...]:
    """Everything but the place of the raw pages."""
    [plane] = load.planes
    return (
        load.origin,
        sorted((name, text) for name, text in load.extra.items() if name != "raw"),
        load.findings,
        load.rows_read,
        plane.variable,
        plane.periods,
        plane.unit_codes,
        plane.values.tobytes(),
        plane.flags.tobytes(),
    )
