"""Django's entry to the context."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.units"
    label = "units"
