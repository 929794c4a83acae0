"""Django's entry to the context."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.core"
    label = "core"
