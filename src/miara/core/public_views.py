"""Views whose answer is the same for everybody, whoever is signed in."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_MARK: Final = "is_same_for_everybody"


def same_for_everybody(view: View) -> View:
    """Mark a view that reads nothing of a session.

    Middleware leaves the session alone before such a view, so that its answer
    carries no ``Vary: Cookie`` and caches keep one copy of it for all.
    """
    setattr(view, _MARK, True)
    return view


def is_same_for_everybody(view: object) -> bool:
    """Whether a view was marked; wrappers made with ``functools.wraps`` keep it."""
    return bool(getattr(view, _MARK, False))
