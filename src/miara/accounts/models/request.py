"""A person asks to become the administrator of a unit."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.core.personal_data import PersonalField, Scrub

DOCUMENT_KEPT_FOR = timedelta(days=5 * 365)


class AdministratorRequestQuerySet(models.QuerySet["AdministratorRequest"]):
    """Requests chosen by state."""

    def waiting(self) -> Self:
        """Those that the operator has not decided."""
        return self.filter(state=AdministratorRequest.State.WAITING)


class AdministratorRequest(models.Model):
    """One request with its signed authorisation, decided by the operator once.

    ``document`` is a path under the private folder of uploads, empty once erased.
    """

    class State(models.TextChoices):
        """Where the request is."""

        WAITING = "WAITING", _("waiting for the operator")
        CONFIRMED = "CONFIRMED", _("confirmed")
        REFUSED = "REFUSED", _("refused")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="administrator_requests",
        verbose_name=_("person"),
    )
    unit_uid = models.CharField(_("unit"), max_length=80)
    post = models.CharField(_("post"), max_length=200)
    document = models.CharField(
        pgettext_lazy("of a request", "document"), max_length=200, blank=True
    )
    document_sha256 = models.CharField(max_length=64)
    document_size = models.PositiveIntegerField()
    ends_others = models.BooleanField(_("replaces the administrators"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = AdministratorRequestQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "user": PersonalField(
            purpose=_("To know who asked to administer the unit."),
            keep_for=DOCUMENT_KEPT_FOR,
            scrub=Scrub.KEEP,
        ),
        "post": PersonalField(
            purpose=_("To check the authorisation."),
            keep_for=DOCUMENT_KEPT_FOR,
            scrub=Scrub.BLANK,
        ),
        "document": PersonalField(
            purpose=_("To prove that the unit authorised the person."),
            keep_for=DOCUMENT_KEPT_FOR,
            scrub=Scrub.BLANK,
        ),
        "reason": PersonalField(
            purpose=_("To tell the person why the request was refused."),
            keep_for=DOCUMENT_KEPT_FOR,
            scrub=Scrub.BLANK,
        ),
        "decided_by": PersonalField(
            purpose=_("To know who decided."),
            keep_for=DOCUMENT_KEPT_FOR,
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("request to administer a unit")
        verbose_name_plural = _("requests to administer a unit")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "unit_uid"],
                condition=Q(state="WAITING"),
                name="accounts_request_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_at=None)
                | (~Q(state="WAITING") & Q(decided_at__isnull=False)),
                name="accounts_request_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(reason=""),
                name="accounts_request_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_uid} {self.state}"
