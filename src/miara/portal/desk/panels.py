"""The editing form of news."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from miara.portal.desk.fields import FileForm, LinkForm, NewsForm, PageForm
from miara.portal.desk.fields_look import SiteForm, StripForm

__all__ = ["BODY_HELP", "RowsPanel", "news_panels", "page_panels", "site_panels"]

BODY_HELP: Final = _(
    "An empty line begins a new paragraph. A line that begins with ## is a heading, "
    "with - an item of a list, with 1. a numbered item, with > a quote. A link: "
    "[words](address)."
)


class RowsPanel(InlinePanel):
    """Rows whose form is one of ours."""

    def __init__(self, *args: Any, form: type, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the form when the panel is bound."""
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        """Name our form for the rows."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form
        return options


def news_panels() -> TabbedInterface:
    """All panels, in three tabs."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("lead"),
                    FieldPanel("body", help_text=BODY_HELP),
                    MultiFieldPanel(
                        [
                            FieldPanel("site"),
                            FieldPanel("category"),
                            FieldPanel("made_on"),
                        ],
                        heading=_("Site and category"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("starts_at"),
                            FieldPanel("ends_at"),
                            FieldPanel("place"),
                            FieldPanel("sign_up"),
                        ],
                        heading=_("For an invitation"),
                    ),
                    PublishingPanel(),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    RowsPanel(
                        "files",
                        [
                            FieldPanel("kind"),
                            FieldPanel("upload"),
                            FieldPanel("title"),
                            FieldPanel("alternative"),
                            FieldPanel("credit"),
                        ],
                        heading=_("Pictures and attachments"),
                        label=_("file"),
                        form=FileForm,
                    ),
                    RowsPanel(
                        "links",
                        [FieldPanel("title"), FieldPanel("address")],
                        heading=_("See also"),
                        label=_("page"),
                        form=LinkForm,
                    ),
                ],
                heading=_("Pictures, files, links"),
            ),
            ObjectList(
                [
                    FieldPanel("title_en"),
                    FieldPanel("lead_en"),
                    FieldPanel("body_en", help_text=BODY_HELP),
                ],
                heading=_("In English"),
            ),
        ],
        base_form_class=NewsForm,
    )


def page_panels() -> TabbedInterface:
    """The form of a page, in two tabs."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("body", help_text=BODY_HELP),
                    MultiFieldPanel(
                        [
                            FieldPanel("site"),
                            FieldPanel("slug"),
                            FieldPanel("is_in_menu"),
                            FieldPanel("place_in_menu"),
                        ],
                        heading=_("Address and menu"),
                    ),
                    PublishingPanel(),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    FieldPanel("title_en"),
                    FieldPanel("body_en", help_text=BODY_HELP),
                ],
                heading=_("In English"),
            ),
        ],
        base_form_class=PageForm,
    )


def site_panels() -> ObjectList:
    """The form of a site: name, colour, logo, foot."""
    return ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("accent"),
            FieldPanel("upload"),
            FieldPanel("logo_alternative"),
            RowsPanel(
                "strips",
                [
                    FieldPanel("text"),
                    FieldPanel("address"),
                    FieldPanel("upload"),
                    FieldPanel("alternative"),
                ],
                heading=_("Lines at the foot: programmes, who pays, partners"),
                label=_("line at the foot"),
                form=StripForm,
            ),
        ],
        base_form_class=SiteForm,
    )
