"""Hours of a day in templates."""

from __future__ import annotations

from django import template

from miara.events.domain.programme import clock as as_clock

register = template.Library()


@register.filter
def clock(minutes: int) -> str:
    """``{{ day.opens|clock }}``: minutes since midnight as 09:05."""
    return as_clock(minutes)
