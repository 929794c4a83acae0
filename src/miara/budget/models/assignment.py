"""Rules and decisions that give lines to tasks, and the money that came of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.budget.models.shared import Side, grosze
from miara.budget.models.task import BudgetTask
from miara.budget.models.year import BudgetYear
from miara.core.personal_data import PersonalField

__all__ = ["AssignmentRule", "HandShare", "RuleShare", "TaskMoney"]

_WEIGHT = Q(weight__gt=0, weight__lte=10_000)


class AssignmentRule(models.Model):
    """Lines whose codes begin so belong to the tasks of the rule; the first fits."""

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    side = models.CharField(
        _("side"), max_length=1, choices=Side, default=Side.EXPENDITURE
    )
    division = models.CharField(_("division begins with"), max_length=3, blank=True)
    chapter = models.CharField(_("chapter begins with"), max_length=5, blank=True)
    paragraph = models.CharField(_("paragraph begins with"), max_length=3, blank=True)
    digit = models.CharField(_("financing digit"), max_length=1, blank=True)
    office = models.CharField(_("organisational unit"), max_length=60, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("rule of assignment")
        verbose_name_plural = _("rules of assignment")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(
                    division="", chapter="", paragraph="", digit="", office=""
                ),
                name="budget_rule_says_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)


class RuleShare(models.Model):
    """A task of a rule and its part, in hundredths of a per cent."""

    rule = models.ForeignKey(AssignmentRule, models.CASCADE, related_name="shares")
    task = models.ForeignKey(BudgetTask, models.CASCADE, related_name="rule_shares")
    weight = models.PositiveSmallIntegerField(_("share"), default=10_000)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("share of a rule")
        verbose_name_plural = _("shares of rules")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rule", "task"], name="budget_ruleshare_once"
            ),
            models.CheckConstraint(condition=_WEIGHT, name="budget_ruleshare_weight"),
        ]

    def __str__(self) -> str:
        return str(self.weight)


class HandShare(models.Model):
    """A person gave a line to a task, whole or in part.

    The line is named by its codes, so the decision holds when a newer file brings the
    same line.
    """

    budget_year = models.ForeignKey(
        BudgetYear, models.CASCADE, related_name="hand_shares"
    )
    key = models.CharField(_("line"), max_length=160)
    task = models.ForeignKey(BudgetTask, models.CASCADE, related_name="hand_shares")
    weight = models.PositiveSmallIntegerField(_("share"), default=10_000)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("line given by hand")
        verbose_name_plural = _("lines given by hand")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget_year", "key", "task"], name="budget_hand_once"
            ),
            models.CheckConstraint(condition=_WEIGHT, name="budget_hand_weight"),
        ]

    def __str__(self) -> str:
        return self.key


class TaskMoney(models.Model):
    """Money of a task, or of no task, on one side: added up when lines change.

    Rows of a year and side add up to its lines, to the grosz.
    """

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="money")
    side = models.CharField(_("side"), max_length=1, choices=Side)
    task = models.ForeignKey(
        BudgetTask, models.CASCADE, null=True, blank=True, related_name="money"
    )
    lines = models.PositiveIntegerField(_("lines"), default=0)
    planned = grosze(_("plan"))
    changed = grosze(_("plan after changes"))
    committed = grosze(_("committed"))
    executed = grosze(_("executed"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("money of a task")
        verbose_name_plural = _("money of tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["budget_year", "side", "task"],
                condition=Q(task__isnull=False),
                name="budget_money_once",
            ),
            models.UniqueConstraint(
                fields=["budget_year", "side"],
                condition=Q(task=None),
                name="budget_money_one_rest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.changed)

    @property
    def left(self) -> int:
        """Plan after changes less what was executed, grosze."""
        return self.changed - self.executed
