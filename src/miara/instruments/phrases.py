"""Names of the sections of a programme and of the parts of an instrument."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["PARTS", "SECTIONS"]

#: Texts of a programme; the other sections of the common layout (timetable, outlays,
#: sources of money, indicators, who coordinates) are parts with fields of their own.
SECTIONS: Final[dict[str, Promise]] = {
    "diagnosis": _("Diagnosis of the area"),
    "priorities": _("Goals and priorities"),
    "tasks": _("Tasks"),
    "timetable": _("Timetable in words"),
    "outlays": _("Total outlays"),
    "yearly_outlays": _("Outlays by year"),
    "funding": _("Sources of money"),
    "indicators": _("Indicators of monitoring and evaluation"),
    "reporting": _("How it is reported"),
    "entities": _("Who coordinates and who carries it out"),
}

#: What an instrument is made of, by code of the part.
PARTS: Final[dict[str, Promise]] = {
    "goal": _("Goals it serves"),
    "target": _("Targets it should move"),
    "member": _("What belongs to it"),
    "stage": _("Stages"),
    "milestone": _("Milestones"),
    "product": _("Products"),
    "partner": _("Partners"),
    "money": _("Money by year and source"),
}
