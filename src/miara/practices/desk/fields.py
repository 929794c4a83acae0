"""Fields of the editing form that are more than their columns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from miara.catalogue import public as catalogue
from miara.documents import public as documents
from miara.practices.actions.files import PHOTO_KINDS, prepare_card_file
from miara.practices.domain.sections import sections
from miara.practices.models import PracticeFile
from miara.units import public as units

__all__ = ["CardForm", "FileForm", "PartnerForm", "UnitField"]


_SALT = "practices.card-file"


class UnitField(forms.CharField):
    """A unit by its code or name; the value is its permanent identity."""

    def prepare_value(self, value: Any) -> Any:
        """Show the code and the name of a known unit."""
        known = units.unit_by_uid(value) if value else None
        return f"{known.code} {known.full_name}" if known else value

    def clean(self, value: Any) -> str:
        """Find the unit that was typed.

        Raises
        ------
        ValidationError
            When none or more than one fits.
        """
        text = super().clean(value).strip()
        if not text:
            return ""
        first = text.split()[0]
        found = units.unit_by_uid(text) or units.unit_by_code(first)
        if found is None:
            typed = text.casefold()
            matches = [
                row.unit
                for row in units.search(text)
                if typed in {row.unit.name.casefold(), row.unit.full_name.casefold()}
            ]
            if len(matches) != 1:
                raise forms.ValidationError(
                    _(
                        "Type the code of one unit, as in the register, or its whole "
                        "name when no other has it."
                    )
                )
            return str(matches[0].uid)
        return str(found.uid)


class CardForm(WagtailAdminModelForm):
    """A card: codes are chosen from lists, units are found by code or name."""

    section = forms.ChoiceField(
        label=gettext_lazy("section of the base"), required=False
    )
    domain = forms.ChoiceField(label=gettext_lazy("management domain"), required=False)
    unit_uid = UnitField(
        label=gettext_lazy("leading unit"),
        required=False,
        help_text=gettext_lazy("Code of the unit in the register, or its name."),
    )
    is_running = forms.NullBooleanField(
        label=gettext_lazy("still running"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        nothing = [("", _("not chosen"))]
        self.fields["section"].choices = nothing + [
            (row.code, row.name(language)) for row in sections()
        ]
        self.fields["domain"].choices = nothing + [
            (row.code, row.name.in_language(language)) for row in catalogue.domains()
        ]

    def clean(self) -> Any:
        """The end does not come before the beginning."""
        data = super().clean()
        began, ended = data.get("began_on"), data.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", _("The end comes before the beginning."))
        return data


class PartnerForm(WagtailAdminModelForm):
    """A partner: a unit, or a body by name."""

    unit_uid = UnitField(label=gettext_lazy("unit"), required=False)

    def clean(self) -> Any:
        """Somebody is named."""
        data = super().clean()
        if not data.get("unit_uid") and not data.get("name"):
            self.add_error("name", _("Name a unit or another body."))
        return data


class FileForm(WagtailAdminModelForm):
    """A picture or a document; the bytes are checked, cleaned and kept at saving."""

    upload = forms.FileField(
        label=gettext_lazy("file"),
        required=False,
        help_text=gettext_lazy(
            "A picture (JPEG, PNG, WebP) or a document (PDF, DOCX, ODT, XLSX, ODS), "
            "at most 20 MB. What it says of its author and place is left out."
        ),
    )
    # A row that was never published has no key of its own: what file it holds comes
    # back with the form, signed, so that nobody names a file that is not theirs.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            self.fields["kept"].initial = signing.dumps(
                self.instance.file_id, salt=_SALT
            )
            self.fields["upload"].help_text = _(
                "Now: %(name)s. Choose another file to replace it."
            ) % {"name": self.instance.file.name}

    def clean(self) -> Any:
        """Check the file by its content, and what a picture needs."""
        data = super().clean()
        self.prepared = None
        self._take_kept(data.get("kept"))
        is_photo = data.get("kind") == PracticeFile.Kind.PHOTO
        if upload := data.get("upload"):
            try:
                self.prepared = prepare_card_file(
                    content=upload.read(), name=upload.name, is_photo=is_photo
                )
            except documents.DocumentsError as error:
                self.add_error("upload", error.for_people())
        elif not self.instance.file_id:
            self.add_error("upload", _("Choose a file."))
        elif is_photo != (self.instance.file.kind in PHOTO_KINDS):
            self.add_error("kind", _("The file is of another kind."))
        if is_photo and not data.get("alternative"):
            self.add_error(
                "alternative",
                _("Say what the picture shows, for those who do not see it."),
            )
        if is_photo and not data.get("credit"):
            self.add_error("credit", _("Say who took the picture."))
        return data

    def _take_kept(self, token: str | None) -> None:
        if not token or self.instance.file_id:
            return
        try:
            key = signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            return
        self.instance.file = documents.StoredFile.objects.filter(pk=key).first()

    def save(self, commit: bool = True) -> PracticeFile:
        """Keep the bytes, then the row."""
        if self.prepared is not None:
            self.instance.file = documents.keep_prepared(
                prepared=self.prepared, by=self.for_user, now=timezone.now()
            )
        return super().save(commit)
