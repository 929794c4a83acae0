"""Past results in words, for pages and for what is written of them elsewhere."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.contest.domain.past_editions import PastAward, TitleIs
from miara.contest.models import PastResult
from miara.core.localized import Localized

__all__ = ["award_text", "localized", "title_of"]

_PLACES: Final = {1: "I", 2: "II", 3: "III"}

_AWARDS: Final[dict[str, Promise]] = {
    PastAward.LEADER_AMONG_LEADERS: gettext_lazy("leader among leaders"),
    PastAward.LAUREATE: gettext_lazy("laureate"),
    PastAward.PODIUM: gettext_lazy("on the podium, place not known"),
    PastAward.AWARDED: gettext_lazy("awarded, kind of award not known"),
    PastAward.SPECIAL_DISTINCTION: gettext_lazy("special distinction"),
    PastAward.DISTINCTION: gettext_lazy("distinction"),
    PastAward.PRAISED: gettext_lazy("praised in a report, without a title"),
    PastAward.FINALIST: gettext_lazy("finalist"),
}


def localized(text: dict[str, str] | None) -> str:
    """A text of the archive in the active language; empty for none."""
    return str(Localized.of(text))


def award_text(result: PastResult) -> str:
    """What the entrant got, with its place: "laureate, place II ex aequo"."""
    parts = [str(_AWARDS[result.award])]
    details = result.details
    if "place" in details:
        place = _("place %(number)s") % {"number": _PLACES[details["place"]]}
        parts.append(f"{place} ex aequo" if details.get("ex_aequo") else place)
    if details.get("level"):
        parts.append(_("level %(name)s") % {"name": details["level"]})
    return ", ".join(parts)


def title_of(result: PastResult) -> tuple[str, str]:
    """The title, or our description of the project, and its language."""
    details: dict[str, Any] = result.details
    if "description" in details:
        return localized(details["description"]), ""
    english = details.get("title_is") == TitleIs.TRANSLATED
    return result.title, "en" if english else "pl"
