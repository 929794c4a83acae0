"""The one form of the start: pack, year, people at posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miara.rollout.actions.start import PostChoice
from miara.rollout.domain.packs import Pack, PackPost, packs, parts

__all__ = ["StartForm"]


class StartForm(forms.Form):
    """Which pack, for which year, who takes which post.

    A post has a person with an account, or an address to invite, or neither yet. Posts
    of the largest pack are all there; only those of the chosen pack count.
    """

    pack = forms.ChoiceField(label=_("Pack"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)
    with_goals = forms.BooleanField(
        label=_("Begin with the draft goals of the pack"),
        required=False,
        help_text=_(
            "Leave it empty when you have a strategy: you will load it from a sheet."
        ),
    )

    def __init__(
        self,
        *args: Any,
        chosen: Pack,
        people: Iterable[tuple[str, str]],
        titles: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Offer packs, and for each post of the chosen one people of the unit."""
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            (each.code, each.name.in_language(language)) for each in packs().values()
        ]
        self.wanted: list[PackPost] = [
            post for post in parts().posts if post.code in chosen.posts
        ]
        self.titles = titles
        for post in self.wanted:
            title = titles[post.code]
            self.fields[f"person-{post.code}"] = forms.ChoiceField(
                label=title,
                choices=[("", _("nobody yet")), *people],
                required=False,
                help_text=post.duties.in_language(language),
            )
            self.fields[f"email-{post.code}"] = forms.EmailField(
                label=_("%(post)s: or invite by e-mail") % {"post": title},
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """A person or an address, not both."""
        given = super().clean() or self.cleaned_data
        for post in self.wanted:
            if given.get(f"person-{post.code}") and given.get(f"email-{post.code}"):
                self.add_error(
                    f"email-{post.code}",
                    _("Choose a person or write an address, not both."),
                )
        return given

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Fields of a post side by side."""
        return [
            (self[f"person-{each.code}"], self[f"email-{each.code}"])
            for each in self.wanted
        ]

    @property
    def posts(self) -> list[PostChoice]:
        """What was chosen, a post a row."""
        given = self.cleaned_data
        return [
            PostChoice(
                each.code,
                self.titles[each.code],
                given.get(f"person-{each.code}", ""),
                given.get(f"email-{each.code}", ""),
            )
            for each in self.wanted
        ]
