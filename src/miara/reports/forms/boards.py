"""What is shown to residents and councillors."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.cycle.public import PlanForm
from miara.reports.models import PublicBoard

__all__ = ["BoardForm"]


class BoardForm(PlanForm):
    """Choices of a unit."""

    class Meta:
        model = PublicBoard
        fields: ClassVar[list[str]] = [
            "shows_tasks",
            "shows_budget",
            "shows_resolutions",
            "note",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "note": forms.Textarea({"rows": 4})
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "shows_tasks": _("Names of tasks, plan after changes, executed."),
            "shows_budget": _("Sums of divisions of the classification."),
            "shows_resolutions": _("Number, day, title and how each is carried out."),
            "note": _("For example where the office answers questions about plans."),
        }
