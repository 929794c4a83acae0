"""The views of the library for news; every writing goes through our actions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    RevisionsUnscheduleView,
    SnippetViewSet,
)

from miara.accounts.public import person
from miara.portal.actions import booking
from miara.portal.actions import news as acts
from miara.portal.desk.door import NEWS
from miara.portal.desk.own_sites import View, of_own_site
from miara.portal.desk.panels import news_panels
from miara.portal.errors import PortalError
from miara.portal.models import DailyViews, News
from miara.portal.permissions import codes_to_edit
from miara.portal.presenters.desk import state_words
from miara.portal.presenters.news import category_name
from miara.portal.queries.news import news_for_desk, news_of_codes
from miara.portal.queries.views import with_views

__all__ = ["NewsViewSet"]


class _Publishes:
    """What editors do with a draft, by the rules of the site."""

    request: HttpRequest
    object: News

    def publish_action(self) -> HttpResponse | None:
        """Publish or book the draft just saved; what is missing is told."""
        try:
            acts.publish_news(self.object, by=person(self.request), now=timezone.now())
        except PortalError as error:
            messages.error(self.request, error.for_people())
            return redirect(f"{NEWS}:edit", self.object.pk)
        return None


class NewsCreate(_Publishes, CreateView):
    """New news: a draft with its trace; shown as a page once it is saved."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a number there is no page to be shown."""
        super().setup(request, *args, **kwargs)
        self.preview_enabled = False

    def save_instance(self) -> News:
        """Save the draft and its trace in one transaction."""
        self.form.instance.live = False
        with transaction.atomic():
            news = super().save_instance()
            acts.begin_news(news, by=person(self.request), now=timezone.now())
        return news


class NewsEdit(_Publishes, EditView):
    """The newest draft."""

    def save_instance(self) -> News:
        """Save the draft and its trace in one transaction."""
        with transaction.atomic():
            news = super().save_instance()
            acts.note_draft(news, by=person(self.request), now=timezone.now())
        return news

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The page beside: label, draft as a page, withdrawal."""
        return [
            *super().header_more_buttons,
            HeaderButton(
                label=_("Label, preview and withdrawal"),
                url=reverse("portal-desk:news-state", args=[self.object.pk]),
                icon_name="list-ul",
                priority=5,
            ),
        ]


class NewsUnschedule(RevisionsUnscheduleView):
    """Takes a booking back, with its trace."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the draft wait again."""
        booking.take_back_booking(self.object, by=person(request), now=timezone.now())
        return super().post(request, *args, **kwargs)


class NewsIndex(IndexView):
    """News of the editor's sites."""

    @cached_property
    def columns(self) -> list[Any]:
        """Without ticks: nothing is done to many at once."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_base_queryset(self) -> Any:
        """A constant number of statements whatever the length of the page."""
        codes = codes_to_edit(person(self.request), now=timezone.now())
        today = timezone.localdate()
        return with_views(news_for_desk(codes), DailyViews.Kind.NEWS, today)


class NewsViewSet(SnippetViewSet):
    """News on the editing pages. There is no view that deletes."""

    model = News
    icon = "doc-full"
    menu_label = _("News")
    menu_name = "portal-news"
    menu_order = 200
    add_to_admin_menu = True
    base_url_path = "aktualnosci/wpisy"
    admin_url_namespace = NEWS
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 25
    list_filter = ("category", "site")
    search_fields = ("title", "lead")
    search_backend_name = None
    ordering = ("-pk",)
    list_display = (
        "title",
        Column("state", label=_("state"), accessor=state_words),
        Column(
            "category",
            label=_("category"),
            accessor=lambda news: category_name(news.category),
        ),
        Column("site", label=_("site"), accessor=lambda news: str(news.site.name)),
        Column("views", label=_("views in 30 days"), accessor="view_count"),
        DateColumn(
            "changed",
            label=_("last changed"),
            accessor="latest_revision.created_at",
        ),
    )
    add_view_class = NewsCreate
    edit_view_class = NewsEdit
    index_view_class = NewsIndex
    revisions_unschedule_view_class = NewsUnschedule

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Any view of the library, for news of the editor's own sites alone."""
        return of_own_site(super().construct_view(view_class, **kwargs), news_of_codes)

    def get_edit_handler(self) -> Any:
        """Our panels."""
        return news_panels().bind_to_model(self.model)
