"""Django's entry to the context."""

from django.apps import AppConfig


class CycleConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.cycle"
    label = "cycle"

    def ready(self) -> None:
        """Make roles, letters, sentences and the page known."""
        from django.utils.translation import gettext_lazy as _

        from miara.cycle import letters, roles
        from miara.cycle.presenters import account_block, frame, trail, waits

        roles.register()
        account_block.register()
        letters.register()
        trail.register()
        waits.register()
        frame.register_plan_link(
            "calendar", order=10, label=_("Calendar"), view="cycle:years"
        )
