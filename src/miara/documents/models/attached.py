"""Rows that show a kept file on a page of another context."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField

__all__ = ["AttachedFile"]


class AttachedFile(models.Model):
    """A picture or an attachment, in its place among others of one text.

    A table adds whose it is, and what kinds there are; a constraint of its own says
    what a picture needs. ``credit`` names an author who is shown beside the picture.
    """

    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    file = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
    )
    title = models.CharField(_("title"), max_length=200)
    alternative = models.CharField(
        _("what the picture shows, for those who do not see it"),
        max_length=300,
        blank=True,
    )
    credit = models.CharField(_("author of the picture"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("credit",)

    class Meta:
        abstract = True
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.title
