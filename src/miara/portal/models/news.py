"""News and invitations: what editors write and readers read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
)

from miara.core.personal_data import PersonalField, Scrub
from miara.documents.public import AttachedFile
from miara.portal.models.sites import Site

_by_an_action: ContextVar[bool] = ContextVar("portal_by_an_action", default=False)


class PublishedAsideError(RuntimeError):
    """A draft was about to be published without the rules of the site."""


@contextmanager
def by_an_action() -> Iterator[None]:
    """Where publishing is let through: inside actions, which ask all that must be."""
    token = _by_an_action.set(True)
    try:
        yield
    finally:
        _by_an_action.reset(token)


class Edited(
    DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """What has drafts, a preview and a moment of publication.

    The row is what is published (``live``) or was never published.
    """

    #: What rows the drafts refer to is asked nowhere, so the library need not index it.
    wagtail_reference_index_ignore = True
    #: Shows a draft as readers would see it; set where pages are made.
    show_draft: ClassVar[Callable[[Any, HttpRequest], HttpResponse] | None] = None

    class Meta:
        abstract = True

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish a revision; only actions may, since they keep the rules."""
        if not _by_an_action.get():
            raise PublishedAsideError
        super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Never: what was public is withdrawn, with a reason."""
        raise PublishedAsideError

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page made from a draft."""
        show = type(self).show_draft
        assert show is not None  # set when the application starts
        return show(self, request)


LOCKED_BY = PersonalField(
    purpose=_("To know who is writing at the moment."),
    keep_for=_("as long as the lock; only the number of the account"),
    scrub=Scrub.NULL,
)


class News(Edited):
    """One piece of news or an invitation. The key is the permanent public number."""

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="news", verbose_name=_("site")
    )
    category = models.CharField(_("category"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("what it is about, in one or two sentences"), blank=True)
    body = models.TextField(_("text"), blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    lead_en = models.TextField(_("the same sentences in English"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    made_on = models.DateField(_("day on which the text was made"))
    starts_at = models.DateTimeField(_("it takes place from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=300, blank=True)
    sign_up = models.URLField(_("address of the sign-up"), max_length=500, blank=True)
    origin_key = models.CharField(
        _("identity where it came from"), max_length=120, blank=True, editable=False
    )

    personal_data: ClassVar[dict[str, PersonalField]] = {"locked_by": LOCKED_BY}

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at=None)
                | (Q(starts_at__isnull=False) & Q(ends_at__gte=models.F("starts_at"))),
                name="portal_news_ends_later",
            ),
            models.UniqueConstraint(
                fields=["origin_key"],
                condition=~Q(origin_key=""),
                name="portal_news_origin_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["live", "category", "first_published_at"],
                name="portal_news_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NewsFile(AttachedFile):
    """A picture or an attachment."""

    class Kind(models.TextChoices):
        """What it is for."""

        PHOTO = "PHOTO", _("picture")
        ATTACHMENT = "ATTACHMENT", _("attachment")

    news = ParentalKey(News, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta(AttachedFile.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind="PHOTO") | (~Q(alternative="") & ~Q(credit="")),
                name="portal_file_photo_described",
            ),
        ]


class NewsLink(models.Model):
    """Another page worth seeing: a practice, an indicator, an edition, other news."""

    news = ParentalKey(News, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)
    sort_order_field = "position"
    title = models.CharField(_("title"), max_length=200)
    address = models.CharField(_("address"), max_length=500)

    personal_data: ClassVar[dict[str, PersonalField]] = {}
    not_personal = ("address",)

    class Meta:
        verbose_name = _("see also")
        verbose_name_plural = _("see also")

    def __str__(self) -> str:
        return self.title
