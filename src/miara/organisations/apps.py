"""Django's entry to the context."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.organisations"
    label = "organisations"
