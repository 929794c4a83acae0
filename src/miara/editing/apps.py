"""Configuration of the context."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Stands before Wagtail, so that its templates come first."""

    name = "miara.editing"
    label = "editing"

    def ready(self) -> None:
        """Keep mail in our own outbox alone."""
        from miara.editing.silence import stop_wagtail_mail

        stop_wagtail_mail()
