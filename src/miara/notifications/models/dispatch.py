"""Letters to many units at once, with a proof of each; enquiries that come in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub

_WITH_FILE = _("As long as the file of the case is kept.")


def _person(purpose: object) -> PersonalField:
    return PersonalField(purpose=purpose, keep_for=_WITH_FILE, scrub=Scrub.KEEP)  # type: ignore[arg-type]


class Channel(models.TextChoices):
    """The way a letter goes."""

    EMAIL = "EMAIL", _("e-mail")
    E_DORECZENIA = "E_DORECZENIA", _("e-Doręczenia")
    POST = "POST", pgettext_lazy("way of sending", "post")
    PHONE = "PHONE", _("telephone")


class Dispatch(models.Model):
    """One letter to the heads of many units, merged from the directory."""

    class State(models.TextChoices):
        """Where the dispatch is."""

        DRAFT = "DRAFT", _("being prepared")
        APPROVED = "APPROVED", _("approved")
        CANCELLED = "CANCELLED", pgettext_lazy("letter", "cancelled")

    owner_kind = models.CharField(_("kind of owner"), max_length=40)
    owner_id = models.CharField(_("owner"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    channel = models.CharField(_("channel"), max_length=14, choices=Channel)
    audience = models.JSONField(_("recipients"), default=dict)
    variables = models.JSONField(_("values of the letter"), default=dict)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    has_letter = models.BooleanField(_("with a letter as PDF"), default=False)
    letters_file = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("all letters for print"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "created_by": _person(_("To know who prepared the letter.")),
        "approved_by": _person(_("To know who approved the letter.")),
    }

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        indexes = [
            models.Index(
                fields=["owner_kind", "owner_id", "created_at"],
                name="notifications_dispatch_owner",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="APPROVED", approved_at__isnull=False)
                | (~Q(state="APPROVED") & Q(approved_at__isnull=True)),
                name="notifications_dispatch_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DispatchItem(models.Model):
    """The letter to one unit: by which way, to what address, and its proof."""

    class State(models.TextChoices):
        """Where the letter is."""

        WAITING = "WAITING", _("not sent yet")
        QUEUED = "QUEUED", _("in the outbox")
        DONE = "DONE", _("sent, with proof")
        RETURNED = "RETURNED", _("came back")
        NO_ADDRESS = "NO_ADDRESS", _("no address for this channel")

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="items")
    unit_uid = models.CharField(_("unit"), max_length=80)
    head = models.ForeignKey(
        "organisations.UnitHead", models.SET_NULL, null=True, related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=14, choices=Channel)
    address = models.CharField(_("address"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    message = models.ForeignKey(
        "notifications.Message",
        models.SET_NULL,
        null=True,
        related_name="dispatch_items",
    )
    letter = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("letter as PDF"),
    )
    #: Stays as the proof of what was sent when the file itself is gone.
    letter_sha256 = models.CharField(
        _("hash of the letter"), max_length=64, blank=True, editable=False
    )
    proof_number = models.CharField(
        _("number of the proof"), max_length=200, blank=True
    )
    proof_note = models.CharField(_("note"), max_length=500, blank=True)
    proof_at = models.DateTimeField(_("sent at"), null=True)
    proof_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "address": PersonalField(
            purpose=_("To prove where the letter was sent."),
            keep_for=_WITH_FILE,
            scrub=Scrub.BLANK,
        ),
        "proof_note": PersonalField(
            purpose=_("To prove with whom somebody spoke."),
            keep_for=_WITH_FILE,
            scrub=Scrub.BLANK,
        ),
        "proof_by": _person(_("To know who recorded the proof.")),
    }

    class Meta:
        verbose_name = _("letter of a dispatch")
        verbose_name_plural = _("letters of a dispatch")
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "unit_uid"], name="notifications_item_unit_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(proof_at__isnull=False),
                name="notifications_item_done_has_proof",
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=True) | ~Q(letter_sha256=""),
                name="notifications_item_letter_has_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.unit_uid}"


class Enquiry(models.Model):
    """A question that came by telephone or letter, and what was answered."""

    owner_kind = models.CharField(_("kind of owner"), max_length=40)
    owner_id = models.CharField(_("owner"), max_length=80)
    channel = models.CharField(_("channel"), max_length=14, choices=Channel)
    asked_at = models.DateTimeField(_("asked"))
    unit_uid = models.CharField(_("unit"), max_length=80, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("question and answer"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "text": PersonalField(
            purpose=_("To answer alike and to know what was said."),
            keep_for=_WITH_FILE,
            scrub=Scrub.BLANK,
        ),
        "answered_by": _person(_("To know who answered.")),
    }

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(
                fields=["owner_kind", "owner_id", "asked_at"],
                name="notifications_enquiry_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
