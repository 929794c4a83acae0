"""Django's entry to the context."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the sentences of the trail."""
        from miara.accounts import presenters  # needs the models

        presenters.register()
