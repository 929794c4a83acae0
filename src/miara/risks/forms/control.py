"""Forms of the scale, the self-assessment and the declaration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.risks.actions.control import MarkGiven
from miara.risks.domain.scales import Band, Scale, flaws_of
from miara.risks.domain.standards import STANDARDS
from miara.risks.models import AssessmentMark
from miara.risks.phrases import FLAWS, STANDARD_NAMES

__all__ = ["AssessmentForm", "DeclarationForm", "ScaleForm"]


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea({"rows": 6})
    )


class ScaleForm(forms.Form):
    """Steps one a line, bands with their ends, and the appetite."""

    impact = _lines(_("Steps of impact"), _("One a line, the smallest first."))
    likelihood = _lines(_("Steps of likelihood"), _("One a line, the smallest first."))
    bands = _lines(
        _("Bands of levels"),
        _("One a line: the greatest level of the band, then its name: “5 low”."),
    )
    appetite = forms.IntegerField(
        label=_("Greatest level that needs no action"), min_value=0
    )

    def clean_bands(self) -> list[Band]:
        """Numbers and names of the bands."""
        found = []
        for n, line in enumerate(_rows(self.cleaned_data["bands"]), start=1):
            number, _space, name = line.partition(" ")
            if not number.isdigit() or not name.strip():
                raise forms.ValidationError(
                    _("Line %(line)s: write a number and a name, for example “5 low”."),
                    params={"line": n},
                )
            found.append(Band(name.strip(), int(number)))
        return found

    def clean(self) -> dict[str, Any]:
        """A scale that can be used."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        scale = Scale(
            tuple(_rows(given["impact"])),
            tuple(_rows(given["likelihood"])),
            tuple(given["bands"]),
            given["appetite"],
        )
        for flaw in flaws_of(scale):
            text = str(FLAWS[flaw.code]) % {"greatest": scale.greatest}
            self.add_error(flaw.place or "bands", text)
        given["scale"] = scale
        return given

    @staticmethod
    def told(scale: Scale) -> dict[str, Any]:
        """What the form shows of a scale."""
        return {
            "impact": "\n".join(scale.impact),
            "likelihood": "\n".join(scale.likelihood),
            "bands": "\n".join(f"{band.up_to} {band.name}" for band in scale.bands),
            "appetite": scale.appetite,
        }


class AssessmentForm(forms.Form):
    """A mark, what shows it and what will be improved, for each standard."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Three fields a standard."""
        super().__init__(*args, **kwargs)
        for standard in STANDARDS:
            n = standard.number
            self.fields[f"mark-{n}"] = forms.ChoiceField(
                label=f"{n}. {STANDARD_NAMES[standard.code]}",
                choices=AssessmentMark.Mark,
                initial=AssessmentMark.Mark.NOT_ASKED,
            )
            for name, label in (
                ("evidence", _("What shows it (standard %(number)s)")),
                ("action", _("What will be improved (standard %(number)s)")),
            ):
                self.fields[f"{name}-{n}"] = forms.CharField(
                    label=label % {"number": n},
                    required=False,
                    max_length=3000,
                    widget=forms.Textarea({"rows": 2}),
                )

    @property
    def marks(self) -> dict[int, MarkGiven]:
        """What was said, by number of the standard."""
        given = self.cleaned_data
        return {
            s.number: MarkGiven(
                given[f"mark-{s.number}"],
                given[f"evidence-{s.number}"].strip(),
                given[f"action-{s.number}"].strip(),
            )
            for s in STANDARDS
        }


class DeclarationForm(forms.Form):
    """The text of the declaration."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Text of the declaration"),
        max_length=50_000,
        widget=forms.Textarea({"rows": 24}),
        help_text=_("Empty lines part paragraphs."),
    )


def _rows(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
