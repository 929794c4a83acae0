"""What tables of the context share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["WHO", "person"]

#: Declaration of a field that names who did something.
WHO = PersonalField(
    purpose=_("To know who in the unit let programs in or moved its data."),
    keep_for=_("As long as the row; only the number of the account."),
    scrub=Scrub.KEEP,
)


def person(verbose_name: Any) -> models.ForeignKey:
    """A key of the account of who did something; emptied with the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )
