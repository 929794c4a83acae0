"""Django's entry to the context."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Register the sentences of the trail."""
        from miara.organisations import presenters  # needs the models

        presenters.register()
