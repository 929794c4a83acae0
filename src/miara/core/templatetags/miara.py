"""Filters for numbers and dates, and the tag of page slots: ``{% load miara %}``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import formats, timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from miara.core import numbers, slots

if TYPE_CHECKING:
    from django.template.context import RequestContext

register = template.Library()


def _language() -> str:
    return get_language() or "pl"


@register.filter
def number(value: numbers.Number | None, decimals: int = 0) -> str:
    """``{{ 1234.5|number:1 }}``: 1 234,5; a dash where there is no value."""
    return numbers.format_number(value, int(decimals), _language())


@register.filter
def signed(value: numbers.Number | None, decimals: int = 0) -> str:
    """``{{ 2.5|signed:1 }}``: +2,5."""
    return numbers.format_signed(value, int(decimals), _language())


@register.filter
def percent(value: numbers.Number | None, decimals: int = 1) -> str:
    """``{{ 12.34|percent }}``: 12,3 %; the value already is in per cent."""
    return numbers.format_percent(value, int(decimals), _language())


@register.filter
def pln(value: numbers.Number | None, decimals: int = 0) -> str:
    """``{{ 1234567|pln }}``: 1 234 567 zł."""
    return numbers.format_pln(value, int(decimals), _language())


@register.filter(is_safe=False, needs_autoescape=True)
def nbsp(value: Any, autoescape: bool = True) -> SafeString:
    """``{{ title|nbsp }}``: one-letter words stay with the next one."""
    text = conditional_escape(value) if autoescape else str(value)
    return mark_safe(numbers.bind_short_words(text))  # noqa: S308 - escaped above


@register.filter
def date_pl(value: dt.date | dt.datetime | None, style: str = "") -> str:
    """``{{ day|date_pl }}``: 1 marca 2026; ``:"short"``, and ``:"time"`` with the hour.

    Moments are shown in Polish time; nothing for None. The name says whose custom it
    is; English pages get English dates.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    named = {"": "DATE_FORMAT", "short": "SHORT_DATE_FORMAT", "time": "DATETIME_FORMAT"}
    text = formats.date_format(value, named[style])
    return text if style == "short" else text.replace(" ", numbers.NBSP)


@register.simple_tag(takes_context=True)
def render_slot(context: RequestContext, slot: str) -> SafeString:
    """``{% render_slot "units.detail" %}``: blocks that upper contexts add here."""
    return slots.render(slot, context["request"], flatten(context))


def flatten(context: RequestContext) -> dict[str, Any]:
    """The page's values as one plain mapping."""
    return {str(key): value for key, value in context.flatten().items()}
