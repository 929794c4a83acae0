"""Fields of the editing form that are more than their columns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from miara.documents import public as documents
from miara.portal.actions.files import PHOTO_KINDS, prepare_news_file
from miara.portal.domain.addresses import safe_address
from miara.portal.domain.categories import categories
from miara.portal.models import NewsFile, Site
from miara.portal.permissions import codes_to_edit

__all__ = ["FileForm", "LinkForm", "NewsForm", "PageForm"]


class OfSiteForm(WagtailAdminModelForm):
    """A text of a site of the editor; the site is chosen once, from a plain list."""

    site = forms.ModelChoiceField(Site.objects.none(), label=gettext_lazy("site"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = codes_to_edit(self.for_user, now=timezone.now())
        field = self.fields["site"]
        field.queryset = Site.objects.filter(code__in=own).order_by("code")
        if self.instance.pk:
            field.disabled = True
        else:
            field.empty_label = None


class PageForm(OfSiteForm):
    """A page. Whose address its words are is asked when it is published."""


class NewsForm(OfSiteForm):
    """News: a category of the list, a day, perhaps when it takes place."""

    category = forms.ChoiceField(label=gettext_lazy("category"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "pl"
        self.fields["category"].choices = [
            (row.code, row.name(language)) for row in categories()
        ]
        if not self.instance.pk:
            self.initial.setdefault("made_on", timezone.localdate())

    def clean(self) -> Any:
        """What takes place ends after it begins."""
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if ends and not starts:
            self.add_error("starts_at", _("Say when it begins."))
        elif ends and ends < starts:
            self.add_error("ends_at", _("The end comes before the beginning."))
        return data


class LinkForm(WagtailAdminModelForm):
    """A page worth seeing."""

    def clean_address(self) -> str:
        """An address of this site or of the web."""
        found = safe_address(self.cleaned_data["address"])
        if not found:
            raise forms.ValidationError(
                _("Type an address that begins with / or with https://.")
            )
        return found


class FileForm(WagtailAdminModelForm):
    """A picture or an attachment; the bytes are checked, cleaned and kept at saving."""

    upload = forms.FileField(
        label=gettext_lazy("file"),
        required=False,
        help_text=gettext_lazy(
            "A picture (JPEG, PNG, WebP) or a document (PDF, DOCX, ODT, XLSX, ODS), "
            "at most 20 MB. What it says of its author and place is left out."
        ),
    )

    def clean(self) -> Any:
        """Check the file by its content, and what a picture needs."""
        data = super().clean()
        self.prepared = None
        is_photo = data.get("kind") == NewsFile.Kind.PHOTO
        if upload := data.get("upload"):
            try:
                self.prepared = prepare_news_file(
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

    def save(self, commit: bool = True) -> NewsFile:
        """Keep the bytes, then the row."""
        if self.prepared is not None:
            self.instance.file = documents.keep_prepared(
                prepared=self.prepared, by=self.for_user, now=timezone.now()
            )
        return super().save(commit)
