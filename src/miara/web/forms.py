"""How every form of the site is rendered."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Renders ``{{ form }}`` and ``as_field_group`` through our components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
