"""Forms of the settings of an edition; values come out as the actions take them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.contest.models import (
    Criterion,
    DomainArea,
    Edition,
    Milestone,
    Organiser,
    Patron,
    TitleKind,
)
from miara.core.localized import LANGUAGES, Localized, LocalizedFormField
from miara.documents.public import PICTURES, BadFileError, FileKind, prepare_file

__all__ = [
    "BasicsForm",
    "CallForm",
    "ChangeReasonForm",
    "CriterionForm",
    "DomainForm",
    "GrantForm",
    "MilestoneForm",
    "OrganiserForm",
    "PatronForm",
    "TitleForm",
]

_MOMENT_INPUTS: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
_WARSAW: Final = _("Warsaw time.")


def moment_field(**options: Any) -> forms.DateTimeField:
    """A day and an hour in Warsaw time."""
    return forms.DateTimeField(
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=_MOMENT_INPUTS,
        **options,
    )


def day_field(**options: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        **options,
    )


class ChangeReasonForm(forms.Form):
    """Why an announced edition changes; published in both languages."""

    why = LocalizedFormField(
        label=_("Reason of the change"),
        multiline=True,
        max_length=1000,
        help_text=_("Published on the page of the edition with what changed."),
    )

    def clean_why(self) -> Localized:
        """Both languages are read by the public."""
        why: Localized = self.cleaned_data["why"]
        if not why.en.strip():
            raise forms.ValidationError(_("Write the reason in English too."))
        return why


class BasicsForm(forms.ModelForm):
    """What the edition is called and whom to ask."""

    class Meta:
        model = Edition
        fields = ("name", "theme", "about", "year", "contact_email", "contact_phone",
                  "case_number", "case_class")  # fmt: skip
        help_texts = {
            "theme": _("What this year's edition is about."),
            "about": _("A few sentences for the page of the edition."),
            "case_class": _("From the uniform list of files, for the archive."),
        }


class CallForm(forms.Form):
    """The dates of the call."""

    announced_on = day_field(
        label=_("Day of the announcement"),
        required=False,
        help_text=_(
            "The time since implementation counts from it; an extension never moves "
            "it. Empty: the day on which the edition is published."
        ),
    )
    opens_at = moment_field(label=_("The call opens"), help_text=_WARSAW)
    closes_at = moment_field(
        label=_("Deadline"),
        help_text=_("Warsaw time. The printed minute itself is in time."),
    )

    def clean(self) -> dict[str, Any]:
        """A call closes after it opens."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The deadline must come after the opening."))
        return cleaned


class GrantForm(forms.Form):
    """What is reported to the funder."""

    grant_number = forms.CharField(
        label=_("Number of the grant"), required=False, max_length=80
    )
    grant_report = forms.CharField(
        label=_("Figures of the report"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("One in a line: name, colon, value. E.g. conferences: 1"),
    )

    def clean_grant_report(self) -> dict[str, str]:
        """Names and values."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["grant_report"].splitlines():
            if not line.strip():
                continue
            name, colon, value = line.partition(":")
            if not (colon and name.strip() and value.strip()):
                raise forms.ValidationError(
                    _("This line is not “name: value”: %(line)s"),
                    params={"line": line.strip()},
                )
            found[name.strip()] = value.strip()
        return found


class DomainForm(forms.ModelForm):
    """A domain of the contest."""

    class Meta:
        model = DomainArea
        fields = ("name", "about", "code")
        help_texts = {"code": _("Short, for lists and files: letters and digits.")}


class CriterionForm(forms.ModelForm):
    """A criterion with its scale and what the points mean."""

    levels = forms.CharField(
        label=_("What the points mean"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "One level in a line: points | text in Polish | text in English. "
            "E.g. 10 | Spełnione w połowie. | Met by half."
        ),
    )

    class Meta:
        model = Criterion
        fields = ("name", "guidance", "weight", "max_points", "step",
                  "needs_comment", "levels", "code")  # fmt: skip
        help_texts = {
            "weight": _("Points are multiplied by it."),
            "step": _("1: whole points only; 0.5: halves too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["levels"] = "\n".join(
                f"{row['points']} | {row['text'].get('pl', '')} | "
                f"{row['text'].get('en', '')}"
                for row in self.instance.levels
            )

    def clean_levels(self) -> list[dict[str, Any]]:
        """Levels in the order of points."""
        found = []
        for line in self.cleaned_data["levels"].splitlines():
            if not line.strip():
                continue
            points, *texts = (part.strip() for part in line.split("|"))
            try:
                number = Decimal(points.replace(",", "."))
            except InvalidOperation:
                number = None
            if number is None or not number.is_finite() or not texts or not texts[0]:
                raise forms.ValidationError(
                    _("This line is not “points | Polish | English”: %(line)s"),
                    params={"line": line.strip()},
                )
            text = dict(zip(LANGUAGES, [*texts, ""], strict=False))
            found.append({"points": str(number), "text": text})
        return sorted(found, key=lambda row: Decimal(str(row["points"])))

    def clean(self) -> dict[str, Any]:
        """Steps fit the scale, levels lie within it."""
        cleaned = super().clean() or {}
        most, step = cleaned.get("max_points"), cleaned.get("step")
        if most and step and most % step:
            self.add_error(
                "step", _("Steps of this size do not reach the most points.")
            )
        if most and any(
            not 0 <= Decimal(str(row["points"])) <= most
            for row in cleaned.get("levels") or []
        ):
            self.add_error("levels", _("A level lies outside the scale."))
        return cleaned


class TitleForm(forms.ModelForm):
    """A title that the jury can give."""

    class Meta:
        model = TitleKind
        fields = ("name", "role", "rank", "per_cell", "at_most", "ex_aequo", "code")
        help_texts = {
            "rank": _("1 is the highest."),
            "at_most": _("In one group and domain. Empty: no limit."),
        }


class MilestoneForm(forms.ModelForm):
    """A date of the calendar."""

    starts_at = moment_field(label=_("Begins"), help_text=_WARSAW)
    ends_at = moment_field(label=_("Ends"), required=False)

    class Meta:
        model = Milestone
        fields = ("kind", "title", "place", "starts_at", "ends_at", "whole_days",
                  "is_public")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A date ends after it begins."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("It must end after it begins."))
        return cleaned


class _WithLogo(forms.ModelForm):
    """A row with a picture: PNG, JPEG or WebP, told by its content."""

    logo_file = forms.FileField(
        label=pgettext_lazy("of an organisation", "Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 2 MB. Replaces the present one."),
    )

    def clean_logo_file(self) -> Any:
        """A checked picture, ready to be kept."""
        sent = self.cleaned_data["logo_file"]
        if not sent:
            return None
        try:
            return prepare_file(
                content=sent,
                name=sent.name,
                accept=frozenset(PICTURES) & _LOGOS,
                limit=2_000_000,
            )
        except BadFileError as error:
            raise forms.ValidationError(error.for_people()) from error


_LOGOS: Final = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})


class OrganiserForm(_WithLogo):
    """An organisation that runs the edition."""

    class Meta:
        model = Organiser
        fields = ("organisation",)


class PatronForm(_WithLogo):
    """A funder, partner or patron."""

    class Meta:
        model = Patron
        fields = ("kind", "name")


def grant_lines(report: dict[str, str]) -> str:
    """Figures as the form shows them.

    >>> grant_lines({"konferencje": "1"})
    'konferencje: 1'
    """
    return "\n".join(f"{name}: {value}" for name, value in report.items())
