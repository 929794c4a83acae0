"""Differences of drafts as people read them: names instead of codes, no empty words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, TextDiff
from wagtail.admin.panels import FieldPanel

from miara.practices.presenters.words import domain_name, section_name
from miara.units import public as units

__all__ = ["CodePanel", "ValuePanel"]


def _unit(uid: str) -> str:
    known = units.unit_by_uid(uid) if uid else None
    return known.full_name if known else uid


#: Fields that hold a code, and what a code is called.
_NAMES = {"section": section_name, "domain": domain_name, "unit_uid": _unit}


class _ValueComparison(FieldComparison):
    """A number, a day or a yes in words; nothing where nothing is told."""

    def htmldiff(self) -> SafeString:
        """What stood there, and what stands there now."""
        before, after = self._words(self.val_a), self._words(self.val_b)
        if before == after:
            return escape(after)
        found = [("deletion", before), ("addition", after)]
        return TextDiff([pair for pair in found if pair[1]]).to_html()

    def _words(self, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name := _NAMES.get(self.field.name):
            return name(value) or str(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, Decimal | date):
            return str(localize(value))
        return str(value)


class ValuePanel(FieldPanel):
    """A field whose differences are told by value."""

    def get_comparison_class(self) -> type[FieldComparison]:
        """Ours."""
        return _ValueComparison


class CodePanel(ValuePanel):
    """A field that holds a code; people read its name."""
