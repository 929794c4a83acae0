"""Days on which somebody stands in for the holder of a post."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["Absence"]


class Absence(models.Model):
    """The holder of a post is away from one day to another, both included.

    Without ``substitute`` the post's own deputy stands in. Why the person is away is
    nobody's business here.
    """

    post = models.ForeignKey(
        "organisations.Post", models.CASCADE, related_name="absences"
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    substitute = models.ForeignKey(
        "organisations.Post",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("who stands in"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="cycle_absence_forward"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("post")),
                name="cycle_absence_not_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.since}"
