"""The vintage an address asks for: the served one, or one pinned by ``as_of``."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError
from miara.cube.store import Vintage
from miara.indicators.models import Publication, PublishedVintage
from miara.indicators.queries.vintages import open_vintage

_DIGEST = re.compile(r"[0-9a-zA-Z_-]{6,64}")


class UnreadableDay(MiaraError):
    """``as_of`` is neither a day, a moment nor the name of a vintage."""

    sentence = _(
        "The address asks for numbers as known on “%(text)s”, which is not a day. "
        "Write it as 2026-11-03."
    )

    def __init__(self, text: str) -> None:
        super().__init__(text, text=text)


class NothingPublished(MiaraError):
    """No numbers were public on that day, or none are yet."""

    sentence = _("No numbers had been published by then. Try a later day.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request's numbers: the vintage it reads throughout.

    ``as_of`` is the text of the address, empty for the served vintage; links keep
    it. ``known_at`` is the moment the numbers are those of: of a pinned page the
    day asked for, else the publication.
    """

    row: PublishedVintage
    vintage: Vintage
    as_of: str
    known_at: datetime

    @property
    def is_pinned(self) -> bool:
        """Whether the address names the day."""
        return bool(self.as_of)


def asked_vintage(as_of: str = "") -> Asked:
    """The vintage behind ``as_of``; one or two queries.

    Parameters
    ----------
    as_of
        A day (``2026-11-03``: what was served at its end, in Polish time), a moment
        with its offset, or the name of a vintage that was once published. Empty for
        the one served now.

    Raises
    ------
    UnreadableDay
        When the text is none of these.
    NothingPublished
        When nothing was served then.
    """
    text = as_of.strip()
    if not text:
        row = PublishedVintage.objects.current()
        if row is None or row.published_at is None:
            raise NothingPublished
        return Asked(row, open_vintage(row), "", row.published_at)
    moment = _moment(text)
    if moment is not None:
        row = PublishedVintage.objects.as_known_at(moment)
        if row is None:
            raise NothingPublished
        return Asked(row, open_vintage(row), text, moment)
    if not _DIGEST.fullmatch(text):
        raise UnreadableDay(text)
    first = (
        Publication.objects.filter(vintage__vintage_id=text)
        .select_related("vintage")
        .order_by("published_at", "pk")
        .first()
    )
    if first is None:
        raise UnreadableDay(text)
    return Asked(first.vintage, open_vintage(first.vintage), text, first.published_at)


def _moment(text: str) -> datetime | None:
    """End of a day, or the moment itself; None when the text is neither."""
    try:
        day = parse_date(text)
        if day is not None:
            following = timezone.make_aware(
                datetime.combine(day + timedelta(days=1), time())
            )
            return following - timedelta(microseconds=1)
        moment = parse_datetime(text.replace(" ", "+"))
    except (ValueError, OverflowError):
        raise UnreadableDay(text) from None
    if moment is not None and timezone.is_naive(moment):
        return timezone.make_aware(moment)
    return moment
