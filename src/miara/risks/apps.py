"""Django's entry to the context."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.risks"
    label = "risks"

    def ready(self) -> None:
        """Make sentences, what waits and the page known."""
        from django.utils.translation import gettext_lazy as _

        from miara.cycle import public as cycle
        from miara.risks.presenters import trail, waits

        trail.register()
        waits.register()
        cycle.register_plan_link(
            "risks", order=60, label=_("Risks"), view="risks:register"
        )
