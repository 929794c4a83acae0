"""Django's entry to the context."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.instruments"
    label = "instruments"

    def ready(self) -> None:
        """Make sentences, what waits, the block of the unit and the page known."""
        from django.utils.translation import gettext_lazy as _

        from miara.cycle import public as cycle
        from miara.instruments.presenters import slots, trail, waits

        trail.register()
        waits.register()
        slots.register()
        cycle.register_plan_link(
            "instruments",
            order=40,
            label=_("Programmes and projects"),
            view="instruments:instruments",
        )
