"""The audit trail's one table."""

from typing import Any, ClassVar, NoReturn, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from miara.audit.errors import TrailIsAppendOnlyError
from miara.core.personal_data import LegalBasis, PersonalField, Scrub


class EventQuerySet(models.QuerySet["Event"]):
    """Reads of the trail; nothing here can change it."""

    def about(self, kind: str, object_id: str) -> Self:
        """Events whose target is the object, or whose target belongs to it."""
        return self.filter(
            models.Q(target_kind=kind, target_id=object_id)
            | models.Q(parent_kind=kind, parent_id=object_id)
        )

    def by_actor(self, actor_id: str) -> Self:
        """Events of one person."""
        return self.filter(actor_id=actor_id)

    def newest_first(self) -> Self:
        """Order by time, the key deciding within one moment."""
        return self.order_by("-at", "-pk")

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what happened does not change."""
        raise TrailIsAppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse: what happened does not disappear."""
        raise TrailIsAppendOnlyError


class Event(models.Model):
    """One thing that somebody did, or that the program did on its own.

    There are no foreign keys: the trail outlives what it speaks about. ``kind`` is
    ``context.what_happened``; actor, target and parent are ids as text. The database
    itself refuses changes (triggers in the first migration).
    """

    kind = models.CharField(_("kind"), max_length=80)
    actor_id = models.CharField(_("person"), max_length=64, blank=True)
    target_kind = models.CharField(_("kind of object"), max_length=80, blank=True)
    target_id = models.CharField(_("object"), max_length=200, blank=True)
    parent_kind = models.CharField(
        _("kind of the containing object"), max_length=80, blank=True
    )
    parent_id = models.CharField(_("containing object"), max_length=200, blank=True)
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("time"))
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "actor_id": PersonalField(
            purpose=_("To show who made a decision or a change."),
            keep_for=_("As long as the trail is kept; it is a bare number."),
            scrub=Scrub.KEEP,
            legal_basis=LegalBasis.LEGAL_OBLIGATION,
        ),
    }

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(
                fields=["target_kind", "target_id", "-at"], name="audit_event_target"
            ),
            models.Index(
                fields=["parent_kind", "parent_id", "-at"], name="audit_event_parent"
            ),
            models.Index(fields=["actor_id", "-at"], name="audit_event_actor"),
            models.Index(fields=["-at"], name="audit_event_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_event_kind_given", condition=~models.Q(kind="")
            ),
            models.CheckConstraint(
                name="audit_event_target_pair",
                condition=models.Q(target_kind="", target_id="")
                | (~models.Q(target_kind="") & ~models.Q(target_id="")),
            ),
            models.CheckConstraint(
                name="audit_event_parent_pair",
                condition=models.Q(parent_kind="", parent_id="")
                | (~models.Q(parent_kind="") & ~models.Q(parent_id="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an event already stored is refused.

        Raises
        ------
        TrailIsAppendOnlyError
            When the event is already in the database.
        """
        if not self._state.adding:
            raise TrailIsAppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what happened does not disappear."""
        raise TrailIsAppendOnlyError
