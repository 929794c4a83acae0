"""Lists of trusted issuers, and signatures as they were found."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.personal_data import PersonalField, Scrub
from miara.documents.signatures.findings import Format as FormatCode
from miara.documents.signatures.findings import SignatureKind, Verdict

_WITH_ITS_CASE = _("as long as the case that the file belongs to")


class TrustList(models.Model):
    """Issuers of certificates that are believed, as one file of one day.

    The newest by import is used; older ones stay, because checks point at them.
    """

    name = models.CharField(_("name"), max_length=200)
    dated = models.DateField(_("date of the list"))
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    certificate_count = models.PositiveIntegerField(_("issuers"))
    kinds = models.JSONField(_("kinds of signatures"), default=dict)
    imported_at = models.DateTimeField(_("imported at"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("imported by"),
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "imported_by": PersonalField(
            purpose=_("To know who decided which issuers are trusted."),
            keep_for=_("as long as checks made with the list"),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("list of trusted issuers")
        verbose_name_plural = _("lists of trusted issuers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(certificate_count__gt=0),
                name="documents_trust_list_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dated:%Y-%m-%d})"


class SignatureCheck(models.Model):
    """One signature of a file, as one check found it.

    Written once. Only an officer's override may be added, once, with a reason; what the
    machine found stays beside it.
    """

    class Format(models.TextChoices):
        """Family of the signature."""

        PADES = FormatCode.PADES, _("PAdES (in the PDF)")
        XADES_ENVELOPED = FormatCode.XADES_ENVELOPED, _("XAdES (inside the document)")
        XADES_ENVELOPING = (
            FormatCode.XADES_ENVELOPING,
            _("XAdES (around the document)"),
        )
        XADES_DETACHED = FormatCode.XADES_DETACHED, _("XAdES (in a separate file)")
        UNKNOWN = FormatCode.UNKNOWN, _("unknown format")

    class Kind(models.TextChoices):
        """What kind of signature it says it is."""

        QUALIFIED = SignatureKind.QUALIFIED, _("qualified signature")
        TRUSTED = SignatureKind.TRUSTED, _("trusted signature (podpis zaufany)")
        PERSONAL = SignatureKind.PERSONAL, _("personal signature (e-ID card)")
        SEAL = SignatureKind.SEAL, _("electronic seal")
        UNKNOWN = SignatureKind.UNKNOWN, _("kind not known")

    class Outcome(models.TextChoices):
        """The result."""

        INTACT_TRUSTED = Verdict.INTACT_TRUSTED, _("intact, issuer trusted")
        INTACT_ISSUER_UNKNOWN = (
            Verdict.INTACT_ISSUER_UNKNOWN,
            _("intact, issuer not confirmed"),
        )
        ALTERED = Verdict.ALTERED, _("altered or false")
        NOT_VERIFIED = Verdict.NOT_VERIFIED, _("could not be verified")

    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="signature_checks"
    )
    detached = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("which signature"))
    format = models.CharField(_("format"), max_length=20, choices=Format)
    kind = models.CharField(_("kind of signature"), max_length=12, choices=Kind)
    found_verdict = models.CharField(_("result"), max_length=24, choices=Outcome)
    signer_name = models.CharField(_("signed by"), max_length=200, blank=True)
    certificate_name = models.CharField(_("certificate"), max_length=200, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    claimed_at = models.DateTimeField(_("time told by the signer"), null=True)
    stamped_at = models.DateTimeField(_("time of the timestamp"), null=True)
    covers_all = models.BooleanField(_("covers the whole document"))
    reasons = models.JSONField(_("reasons"), default=list)
    pesel_matches = models.BooleanField(_("number of the person agrees"), null=True)
    report = models.JSONField(_("report"), default=dict)
    trust_list = models.ForeignKey(
        TrustList, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"))
    overridden_at = models.DateTimeField(_("changed at"), null=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    override_verdict = models.CharField(
        _("result after the change"), max_length=24, choices=Outcome, blank=True
    )
    override_reason = models.TextField(_("reason of the change"), blank=True)

    OVERRIDE: ClassVar[frozenset[str]] = frozenset(
        {"overridden_at", "overridden_by", "override_verdict", "override_reason"}
    )
    personal_data: ClassVar[dict[str, PersonalField]] = {
        "signer_name": PersonalField(
            purpose=_("To show who signed the document."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.BLANK,
        ),
        "certificate_name": PersonalField(
            purpose=_("To show whose certificate the signature rests on."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.BLANK,
        ),
        "report": PersonalField(
            purpose=_("To prove later how the signature was checked."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.BLANK,
        ),
        "overridden_by": PersonalField(
            purpose=_("To know who changed the result of the check."),
            keep_for=_WITH_ITS_CASE,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("check of a signature")
        verbose_name_plural = _("checks of signatures")
        indexes = [
            models.Index(fields=["file", "checked_at"], name="documents_check_of_file"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    overridden_at__isnull=True, override_verdict="", override_reason=""
                )
                | (
                    Q(overridden_at__isnull=False)
                    & ~Q(override_verdict="")
                    & ~Q(override_reason="")
                ),
                name="documents_check_override_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.position} {self.verdict}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new check, or an override of one; nothing else may change."""
        fields = kwargs.get("update_fields")
        if self.pk is not None and not (fields and set(fields) <= self.OVERRIDE):
            msg = "a check is written once; only its override may be added"
            raise TypeError(msg)
        super().save(*args, **kwargs)

    @property
    def verdict(self) -> str:
        """The result that counts: the officer's, where there is one."""
        return self.override_verdict or self.found_verdict
