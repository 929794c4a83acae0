"""The views of the library for pages and for the look of sites."""

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
from miara.portal.actions import pages as acts
from miara.portal.actions.sites import note_look
from miara.portal.desk.door import PAGES, SITES
from miara.portal.desk.own_sites import View, of_own_site
from miara.portal.desk.panels import page_panels, site_panels
from miara.portal.errors import PortalError
from miara.portal.models import DailyViews, Site, SitePage
from miara.portal.permissions import codes_to_edit
from miara.portal.presenters.desk import page_state_words
from miara.portal.queries.pages import pages_for_desk, pages_of_codes
from miara.portal.queries.sites import sites_of_codes
from miara.portal.queries.views import with_views

__all__ = ["PageViewSet", "SiteViewSet"]


class _Publishes:
    request: HttpRequest
    object: SitePage

    def publish_action(self) -> HttpResponse | None:
        """Publish or book the draft just saved; what is wrong is told."""
        try:
            acts.publish_page(self.object, by=person(self.request), now=timezone.now())
        except PortalError as error:
            messages.error(self.request, error.for_people())
            return redirect(f"{PAGES}:edit", self.object.pk)
        return None


class PageCreate(_Publishes, CreateView):
    """A new page: a draft with its trace."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a number there is no page to be shown."""
        super().setup(request, *args, **kwargs)
        self.preview_enabled = False

    def save_instance(self) -> SitePage:
        """Save the draft and its trace in one transaction."""
        self.form.instance.live = False
        with transaction.atomic():
            page = super().save_instance()
            acts.begin_page(page, by=person(self.request), now=timezone.now())
        return page


class PageEdit(_Publishes, EditView):
    """The newest draft of a page."""

    def save_instance(self) -> SitePage:
        """Save the draft and its trace in one transaction."""
        with transaction.atomic():
            page = super().save_instance()
            acts.note_page_draft(page, by=person(self.request), now=timezone.now())
        return page

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The page beside: what readers see, withdrawal."""
        return [
            *super().header_more_buttons,
            HeaderButton(
                label=_("State and withdrawal"),
                url=reverse("portal-desk:page-state", args=[self.object.pk]),
                icon_name="list-ul",
                priority=5,
            ),
        ]


class PageUnschedule(RevisionsUnscheduleView):
    """Takes a booking back, with its trace."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the draft wait again."""
        booking.take_back_booking(self.object, by=person(request), now=timezone.now())
        return super().post(request, *args, **kwargs)


class _OwnIndex(IndexView):
    """Rows of the editor's sites, without ticks."""

    @cached_property
    def columns(self) -> list[Any]:
        """Nothing is done to many at once."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def codes(self) -> frozenset[str]:
        """Sites of the editor."""
        return codes_to_edit(person(self.request), now=timezone.now())


class PageIndex(_OwnIndex):
    """Pages of the editor's sites."""

    def get_base_queryset(self) -> Any:
        """A constant number of statements whatever the length of the page."""
        today = timezone.localdate()
        return with_views(pages_for_desk(self.codes()), DailyViews.Kind.PAGE, today)


class SiteIndex(_OwnIndex):
    """Sites of the editor."""

    def get_base_queryset(self) -> Any:
        """Own ones alone."""
        return sites_of_codes(self.codes())


class SiteEdit(EditView):
    """Name, look and foot of a site; a change is public at once."""

    def save_instance(self) -> Site:
        """Save and leave a trace in one transaction."""
        with transaction.atomic():
            site = super().save_instance()
            note_look(site, by=person(self.request), now=timezone.now())
        return site


class _OwnViewSet(SnippetViewSet):
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 25
    search_backend_name = None


class PageViewSet(_OwnViewSet):
    """Pages on the editing pages. There is no view that deletes."""

    model = SitePage
    icon = "doc-empty"
    menu_label = _("Pages")
    menu_name = "portal-pages"
    menu_order = 210
    base_url_path = "strony/karty"
    admin_url_namespace = PAGES
    search_fields = ("title", "slug")
    ordering = ("-pk",)
    list_display = (
        "title",
        Column("state", label=_("state"), accessor=page_state_words),
        "slug",
        Column("site", label=_("site"), accessor=lambda page: str(page.site.name)),
        Column("views", label=_("views in 30 days"), accessor="view_count"),
        DateColumn(
            "changed",
            label=_("last changed"),
            accessor="latest_revision.created_at",
        ),
    )
    add_view_class = PageCreate
    edit_view_class = PageEdit
    index_view_class = PageIndex
    revisions_unschedule_view_class = PageUnschedule

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Any view of the library, for pages of the editor's own sites alone."""
        return of_own_site(super().construct_view(view_class, **kwargs), pages_of_codes)

    def get_edit_handler(self) -> Any:
        """Our panels."""
        return page_panels().bind_to_model(self.model)


class SiteViewSet(_OwnViewSet):
    """Look of sites on the editing pages; sites are opened by a command."""

    model = Site
    icon = "site"
    menu_label = _("Look of the site")
    menu_name = "portal-sites"
    menu_order = 220
    base_url_path = "witryny/karty"
    admin_url_namespace = SITES
    ordering = ("code",)
    list_display = ("__str__", "code")
    index_view_class = SiteIndex
    edit_view_class = SiteEdit

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Any view of the library, for own sites alone."""
        return of_own_site(super().construct_view(view_class, **kwargs), sites_of_codes)

    def get_edit_handler(self) -> Any:
        """Our panels."""
        return site_panels().bind_to_model(self.model)
