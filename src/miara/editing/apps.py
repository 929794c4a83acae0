"""Configuration of the context."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Stands before Wagtail, so that its templates come first."""

    name = "miara.editing"
    label = "editing"
