"""Texts that organisers write instead of the defaults."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub


class MailTemplate(models.Model):
    """One version of the text of one kind of letter of one owner, in one language.

    The version with the largest number is in force. ``is_default`` marks a return to
    the text of the program; its own texts are empty then.
    """

    owner_kind = models.CharField(_("kind of owner"), max_length=40)
    owner_id = models.CharField(_("owner"), max_length=80)
    kind = models.CharField(_("kind of letter"), max_length=80)
    language = models.CharField(_("language"), max_length=8)
    version = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    is_default = models.BooleanField(_("back to the default"), default=False)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "changed_by": PersonalField(
            purpose=_("To know who wrote the text of letters."),
            keep_for=_("As long as the text is kept."),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("text of letters")
        verbose_name_plural = _("texts of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "kind", "language", "version"],
                name="notifications_template_version",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=True, subject="", text="")
                | (models.Q(is_default=False) & ~models.Q(subject="")),
                name="notifications_template_has_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} v{self.version}"
