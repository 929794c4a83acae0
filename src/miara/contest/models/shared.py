"""Fields and declarations that several models of the context share."""

import secrets
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core import keys
from miara.core.personal_data import PersonalField, Scrub

#: The number of an account; says who acted, nothing else.
ACTOR: Final = PersonalField(
    purpose=_("To know who did it."),
    keep_for=_("as long as the entry it stands in; only the number of the account"),
    scrub=Scrub.KEEP,
)


def new_uid() -> str:
    """A public identity that tells nothing and cannot be guessed."""
    return secrets.token_hex(8)


def actor(verbose_name: Any = "") -> Any:
    """A foreign key to the person who did something; survives the account."""
    return keys.actor(verbose_name or _("done by"))


def file_key(verbose_name: Any = "", **options: Any) -> Any:
    """A foreign key to a kept file, which is never deleted under its owner."""
    return models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        related_name="+",
        verbose_name=verbose_name or _("file"),
        **options,
    )
