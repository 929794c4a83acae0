"""Forms around becoming the administrator of a unit."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from miara.accounts.documents import check_pdf
from miara.accounts.domain.documents import MAX_BYTES
from miara.accounts.errors import BadDocumentError, DocumentTooLargeError
from miara.accounts.queries.names import find_unit


class AdministratorRequestForm(forms.Form):
    """Unit, post, signed authorisation."""

    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("Type the code or the full name, e.g. 120617 or Zielonki."),
        widget=forms.TextInput({"data-unit-picker": "", "autocomplete": "off"}),
    )
    post = forms.CharField(
        label=_("Your post"),
        max_length=200,
        help_text=_("For example: municipality secretary."),
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    authorisation = forms.FileField(
        label=_("Signed authorisation (PDF)"),
        widget=forms.ClearableFileInput({"accept": "application/pdf"}),
    )
    ends_others = forms.BooleanField(
        label=_("I replace the present administrators: end their role."),
        required=False,
    )

    def clean_unit(self) -> str:
        """Uid of the unit."""
        uid = find_unit(self.cleaned_data["unit"])
        if uid is None:
            raise forms.ValidationError(
                _("No single unit has this name. Type the code of the unit instead.")
            )
        return uid

    def clean_authorisation(self) -> bytes:
        """Content of an acceptable PDF; read only when it is not too large."""
        upload: UploadedFile = self.cleaned_data["authorisation"]
        try:
            if (upload.size or 0) > MAX_BYTES:
                raise DocumentTooLargeError(MAX_BYTES)
            content: bytes = upload.read()
            check_pdf(content)
        except BadDocumentError as error:
            raise forms.ValidationError(error.for_people()) from error
        return content


class DecisionForm(forms.Form):
    """The operator's decision; a refusal needs a reason."""

    reason = forms.CharField(
        label=_("Reason of a refusal"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The person reads it; say what to correct."),
    )

    def clean(self) -> dict[str, object]:
        """Require the reason when the request is refused."""
        cleaned = super().clean() or {}
        if self.data.get("decision") == "refuse" and not (
            str(cleaned.get("reason", "")).strip()
        ):
            self.add_error("reason", _("Give the reason of the refusal."))
        return cleaned
