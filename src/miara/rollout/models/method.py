"""Documents of the method as one unit uses them: rules, orders, processes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.keys import actor
from miara.core.personal_data import PersonalField
from miara.rollout.models.rollout import who

__all__ = ["MethodDocument", "MethodVersion"]


class MethodDocument(models.Model):
    """A document taken over from a pack; its text are its versions.

    ``version`` is the number of the newest one. ``adopted_version`` says which text
    was adopted, so that later edits are seen not to be.
    """

    class Kind(models.TextChoices):
        """What kind of document it is."""

        RULES = "RULES", pgettext_lazy("method", "rules")
        ORDER = "ORDER", pgettext_lazy("document", "draft order")
        PROCESS = "PROCESS", pgettext_lazy("document", "description of a process")

    unit_uid = models.CharField(_("unit"), max_length=80)
    code = models.CharField(_("document of the pack"), max_length=60)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    adopted_version = models.PositiveIntegerField(
        _("version that was adopted"), null=True, blank=True
    )
    adopted_number = models.CharField(_("number of the act"), max_length=80, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("document of the method")
        verbose_name_plural = _("documents of the method")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit_uid", "code"], name="rollout_document_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    adopted_on=None, adopted_version__isnull=True, adopted_number=""
                )
                | (
                    Q(adopted_on__isnull=False, adopted_version__isnull=False)
                    & ~Q(adopted_number="")
                ),
                name="rollout_document_adopted_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MethodVersion(models.Model):
    """A text of a document; a saved one never changes."""

    document = models.ForeignKey(
        MethodDocument, models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("text"))
    note = models.CharField(_("what was changed"), max_length=300, blank=True)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = actor(_("saved by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "saved_by": who(_("To know who changed the text.")),
    }

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "number"], name="rollout_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
