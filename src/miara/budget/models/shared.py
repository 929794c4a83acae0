"""What tables of the context share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["WHO", "Side", "grosze", "post"]

#: Declaration of a field that names who did something to a row.
WHO = PersonalField(
    purpose=_("To know who in the unit said so."),
    keep_for=_("As long as the row; only the number of the account."),
    scrub=Scrub.KEEP,
)


class Side(models.TextChoices):
    """Which side of the budget; the codes of `miara.budget.domain.lines.Side`."""

    REVENUE = "R", _("revenue")
    EXPENDITURE = "E", _("expenditure")


def grosze(verbose_name: Any, **options: Any) -> models.BigIntegerField:
    """A column of money in whole grosze.

    SQLite keeps a decimal column as a binary fraction and adds it up as one; whole
    numbers are exact in every database.
    """
    return models.BigIntegerField(verbose_name, **{"default": 0, **options})


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
