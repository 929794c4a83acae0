"""Strategic documents: strategies, policies, programmes and plans."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from miara.core.keys import actor
from miara.core.models import Stamped
from miara.core.models.mixins import CREATED_BY
from miara.core.personal_data import PersonalField
from miara.strategy.models.shared import WHO, Revised, post

__all__ = ["DiagnosisSection", "Document", "DocumentCheck"]


class Document(Revised, Stamped):
    """A document with a tree of goals.

    ``levels`` holds the names of the levels of its tree, from the top, in Polish.
    ``previous`` is the edition that this one replaces; what was adopted stays as it
    was.
    """

    class Kind(models.TextChoices):
        """What kind of document it is."""

        STRATEGY = "STRATEGY", _("development strategy")
        POLICY = "POLICY", _("policy")
        PROGRAMME = "PROGRAMME", _("programme")
        PLAN = "PLAN", _("plan")

    class State(models.TextChoices):
        """Where the document stands."""

        DRAFT = "DRAFT", _("in preparation")
        ADOPTED = "ADOPTED", _("in force")
        ENDED = "ENDED", _("no longer in force")

    unit_uid = models.CharField(_("unit"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    vision = models.TextField(_("vision"), blank=True)
    mission = models.TextField(_("mission"), blank=True)
    resolution_number = models.CharField(
        _("number of the resolution"), max_length=80, blank=True
    )
    resolution_date = models.DateField(
        _("date of the resolution"), null=True, blank=True
    )
    link = models.URLField(_("address of the text"), max_length=500, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.DRAFT
    )
    levels = models.JSONField(_("levels of goals"), default=list)
    coordinator = post(_("coordinator"))
    edition = models.PositiveSmallIntegerField(_("edition of the document"), default=1)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next"
    )
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"created_by": CREATED_BY}

    class Meta:
        verbose_name = _("strategic document")
        verbose_name_plural = _("strategic documents")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="strategy_document_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")),
                name="strategy_document_not_own_previous",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(state="DRAFT"),
                name="strategy_document_public_not_draft",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit_uid"], name="strategy_document_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentCheck(models.Model):
    """One element that the law asks for, and where the document has it.

    ``item`` is a code of the list in the definitions.
    """

    class Answer(models.TextChoices):
        """Whether the document has it."""

        PRESENT = "PRESENT", _("is in the document")
        MISSING = "MISSING", _("is missing")
        NOT_NEEDED = "NOT_NEEDED", _("is not needed here")

    document = models.ForeignKey(Document, models.CASCADE, related_name="checks")
    item = models.CharField(_("element"), max_length=40)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    place = models.CharField(_("where, or why not"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("checked"))
    checked_by = actor(_("checked by"))

    personal_data: ClassVar[dict[str, PersonalField]] = {"checked_by": WHO}

    class Meta:
        verbose_name = _("element of a document")
        verbose_name_plural = _("elements of documents")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "item"], name="strategy_check_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.answer}"


class DiagnosisSection(Revised):
    """A part of the draft diagnosis: what was written from the data, and by people.

    ``written`` is made from the vintage named; ``text`` is what people made of it and
    stays when the numbers are written anew.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="diagnosis")
    domain = models.CharField(_("management domain"), max_length=40)
    written = models.TextField(_("written from the data"), blank=True)
    text = models.TextField(_("text"), blank=True)
    vintage = models.CharField(_("vintage"), max_length=80, blank=True)
    written_at = models.DateTimeField(_("written"))

    personal_data: ClassVar[dict[str, PersonalField]] = {}

    class Meta:
        verbose_name = _("part of a diagnosis")
        verbose_name_plural = _("parts of diagnoses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "domain"], name="strategy_diagnosis_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.domain}"
