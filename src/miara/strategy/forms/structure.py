"""Forms of the structure: organisational units, posts, auxiliary units, moves."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from miara.organisations.public import AuxiliaryUnit, OrganisationalUnit, Post
from miara.strategy.forms.shared import StrategyForm

__all__ = ["AuxiliaryForm", "MovesForm", "OrganisationalUnitForm", "PostForm"]

_LARGEST_FILE = 2_000_000


class _Dated(StrategyForm):
    """A row with its first and last day."""

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The last day is not after the first one."))
        return given


class OrganisationalUnitForm(_Dated):
    """A part of the structure."""

    class Meta:
        model = OrganisationalUnit
        fields: ClassVar = ["code", "name", "kind", "parent", "since", "until"]
        labels: ClassVar = {"parent": _("Stands below")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Never offer a unit as the one above itself; a symbol stands once."""
        super().__init__(*args, **kwargs)
        self.unit_uid = kwargs["unit_uid"]
        field = self.fields["parent"]
        field.queryset = field.queryset.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A symbol that no other part in use has."""
        code: str = self.cleaned_data["code"]
        rows = OrganisationalUnit.objects.filter(
            unit_uid=self.unit_uid, code=code, until=None
        )
        if any(row.pk != self.instance.pk for row in rows):
            raise ValidationError(_("Another organisational unit has this symbol."))
        return code


class PostForm(_Dated):
    """A post: where it stands, who holds it, who deputises."""

    holder = forms.ChoiceField(
        label=_("Person"),
        required=False,
        help_text=_("People with a role in this local government."),
    )

    class Meta:
        model = Post
        fields: ClassVar = [
            "title",
            "organisational_unit",
            "holder",
            "deputy",
            "since",
            "until",
        ]
        labels: ClassVar = {
            "organisational_unit": _("Organisational unit"),
            "deputy": _("Deputy"),
        }

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Offer the people of the unit and whoever holds the post now."""
        super().__init__(*args, **kwargs)
        choices = [("", _("nobody")), *people]
        held = self.instance.holder
        if held and held not in dict(people):
            choices.append((held, _("the present person, without a role here")))
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]
        field = self.fields["deputy"]
        field.queryset = field.queryset.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]


class AuxiliaryForm(_Dated):
    """A village, an estate, a district."""

    class Meta:
        model = AuxiliaryUnit
        fields: ClassVar = ["name", "kind", "since", "until"]


class MovesForm(forms.Form):
    """A reorganisation as a table, looked at before it is carried out."""

    on = forms.DateField(
        label=_("From the day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=_("Table pasted from a spreadsheet"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Headings: stanowisko or komórka (what moves), do komórki (where, by its "
            "symbol), nowa nazwa, likwidacja (tak)."
        ),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("XLSX, ODS or CSV, to 2 MB.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer today."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today)

    def clean_file(self) -> Any:
        """A file that is not too large."""
        found = self.cleaned_data["file"]
        if found and found.size > _LARGEST_FILE:
            raise ValidationError(_("The file is larger than 2 MB. Split it in two."))
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.get("file")
        if not self.errors and not given.get("text", "").strip() and not file:
            self.add_error("text", _("Paste a table or choose a file."))
        return given
