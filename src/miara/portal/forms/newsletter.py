"""Asking for the newsletter."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.core.trap import TrapMixin
from miara.portal.domain.categories import categories
from miara.portal.models import NewsletterOrder

__all__ = ["ChoicesForm", "NewsletterForm"]


class ChoicesForm(forms.Form):
    """What to hear of and how often."""

    chosen = forms.MultipleChoiceField(
        label=_("What do you want to hear of?"),
        widget=forms.CheckboxSelectMultiple,
    )
    period = forms.ChoiceField(
        label=_("How often?"),
        choices=NewsletterOrder.Period,
        initial=NewsletterOrder.Period.WEEK,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the categories in the language of the page, all of them chosen."""
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        choices = [(row.code, row.name(language)) for row in categories()]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        self.fields["chosen"].initial = [code for code, _name in choices]


class NewsletterForm(TrapMixin, ChoicesForm):
    """The same with an address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "Used for these mails only. Every mail has a link that ends them and "
            "erases the address."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
