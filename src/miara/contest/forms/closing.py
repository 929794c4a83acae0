"""Forms of closing an edition, of persons' requests and of feedback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.models import EntryReading
from miara.contest.queries.feedback import CriterionComments

__all__ = ["CaseForm", "CloseForm", "FeedbackForm", "PersonForm", "ReadingsForm"]


class CaseForm(forms.Form):
    """How the office files the edition."""

    case_number = forms.CharField(label=_("Case number"), max_length=80)
    case_class = forms.CharField(
        label=_("Class of the file"),
        max_length=40,
        help_text=_("Symbol from the file plan of your office."),
    )
    category = forms.CharField(
        label=_("Archival category"),
        max_length=20,
        required=False,
        help_text=_("For example A or B10."),
    )


class CloseForm(forms.Form):
    """Closing, confirmed by typing the address of the edition."""

    typed = forms.CharField(label=_("Confirmation"), max_length=200)

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word = word
        self.fields["typed"].help_text = _("Type: %(word)s") % {"word": word}

    def clean_typed(self) -> str:
        """Compare with the address."""
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self._word:
            raise forms.ValidationError(
                _("Type exactly: %(word)s"), params={"word": self._word}
            )
        return typed


class PersonForm(forms.Form):
    """Whose data, and for an erasure who asked."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    reason = forms.CharField(
        label=_("Who asked for the erasure and when"),
        max_length=300,
        required=False,
        help_text=_("Needed only to erase."),
    )


class ReadingsForm(forms.Form):
    """Which readings to show."""

    number = forms.CharField(
        label=_("Number of the application"), max_length=20, required=False
    )
    part = forms.ChoiceField(
        label=_("As whom"),
        choices=[("", _("everybody")), *EntryReading.Part.choices],
        required=False,
    )


class FeedbackForm(forms.Form):
    """Words for an applicant: two texts a criterion, comments to take over."""

    summary = forms.CharField(
        label=_("In general"), widget=forms.Textarea({"rows": 4}), required=False
    )
    is_ready = forms.BooleanField(
        label=_("Ready: goes out with the next sending"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rows: Sequence[CriterionComments], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rows = rows
        for row in rows:
            code = row.criterion.code
            choices = [
                (str(c.mark_id), _("expert %(number)s") % {"number": c.expert})
                for c in row.comments
            ]
            for kind, label, taken in (
                ("strengths", _("Strengths"), _("Add to strengths the comment of")),
                ("weaknesses", _("Weaknesses"), _("Add to weaknesses the comment of")),
            ):
                self.fields[f"{kind}_{code}"] = forms.CharField(
                    label=label, widget=forms.Textarea({"rows": 3}), required=False
                )
                if choices:
                    self.fields[f"use_{kind}_{code}"] = forms.MultipleChoiceField(
                        label=taken,
                        choices=choices,
                        widget=forms.CheckboxSelectMultiple,
                        required=False,
                    )

    def groups(self) -> list[dict[str, Any]]:
        """Criteria with their comments and fields, for the page."""
        return [
            {
                "criterion": row.criterion,
                "comments": row.comments,
                "fields": [
                    self[name]
                    for kind in ("strengths", "weaknesses")
                    for name in (
                        f"{kind}_{row.criterion.code}",
                        f"use_{kind}_{row.criterion.code}",
                    )
                    if name in self.fields
                ],
            }
            for row in self._rows
        ]

    def points(self) -> list[dict[str, str]]:
        """What the office wrote, with the comments it took over."""
        return [
            {
                "criterion": row.criterion.code,
                "strengths": self._text(row, "strengths"),
                "weaknesses": self._text(row, "weaknesses"),
            }
            for row in self._rows
        ]

    def _text(self, row: CriterionComments, kind: str) -> str:
        code = row.criterion.code
        chosen = set(self.cleaned_data.get(f"use_{kind}_{code}", []))
        taken = [c.text.strip() for c in row.comments if str(c.mark_id) in chosen]
        own = self.cleaned_data[f"{kind}_{code}"].strip()
        return "\n".join([part for part in (own, *taken) if part])
