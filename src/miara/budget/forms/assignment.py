"""Rules and shares of lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.budget.domain.assignment import WHOLE
from miara.budget.forms.fields import PercentField
from miara.budget.models import BudgetTask, BudgetYear
from miara.budget.models.shared import Side

__all__ = ["HandForm", "RuleForm"]

_PATTERN = ("side", "division", "chapter", "paragraph", "digit", "office")


class SharesForm(forms.Form):
    """Up to three tasks with their shares; an empty share of the only task is whole."""

    places = 3

    def __init__(self, *args: Any, year: BudgetYear, **kwargs: Any) -> None:
        """Offer tasks of the year."""
        super().__init__(*args, **kwargs)
        tasks = BudgetTask.objects.filter(budget_year=year).order_by("symbol")
        for n in range(1, self.places + 1):
            self.fields[f"task_{n}"] = forms.ModelChoiceField(
                tasks, label=_("Task %(n)s") % {"n": n}, required=False
            )
            self.fields[f"share_{n}"] = PercentField(
                label=_("Share of task %(n)s, in per cent") % {"n": n}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Each task once, with a share unless it takes the whole."""
        given = super().clean() or self.cleaned_data
        found: list[tuple[BudgetTask, int | None]] = []
        for n in range(1, self.places + 1):
            task, share = given.get(f"task_{n}"), given.get(f"share_{n}")
            if task is None:
                if share is not None:
                    self.add_error(f"task_{n}", _("Choose the task of this share."))
                continue
            if task in [one for one, _share in found]:
                self.add_error(f"task_{n}", _("This task stands here twice."))
            found.append((task, share))
        if len(found) > 1 and any(share is None for _task, share in found):
            self.add_error(None, _("Write the share of each task."))
        self.shares = [(task, share or WHOLE) for task, share in found]
        return given


class RuleForm(SharesForm):
    """How codes begin, and whose the lines are."""

    side = forms.ChoiceField(
        label=_("Side"),
        choices=Side.choices,
        initial="E",
    )
    division = forms.RegexField(
        r"^\d{1,3}$", label=_("Division begins with"), required=False
    )
    chapter = forms.RegexField(
        r"^\d{1,5}$", label=_("Chapter begins with"), required=False
    )
    paragraph = forms.RegexField(
        r"^\d{1,3}$", label=_("Paragraph begins with"), required=False
    )
    digit = forms.RegexField(r"^\d$", label=_("Financing digit"), required=False)
    office = forms.CharField(
        label=_("Organisational unit (symbol in the file)"),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A rule says something and gives it to somebody."""
        given = super().clean()
        if not any(given.get(name) for name in _PATTERN[1:]):
            self.add_error(None, _("Write how at least one code begins."))
        if not self.shares and not self.errors:
            self.add_error("task_1", _("Choose a task."))
        return given

    @property
    def pattern(self) -> dict[str, str]:
        """Fields of the rule."""
        return {name: self.cleaned_data.get(name, "") for name in _PATTERN}


class HandForm(SharesForm):
    """Whose a line is; without tasks rules decide."""
