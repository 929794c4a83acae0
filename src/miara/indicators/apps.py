"""Django's entry to the context."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Put our facts on the first page; register the sentences of the trail."""
        from miara.core import slots
        from miara.indicators.presenters import home_page, trail

        trail.register()

        slots.register(
            home_page.SLOT,
            name="indicators.home",
            order=10,
            build=home_page.home_block,
            template="indicators/_home_block.html",
            queries=home_page.QUERIES,
        )
