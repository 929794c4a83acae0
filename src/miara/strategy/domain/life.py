"""The life of a value: who moves it where.

draft → submitted → checked → approved → published → corrected. Results of the check
decide whether a submitted value is checked at once: without remarks it is; remarks wait
for a person who accepts them; what cannot be right goes back. Imported values skip
"submitted", never "checked": with remarks they stay drafts.
"""

from __future__ import annotations

from enum import StrEnum

from miara.strategy.domain.checks import Finding, is_blocked

__all__ = ["MOVES", "State", "after_import", "after_submitting", "may_move"]


class State(StrEnum):
    """Where a version of a value stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    CORRECTED = "CORRECTED"


#: From each state, where a version may go; back to a draft means returned.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.CHECKED}),
    State.SUBMITTED: frozenset({State.CHECKED, State.DRAFT}),
    State.CHECKED: frozenset({State.APPROVED, State.DRAFT}),
    State.APPROVED: frozenset({State.PUBLISHED, State.DRAFT}),
    State.PUBLISHED: frozenset({State.CORRECTED}),
    State.CORRECTED: frozenset(),
}


def may_move(before: str, after: str) -> bool:
    """Whether a version may go from one state to another.

    >>> may_move("DRAFT", "PUBLISHED")
    False
    """
    return State(after) in MOVES[State(before)]


def after_submitting(found: list[Finding]) -> State:
    """Where a typed value stands once it was handed over and checked."""
    if is_blocked(found):
        return State.DRAFT
    return State.SUBMITTED if found else State.CHECKED


def after_import(found: list[Finding]) -> State:
    """Where an imported value stands once it was checked."""
    return State.DRAFT if found else State.CHECKED
