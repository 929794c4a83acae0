"""Django's entry to the context."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Make sentences, the page and open data known."""
        from django.utils.translation import gettext_lazy as _

        from miara.core import open_data
        from miara.cycle import public as cycle
        from miara.exchange.presenters import slots, trail

        trail.register()
        slots.register()
        open_data.register("miara.exchange.exports.open_data.dataset")
        cycle.register_plan_link(
            "exchange",
            order=95,
            label=_("Programs and packages"),
            view="exchange:keys",
        )
