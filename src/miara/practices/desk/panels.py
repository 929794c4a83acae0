"""The editing form: panels by the parts of the standard template."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from miara.practices.desk.comparison import CodePanel, ValuePanel
from miara.practices.desk.fields import CardForm, FileForm, PartnerForm
from miara.practices.domain.texts import PARTS, Part
from miara.practices.phrases import PART_HINTS, PART_NAMES

__all__ = ["card_panels"]


class RowsPanel(InlinePanel):
    """Rows whose form is one of ours."""

    def __init__(self, *args: Any, form: type | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the form when the panel is bound."""
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        """Name our form for the rows."""
        options = super().get_form_options()
        if self.form is not None:
            options["formsets"][self.relation_name]["form"] = self.form
        return options


def card_panels() -> TabbedInterface:
    """All panels, in four tabs."""
    return TabbedInterface(
        [
            ObjectList(_about(), heading=_("At a glance")),
            ObjectList([_part(part) for part in PARTS], heading=_("Description")),
            ObjectList(_rows(), heading=_("Numbers and partners")),
            ObjectList(_files(), heading=_("Pictures and files")),
        ],
        base_form_class=CardForm,
    )


def _about() -> list[Panel]:
    return [
        FieldPanel("title"),
        FieldPanel("result_sentence"),
        MultiFieldPanel(
            [
                CodePanel("section"),
                CodePanel("domain"),
                FieldPanel("service"),
            ],
            heading=_("Where it belongs"),
        ),
        MultiFieldPanel(
            [
                CodePanel("unit_uid"),
                FieldPanel("lead_name"),
                ValuePanel("began_on"),
                ValuePanel("ended_on"),
                ValuePanel("is_running"),
            ],
            heading=_("Who and when"),
        ),
        MultiFieldPanel(
            [FieldPanel("origin"), FieldPanel("origin_note")],
            heading=_("How it came to the base"),
        ),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("summary_en")],
            heading=_("In English"),
        ),
        PublishingPanel(),
    ]


def _part(part: Part) -> Panel:
    return FieldPanel(
        part.code, heading=PART_NAMES[part.code], help_text=_help_of(part)
    )


def _help_of(part: Part) -> Any:
    hint = PART_HINTS[part.code]
    if part.least:
        text = _("%(hint)s From %(least)s to %(most)s words.")
    else:
        text = _("%(hint)s At most %(most)s words; may stay empty.")
    facts = {"hint": hint, "least": part.least, "most": part.most}
    return lazy(lambda: str(text) % facts, str)()


def _rows() -> list[Panel]:
    return [
        RowsPanel(
            "result_rows",
            [
                FieldPanel("label"),
                FieldPanel("measure"),
                ValuePanel("before"),
                ValuePanel("before_year"),
                ValuePanel("after"),
                ValuePanel("after_year"),
                FieldPanel("source"),
                FieldPanel("indicator"),
                FieldPanel("direction"),
                ValuePanel("is_aim"),
            ],
            heading=pgettext_lazy("practice", "Results in numbers"),
            label=_("result"),
        ),
        RowsPanel(
            "costs",
            [
                FieldPanel("kind"),
                FieldPanel("label"),
                ValuePanel("amount"),
                ValuePanel("year"),
                FieldPanel("source"),
            ],
            heading=_("Costs"),
            label=_("cost"),
        ),
        FieldPanel("costs_source"),
        RowsPanel(
            "partners",
            [CodePanel("unit_uid"), FieldPanel("name"), FieldPanel("role")],
            heading=_("Partners"),
            label=_("partner"),
            form=PartnerForm,
        ),
        RowsPanel(
            "awards",
            [
                FieldPanel("contest"),
                ValuePanel("year"),
                FieldPanel("title"),
                FieldPanel("source"),
            ],
            heading=_("Awards"),
            label=_("award"),
        ),
    ]


def _files() -> list[Panel]:
    return [
        RowsPanel(
            "files",
            [
                FieldPanel("kind"),
                FieldPanel("upload"),
                FieldPanel("title"),
                FieldPanel("alternative"),
                FieldPanel("credit"),
            ],
            heading=_("Pictures and files"),
            label=_("file"),
            form=FileForm,
        ),
    ]
