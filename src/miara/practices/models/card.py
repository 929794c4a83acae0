"""The description itself: what editors write and readers read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from miara.core.personal_data import PersonalField, Scrub

_by_an_action: ContextVar[bool] = ContextVar("practices_by_an_action", default=False)


class PublishedAsideError(RuntimeError):
    """A draft was about to be published without the rules of the base."""


@contextmanager
def by_an_action() -> Iterator[None]:
    """Where publishing is let through: inside actions, which ask all that must be."""
    token = _by_an_action.set(True)
    try:
        yield
    finally:
        _by_an_action.reset(token)


class PracticeCard(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One practice by the standard template.

    The row is what is published (``live``) or was never published; drafts are
    revisions, which the editorial tools keep, compare and restore. What must not
    travel with a revision stands elsewhere: the life of the description in
    `PracticeLife`, people in `PracticeContact`.

    The key is the permanent public number. ``unit_uid`` is the leading local
    government; a body without one has only ``lead_name``.
    """

    class Origin(models.TextChoices):
        """How it came to the base."""

        CONTEST = "CONTEST", _("an entry of our contest")
        OTHER_CONTEST = "OTHER_CONTEST", _("another contest")
        EXCHANGE = "EXCHANGE", _("a group for exchange of experience")
        OFFICE = "OFFICE", _("found by an association")
        MEDIA = "MEDIA", _("found by local-government media")
        RECOMMENDED = "RECOMMENDED", _("recommended")
        MIGRATED = "MIGRATED", _("moved here from an earlier base")

    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    result_sentence = models.CharField(
        _("what it gave, in one sentence"), max_length=300, blank=True
    )
    section = models.CharField(_("section of the base"), max_length=40, blank=True)
    domain = models.CharField(_("management domain"), max_length=40, blank=True)
    service = models.CharField(_("public service"), max_length=120, blank=True)
    unit_uid = models.CharField(_("leading unit"), max_length=80, blank=True)
    lead_name = models.CharField(_("put in practice by"), max_length=300, blank=True)
    origin = models.CharField(
        _("origin"), max_length=14, choices=Origin, default=Origin.OFFICE
    )
    origin_note = models.CharField(_("origin in words"), max_length=300, blank=True)
    origin_key = models.CharField(
        _("identity where it came from"), max_length=120, blank=True, editable=False
    )
    began_on = models.DateField(_("began"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    is_running = models.BooleanField(_("still running"), null=True, blank=True)

    summary = models.TextField(_("summary"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    situation = models.TextField(_("situation before"), blank=True)
    goals = models.TextField(_("goals"), blank=True)
    solution = models.TextField(_("solution, step by step"), blank=True)
    people = models.TextField(_("who did what, and when"), blank=True)
    organisation = models.TextField(_("organisation and legal acts"), blank=True)
    innovation = models.TextField(_("what is new in it"), blank=True)
    results = models.TextField(pgettext_lazy("practice", "results"), blank=True)
    staff = models.TextField(_("staff"), blank=True)
    obstacles = models.TextField(_("obstacles and failures"), blank=True)
    repetition = models.TextField(_("how to repeat it"), blank=True)
    lessons = models.TextField(_("lessons, by an expert"), blank=True)
    costs_source = models.CharField(
        _("source of the costs"), max_length=300, blank=True
    )

    #: What files and other rows the drafts refer to is asked nowhere, so the library
    #: need not keep an index of it.
    wagtail_reference_index_ignore = True
    #: Shows a draft as readers would see it; set where pages are made.
    show_draft: ClassVar[
        Callable[["PracticeCard", HttpRequest], HttpResponse] | None
    ] = None

    personal_data: ClassVar[dict[str, PersonalField]] = {
        "locked_by": PersonalField(
            purpose=_("To know who is writing at the moment."),
            keep_for=_("as long as the lock; only the number of the account"),
            scrub=Scrub.NULL,
        ),
    }
    not_personal = ("lead_name", "people")

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["origin", "origin_key"],
                condition=~Q(origin_key=""),
                name="practices_card_origin_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(began_on=None)
                | Q(ended_on__gte=models.F("began_on")),
                name="practices_card_period_forward",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["live", "section"], name="practices_card_section"),
            models.Index(fields=["unit_uid"], name="practices_card_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a revision; only actions may, since they keep the rules."""
        if not _by_an_action.get():
            raise PublishedAsideError
        super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Never: what was public goes to the archive, with a reason."""
        raise PublishedAsideError

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page of the card made from a draft."""
        show = type(self).show_draft
        assert show is not None  # set when the application starts
        return show(self, request)
