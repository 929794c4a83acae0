"""Differences between two versions of a form, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.questionnaires.domain.differences import Change, Difference

__all__ = ["DifferenceLine", "difference_lines"]

_SENTENCES: dict[Change, Callable[[], str]] = {
    Change.FORM_CHANGED: lambda: _("texts of the form were changed"),
    Change.SECTION_ADDED: lambda: _("a new section"),
    Change.SECTION_REMOVED: lambda: _("the section was removed"),
    Change.SECTION_CHANGED: lambda: _("texts of the section were changed"),
    Change.FIELD_ADDED: lambda: _("a new field"),
    Change.FIELD_REMOVED: lambda: _("the field was removed"),
    Change.FIELD_MOVED: lambda: _("moved to another section"),
    Change.FIELD_CHANGED: lambda: _("the field was changed"),
}
#: Every setting of a field; a new one without a name fails the tests.
_SETTINGS: dict[str, str | Promise] = {
    "kind": gettext_lazy("kind"),
    "label": gettext_lazy("label"),
    "guidance": gettext_lazy("guidance"),
    "example": gettext_lazy("example"),
    "required": gettext_lazy("whether it is required"),
    "condition": gettext_lazy("when it is asked"),
    "is_public": gettext_lazy("whether it may be published"),
    "is_blind": gettext_lazy("whether it is shown without the author"),
    "personal": gettext_lazy("personal data"),
    "criteria": gettext_lazy("criteria"),
    "summary": gettext_lazy("part on lists and cards"),
    "max_words": gettext_lazy("limit of words"),
    "max_characters": gettext_lazy("limit of characters"),
    "minimum": gettext_lazy("smallest value"),
    "maximum": gettext_lazy("largest value"),
    "choices": gettext_lazy("answers to choose"),
    "max_rows": gettext_lazy("limit of rows or keywords"),
    "attachments": gettext_lazy("what may be attached"),
    "statement": gettext_lazy("text of the statement"),
    "version": gettext_lazy("version of the statement"),
}


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference for people.

    Attributes
    ----------
    label
        Of the field or section.
    change
        What happened to it.
    settings
        Names of the settings that changed, in one text; empty where they say nothing.
    consequence
        What it means for those who write; empty when nothing.
    """

    label: str
    change: str
    settings: str
    consequence: str


def difference_lines(found: Iterable[Difference]) -> list[DifferenceLine]:
    """A line for every difference, in the same order."""
    return [
        DifferenceLine(
            label=each.label or each.code,
            change=_SENTENCES[each.change](),
            settings=_settings(each),
            consequence=_consequence(each),
        )
        for each in found
    ]


def _settings(each: Difference) -> str:
    if each.change != Change.FIELD_CHANGED:
        return ""
    return ", ".join(str(_SETTINGS[name]) for name, *_values in each.settings)


def _consequence(each: Difference) -> str:
    if each.loses_answers:
        return _("answers given so far would not be carried over")
    return _("writers will have something to add") if each.asks_more else ""
