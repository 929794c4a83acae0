"""Narrowing the list of cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from miara.practices.domain.freshness import DEFAULT_RULES, Freshness
from miara.practices.domain.sections import sections
from miara.practices.models import PracticeCard
from miara.practices.presenters.desk import STATES
from miara.practices.presenters.words import FRESHNESS_WORDS
from miara.practices.queries.desk import in_state
from miara.units import public as units

__all__ = ["CardFilters"]

_FRESH: Final[list[tuple[str, Promise]]] = [
    (each.value, FRESHNESS_WORDS[each]) for each in Freshness
]


def _sections() -> list[tuple[str, str]]:
    language = get_language() or "pl"
    return [(row.code, row.name(language)) for row in sections()]


class CardFilters(WagtailFilterSet):
    """State, section, freshness, unit."""

    state = django_filters.ChoiceFilter(
        label=_("state"), choices=STATES, method="by_state"
    )
    section = django_filters.ChoiceFilter(
        label=_("section of the base"), choices=_sections
    )
    freshness = django_filters.ChoiceFilter(
        label=_("freshness"), choices=_FRESH, method="by_freshness"
    )
    unit = django_filters.CharFilter(label=_("unit (code or name)"), method="by_unit")

    class Meta:
        model = PracticeCard
        fields: list[str] = []

    def by_state(self, cards: Any, _name: str, value: str) -> Any:
        """Drafts, public, booked, waiting for an expert, archived."""
        return in_state(cards, value)

    def by_freshness(self, cards: Any, _name: str, value: str) -> Any:
        """The label that readers see."""
        today = timezone.localdate()
        asked = today - timedelta(days=DEFAULT_RULES.ladder[0])
        stale = today - timedelta(days=DEFAULT_RULES.stale_after)
        current = cards.filter(live=True, life__archived_on=None)
        match Freshness(value):
            case Freshness.FRESH:
                return current.filter(life__confirmed_on__gt=asked)
            case Freshness.ASKED:
                return current.filter(
                    life__confirmed_on__lte=asked, life__confirmed_on__gte=stale
                )
            case Freshness.STALE:
                return current.filter(life__confirmed_on__lt=stale)
            case Freshness.ARCHIVED:
                return cards.exclude(life__archived_on=None)

    def by_unit(self, cards: QuerySet[PracticeCard], _name: str, value: str) -> Any:
        """Cards that a unit leads; an unknown one has none."""
        text = value.strip()
        known = units.unit_by_code(text.split()[0]) if text else None
        uids = {known.uid} if known else {row.unit.uid for row in units.search(text)}
        return cards.filter(Q(unit_uid__in=uids) | Q(lead_name__icontains=text))
