"""The picture that other sites show with a link to a card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from miara.charts import Chart, Poster, poster
from miara.practices.domain.freshness import freshness_of
from miara.practices.models import PracticeCard
from miara.practices.presenters.words import freshness_sentence, section_name
from miara.units.public import UnitFacts

__all__ = ["picture"]


def picture(
    card: PracticeCard, known: Mapping[str, UnitFacts], *, today: date
) -> Chart:
    """The picture, of 1200 x 630 pixels in a file."""
    unit = known.get(card.unit_uid)
    lead = card.lead_name or (unit.title if unit else "")
    freshness = freshness_of(
        card.life.confirmed_on, today, is_archived=bool(card.life.archived_on)
    )
    return poster(
        Poster(
            uid="practice",
            title=card.title,
            above=" · ".join(filter(None, [lead, section_name(card.section)])),
            sentence=card.result_sentence or card.summary,
            foot=freshness_sentence(freshness, card.life),
            product=_("Good practices"),
        )
    )
