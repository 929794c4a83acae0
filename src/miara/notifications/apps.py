"""Django's entry to the context."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Listen to the contexts below."""
        from miara.notifications import receivers  # noqa: F401 - connects signals
