"""Handing in an archive."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from miara.practices.actions.moving import ArchiveRefusedError
from miara.practices.domain.migration.mapping import read_mapping
from miara.practices.domain.migration.table import BadArchive

__all__ = ["ArchiveForm", "MoveForm"]

_LARGEST_MAPPING: Final = 200_000


class ArchiveForm(forms.Form):
    """A file, how to read it, how strictly."""

    file = forms.FileField(
        label=_("File of the archive"),
        help_text=_(
            "XLSX, CSV or JSON; the first row names the columns. Nothing is kept in the"
            " base before you have seen the report."
        ),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.json"}),
    )
    mapping = forms.FileField(
        label=_("Mapping of columns"),
        help_text=_("YAML; needed only when the headings are not recognised."),
        required=False,
        widget=forms.ClearableFileInput({"accept": ".yaml,.yml"}),
    )
    with_duplicates = forms.BooleanField(
        label=_("Move rows that look like others, too"), required=False
    )
    ask = forms.BooleanField(
        label=_("Ask every link whether it works"),
        help_text=_("It takes minutes: the servers of the links are asked."),
        required=False,
    )
    confirmed_on = forms.DateField(
        label=_("When the descriptions were last confirmed"),
        help_text=_(
            "For rows that do not say. Left empty: on the day of the move, and the"
            " yearly question comes in a year."
        ),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def clean_mapping(self) -> dict[str, Any]:
        """The mapping as plain data; empty without one."""
        sent = self.cleaned_data.get("mapping")
        if not sent:
            return {}
        try:
            text = sent.read(_LARGEST_MAPPING).decode("utf-8-sig")
            return read_mapping(text).model_dump(mode="json")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The mapping is not a text in UTF-8.")) from (
                error
            )
        except BadArchive as bad:
            told = ArchiveRefusedError(bad).for_people()
            raise forms.ValidationError(told) from bad


class MoveForm(forms.Form):
    """Whether what is moved becomes public."""

    AS_DRAFTS, PUBLISHED = "drafts", "published"
    _DRAFTS = (AS_DRAFTS, _("drafts, to be looked at and published one by one"))

    how = forms.ChoiceField(
        label=_("Move as"),
        choices=[
            _DRAFTS,
            (PUBLISHED, _("published descriptions")),
        ],
        widget=forms.RadioSelect,
        initial=AS_DRAFTS,
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.fields["how"] = forms.ChoiceField(
                label=_("Move as"),
                choices=[self._DRAFTS],
                widget=forms.RadioSelect,
                initial=self.AS_DRAFTS,
            )
