"""Forms of those who apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.actions.entries import PartnerRow
from miara.contest.forms.fields import long_text
from miara.contest.forms.units import unit_field
from miara.contest.models import DomainArea, Edition, Entry, EntryPartner
from miara.contest.roles import ContestRole
from miara.organisations import public as organisations
from miara.units import public as units

__all__ = [
    "AppealForm",
    "ConfirmForm",
    "DescribeForm",
    "InviteForm",
    "PartnerForm",
    "PartnerRows",
    "SignForm",
    "StartForm",
    "SubmitForm",
    "SupplementForm",
    "WithdrawForm",
    "partner_rows",
]


class DescribeForm(forms.Form):
    """Domain and applicant."""

    domain = forms.ModelChoiceField(
        DomainArea.objects.none(),
        label=_("Domain"),
        required=False,
        empty_label=_("choose later"),
    )
    who = forms.ChoiceField(
        label=_("Who applies?"),
        choices=(
            ("unit", _("the local government itself")),
            ("body", _("its body: a library, school, company")),
            ("union", _("a union or association to which it belongs")),
        ),
        widget=forms.RadioSelect,
        initial="unit",
    )
    entrant_name = forms.CharField(
        label=_("Full name of the body"),
        max_length=300,
        required=False,
        help_text=_("Only when a body of the local government applies."),
    )
    union = forms.ModelChoiceField(
        organisations.Organisation.objects.none(),
        label=_("Union or association"),
        required=False,
        help_text=_("Only when a union or association applies."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = edition.domains.order_by("position", "pk")
        self.fields["domain"].queryset = rows  # type: ignore[attr-defined]
        every = organisations.Organisation.objects.order_by("name__pl", "pk")
        self.fields["union"].queryset = every  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Keep the one name that belongs to the choice, and ask for it."""
        data: dict[str, Any] = super().clean() or {}
        who = data.get("who", "unit")
        if who == "body" and not data.get("entrant_name", "").strip():
            self.add_error("entrant_name", _("Give the name of the body."))
        if who == "union" and not data.get("union"):
            self.add_error("union", _("Choose the union or association."))
        if who != "body":
            data["entrant_name"] = ""
        if who != "union":
            data["union"] = None
        return data


class StartForm(DescribeForm):
    """A new application: also for which unit."""

    unit = forms.ChoiceField(label=_("Local government that applies or is responsible"))
    field_order = ("unit", "domain", "who", "entrant_name", "union")

    def __init__(
        self, *args: Any, own: Sequence[units.UnitFacts], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(unit.code, unit.name) for unit in own]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    """One partner: a local government by name or code, or another body by its name."""

    unit = unit_field(label=_("Local government"), required=False)
    name = forms.CharField(
        label=_("Name, when it is no local government"), max_length=300, required=False
    )
    role = forms.CharField(
        label=_("Part in the project"), max_length=300, required=False
    )
    email = forms.EmailField(
        label=_("E-mail for the confirmation"), max_length=254, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A unit that exists, or a name; an empty row is no partner."""
        data: dict[str, Any] = super().clean() or {}
        unit, name = data.get("unit"), data.get("name", "").strip()
        if unit is not None:
            data["uid"], data["name"] = unit.uid, ""
        elif not name and not self.errors and (data.get("role") or data.get("email")):
            self.add_error("name", _("Say who the partner is."))
        return data


class _Rows(forms.BaseFormSet[PartnerForm]):
    def clean(self) -> None:
        """Nobody twice."""
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            who = (data.get("uid", ""), data.get("name", "").strip())
            if any(who) and who in seen:
                form.add_error("unit", _("This partner is named twice."))
            seen.add(who)

    def rows(self) -> list[PartnerRow]:
        """Partners in the order of the page; emptied rows are left out."""
        found = []
        for form in self.forms:
            data = form.cleaned_data
            uid, name = data.get("uid", ""), data.get("name", "").strip()
            if uid or name:
                found.append(
                    PartnerRow(
                        unit_uid=uid,
                        name=name,
                        role=data.get("role", "").strip(),
                        email=data.get("email", "").strip().lower(),
                    )
                )
        return found


PartnerRows = forms.formset_factory(
    PartnerForm, formset=_Rows, extra=2, max_num=60, validate_max=True
)


def partner_rows(entry: Entry | None, data: Any = None) -> Any:
    """The partners of an application as rows of a page, a `PartnerRows`."""
    initial = []
    present = entry.partners if entry is not None else EntryPartner.objects.none()
    for row in present.order_by("position", "pk"):
        unit = units.unit_by_uid(row.unit_uid) if row.unit_uid else None
        initial.append(
            {
                "unit": f"{unit.name} ({unit.code})" if unit else "",
                "name": row.name,
                "role": row.role,
                "email": row.email,
            }
        )
    return PartnerRows(data, initial=initial, prefix="p")


class InviteForm(forms.Form):
    """Somebody who is to work on the application."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(
        label=_("What for?"),
        choices=(
            (ContestRole.AUTHOR.value, _("to write and submit it")),
            (ContestRole.SIGNATORY.value, _("to read and sign it")),
            (ContestRole.READER.value, _("to read it")),
        ),
        widget=forms.RadioSelect,
    )


class SignForm(forms.Form):
    """A signed file and who signed it."""

    full_name = forms.CharField(
        label=_("Who signed? First name and name"), max_length=200
    )
    office = forms.CharField(label=_("Office"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Signed file"),
        help_text=_(
            "The PDF with the signature inside (PAdES), or the file of the signature "
            "(XAdES)."
        ),
        widget=forms.ClearableFileInput({"accept": ".pdf,.xml,.xades,.sig"}),
    )
    authorisation = forms.FileField(
        label=_("Authorisation, when a deputy signed"), required=False
    )


class SubmitForm(forms.Form):
    """The last page before submitting."""

    signed_on_paper = forms.BooleanField(
        label=_("The original signed by hand will be sent on paper"),
        help_text=_(
            "The number and the moment of receipt are given now. Print the PDF with "
            "the hash and send it signed."
        ),
        required=False,
    )


class WithdrawForm(forms.Form):
    """Taking an application back."""

    reason = long_text(
        label=_("Why?"),
        required=False,
        max_length=2000,
        rows=3,
    )
    sure = forms.BooleanField(
        label=_("I withdraw this application from the contest; this cannot be undone")
    )


class SupplementForm(forms.Form):
    """What was done about a call for a supplement."""

    answer = long_text(
        label=_("What was changed or explained"),
        max_length=5000,
        rows=5,
    )


class AppealForm(forms.Form):
    """An appeal."""

    text = long_text(
        label=_("Text of the appeal"),
        max_length=20_000,
        rows=12,
    )


class ConfirmForm(forms.Form):
    """A partner confirms."""

    full_name = forms.CharField(
        label=_("First name, name and office of the person who confirms"),
        max_length=200,
    )
