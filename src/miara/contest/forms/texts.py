"""Forms of the texts of an edition, its deadline, questions and groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.contest.forms.setup import moment_field
from miara.contest.models import Group
from miara.core.localized import Localized, LocalizedFormField
from miara.notifications.public import Channel
from miara.organisations.public import Organisation

__all__ = [
    "AdditionForm",
    "AnswerForm",
    "ApprovalForm",
    "AskForm",
    "DecisionForm",
    "ExtensionForm",
    "GroupChangeForm",
    "InvitationForm",
]


class AdditionForm(forms.Form):
    """What an editor adds to the text from the data."""

    added = LocalizedFormField(
        label=_("Your own text"),
        multiline=True,
        required=False,
        max_length=20_000,
        help_text=_(
            "Stands after the text from the data. A line that begins with ## is a "
            "heading. Days, hours and numbers are compared with the settings."
        ),
    )


class ApprovalForm(forms.Form):
    """Who has to approve."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )
    full_name = forms.CharField(label=_("Name and surname"), max_length=200)
    office = LocalizedFormField(
        label=_("Office"), max_length=200, help_text=_("E.g. Prezes Zarządu.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.order_by(  # type: ignore[attr-defined]
            "name__pl", "pk"
        )


class DecisionForm(forms.Form):
    """An approval, or why not."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("I approve the text")), ("no", _("I send it back"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Needed when the text is sent back, and when the office writes down a "
            "decision it got another way: say which."
        ),
    )

    def __init__(self, *args: Any, for_another: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_another = for_another

    def clean(self) -> dict[str, Any]:
        """A refusal and a decision of another person are explained."""
        cleaned = super().clean() or {}
        needs = self.for_another or cleaned.get("decision") == "no"
        if needs and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Write a remark."))
        return cleaned


class ExtensionForm(forms.Form):
    """A later deadline and why."""

    to_at = moment_field(label=_("New deadline"), help_text=_("Warsaw time."))
    why = LocalizedFormField(
        label=_("Reason"),
        multiline=True,
        max_length=1000,
        help_text=_(
            "Published on the page of the edition and sent to those who write."
        ),
    )

    def clean_why(self) -> Localized:
        """Both languages are read by the public."""
        why: Localized = self.cleaned_data["why"]
        if not why.en.strip():
            raise forms.ValidationError(_("Write the reason in English too."))
        return why


class InvitationForm(forms.Form):
    """A letter to the heads of units of chosen groups."""

    title = forms.CharField(
        label=_("Name of the dispatch"),
        max_length=200,
        help_text=_("For the office, e.g. Invitations to rural municipalities."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    groups = forms.MultipleChoiceField(
        label=_("Groups"), widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea({"rows": 14}))
    has_letter = forms.BooleanField(
        label=_("Attach the letter of invitation as PDF"), required=False
    )

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], has_letter: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["groups"].choices = choices  # type: ignore[attr-defined]
        if not has_letter:
            del self.fields["has_letter"]


class AskForm(forms.Form):
    """A question about the rules."""

    text = forms.CharField(
        label=_("Question"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Do not write about yourself: the question may be published with its "
            "answer."
        ),
    )
    reply_to = forms.EmailField(
        label=_("E-mail for the answer"),
        required=False,
        help_text=_("Not published, erased after 90 days."),
    )
    #: People leave it alone; programs that fill in everything do not.
    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )


class AnswerForm(forms.Form):
    """An answer for everybody."""

    published_text = LocalizedFormField(
        label=_("Question as published"),
        multiline=True,
        max_length=2000,
        help_text=_("Without names and whatever points at the person who asks."),
    )
    answer = LocalizedFormField(label=_("Answer"), multiline=True, max_length=5000)
    publish = forms.BooleanField(label=_("Publish for all"), required=False)


class GroupChangeForm(forms.Form):
    """Another group than the rules propose."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none())
    reason = forms.CharField(
        label=_("Reason"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kept with the application and shown to its authors."),
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
