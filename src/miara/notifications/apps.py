"""Django's entry to the context."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Listen below; register the sentences of the trail and a block of the desk."""
        from miara.core import slots
        from miara.notifications import (
            account_block,
            account_letters,
            letters,  # noqa: F401
            presenters,
            receivers,  # noqa: F401
        )
        from miara.notifications.operator_block import QUERIES, SLOT, mail_block

        presenters.register()
        account_letters.register()
        slots.register(
            SLOT,
            name="notifications.mail",
            order=40,
            build=mail_block,
            template="notifications/_operator_block.html",
            queries=QUERIES,
        )
        slots.register(
            account_block.SLOT,
            name="notifications.directory",
            order=10,
            build=account_block.directory_block,
            template="notifications/_account_block.html",
            queries=account_block.QUERIES,
        )
