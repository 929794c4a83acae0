"""Django's entry to the context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Register the sentences of the trail and what waits for people."""
        # Needs the models.
        from miara.cycle import public as cycle
        from miara.strategy.presenters import slots, trail, waiting

        trail.register()
        slots.register()
        cycle.register_waiting("strategy", waiting.waiting_of)
        for name, order, label, view in (
            ("strategy", 20, _("Strategy"), "strategy:documents"),
            ("domains", 24, _("Domains and services"), "strategy:domains"),
            ("indicators", 28, _("Local indicators"), "strategy:indicators"),
            ("structure", 80, _("Structure"), "strategy:structure"),
        ):
            cycle.register_plan_link(name, order=order, label=label, view=view)
