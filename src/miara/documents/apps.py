"""Django's entry to the context."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.documents"
    label = "documents"

    def ready(self) -> None:
        """Register the sentences of the trail."""
        from miara.documents import presenters  # needs the models

        presenters.register()
