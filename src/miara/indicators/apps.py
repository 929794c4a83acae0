"""Django's entry to the context."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Configuration of the context."""

    name = "miara.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Register what the shell shows, what a process prepares, the sentences."""
        from miara.core import open_data, sitemaps, slots, warmup
        from miara.indicators import form_lookup, letters
        from miara.indicators.presenters import found, home_page, trail, unit_links
        from miara.indicators.queries import units_list

        trail.register()
        open_data.register("miara.indicators.presenters.open_data.dataset")
        sitemaps.register("jednostki", "miara.indicators.presenters.sitemap.Units")
        sitemaps.register("wskazniki", "miara.indicators.presenters.sitemap.Indicators")
        form_lookup.register()
        letters.register()
        found.register()
        warmup.register("indicators.units", units_list.prepare)
        warmup.register_page("indicators.unit", unit_links.some_unit_url)

        slots.register(
            home_page.SLOT,
            name="indicators.home",
            order=10,
            build=home_page.home_block,
            template="indicators/_home_block.html",
            queries=home_page.QUERIES,
        )
