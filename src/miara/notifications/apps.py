"""Django's entry to the context."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.notifications"
    label = "notifications"
