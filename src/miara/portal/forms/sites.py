"""What the operator says of a site."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.core.localized import LocalizedFormField
from miara.documents import public as documents
from miara.organisations.public import Organisation
from miara.portal.actions.files import prepare_news_file
from miara.portal.models import DEFAULT_ACCENT, Site
from miara.portal.presenters.look import LIGHT_PAPER
from miara.practices import public as practices

__all__ = ["NewSiteForm", "SiteFactsForm", "clean_colour"]

_LEAST_CONTRAST: Final = 4.5


def clean_colour(typed: str) -> str:
    """A colour in which words can be read on a light page.

    Raises
    ------
    ValidationError
        Naming the nearest colour that can be read.
    """
    colour = typed.lower()
    if practices.contrast(colour, LIGHT_PAPER) < _LEAST_CONTRAST:
        raise forms.ValidationError(
            _("Words in this colour cannot be read. The nearest that can: %(shade)s."),
            params={"shade": practices.readable(colour, LIGHT_PAPER)},
        )
    return colour


class SiteFactsForm(forms.Form):
    """Name, owner, colour, logo; the picture is checked and cleaned."""

    name = LocalizedFormField(label=gettext_lazy("Name"), max_length=100)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Stands in publication labels as the publishing body."),
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=gettext_lazy("Colour of links and buttons"),
        initial=DEFAULT_ACCENT,
        help_text=gettext_lazy("As #rrggbb, for example #0b5563."),
        error_messages={
            "invalid": gettext_lazy("Write the colour as # and six signs.")
        },
    )
    upload = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "A picture (JPEG, PNG, WebP). Leave empty to keep the present one."
        ),
    )
    logo_alternative = forms.CharField(
        label=gettext_lazy("What the logo says, for those who do not see it"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, site: Site | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared: documents.PreparedFile | None = None
        self._has_logo = bool(site and site.logo_id)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.order_by("pk")

    def clean_accent(self) -> str:
        """A colour in which words can be read."""
        return clean_colour(self.cleaned_data["accent"])

    def clean(self) -> dict[str, Any]:
        """Check the picture by its content; one needs words."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if upload := data.get("upload"):
            try:
                self.prepared = prepare_news_file(
                    content=upload.read(), name=upload.name, is_photo=True
                )
            except documents.DocumentsError as error:
                self.add_error("upload", error.for_people())
        if (self.prepared or self._has_logo) and not data.get("logo_alternative"):
            self.add_error(
                "logo_alternative",
                _("Say what the picture shows, for those who do not see it."),
            )
        return data


class NewSiteForm(SiteFactsForm):
    """The same with the word of addresses, which stays for ever."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy(
            "A short word of small letters for addresses, for example zgp. It cannot "
            "be changed later."
        ),
    )
    field_order = ("code",)

    def clean_code(self) -> str:
        """Small letters, and of no other site."""
        code = str(self.cleaned_data["code"]).lower()
        if Site.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a site of this code already."))
        return code
