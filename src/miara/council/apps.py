"""Django's entry to the context."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.council"
    label = "council"

    def ready(self) -> None:
        """Make sentences, what waits, pages and the public block known."""
        from django.utils.translation import gettext_lazy as _

        from miara.council.presenters import slots, trail, waits
        from miara.cycle import public as cycle

        trail.register()
        waits.register()
        slots.register()
        cycle.register_plan_link(
            "council", order=65, label=_("Council"), view="council:register"
        )
