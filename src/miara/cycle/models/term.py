"""Terms of a year: what is due when, and by whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub
from miara.cycle.models.year import PlanYear

__all__ = ["Term"]


class Term(models.Model):
    """Something that is due on a day of a year of plans.

    ``code`` and ``quarter`` name the step of the calendar that it was made from;
    ``is_verified`` says that somebody read its day in the act. It ends by being done
    or by being dropped with a reason.
    """

    class Who(models.TextChoices):
        """Whose it is while no post is named."""

        MAYOR = "mayor", _("head of the unit")
        TREASURER = "treasurer", _("treasurer")
        SECRETARY = "secretary", _("secretary")
        COUNCIL = "council", _("council")
        PLANNER = "planner", _("planner")
        COORDINATOR = "coordinator", _("coordinators of domains")
        EDUCATION = "education", _("who keeps education")
        SOCIAL = "social", _("who keeps social help")
        UTILITIES = "utilities", _("who keeps municipal utilities")
        OTHER = "other", _("somebody else")

    year = models.ForeignKey(PlanYear, models.CASCADE, related_name="terms")
    code = models.CharField(_("step of the calendar"), max_length=60, blank=True)
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0)
    name = models.CharField(_("what is due"), max_length=300)
    due_on = models.DateField(_("day"))
    who = models.CharField(_("who"), max_length=12, choices=Who, default=Who.OTHER)
    post = models.ForeignKey(
        "organisations.Post",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("post"),
    )
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    source = models.URLField(_("publication"), max_length=500, blank=True)
    is_verified = models.BooleanField(_("read in the act"), default=False)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    done_note = models.TextField(_("note"), blank=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    dropped_reason = models.TextField(_("why it was dropped"), blank=True)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "done_by": PersonalField(
            purpose=_("To know who said that it is done."),
            keep_for=_("as long as the year; only the number of the account"),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["year", "code", "quarter"],
                condition=~Q(code=""),
                name="cycle_term_once",
            ),
            models.CheckConstraint(
                condition=Q(quarter__lte=4), name="cycle_term_quarter"
            ),
            models.CheckConstraint(
                condition=(Q(dropped_at=None) & Q(dropped_reason=""))
                | (Q(dropped_at__isnull=False) & ~Q(dropped_reason="")),
                name="cycle_term_dropped_why",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(done_at=None),
                name="cycle_term_one_end",
            ),
            models.CheckConstraint(
                condition=Q(is_verified=False) | Q(checked_on__isnull=False),
                name="cycle_term_verified_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_on"], name="cycle_term_due"),
        ]

    def __str__(self) -> str:
        return self.name
