"""How every form of the site is rendered."""

from __future__ import annotations

from typing import Any, Final

from django.forms.renderers import DjangoTemplates

#: Templates of Django that ours stand in for.
_OURS: Final = {"django/forms/widgets/select.html": "components/select.html"}


class FormRenderer(DjangoTemplates):
    """Renders ``{{ form }}`` and ``as_field_group`` through our components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        """Our template of a widget where we have one, else Django's."""
        return super().get_template(_OURS.get(template_name, template_name))
