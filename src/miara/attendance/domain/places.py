"""Who gets a place: pure arithmetic over what is free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Free"]


@dataclass(slots=True)
class Free:
    """Places left: all together, and of each local government.

    ``places`` and ``per_office`` are limits, None for none; ``taken`` and ``of_office``
    are numbers of people with a place.
    """

    places: int | None
    per_office: int | None
    taken: int
    of_office: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls,
        places: int | None,
        per_office: int | None,
        taken_by_office: Mapping[str, int],
    ) -> Free:
        """From numbers of people with a place by office ("" for others)."""
        return cls(
            places,
            per_office,
            sum(taken_by_office.values()),
            Counter(dict(taken_by_office)),
        )

    @property
    def is_full(self) -> bool:
        """Whether nobody at all gets a place."""
        return self.places is not None and self.taken >= self.places

    def take(self, office: str) -> bool:
        """Take one place for an office; False when there is none for it."""
        limited = self.per_office is not None and bool(office)
        if self.is_full or (limited and self.of_office[office] >= self.per_office):  # type: ignore[operator]
            return False
        self.taken += 1
        self.of_office[office] += 1
        return True

    def first_in(self, queue: Iterable[tuple[int, str]]) -> list[int]:
        """Keys of those of a queue of (key, office) who get a place now, in order."""
        found = []
        for key, office in queue:
            if self.is_full:
                break
            if self.take(office):
                found.append(key)
        return found
