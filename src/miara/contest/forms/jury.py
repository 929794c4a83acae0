"""Forms of visits and of the jury."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.models import Cell, Edition, Entry, Juror, TitleKind
from miara.contest.queries.jury import jurors_of
from miara.core.localized import LocalizedFormField
from miara.documents.public import DOCUMENTS, PICTURES, suffixes_of
from miara.units import public as units

__all__ = [
    "AwardForm",
    "CloseForm",
    "EmptyCellForm",
    "FindingsForm",
    "JurorForm",
    "MeetingForm",
    "NewMeetingForm",
    "NewVisitForm",
    "RecusalForm",
    "SignedMinutesForm",
    "VisitFileForm",
    "VisitForm",
    "moment_field",
]

VISIT_FILES = PICTURES | DOCUMENTS


def moment_field(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """A day and an hour in Polish time, written in one control."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text or _("Polish time."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


class VisitForm(forms.Form):
    """When, where, who goes."""

    starts_at = moment_field(_("Begins"))
    ends_at = moment_field(_("Ends"), required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    host = forms.CharField(
        label=_("Host on the side of the unit"), max_length=300, required=False
    )
    team = forms.CharField(
        label=_("Team"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One person a line, the leader first: name and surname, and after a comma "
            "the e-mail address of their account, so that they can write the protocol."
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        """The end follows the beginning."""
        data = super().clean()
        starts = self.cleaned_data.get("starts_at")
        ends = self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must come after the beginning."))
        return data


class NewVisitForm(VisitForm):
    """The same for an application to be chosen."""

    entry = forms.ModelChoiceField(
        label=_("Application"), queryset=Entry.objects.none(), to_field_name="uid"
    )
    field_order = ("entry", "starts_at", "ends_at", "place", "host", "team")

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        field.queryset = entries  # type: ignore[attr-defined]
        field.label_from_instance = _entry_label  # type: ignore[attr-defined]


class FindingsForm(forms.Form):
    """What was found."""

    findings = forms.CharField(
        label=_("Findings of the visit"),
        widget=forms.Textarea({"rows": 12}),
        help_text=_(
            "Does what was seen agree with the application? What was checked and how?"
        ),
    )


class VisitFileForm(forms.Form):
    """A photograph or a document."""

    file = forms.FileField(
        label=_("Photograph or document"),
        widget=forms.ClearableFileInput(
            {"accept": ",".join(s for k in sorted(VISIT_FILES) for s in suffixes_of(k))}
        ),
    )
    caption = forms.CharField(label=_("What it shows"), max_length=300)


class JurorForm(forms.Form):
    """A member of the jury."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A person without an account gets an invitation."),
    )
    represents = forms.CharField(label=_("Represents"), max_length=300, required=False)
    units = forms.CharField(
        label=_("Units tied to"),
        required=False,
        help_text=_(
            "Codes of local governments (TERC) in which the person lives or works, "
            "separated by commas. Their applications are hidden from the person."
        ),
    )
    is_chair = forms.BooleanField(label=_("Chairs the jury"), required=False)

    def clean_units(self) -> list[str]:
        """Identities of the units named."""
        found = []
        for code in self.cleaned_data["units"].replace(";", ",").split(","):
            if not code.strip():
                continue
            unit = units.unit_by_code(code.strip())
            if unit is None:
                text = _("There is no unit with the code %(code)s.")
                raise forms.ValidationError(text, params={"code": code.strip()})
            found.append(unit.uid)
        return found


class RecusalForm(forms.Form):
    """Which application, and why."""

    entry = forms.ModelChoiceField(
        label=_("Application"), queryset=Entry.objects.none(), to_field_name="uid"
    )
    reason = forms.CharField(
        label=_("Why you take no part"),
        max_length=300,
        help_text=_("It goes into the minutes."),
    )

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        field.queryset = entries  # type: ignore[attr-defined]
        field.label_from_instance = _entry_label  # type: ignore[attr-defined]


class NewMeetingForm(forms.Form):
    """When, where, about what."""

    starts_at = moment_field(_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One item a line."),
    )


class MeetingForm(NewMeetingForm):
    """The same with who came and how it went."""

    present = forms.ModelMultipleChoiceField(
        label=_("Present"),
        queryset=Juror.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label=_("Course of the meeting"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = jurors_of(edition)  # type: ignore[attr-defined]


class _VotesForm(forms.Form):
    justification = LocalizedFormField(label=_("Justification"), multiline=True)
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, required=False)
    votes_against = forms.IntegerField(
        label=_("Votes against"), min_value=0, required=False
    )
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, required=False)


class AwardForm(_VotesForm):
    """An application gets a title."""

    entry = forms.ModelChoiceField(
        label=_("Application"), queryset=Entry.objects.none(), to_field_name="uid"
    )
    kind = forms.ModelChoiceField(label=_("Title"), queryset=TitleKind.objects.none())
    is_ex_aequo = forms.BooleanField(
        label=_("Ex aequo"),
        required=False,
        help_text=_("Tick it for every application that shares the place."),
    )
    special_name = LocalizedFormField(
        label=_("Name of the special title"), required=False, max_length=200
    )
    field_order = ("entry", "kind", "is_ex_aequo", "special_name", "justification")

    def __init__(
        self, *args: Any, edition: Edition, entries: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        field.queryset = entries  # type: ignore[attr-defined]
        field.label_from_instance = _entry_label  # type: ignore[attr-defined]
        kinds = edition.title_kinds.order_by("rank", "pk")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """A special title has a name of its own."""
        data = super().clean()
        kind = self.cleaned_data.get("kind")
        special = kind is not None and kind.role == TitleKind.Role.SPECIAL
        if special and not self.cleaned_data.get("special_name"):
            self.add_error("special_name", _("Name the special title."))
        return data


class EmptyCellForm(_VotesForm):
    """Nobody in a group and domain gets a title."""

    cell = forms.ModelChoiceField(
        label=_("Group and domain"), queryset=Cell.objects.none()
    )
    field_order = ("cell", "justification")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "empty")
        super().__init__(*args, **kwargs)
        cells = edition.cells.select_related("group", "domain").order_by(
            "group__position", "domain__position", "pk"
        )
        self.fields["cell"].queryset = cells  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """A tick that says what closing means."""

    sure = forms.BooleanField(
        label=_("I close the meeting. Its decisions and minutes can no longer change.")
    )


class SignedMinutesForm(forms.Form):
    """The signed PDF."""

    file = forms.FileField(
        label=_("Signed minutes (PDF)"),
        widget=forms.ClearableFileInput({"accept": ".pdf"}),
    )


def _entry_label(entry: Entry) -> str:
    return f"{entry.number} – {entry.title}"
