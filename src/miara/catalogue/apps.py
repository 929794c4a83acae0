"""Django's entry to the context."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.catalogue"
    label = "catalogue"
