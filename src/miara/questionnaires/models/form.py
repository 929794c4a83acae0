"""Forms and their versions."""

from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from miara.core.keys import actor
from miara.core.models.mixins import CREATED_BY, Stamped
from miara.core.personal_data import PersonalField, Scrub
from miara.questionnaires.domain.definition import FormDefinition

# Published versions never change, so one reading serves all who fill them in. Kept
# under their digest; a form takes about 100 KB of memory.
_DEFINITIONS_KEPT = 100
_definitions: dict[str, FormDefinition] = {}


class Form(Stamped):
    """A form with a life: the same one through all its versions.

    ``owner_kind`` and ``owner_id`` name what it belongs to (an edition of a contest,
    the site); rights come from the rules that the owner's context registered.
    """

    code = models.CharField(_("code"), max_length=60)
    owner_kind = models.CharField(_("kind of owner"), max_length=60)
    owner_id = models.CharField(_("owner"), max_length=80, blank=True)

    personal_data: ClassVar[dict[str, PersonalField]] = {"created_by": CREATED_BY}

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "code"],
                name="questionnaires_form_code_of_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_kind}:{self.owner_id}:{self.code}"


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Versions chosen by state."""

    def published(self) -> Self:
        """Those that can be filled."""
        return self.filter(state=FormVersion.State.PUBLISHED)

    def drafts(self) -> Self:
        """Those being edited."""
        return self.filter(state=FormVersion.State.DRAFT)


class FormVersion(Stamped):
    """One wording of a form; published, it never changes again.

    ``edits`` counts savings of a draft, so that two editors do not overwrite each
    other unnoticed.
    """

    class State(models.TextChoices):
        """Where a version stands."""

        DRAFT = "DRAFT", _("draft")
        PUBLISHED = "PUBLISHED", _("published")

    form = models.ForeignKey(
        Form, models.PROTECT, related_name="versions", verbose_name=_("form")
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("definition"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT
    )
    edits = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = actor(_("published by"))

    objects = FormVersionQuerySet.as_manager()

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "created_by": CREATED_BY,
        "published_by": PersonalField(
            purpose=_("To know who published the form."),
            keep_for=_("As long as the form; emptied when the account is erased."),
            scrub=Scrub.KEEP,
        ),
    }

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["form", "number"], name="questionnaires_formversion_number"
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(state="DRAFT"),
                name="questionnaires_formversion_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at=None, sha256="")
                | (Q(state="PUBLISHED", published_at__isnull=False) & ~Q(sha256="")),
                name="questionnaires_formversion_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.number}"

    @cached_property
    def definition(self) -> FormDefinition:
        """The form as data, checked for shape; a published one is kept in memory."""
        if self.is_draft:
            return FormDefinition.model_validate(self.data)
        known = _definitions.get(self.sha256)
        if known is None:
            known = FormDefinition.model_validate(self.data)
            while len(_definitions) >= _DEFINITIONS_KEPT:
                _definitions.pop(next(iter(_definitions)), None)
            _definitions[self.sha256] = known
        return known

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.state == self.State.DRAFT
