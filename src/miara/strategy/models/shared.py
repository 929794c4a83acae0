"""What tables of the context share."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["WHO", "Revised", "forward", "post"]

#: Declaration of a field that names who did something to a row.
WHO = PersonalField(
    purpose=_("To know who in the unit said so."),
    keep_for=_("As long as the row; only the number of the account."),
    scrub=Scrub.KEEP,
)


class Revised(models.Model):
    """Mixin: a row that people edit in a form.

    ``version`` grows with each change, so that a form that was opened before another
    change never overwrites it unseen.
    """

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


def post(verbose_name: Any) -> models.ForeignKey:
    """A key of the post that answers for the row."""
    return models.ForeignKey(
        "organisations.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )


def forward(name: str) -> models.CheckConstraint:
    """``until`` stands after ``since``."""
    return models.CheckConstraint(
        condition=Q(until=None) | Q(until__gt=F("since")), name=name
    )
