"""Django's entry to the context."""

from django.apps import AppConfig
from django.conf import settings


class CoreConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.core"
    label = "core"

    def ready(self) -> None:
        """Send logs where the settings say."""
        from miara.core import logging  # structlog is not needed to import the app

        logging.configure(settings.MIARA_LOG_FORMAT)
