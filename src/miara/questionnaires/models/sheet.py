"""Filled forms: sheets, answers with their history, people at work on them."""

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.keys import actor
from miara.core.personal_data import PersonalField, Scrub
from miara.questionnaires.models.form import FormVersion

_AS_SHEET = _("As long as the form filled in; emptied when the account is erased.")
_AS_DECLARED = _(
    "As the form declares for each field; then erased together with its history."
)


def new_uid() -> str:
    """An address that cannot be guessed."""
    return secrets.token_urlsafe(12).replace("-", "a").replace("_", "b")


class AnswerSheet(models.Model):
    """One form filled in, by whoever its owner's rules let write.

    ``locked_at`` closes it: no answer changes before it is unlocked.
    """

    uid = models.CharField(max_length=24, unique=True, default=new_uid)
    version = models.ForeignKey(
        FormVersion, models.PROTECT, related_name="sheets", verbose_name=_("version")
    )
    owner_kind = models.CharField(_("kind of owner"), max_length=60)
    owner_id = models.CharField(_("owner"), max_length=80)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = actor(_("opened by"))
    locked_at = models.DateTimeField(_("closed for changes"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "opened_by": PersonalField(
            purpose=_("To know who began to fill in the form."),
            keep_for=_AS_SHEET,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("filled form")
        verbose_name_plural = _("filled forms")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["owner_kind", "owner_id"],
                name="questionnaires_sheet_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.uid

    @property
    def is_locked(self) -> bool:
        """Whether answers can no longer change."""
        return self.locked_at is not None


class Answer(models.Model):
    """The present answer to one field; ``revision`` grows with every change."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    field = models.CharField(_("field"), max_length=60)
    value = models.JSONField(_("value"), null=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(_("changed"))
    changed_by = actor(_("changed by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "value": PersonalField(
            purpose=_("As the form declares beside each field."),
            keep_for=_AS_DECLARED,
            scrub=Scrub.NULL,
        ),
        "changed_by": PersonalField(
            purpose=_("To show people who write together who changed what."),
            keep_for=_AS_SHEET,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sheet", "field"], name="questionnaires_answer_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.field}"


class AnswerChangeQuerySet(models.QuerySet["AnswerChange"]):
    """Reads of the history."""

    def newest_first(self) -> Self:
        """Order by the moment of the change."""
        return self.order_by("-pk")


class AnswerChange(models.Model):
    """Something that was written, kept whether it won or lost.

    ``outcome`` SAVED became the answer as ``revision``; CONFLICT lost to
    ``revision``, which somebody had saved meanwhile, and is kept so that no text is
    lost. LATE came after the owner had closed writing: it is no answer and is kept so
    that its author has it back. ``erased_at``: the value was personal and was erased.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        SAVED = "SAVED", _("saved")
        CONFLICT = "CONFLICT", _("put aside")
        LATE = "LATE", _("came too late")

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="changes")
    field = models.CharField(_("field"), max_length=60)
    value = models.JSONField(_("value"), null=True)
    revision = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField(_("time"))
    by = actor(_("person"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = AnswerChangeQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "value": PersonalField(
            purpose=_("As the form declares beside each field."),
            keep_for=_AS_DECLARED,
            scrub=Scrub.NULL,
        ),
        "by": PersonalField(
            purpose=_("To show people who write together who changed what."),
            keep_for=_AS_SHEET,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("change of an answer")
        verbose_name_plural = _("changes of answers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sheet", "field", "revision"],
                condition=Q(outcome="SAVED"),
                name="questionnaires_answerchange_revision",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sheet", "field"], name="questionnaires_change_field"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.field}@{self.revision} {self.outcome}"


class SheetFile(models.Model):
    """Something attached to a field: a kept file, or the address of a film."""

    class Kind(models.TextChoices):
        """What it is."""

        DOCUMENT = "DOCUMENT", _("document")
        PHOTO = "PHOTO", _("photograph")
        FILM = "FILM", _("film")

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="files")
    field = models.CharField(_("field"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    file = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    alternative_text = models.CharField(_("description"), max_length=500, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    attached_at = models.DateTimeField(_("attached"))
    attached_by = actor(_("attached by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "attached_by": PersonalField(
            purpose=_("To show people who write together who changed what."),
            keep_for=_AS_SHEET,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(kind="FILM", file=None) & ~Q(url=""))
                | (~Q(kind="FILM") & Q(file__isnull=False, url="")),
                name="questionnaires_sheetfile_file_or_address",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["sheet", "field"], name="questionnaires_sheetfile_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.field}:{self.position}"

    @property
    def size(self) -> int:
        """Bytes; 0 for a film."""
        return 0 if self.file is None else self.file.size

    @property
    def name(self) -> str:
        """What people call it: the name of the file or the address."""
        return self.url if self.file is None else self.file.name

    def as_sealed(self) -> dict[str, object]:
        """What a snapshot says of it: place, content by its digest, description."""
        return {
            "field": self.field,
            "kind": self.kind,
            "position": self.position,
            "sha256": "" if self.file is None else self.file.sha256,
            "size": self.size,
            "url": self.url,
            "alternative_text": self.alternative_text,
        }


class SheetPresence(models.Model):
    """A person who has a sheet open, and the section they are in."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    section = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": PersonalField(
            purpose=_("To show people who write together who else is writing."),
            keep_for=_("A day after the person was last seen."),
            scrub=Scrub.DELETE,
        ),
    }

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sheet", "user"], name="questionnaires_sheetpresence_one"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["seen_at"], name="questionnaires_presence_at"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.user_id}"
