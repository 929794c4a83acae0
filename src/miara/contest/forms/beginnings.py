"""Forms that start a contest and an edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.domain.presets import presets
from miara.contest.models import Edition
from miara.core.localized import Localized, LocalizedFormField
from miara.organisations.public import Organisation

__all__ = ["ContestForm", "EditionForm"]

#: Parts of addresses below /konkursy/ that are pages of their own.
RESERVED: Final = frozenset({"archiwum", "nowy", "moje"})


class ContestForm(forms.Form):
    """A series of editions."""

    owner = forms.ModelChoiceField(
        label=_("Leading organiser"), queryset=Organisation.objects.none()
    )
    name = LocalizedFormField(label=_("Name"), max_length=200)
    code = forms.SlugField(
        label=_("Address"),
        max_length=40,
        help_text=_("Letters and digits, as it stands in links: lider-zarzadzania."),
    )
    about = LocalizedFormField(
        label=_("About the contest"), multiline=True, required=False
    )

    def __init__(self, *args: Any, owners: Sequence[Organisation], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["owner"]
        field.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[owner.pk for owner in owners]
        )
        if len(owners) == 1:
            field.initial = owners[0].pk

    def clean_code(self) -> str:
        """Not an address of another page."""
        code: str = self.cleaned_data["code"].lower()
        if code in RESERVED:
            raise forms.ValidationError(_("This address is taken by another page."))
        return code


class EditionForm(forms.Form):
    """Where a new edition begins."""

    start_from = forms.ChoiceField(
        label=_("Start from"),
        widget=forms.RadioSelect,
        help_text=_(
            "Domains, groups, criteria, titles and rules are taken over; dates, "
            "applications and experts are not. Everything can be changed afterwards."
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    name = LocalizedFormField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Empty: the name of the contest with the year."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        required=False,
        max_length=40,
        help_text=_("As it stands in links. Empty: the year."),
    )

    def __init__(self, *args: Any, earlier: Sequence[Edition], **kw: Any) -> None:
        super().__init__(*args, **kw)
        found = [(row.uid, str(row.name)) for row in earlier]
        ready = [
            (code, str(Localized.of(preset.name))) for code, preset in presets().items()
        ]
        field = self.fields["start_from"]
        groups: list[Any] = [(_("ready starting points"), ready)]
        if found:
            groups.insert(0, (_("earlier editions"), found))
        field.choices = groups  # type: ignore[attr-defined]
        field.initial = found[0][0] if found else ready[0][0]
