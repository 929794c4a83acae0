"""Forms of the office about experts, conflicts and plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.actions.experts import ExpertFacts
from miara.contest.models import Conflict, Edition, Expert, ExpertDomain, PairWish
from miara.contest.queries.entries import entries_of_edition
from miara.units import public as units

__all__ = [
    "AdoptForm",
    "ConflictForm",
    "DecisionForm",
    "ExpertFileForm",
    "ExpertForm",
    "PairsFileForm",
    "WishForm",
    "unit_uid_of",
]

_UNIT_HELP = _("Code or full name, e.g. 120617 or Zielonki.")


def unit_uid_of(text: str) -> str | None:
    """Identity of the unit that a code or an exact name means; None when unsure."""
    plain = text.strip()
    if plain.isdigit():
        unit = units.unit_by_code(plain)
        return unit.uid if unit else None
    found = units.search(plain, limit=3)
    same = [row for row in found if row.unit.name.lower() == plain.lower()]
    return same[0].unit.uid if len(same) == 1 else None


class UnitField(forms.CharField):
    """A unit by code or name; its value is the identity."""

    def clean(self, value: Any) -> str:
        """The identity of the unit; empty when nothing was typed."""
        text = super().clean(value)
        if not text:
            return ""
        uid = unit_uid_of(text)
        if uid is None:
            raise forms.ValidationError(
                _("No single unit has this name. Type the code of the unit instead.")
            )
        return uid

    def prepare_value(self, value: Any) -> Any:
        """Code of the unit, where the value is an identity."""
        unit = units.unit_by_uid(value) if value else None
        return unit.code if unit else value


class UnitsField(forms.CharField):
    """Several units by codes, divided by commas; its value is a list."""

    def clean(self, value: Any) -> list[str]:
        """Identities of the units."""
        found = []
        for part in (super().clean(value) or "").replace(";", ",").split(","):
            if not part.strip():
                continue
            uid = unit_uid_of(part)
            if uid is None:
                raise forms.ValidationError(
                    _("There is no single unit “%(text)s”. Type its code."),
                    params={"text": part.strip()},
                )
            found.append(uid)
        return found

    def prepare_value(self, value: Any) -> Any:
        """Codes, where the value is a list of identities."""
        if isinstance(value, list):
            known = units.units_by_uid(value)
            return ", ".join(known[uid].code for uid in value if uid in known)
        return value


class ExpertForm(forms.Form):
    """What the office knows of an expert."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    employer = forms.CharField(label=_("Employer"), max_length=300, required=False)
    employer_uid = UnitField(
        label=_("Unit that the expert works for"), help_text=_UNIT_HELP, required=False
    )
    home_uid = UnitField(
        label=_("Unit where the expert lives"), help_text=_UNIT_HELP, required=False
    )
    past_uids = UnitsField(
        label=_("Units worked with in recent years"),
        help_text=_("Codes divided by commas. Conflicts are found from these data."),
        required=False,
    )
    load_ceiling = forms.IntegerField(
        label=_("Most applications"),
        help_text=_("Empty: as the edition says."),
        min_value=0,
        max_value=10_000,
        required=False,
    )

    def __init__(
        self, *args: Any, edition: Edition, expert: Expert | None = None, **kwargs: Any
    ) -> None:
        self.edition, self.expert = edition, expert
        if expert is not None:
            kwargs["initial"] = {
                name: getattr(expert, name)
                for name in (
                    "full_name",
                    "email",
                    "employer",
                    "employer_uid",
                    "home_uid",
                    "past_uids",
                    "load_ceiling",
                )
            } | {f"fit_{row.domain.code}": row.fit for row in expert.fits.all()}
        super().__init__(*args, **kwargs)
        if expert is not None:
            self.fields["email"].disabled = True
        for domain in edition.domains.order_by("position", "pk"):
            self.fields[f"fit_{domain.code}"] = forms.TypedChoiceField(
                label=_("Knowledge: %(domain)s") % {"domain": domain.name},
                choices=[("", _("does not know")), *ExpertDomain.Fit.choices],
                coerce=int,
                empty_value="",
                required=False,
            )

    def facts(self) -> ExpertFacts:
        """The cleaned values as the action takes them."""
        data = self.cleaned_data
        return ExpertFacts(
            full_name=data["full_name"],
            email=data["email"],
            employer=data["employer"],
            employer_uid=data["employer_uid"],
            home_uid=data["home_uid"],
            past_uids=data["past_uids"],
            load_ceiling=data["load_ceiling"],
            domains={
                name.removeprefix("fit_"): value
                for name, value in data.items()
                if name.startswith("fit_") and value
            },
        )


class ExpertFileForm(forms.Form):
    """A list of experts."""

    file = forms.FileField(
        label=_("List of experts (XLSX or CSV)"),
        help_text=_(
            "Columns: imię i nazwisko, e-mail, pracodawca, pracodawca TERYT, "
            "zamieszkanie TERYT, współpraca TERYT, limit, and a column for each domain "
            "with 1 (knows), 2 (works in it) or 3 (a recognised specialist)."
        ),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,text/csv"}),
    )


class PairsFileForm(forms.Form):
    """Pairs of applications and experts."""

    file = forms.FileField(
        label=_("Pairs (CSV or XLSX)"),
        help_text=_("Columns: numer, e-mail. What they leave open is filled in."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,text/csv"}),
    )


class ConflictForm(forms.Form):
    """A conflict that the office knows about."""

    expert = forms.ModelChoiceField(Expert.objects.none(), label=_("Expert"))
    entry = forms.ModelChoiceField(
        Conflict.objects.none(), label=_("Application"), to_field_name="uid"
    )
    text = forms.CharField(
        label=_("What ties them"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, edition)


class DecisionForm(forms.Form):
    """Confirmed, or dismissed with a reason."""

    answer = forms.ChoiceField(choices=[("confirm", ""), ("dismiss", "")])
    reason = forms.CharField(max_length=2000, required=False)


class WishForm(forms.Form):
    """A pair that the organiser wants or forbids."""

    expert = forms.ModelChoiceField(Expert.objects.none(), label=_("Expert"))
    entry = forms.ModelChoiceField(
        Conflict.objects.none(), label=_("Application"), to_field_name="uid"
    )
    wish = forms.ChoiceField(
        label=_("Wish"), choices=[*PairWish.Wish.choices, ("NONE", _("no wish"))]
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, edition)


class AdoptForm(forms.Form):
    """Until when experts work."""

    due_at = forms.DateTimeField(
        label=_("Deadline of the marks"),
        help_text=_("Warsaw time. Reminders go before it."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
        required=False,
    )


def _choose(form: forms.Form, edition: Edition) -> None:
    expert: Any = form.fields["expert"]
    expert.queryset = Expert.objects.filter(edition=edition).order_by("full_name", "pk")
    entry: Any = form.fields["entry"]
    entry.queryset = entries_of_edition(edition)
    entry.label_from_instance = lambda row: f"{row.number} {row.title}"
