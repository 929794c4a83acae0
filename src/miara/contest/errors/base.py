"""What all refusals of this context share."""

from miara.core.errors import MiaraError


class ContestError(MiaraError):
    """An act of this context was refused; nothing was changed."""


class NotAllowedError(ContestError):
    """The person has no right to do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def for_people(self) -> str:
        """The reason of the decision."""
        return self.reason
