"""Sentences for people about events.

A context registers its own, one function a kind, or one for many events at once when
the sentence needs names from the database::

    @audit.presenter("units.imported")
    def imported(event: audit.Event) -> str:
        return _("The register was read from %(file)s.") % event.after
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from miara.audit.models import Event

__all__ = [
    "Presenter",
    "PresenterOfMany",
    "describe",
    "describe_all",
    "kinds_told",
    "presenter",
    "presenter_of_many",
]

Presenter = Callable[[Event], str]
PresenterOfMany = Callable[[Sequence[Event]], list[str]]
_presenters: dict[str, PresenterOfMany] = {}
_singles: dict[str, Presenter] = {}


def presenter(kind: str) -> Callable[[Presenter], Presenter]:
    """Register the function that tells one kind of event to people.

    Raises
    ------
    ValueError
        When another function already tells this kind.
    """

    def register(function: Presenter) -> Presenter:
        if kind in _presenters and _singles.get(kind) is not function:
            msg = f"{kind} already has a presenter"
            raise ValueError(msg)
        _singles[kind] = function
        _presenters[kind] = lambda events: [function(event) for event in events]
        return function

    return register


def presenter_of_many(*kinds: str) -> Callable[[PresenterOfMany], PresenterOfMany]:
    """Register the function that tells events of these kinds, a sentence an event.

    It is called once for a whole page, so that it may ask the database once.

    Raises
    ------
    ValueError
        When another function already tells one of the kinds.
    """

    def register(function: PresenterOfMany) -> PresenterOfMany:
        for kind in kinds:
            if _presenters.get(kind, function) is not function:
                msg = f"{kind} already has a presenter"
                raise ValueError(msg)
            _presenters[kind] = function
        return function

    return register


def kinds_told() -> frozenset[str]:
    """Every kind that has a sentence."""
    return frozenset(_presenters)


def describe(event: Event) -> str:
    """The event as a sentence; kinds without a presenter are named by their code."""
    return describe_all([event])[0]


def describe_all(events: Sequence[Event]) -> list[str]:
    """The events as sentences, in their order; statements do not grow with them."""
    by_teller: dict[PresenterOfMany, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        by_teller[_presenters.get(event.kind, _plain)].append(place)
    told = [""] * len(events)
    for tell, places in by_teller.items():
        sentences = tell([events[place] for place in places])
        for place, sentence in zip(places, sentences, strict=True):
            told[place] = sentence
    return told


def _plain(events: Sequence[Event]) -> list[str]:
    template = _("Event %(kind)s concerning %(target)s.")
    return [
        template
        % {
            "kind": event.kind,
            "target": f"{event.target_kind} {event.target_id}".strip() or "–",
        }
        for event in events
    ]
