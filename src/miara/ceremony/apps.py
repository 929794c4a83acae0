"""Django's entry to the context."""

from django.apps import AppConfig


class CeremonyConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.ceremony"
    label = "ceremony"

    def ready(self) -> None:
        """Make sentences of the trail and the link on the chair's page known."""
        from miara.ceremony.presenters import slots, trail

        trail.register()
        slots.register()
