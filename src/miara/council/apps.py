"""Django's entry to the context."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.council"
    label = "council"

    def ready(self) -> None:
        """Make sentences of the trail known."""
        from miara.council.presenters import trail

        trail.register()
