"""Which public instruments a list shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.instruments.models import Instrument

__all__ = ["PublicFilterForm"]


class PublicFilterForm(forms.Form):
    """Kind, state and place; a choice that is no choice shows everything."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all")), *Instrument.Kind.choices],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *Instrument.State.choices],
    )
    district = forms.TypedChoiceField(
        label=_("District or village"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, rows: Sequence[Instrument], **kwargs: Any) -> None:
        """Offer the places in which there is something."""
        super().__init__(*args, **kwargs)
        places = {row.district_id: str(row.district) for row in rows if row.district}
        field: Any = self.fields["district"]
        ordered = sorted(places.items(), key=lambda each: each[1])
        field.choices = [("", _("all")), *ordered]

    def kept(self, rows: Sequence[Instrument]) -> list[Instrument]:
        """The rows that fit what was chosen."""
        chosen = self.cleaned_data if self.is_valid() else {}
        kind, state = chosen.get("kind"), chosen.get("state")
        district = chosen.get("district")
        return [
            row
            for row in rows
            if (not kind or row.kind == kind)
            and (not state or row.state == state)
            and (district is None or row.district_id == district)
        ]
