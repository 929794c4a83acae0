"""Django's entry to the context."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.audit"
    label = "audit"
