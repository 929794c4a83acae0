"""Django's entry to the context."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.web"
    label = "web"
