"""Django's entry to the context."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.council"
    label = "council"
