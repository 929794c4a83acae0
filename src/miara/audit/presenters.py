"""Sentences for people about events, one function a kind.

A context registers its own::

    @audit.presenter("accounts.role_granted")
    def role_granted(event: audit.Event) -> str:
        return _("The role %(role)s was granted.") % {"role": event.after["role"]}
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from miara.audit.models import Event

__all__ = ["Presenter", "describe", "presenter"]

Presenter = Callable[[Event], str]
_presenters: dict[str, Presenter] = {}


def presenter(kind: str) -> Callable[[Presenter], Presenter]:
    """Register the function that tells one kind of event to people.

    Raises
    ------
    ValueError
        When another function already tells this kind.
    """

    def register(function: Presenter) -> Presenter:
        if _presenters.get(kind, function) is not function:
            msg = f"{kind} already has a presenter"
            raise ValueError(msg)
        _presenters[kind] = function
        return function

    return register


def describe(event: Event) -> str:
    """The event as a sentence; kinds without a presenter are named by their code."""
    tell = _presenters.get(event.kind)
    if tell is not None:
        return tell(event)
    return _("Event %(kind)s concerning %(target)s.") % {
        "kind": event.kind,
        "target": f"{event.target_kind} {event.target_id}".strip() or "–",
    }
