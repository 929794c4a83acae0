"""The form of the look of a site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from miara.documents import public as documents
from miara.portal.actions.files import prepare_news_file
from miara.portal.domain.addresses import safe_address
from miara.portal.forms.sites import clean_colour

__all__ = ["SiteForm", "StripForm"]

_HINT = gettext_lazy(
    "A picture (JPEG, PNG, WebP). Leave empty to keep the present one."
)


class _PictureForm(WagtailAdminModelForm):
    """A form with one picture; the bytes are checked, cleaned and kept at saving."""

    kept_in = ""
    words_in = ""

    def clean(self) -> Any:
        """Check the picture by its content; one needs words."""
        data = super().clean()
        self.prepared = None
        if upload := data.get("upload"):
            try:
                self.prepared = prepare_news_file(
                    content=upload.read(), name=upload.name, is_photo=True
                )
            except documents.DocumentsError as error:
                self.add_error("upload", error.for_people())
        has_picture = self.prepared or getattr(self.instance, f"{self.kept_in}_id")
        if has_picture and not data.get(self.words_in):
            self.add_error(
                self.words_in,
                _("Say what the picture shows, for those who do not see it."),
            )
        return data

    def save(self, commit: bool = True) -> Any:
        """Keep the bytes, then the row."""
        if self.prepared is not None:
            kept = documents.keep_prepared(
                prepared=self.prepared, by=self.for_user, now=timezone.now()
            )
            setattr(self.instance, self.kept_in, kept)
        return super().save(commit)


class SiteForm(_PictureForm):
    """Name, colour and logo; a colour that cannot be read is refused."""

    kept_in, words_in = "logo", "logo_alternative"
    upload = forms.FileField(
        label=gettext_lazy("logo"), required=False, help_text=_HINT
    )

    def clean_accent(self) -> str:
        """A colour in which words can be read on a light page."""
        return clean_colour(str(self.cleaned_data["accent"]))


class StripForm(_PictureForm):
    """A line at the foot, perhaps with a picture and an address."""

    kept_in, words_in = "picture", "alternative"
    upload = forms.FileField(
        label=gettext_lazy("picture"), required=False, help_text=_HINT
    )

    def clean_address(self) -> str:
        """An address of this site or of the web, or none."""
        typed = str(self.cleaned_data.get("address") or "").strip()
        if typed and not safe_address(typed):
            raise forms.ValidationError(
                _("Type an address that begins with / or with https://.")
            )
        return typed
