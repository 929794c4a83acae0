"""What exactly was submitted, who signed it, and what came on paper."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.contest.models.entry import Entry
from miara.contest.models.shared import ACTOR, actor, file_key
from miara.core.personal_data import PersonalField, Scrub

_NAME = PersonalField(
    purpose=_("To know who signed the application."),
    keep_for=_("as long as the file of the edition is kept"),
    scrub=Scrub.FAKE_NAME,
)


class EntryVersion(models.Model):
    """An application as it was received at one moment; never changed.

    ``snapshot`` is the canonical JSON of the answers and partners; ``sha256`` is of its
    bytes. ``received_at`` is when the request reached us, which is what counts. After
    ``erased_at`` the content lacks what was personal, and the hash is still that of
    what was received.
    """

    class Reason(models.TextChoices):
        """Why there is this version."""

        SUBMISSION = "SUBMISSION", _("submission")
        REPLACEMENT = "REPLACEMENT", _("replaced before the deadline")
        SUPPLEMENT = "SUPPLEMENT", _("supplement")
        PAPER = "PAPER", _("copied from paper")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions")
    position = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    snapshot = models.TextField(_("content"))
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    received_at = models.DateTimeField(_("received"))
    submitted_by = actor(_("submitted by"))
    receipt = file_key(_("receipt"), null=True, blank=True)
    pdf = file_key(_("application as PDF"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"submitted_by": ACTOR}

    class Meta:
        verbose_name = _("version of an application")
        verbose_name_plural = _("versions of an application")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "position"], name="contest_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.position}"


class SigningCopy(models.Model):
    """A document given out for signing: the content of one hash, byte for byte."""

    class Kind(models.TextChoices):
        """For which way of signing."""

        PDF = "PDF", _("PDF")
        XML = "XML", _("XML")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="signing_copies")
    kind = models.CharField(_("kind"), max_length=3, choices=Kind)
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    file = file_key()
    made_at = models.DateTimeField(_("made"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("copy for signing")
        verbose_name_plural = _("copies for signing")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "kind", "sha256"], name="contest_signing_copy_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind} {self.sha256[:12]}"


class EntrySignature(models.Model):
    """One signature that the edition asks for, and how it was given.

    ``sha256`` is the hash of the content that was signed; a signature under another
    content than the one submitted does not count. ``is_exact``: the signed bytes are
    those we gave out; otherwise the hash was read from the document, because the
    program that signed wrote it anew, and the office looks at it.
    """

    class Method(models.TextChoices):
        """How."""

        ELECTRONIC = "ELECTRONIC", _("electronic signature")
        PAPER = "PAPER", _("on paper")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="signatures")
    signatory = models.CharField(_("whose"), max_length=20)
    unit_uid = models.CharField(_("unit"), max_length=80, blank=True)
    full_name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200, blank=True)
    is_deputy = models.BooleanField(_("authorised deputy"), default=False)
    authorisation = file_key(_("authorisation"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    file = file_key(_("signed file"), null=True, blank=True)
    detached = file_key(_("signature in a file of its own"), null=True, blank=True)
    sha256 = models.CharField(_("hash of the signed content"), max_length=64)
    is_exact = models.BooleanField(_("signed exactly what we gave out"), default=True)
    check_result = models.ForeignKey(
        "documents.SignatureCheck",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("check of the signature"),
    )
    added_at = models.DateTimeField(_("added"))
    added_by = actor(_("added by"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "full_name": _NAME,
        "added_by": ACTOR,
    }

    class Meta:
        verbose_name = _("signature of an application")
        verbose_name_plural = _("signatures of an application")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(method="PAPER") | Q(file__isnull=False),
                name="contest_signature_has_file",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class PaperCopy(models.Model):
    """A signed paper original, registered by the secretariat."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="paper_copies")
    posted_on = models.DateField(_("date of the postmark"), null=True, blank=True)
    received_on = models.DateField(_("date of receipt"))
    printed_sha256 = models.CharField(
        _("hash printed on it"), max_length=64, blank=True
    )
    matches = models.BooleanField(_("equals the electronic version"))
    letter_number = models.CharField(
        _("number of the letter"), max_length=80, blank=True
    )
    scan = file_key(_("scan"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    registered_at = models.DateTimeField(_("registered"))
    registered_by = actor(_("registered by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"registered_by": ACTOR}

    class Meta:
        verbose_name = _("paper original")
        verbose_name_plural = _("paper originals")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.received_on}"
