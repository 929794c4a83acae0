"""Fields that many tables share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub

__all__ = ["CREATED_BY", "Stamped"]

#: Declaration of ``created_by``, to be merged into a model's ``personal_data``.
CREATED_BY = PersonalField(
    purpose=_("To know who added the entry and ask them about it."),
    keep_for=_("As long as the entry; emptied when the account is erased."),
    scrub=Scrub.KEEP,
)


class Stamped(models.Model):
    """Mixin: when a row was made and by whom.

    Both are set by the action that makes the row, from its ``now`` and ``by``. For
    contexts above accounts; a model using it declares
    ``personal_data = {"created_by": CREATED_BY, ...}``.
    """

    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        abstract = True
