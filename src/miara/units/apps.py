"""Django's entry to the context."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.units"
    label = "units"

    def ready(self) -> None:
        """Register the sentences of the trail."""
        from miara.units import presenters  # needs the models

        presenters.register()
