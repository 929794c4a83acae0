"""Forms for people without an account."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.attendance.actions.registration import MOST_PEOPLE
from miara.attendance.models import Guest, Registration
from miara.core.trap import TrapMixin
from miara.events import public as events

__all__ = ["NameCheckForm", "NamesForm", "PeopleForm", "WhoForm"]

_NAME: Final = 200


def one_line(text: str) -> str:
    """A text without line breaks and doubled spaces.

    >>> one_line(" Jan \\n Nowak ")
    'Jan Nowak'
    """
    return " ".join(text.split())


class WhoForm(forms.Form):
    """From where somebody comes and in what part."""

    kind = forms.ChoiceField(
        label=_("I come as"),
        choices=Registration.Kind.choices,
        widget=forms.RadioSelect,
    )
    unit_uid = events.UnitField(
        label=_("Local government"),
        help_text=_("Type the name and choose, or type the code."),
    )
    body = forms.CharField(
        label=_("Institution, company or editorial office"),
        max_length=_NAME,
        required=False,
        help_text=_("When you do not come for a local government."),
    )

    def clean(self) -> dict[str, Any]:
        """A local government is named where one is meant; something always is."""
        given = super().clean() or self.cleaned_data
        given["body"] = one_line(given.get("body", ""))
        if "unit_uid" not in given:
            return given
        if given.get("kind") == Registration.Kind.UNIT and not given["unit_uid"]:
            self.add_error("unit_uid", _("Write which local government you come for."))
        elif not given["unit_uid"] and not given["body"]:
            self.add_error("body", _("Write where you come from."))
        return given


class PeopleForm(TrapMixin, WhoForm):
    """Who comes: one person, or several from one office, and who sends it."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The confirmation, tickets and news about places go there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    names = forms.CharField(
        label=_("Who comes: name and surname, one person in a line"),
        max_length=(_NAME + 2) * MOST_PEOPLE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "You can register up to %(most)s people of your office at once. Names "
            "stand on badges and certificates as you write them."
        )
        % {"most": MOST_PEOPLE},
    )
    field_order = ("names", "kind", "unit_uid", "body", "email", "website")

    def clean_names(self) -> list[str]:
        """Names, each once, in the order typed.

        Raises
        ------
        django.forms.ValidationError
            When there are too many or one is too long.
        """
        lines = self.cleaned_data["names"].splitlines()
        found = list(dict.fromkeys(name for line in lines if (name := one_line(line))))
        if not found:
            raise forms.ValidationError(_("Write at least one name."))
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(
                _(
                    "These are %(count)s people, at most %(most)s fit into one "
                    "registration. Send the others in another one."
                ),
                params={"count": len(found), "most": MOST_PEOPLE},
            )
        if any(len(name) > _NAME for name in found):
            raise forms.ValidationError(
                _("A name is too long. Write each person in a line of its own.")
            )
        return found


class NamesForm(forms.Form):
    """Names of people who are registered already, one field each."""

    def __init__(self, *args: Any, guests: list[Guest], **kwargs: Any) -> None:
        """A field for each guest."""
        super().__init__(*args, **kwargs)
        for place, guest in enumerate(guests, 1):
            self.fields[f"name_{guest.uid}"] = forms.CharField(
                label=_("Person %(number)s: name and surname") % {"number": place},
                max_length=_NAME,
                initial=guest.name,
            )

    @property
    def names(self) -> dict[str, str]:
        """Names by identity of guest."""
        return {
            field.removeprefix("name_"): one_line(value)
            for field, value in self.cleaned_data.items()
        }


class NameCheckForm(forms.Form):
    """Whether a certificate was given to a person: the name as it stands there."""

    name = forms.CharField(
        label=_("Name and surname as on the certificate"), max_length=_NAME
    )

    def clean_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["name"])
