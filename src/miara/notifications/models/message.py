"""The outbox."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub

#: Texts and addresses are erased so long after a message was sent or given up.
KEEP_TEXT_FOR = timedelta(days=30)
#: The bare row (kind, times, state) is kept so long, for counts and complaints.
KEEP_ROW_FOR = timedelta(days=365)

_TEXT = PersonalField(
    purpose=_("To send the message and to send it again when the first try fails."),
    keep_for=_(
        "30 days after the message went out; letters of a case as long as its file."
    ),
    scrub=Scrub.BLANK,
)


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of the outbox."""

    def due(self, now: datetime) -> Self:
        """Waiting messages whose time has come, oldest first."""
        return self.filter(state=Message.State.QUEUED, next_try_at__lte=now).order_by(
            "next_try_at", "pk"
        )

    def unsent(self) -> Self:
        """Waiting or held: may still be stopped."""
        return self.filter(state__in=[Message.State.QUEUED, Message.State.HELD])

    def of_owner(self, kind: str, owner_id: str) -> Self:
        """Messages of one owner."""
        return self.filter(owner_kind=kind, owner_id=owner_id)

    def ended_before(self, moment: datetime) -> Self:
        """Sent or given up before the moment."""
        return self.filter(ended_at__lt=moment)


class Message(models.Model):
    """One e-mail to one person, written in the transaction that causes it.

    ``message_id`` is fixed when the row is made, so that a message sent twice (the
    worker died between sending and noting it) is recognised as one by the mail
    programs of its reader.
    """

    class State(models.TextChoices):
        """Where the message stands."""

        QUEUED = "QUEUED", _("waiting")
        HELD = "HELD", _("held until approved")
        SENT = "SENT", _("sent")
        FAILED = "FAILED", _("could not be delivered")
        CANCELLED = "CANCELLED", pgettext_lazy("letter", "cancelled")

    kind = models.CharField(_("kind"), max_length=80)
    owner_kind = models.CharField(_("kind of owner"), max_length=40, blank=True)
    owner_id = models.CharField(_("owner"), max_length=80, blank=True)
    # What the letter is about: an owner has one unsent letter about one thing.
    about = models.CharField(_("about"), max_length=120, blank=True)
    recipient = models.EmailField(_("recipient"), blank=True)
    # Whom the reader's answer goes to; empty for the address of the site.
    reply_to = models.EmailField(_("answers go to"), blank=True)
    language = models.CharField(_("language"), max_length=8)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML text"), blank=True)
    unsubscribe_url = models.CharField(
        _("unsubscribe link"), max_length=500, blank=True
    )
    message_id = models.CharField(_("message number"), max_length=200, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("created"))
    next_try_at = models.DateTimeField(_("next attempt"))
    ended_at = models.DateTimeField(_("sent or given up"), null=True)
    erased_at = models.DateTimeField(_("texts erased"), null=True)
    released_at = models.DateTimeField(_("released"), null=True)
    bounced_at = models.DateTimeField(_("came back"), null=True)
    bounce_code = models.CharField(_("why it came back"), max_length=20, blank=True)

    objects = MessageQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "recipient": _TEXT,
        "reply_to": _TEXT,
        "subject": _TEXT,
        "text": _TEXT,
        "html": _TEXT,
        "unsubscribe_url": _TEXT,
    }

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="notifications_message_due",
                condition=Q(state="QUEUED"),
            ),
            models.Index(fields=["ended_at"], name="notifications_message_ended"),
            models.Index(
                fields=["owner_kind", "owner_id", "created_at"],
                name="notifications_message_owner",
            ),
            models.Index(fields=["created_at"], name="notifications_message_made"),
        ]
        constraints = [
            models.CheckConstraint(
                name="notifications_message_ended_when_over",
                condition=Q(
                    state__in=["SENT", "FAILED", "CANCELLED"], ended_at__isnull=False
                )
                | Q(state__in=["QUEUED", "HELD"], ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "about"],
                condition=Q(state__in=["QUEUED", "HELD"]) & ~Q(about=""),
                name="notifications_message_one_unsent",
            ),
            models.CheckConstraint(
                name="notifications_message_erased_only_when_over",
                condition=Q(erased_at__isnull=True, recipient__gt="")
                | Q(erased_at__isnull=False, ended_at__isnull=False, recipient=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def is_unsent(self) -> bool:
        """Whether it may still be stopped."""
        return self.state in {Message.State.QUEUED, Message.State.HELD}


class MessageAttachment(models.Model):
    """A kept file that goes out with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "place"], name="notifications_attachment_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}/{self.place}"
