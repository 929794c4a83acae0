"""How far a harvest is, for a progress bar."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """State of a harvest after one step.

    Attributes
    ----------
    variables_done, variables_total
        Whole series, and series of the plan.
    pages_done
        Pages at hand: fetched now or kept from before.
    pages_total
        Pages of the plan as far as known; series not yet begun count like the
        average of those begun.
    variable
        Number of the series at work; None at the end.
    waiting
        Seconds the harvest is about to wait for the server's limits, else 0.
    """

    variables_done: int
    variables_total: int
    pages_done: int
    pages_total: int
    variable: int | None = None
    waiting: float = 0.0


ProgressCallback = Callable[[Progress], None]
