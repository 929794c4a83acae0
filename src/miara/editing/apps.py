"""Configuration of the context."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Stands before Wagtail, so that its templates come first."""

    name = "miara.editing"
    label = "editing"

    def ready(self) -> None:
        """Show people the way to their desks."""
        from miara.editing import account_block

        account_block.register()
