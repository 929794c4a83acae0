"""Fields that several models of the context share."""

import secrets
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

#: The number of an account; says who acted, nothing else.
ACTOR: Final = PersonalField(
    purpose=_("To know who did it."),
    keep_for=_("as long as the event; only the number of the account"),
    scrub=Scrub.KEEP,
)


def new_uid() -> str:
    """A public identity that tells nothing and cannot be guessed."""
    return secrets.token_hex(8)


def logo() -> Any:
    """A foreign key to a kept picture."""
    return models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
