"""The views of the library for cards; every writing goes through our actions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
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
from miara.practices.actions import cards, review
from miara.practices.actions.booking import take_back_booking
from miara.practices.desk.door import EXPERTS, SPACE
from miara.practices.desk.filters import CardFilters
from miara.practices.desk.panels import card_panels
from miara.practices.domain.content import Contact
from miara.practices.errors import PracticesError
from miara.practices.models import PracticeCard
from miara.practices.presenters.desk import freshness_of_card, state_words, unit_words
from miara.practices.presenters.words import section_name
from miara.practices.queries.desk import cards_for_desk

__all__ = ["CardViewSet"]


_DONE: dict[str, Promise] = {
    "edit": _("The draft of “%(title)s” has been saved."),
    "publish": _("“%(title)s” is public now."),
    "book": _("“%(title)s” will be published at the set moment."),
    "submit": _("The draft of “%(title)s” has been sent to an expert."),
    "cancel-workflow": _("The draft of “%(title)s” has been taken back."),
}


class _Acts:
    """What editors do with a draft, by the rules of the base."""

    request: HttpRequest
    object: PracticeCard
    action: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Make the workflow of the base once, so that drafts can be sent."""
        if PracticeCard.get_default_workflow() is None:
            review.review_workflow(EXPERTS)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def publish_action(self) -> HttpResponse | None:
        """Publish or book the draft just saved; what is missing is told."""
        return self._try(cards.publish_card)

    def submit_action(self) -> HttpResponse | None:
        """Send the draft to the experts."""
        return self._try(review.ask_for_review)

    def restart_workflow_action(self) -> HttpResponse | None:
        """Send it again: the same act."""
        return self.submit_action()

    def cancel_workflow_action(self) -> HttpResponse | None:
        """Take the draft back from the experts."""
        return self._try(review.take_back_review)

    def get_success_message(self, instance: Any = None) -> str:
        """What happened, in a sentence of ours."""
        card = instance or self.object
        booked = self.action == "publish" and card.go_live_at
        sentence = _DONE.get("book" if booked else self.action, _DONE["edit"])
        return str(sentence) % {"title": card.title}

    def _try(self, act: Any) -> HttpResponse | None:
        try:
            act(self.object, by=person(self.request), now=timezone.now())
        except PracticesError as error:
            messages.error(self.request, error.for_people())
            return redirect(f"{SPACE}:edit", self.object.pk)
        return None


class _Panels:
    """Side panels without those that measure English pages."""

    def get_side_panels(self) -> MediaContainer:
        """State and preview."""
        panels = super().get_side_panels()  # type: ignore[misc]
        return MediaContainer(
            [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        )


class CardCreate(_Acts, _Panels, CreateView):
    """A new card: a draft with its life and its trace; shown once it is saved."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a number there is no page to be shown."""
        super().setup(request, *args, **kwargs)
        self.preview_enabled = False

    page_title = _("New practice")

    def save_instance(self) -> PracticeCard:
        """Save the draft and begin the card in one transaction."""
        self.form.instance.live = False
        with transaction.atomic():
            card = super().save_instance()
            cards.begin_card(
                card, Contact(), by=person(self.request), now=timezone.now()
            )
        return card


class CardEdit(_Acts, _Panels, EditView):
    """The newest draft of a card."""

    def get_usage_url(self) -> None:
        """Nothing of the library refers to cards."""

    def save_instance(self) -> PracticeCard:
        """Save the draft and its trace in one transaction."""
        with transaction.atomic():
            card = super().save_instance()
            cards.note_draft(card, by=person(self.request), now=timezone.now())
        return card

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The page beside: check, contact, archive."""
        return [
            HeaderButton(
                label=_("Check, contact and archive"),
                url=reverse("practices-desk:card-state", args=[self.object.pk]),
                icon_name="list-ul",
            ),
            *super().header_buttons,
        ]


class CardUnschedule(RevisionsUnscheduleView):
    """Takes a booking back, with its trace."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the draft wait again."""
        take_back_booking(self.object, by=person(request), now=timezone.now())
        return super().post(request, *args, **kwargs)


class CardIndex(IndexView):
    """All cards with what an editor asks first: state, section, freshness."""

    @cached_property
    def columns(self) -> list[Any]:
        """Without ticks: nothing is done to many cards at once."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    @cached_property
    def add_item_label(self) -> str:
        """A noun in its right form."""
        return str(_("New practice"))

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The page beside: what readers proposed."""
        proposed = HeaderButton(
            label=_("Proposed practices"),
            url=reverse("proposals:list"),
            icon_name="mail",
        )
        return [proposed, *super().header_buttons]

    def get_base_queryset(self) -> Any:
        """A constant number of statements whatever the length of the page."""
        return cards_for_desk()


class CardViewSet(SnippetViewSet):
    """Cards on the editing pages. There is no view that deletes."""

    model = PracticeCard
    icon = "doc-full"
    menu_label = _("Good practices")
    menu_name = "practices"
    menu_order = 100
    add_to_admin_menu = True
    base_url_path = "praktyki/karty"
    admin_url_namespace = SPACE
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 25
    filterset_class = CardFilters
    search_fields = ("title", "summary", "lead_name")
    search_backend_name = None
    ordering = ("-pk",)
    list_display = (
        "title",
        Column("state", label=_("state"), accessor=state_words),
        Column(
            "section",
            label=_("section of the base"),
            accessor=lambda card: section_name(card.section),
        ),
        Column("unit", label=_("leading unit"), accessor=unit_words),
        Column("freshness", label=_("freshness"), accessor=freshness_of_card),
        DateColumn(
            "changed",
            label=_("last changed"),
            accessor="latest_revision.created_at",
        ),
    )
    add_view_class = CardCreate
    edit_view_class = CardEdit
    index_view_class = CardIndex
    revisions_unschedule_view_class = CardUnschedule

    def get_edit_handler(self) -> Any:
        """Our panels."""
        return card_panels().bind_to_model(self.model)
