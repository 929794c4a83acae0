"""Words of the archive: awards, facts, how far a title is known."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from miara.contest.domain.past_editions import FactCode, TitleIs
from miara.contest.domain.titles import TitleClass
from miara.contest.models import PastEdition, PastResult
from miara.contest.phrases_past import award_text, localized, title_of

__all__ = [
    "CLASS_WORDS",
    "FACT_WORDS",
    "award_text",
    "class_word",
    "localized",
    "names_of",
    "title_of",
    "title_remark",
]

FACT_WORDS: Final[dict[str, Promise]] = {
    FactCode.ORGANISERS: gettext_lazy("Organisers"),
    FactCode.FUNDING: gettext_lazy("Funding"),
    FactCode.ELIGIBLE: gettext_lazy("Who could enter"),
    FactCode.DOMAINS: gettext_lazy("Domains"),
    FactCode.GROUPS: gettext_lazy("Groups"),
    FactCode.CONDITIONS: gettext_lazy("Conditions"),
    FactCode.CALL: gettext_lazy("Call"),
    FactCode.DEADLINE: gettext_lazy("Deadline"),
    FactCode.APPLICATIONS: pgettext_lazy("archive of contests", "Applications"),
    FactCode.APPLICANTS: gettext_lazy("Local governments that applied"),
    FactCode.CRITERIA: gettext_lazy("Criteria"),
    FactCode.SELECTION: gettext_lazy("How entries were chosen"),
    FactCode.FINALISTS: gettext_lazy("Finalists"),
    FactCode.VISITS: gettext_lazy("Site visits"),
    FactCode.DECISION: gettext_lazy("Decision"),
    FactCode.LAUREATES: gettext_lazy("Laureates"),
    FactCode.AWARDS: gettext_lazy("Awards"),
    FactCode.PRIZES: gettext_lazy("Prizes"),
    FactCode.CLOSING_EVENT: gettext_lazy("Closing event"),
    FactCode.PRESENTATIONS: gettext_lazy("Presentations"),
}

CLASS_WORDS: Final[dict[TitleClass, Promise]] = {
    TitleClass.LAUREATE: gettext_lazy("Laureate"),
    TitleClass.OTHER: gettext_lazy("Other title"),
    TitleClass.DISTINCTION: gettext_lazy("Distinction"),
    TitleClass.FINAL: gettext_lazy("Final or praise"),
}

_REMARKS: Final[dict[str, Promise]] = {
    TitleIs.CUT: gettext_lazy("the source breaks the title off"),
    TitleIs.TRANSLATED: gettext_lazy("only an English title is known"),
    TitleIs.DESCRIPTION: gettext_lazy("our description; the title is not known"),
    TitleIs.UNKNOWN: gettext_lazy("title not known"),
    TitleIs.NONE: gettext_lazy("for the local government, not for a project"),
}


def names_of(edition: PastEdition, kind: str) -> dict[str, str]:
    """Names of its ``groups`` or ``domains`` by code, in their order."""
    return {
        each["code"]: localized(each["name"]) for each in edition.words.get(kind, ())
    }


def class_word(kind: TitleClass) -> str:
    """A class of titles in a word or two."""
    return str(CLASS_WORDS[kind])


def title_remark(result: PastResult) -> str:
    """How far the title is known; empty when it is known whole."""
    return str(_REMARKS.get(result.details.get("title_is", ""), ""))
