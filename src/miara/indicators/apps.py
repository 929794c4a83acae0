"""Django's entry to the context."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.indicators"
    label = "indicators"
