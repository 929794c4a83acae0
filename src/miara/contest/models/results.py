"""The moment of truth: what is released when, and what is handed over."""

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.edition import Edition
from miara.contest.models.jury import Award
from miara.contest.models.shared import ACTOR, actor, file_key
from miara.core.personal_data import PersonalField


def new_code() -> str:
    """A verification code nobody can guess: 12 signs of 31, without look-alikes."""
    return "".join(
        secrets.choice("23456789ABCDEFGHJKMNPQRSTUVWXYZ") for _i in range(12)
    )


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases by time."""

    def out(self, now: datetime) -> Self:
        """Those whose moment has come: the only question anybody may ask."""
        return self.filter(released_at__lte=now)


class Release(models.Model):
    """When a stage of the results becomes public.

    Nothing opens or closes: ``released_at <= now`` is asked at every reading. It may
    lie in the future (a set hour) until it has passed; then it never changes.
    """

    class Stage(models.TextChoices):
        """What becomes public."""

        FINALISTS = "FINALISTS", _("finalists")
        RESULTS = "RESULTS", _("results")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="releases")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    released_at = models.DateTimeField(_("public from"))
    set_at = models.DateTimeField(_("set"))
    set_by = actor(_("set by"))
    announced_at = models.DateTimeField(_("mails queued"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {"set_by": ACTOR}

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "stage"], name="contest_release_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.stage}"


class Diploma(models.Model):
    """A diploma for one award; its code leads to the page that verifies it."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="diploma")
    number = models.CharField(_("number"), max_length=40, unique=True)
    code = models.CharField(
        _("verification code"), max_length=20, unique=True, default=new_code
    )
    recipient_name = models.CharField(_("for"), max_length=400)
    file = file_key(_("PDF"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.TextField(_("reason"), blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("recipient_name",)

    class Meta:
        verbose_name = _("diploma")
        verbose_name_plural = _("diplomas")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoked_reason=""),
                name="contest_diploma_revoked_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number


class PressPackage(models.Model):
    """A sealed package for journalists: ciphertext now, the key at release."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="packages")
    stage = models.CharField(_("stage"), max_length=10, choices=Release.Stage)
    sealed = file_key(_("sealed package"))
    key = models.BinaryField()
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    made_at = models.DateTimeField(_("made"))
    made_by = actor(_("made by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"made_by": ACTOR}

    class Meta:
        verbose_name = _("package for the press")
        verbose_name_plural = _("packages for the press")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.stage}"
