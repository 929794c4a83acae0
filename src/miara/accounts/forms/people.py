"""Forms of a person and of the people of a scope."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from miara.accounts.domain.roles import Role
from miara.accounts.models import User
from miara.accounts.phrases import role_name


class PersonForm(forms.ModelForm):
    """Name and language of mails."""

    class Meta:
        model = User
        fields = ["full_name", "language"]
        widgets = {"full_name": forms.TextInput({"autocomplete": "name"})}


class CloseAccountForm(forms.Form):
    """The account's own address, typed to show that this is meant."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type the address of this account to confirm."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Accept the person's own address alone."""
        email: str = self.cleaned_data["email"].lower()
        if email != self.user.email:
            raise forms.ValidationError(_("This is not the address of this account."))
        return email


class RoleForm(forms.Form):
    """Whom to give which role, and until when."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))
    last_day = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        help_text=_("Leave empty when the role has no end."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Weakest first: the usual choice should give away least.
        field: forms.ChoiceField = self.fields["role"]  # type: ignore[assignment]
        field.choices = [(each.code, role_name(each.code)) for each in reversed(roles)]

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()

    def clean_last_day(self) -> datetime | None:
        """Moment at which the role no longer holds: the midnight after the day.

        Raises
        ------
        ValidationError
            When the day is past.
        """
        day = self.cleaned_data["last_day"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        end = datetime.combine(day, time.max, timezone.get_current_timezone())
        return end + (datetime.resolution)
