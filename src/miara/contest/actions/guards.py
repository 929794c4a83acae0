"""Turning a refusal of rights into an error, at the head of an action."""

from miara.accounts.public import Decision
from miara.contest.errors import NotAllowedError


def require(decision: Decision) -> None:
    """Go on only when allowed.

    Raises
    ------
    NotAllowedError
        With the reason of the decision.
    """
    if not decision:
        raise NotAllowedError(decision.reason)
