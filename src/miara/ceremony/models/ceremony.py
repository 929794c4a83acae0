"""A ceremony: sealed steps in order, and how far it is."""

import secrets
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.ceremony.domain.steps import Order
from miara.core.personal_data import PersonalField, Scrub

#: The number of an account; says who acted, nothing else.
ACTOR: Final = PersonalField(
    purpose=_("To know who did it."),
    keep_for=_("as long as the edition; only the number of the account"),
    scrub=Scrub.KEEP,
)


def new_uid() -> str:
    """An identity of one preparation."""
    return secrets.token_hex(8)


def _actor(verbose_name: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )


class Ceremony(models.Model):
    """One preparation of an edition: of its real results, or of a rehearsal.

    Rows hold ciphertext alone. ``master`` is the master secret under the key of the
    site; ``salt``, ``wrapped`` and ``iterations`` are the same secret under the chair's
    phrase, which is kept nowhere. ``digest`` says whether the results are still those
    that were sealed. A rehearsal has fictional content and no day. Preparing again
    makes a new row.
    """

    class Kind(models.TextChoices):
        """What is shown."""

        REAL = "REAL", pgettext_lazy("ceremony", "results")
        REHEARSAL = "REHEARSAL", _("rehearsal")

    class Sequence(models.TextChoices):
        """In which order titles come."""

        BY_CELL = (
            Order.BY_CELL,
            _("each group and domain from finalists to laureates"),
        )
        BY_TITLE = (
            Order.BY_TITLE,
            _("all finalists, then all distinctions, then all laureates"),
        )

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    edition = models.ForeignKey(
        "contest.Edition", models.CASCADE, related_name="ceremonies"
    )
    kind = models.CharField(
        pgettext_lazy("ceremony", "kind"), max_length=9, choices=Kind
    )
    day = models.DateField(_("day of the ceremony"), null=True, blank=True)
    sequence = models.CharField(
        pgettext_lazy("ceremony", "order"),
        max_length=8,
        choices=Sequence,
        default=Sequence.BY_CELL,
    )
    master = models.BinaryField()
    salt = models.BinaryField()
    wrapped = models.BinaryField()
    iterations = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    revealed = models.PositiveSmallIntegerField(_("steps revealed"), default=0)
    prepared_at = models.DateTimeField(_("prepared"))
    prepared_by = _actor(_("prepared by"))
    opened_at = models.DateTimeField(
        pgettext_lazy("ceremony", "opened"), null=True, blank=True
    )
    opened_by = _actor(pgettext_lazy("ceremony", "opened by"))
    finished_at = models.DateTimeField(
        pgettext_lazy("ceremony", "finished"), null=True, blank=True
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "prepared_by": ACTOR,
        "opened_by": ACTOR,
    }

    class Meta:
        verbose_name = _("ceremony")
        verbose_name_plural = _("ceremonies")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "kind"], name="ceremony_ceremony_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="REHEARSAL", day=None)
                | Q(kind="REAL", day__isnull=False),
                name="ceremony_ceremony_real_has_day",
            ),
            models.CheckConstraint(
                condition=Q(revealed=0) | Q(opened_at__isnull=False),
                name="ceremony_ceremony_revealed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"

    @property
    def is_rehearsal(self) -> bool:
        """Whether its content is fictional."""
        return self.kind == self.Kind.REHEARSAL


class Step(models.Model):
    """One sealed step; number 0 is the curtain."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(pgettext_lazy("ceremony", "number"))
    sealed = models.BinaryField()
    revealed_at = models.DateTimeField(_("revealed"), null=True, blank=True)
    revealed_by = _actor(_("revealed by"))
    is_offline = models.BooleanField(_("revealed without network"), default=False)

    personal_data: ClassVar[dict[str, PersonalField]] = {"revealed_by": ACTOR}

    class Meta:
        verbose_name = _("step of a ceremony")
        verbose_name_plural = _("steps of a ceremony")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ceremony", "number"], name="ceremony_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ceremony_id}/{self.number}"
