"""States of a resolution, as codes, and what follows from them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["OPEN", "State"]


class State(StrEnum):
    """How far a resolution is carried out, or why it no longer is."""

    ADOPTED = "ADOPTED"
    IN_EXECUTION = "IN_EXECUTION"
    EXECUTED = "EXECUTED"
    LAPSED = "LAPSED"
    REPEALED = "REPEALED"
    ANNULLED = "ANNULLED"


#: In these something remains to be done, so a deadline counts.
OPEN: Final = (State.ADOPTED, State.IN_EXECUTION)
