"""The answer to "may this person do that?"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed and, if not, why.

    Attributes
    ----------
    allowed : bool
    reason : str
        Translated sentence shown beside the disabled button; empty when allowed.
    """

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed
