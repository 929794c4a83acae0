"""Filters of the contest's pages."""

from typing import Any

from django import template
from django.utils.translation import get_language

from miara.contest.domain.locking import Part
from miara.contest.models import Milestone, Release
from miara.contest.phrases import release_title as title_of_release
from miara.contest.presenters.moments import milestone_when
from miara.contest.presenters.setup_words import PARTS

register = template.Library()


@register.filter
def in_language(value: dict[str, Any]) -> Any:
    """The value of the active language, else the Polish one."""
    return value.get((get_language() or "pl")[:2]) or value.get("pl", "")


@register.filter
def part_name(code: str) -> object:
    """Name of a part of the settings."""
    try:
        return PARTS[Part(code)]
    except ValueError:
        return code


@register.filter
def when(row: Milestone) -> str:
    """When a date of the calendar is."""
    return milestone_when(row)


@register.filter
def release_title(row: Release) -> str:
    """What became public."""
    return title_of_release(row)
